// HTML with holes: the card's own markup as it will stand in the page, and data escaped on its way
// in.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>

namespace lede {

/// A literal of ours; that it cannot be made of data is the compiler's work. Each `%` is a hole.
class Pattern {
 public:
  consteval Pattern(
      const char* literal)  // NOLINT(google-explicit-constructor): reads as the literal
      : text_(literal) {}

  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Appends `pattern` with its holes filled in order, one for each of `data`. A hole right after
/// `="` is an attribute's value or its beginning, any other is text; base/html.h escapes both.
void fill(std::string& out, Pattern pattern, std::initializer_list<std::string_view> data = {});

}  // namespace lede
