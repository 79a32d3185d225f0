// HTML with holes: the card's own markup as it will stand in the page, and data escaped on its way
// in. Shaped for a small wasm: a call passes three words, and how a string becomes a view is said
// once.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lede {

/// A literal of ours; that it cannot be made of data is the compiler's work. Each `%` is a hole.
class Pattern {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor): reads as the literal
  consteval Pattern(const char* literal) : text_(literal) {}

  [[nodiscard]] const char* text() const { return text_; }

 private:
  const char* text_;
};

/// What goes into one hole. It must outlive the call.
class Filling {
 public:
  explicit Filling(std::string_view text) : text_(text) {}
  explicit Filling(const char* text) : text_(text) {}
  explicit Filling(const std::string& text);  // out of line, once for all calls

  [[nodiscard]] std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

/// Appends `pattern`, its holes filled from `data` in order.
void fill_from(std::string& out, Pattern pattern, const Filling* data);

/// Appends `pattern` with its holes filled in order, one for each of `data`. A hole right after a
/// double quote is an attribute's value or its beginning, any other is text; base/html.h escapes
/// both.
template <typename... Data>
void fill(std::string& out, Pattern pattern, const Data&... data) {
  if constexpr (sizeof...(data) == 0) {
    fill_from(out, pattern, nullptr);
  } else {
    const Filling all[] = {Filling(data)...};
    fill_from(out, pattern, all);
  }
}

}  // namespace lede
