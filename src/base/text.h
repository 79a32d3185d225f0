// UTF-8 and the few ASCII helpers that the rest shares.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

/// U+FFFD, what a browser puts in place of bytes that are not UTF-8.
inline constexpr char32_t replacement_character = 0xFFFD;

/// One decoded code point and the bytes it took; `size` is 0 only at the end of the text.
struct CodePoint {
  char32_t value = 0;
  std::uint8_t size = 0;
  bool valid = true;
};

/// Decodes at `offset`. A malformed sequence gives U+FFFD over its maximal subpart (Unicode
/// 15, 3.9, table 3-8; the same as the WHATWG Encoding Standard's decoder), so that progress is
/// always made.
[[nodiscard]] CodePoint decode_utf8(std::string_view text, std::size_t offset);

/// Appends the UTF-8 form of `c`; surrogates and values above U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t c);

/// Offset of the first byte that is not UTF-8, or npos.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

/// The text with a leading byte order mark removed and each malformed sequence made U+FFFD.
[[nodiscard]] std::string to_valid_utf8(std::string_view text);

/// Without ASCII white space (space, tab, LF, FF, CR) on both sides.
[[nodiscard]] std::string_view trim(std::string_view text);
/// Without any of Unicode's white space on both sides: what JavaScript's trim() leaves. The text is
/// valid UTF-8.
[[nodiscard]] std::string_view trim_unicode(std::string_view text);

[[nodiscard]] constexpr bool is_ascii_alpha(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
[[nodiscard]] constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_ascii_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
[[nodiscard]] constexpr char to_ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}
/// Of a hexadecimal digit; -1 for anything else.
[[nodiscard]] constexpr int hex_value(char c) {
  if (is_ascii_digit(c)) return c - '0';
  const char lower = to_ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// Bytes to look for. The standard library's find_first_of asks anew for every byte of the text;
/// this looks into a table.
class ByteSet {
 public:
  consteval explicit ByteSet(std::string_view bytes) {
    for (const char c : bytes) has_[static_cast<unsigned char>(c)] = true;
  }
  /// Where the first such byte stands at or behind `from`; the text's size for none.
  [[nodiscard]] std::size_t find(std::string_view text, std::size_t from = 0) const;

 private:
  std::array<bool, 256> has_{};
};

[[nodiscard]] std::string ascii_lower(std::string_view text);
[[nodiscard]] bool equals_ignoring_ascii_case(std::string_view a, std::string_view b);

/// BCP 47 in short: letters, digits and hyphens, 35 at most, beginning with two to eight letters.
/// `*` and spaces have no place in `lang`.
[[nodiscard]] bool looks_like_language(std::string_view tag);

/// Appends a decimal number; the one integer formatter, so that no printf is linked in.
void append_number(std::string& out, std::int64_t value);
[[nodiscard]] std::string to_decimal(std::int64_t value);

}  // namespace lede
