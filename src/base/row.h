// Constant texts that are looked up by number stand in a row: a table of pointers to them would be
// as much to download as a good part of the words.
#pragma once
#include <cstddef>
#include <cstring>
#include <string_view>

namespace lede {

/// The texts of one literal, "first\0second".
class Row {
 public:
  template <std::size_t N>
  // NOLINTNEXTLINE(google-explicit-constructor): reads as the literal
  consteval Row(const char (&texts)[N]) : first_(texts) {
    for (const char c : texts) size_ += c == '\0' ? 1 : 0;
  }

  [[nodiscard]] constexpr std::size_t size() const { return size_; }

  [[nodiscard]] std::string_view operator[](std::size_t number) const {
    const char* text = first_;
    for (; number > 0; --number) text += std::strlen(text) + 1;
    return text;
  }

  /// The number of a text; size() where it is none of them.
  [[nodiscard]] std::size_t find(std::string_view text) const;

 private:
  const char* first_;
  std::size_t size_ = 0;
};

/// The value of an enum whose names these are; the first where the name is none of them.
template <typename Enum>
[[nodiscard]] Enum one_of(std::string_view name, Row names) {
  return static_cast<Enum>(names.find(name) % names.size());
}

}  // namespace lede
