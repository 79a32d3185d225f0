#include "base/text.h"
#include <algorithm>
#include <bit>
#include <cstring>

namespace lede {

CodePoint decode_utf8(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = [&](std::size_t i) {
    return offset + i < text.size() ? static_cast<unsigned char>(text[offset + i]) : 0U;
  };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};

  // The second byte's bounds keep out overlong forms, surrogates and what lies above U+10FFFF.
  unsigned low = 0x80;
  unsigned high = 0xBF;
  unsigned more = 0;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    more = 1;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    more = 2;
    value = lead & 0x0FU;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    more = 3;
    value = lead & 0x07U;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {replacement_character, 1, false};
  }
  for (unsigned i = 1; i <= more; ++i) {
    const unsigned next = byte(i);
    if (next < low || next > high) {
      return {replacement_character, static_cast<std::uint8_t>(i), false};
    }
    value = (value << 6) | (next & 0x3FU);
    low = 0x80;
    high = 0xBF;
  }
  return {value, static_cast<std::uint8_t>(more + 1), true};
}

void append_utf8(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = replacement_character;
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

namespace {

/// How many bytes of eight, which begin with a code point, are whole code points of one or two
/// bytes: 7 or 8, and 0 where there is anything else. The first byte is the lowest.
std::size_t plain_of_eight(std::uint64_t bytes) {
  constexpr auto each = [](unsigned byte) { return std::uint64_t{byte} * 0x0101010101010101U; };
  const std::uint64_t high = bytes & each(0x80);
  if (high == 0) return 8;
  const std::uint64_t leads = high & bytes << 1;
  const std::uint64_t longer = leads & bytes << 2;                   // 0xE0 and above
  const std::uint64_t shortest = (bytes & each(0x1E)) + each(0x7E);  // else 0xC0 or 0xC1
  const std::uint64_t odd = longer | (leads & ~shortest) | ((high ^ leads) ^ leads << 8);
  return odd != 0 ? 0 : 8 - (leads >> 63);
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    // Most text is ASCII, or else in an alphabet of two bytes a letter.
    if (std::endian::native == std::endian::little) {
      for (std::uint64_t eight = 0; i + sizeof eight <= text.size();) {
        std::memcpy(&eight, text.data() + i, sizeof eight);
        const std::size_t plain = plain_of_eight(eight);
        if (plain == 0) break;
        i += plain;
      }
      if (i == text.size()) break;
    }
    const CodePoint c = decode_utf8(text, i);
    if (!c.valid) return i;
    i += c.size;
  }
  return std::string_view::npos;
}

std::string to_valid_utf8(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t bad = find_invalid_utf8(text);
    out += text.substr(0, bad);
    if (bad == std::string_view::npos) break;
    append_utf8(out, replacement_character);
    text.remove_prefix(bad + decode_utf8(text, bad).size);
  }
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

namespace {

/// WhiteSpace and LineTerminator of ECMA-262, 12.2 and 12.3.
bool is_unicode_space(char32_t c) {
  return c == ' ' || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

}  // namespace

std::string_view trim_unicode(std::string_view text) {
  const auto is_plain = [](char c) { return c > ' ' && c < '\x7F'; };
  if (!text.empty() && is_plain(text.front()) && is_plain(text.back())) return text;
  while (!text.empty()) {
    const CodePoint first = decode_utf8(text, 0);
    if (!is_unicode_space(first.value)) break;
    text.remove_prefix(first.size);
  }
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80) --last;
    if (!is_unicode_space(decode_utf8(text, last).value)) break;
    text = text.substr(0, last);
  }
  return text;
}

std::size_t ByteSet::find(std::string_view text, std::size_t from) const {
  const auto has = [&](std::size_t i) -> unsigned {
    return has_[static_cast<unsigned char>(text[i])];
  };
  while (from + 4 <= text.size() &&
         (has(from) | has(from + 1) | has(from + 2) | has(from + 3)) == 0)
    from += 4;
  while (from < text.size() && has(from) == 0) ++from;
  return std::min(from, text.size());
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = to_ascii_lower(c);
  return out;
}

bool equals_ignoring_ascii_case(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (to_ascii_lower(a[i]) != to_ascii_lower(b[i])) return false;
  }
  return true;
}

bool looks_like_language(std::string_view tag) {
  std::size_t letters = 0;
  while (letters < tag.size() && is_ascii_alpha(tag[letters])) ++letters;
  if (letters < 2 || letters > 8 || tag.size() > 35) return false;
  for (const char c : tag.substr(letters)) {
    if (!is_ascii_alpha(c) && !is_ascii_digit(c) && c != '-') return false;
  }
  return letters == tag.size() || tag[letters] == '-';
}

void append_number(std::string& out, std::int64_t value) {
  char digits[20];
  std::size_t n = sizeof digits;
  auto rest = static_cast<std::uint64_t>(value);
  if (value < 0) {
    out += '-';
    rest = 0 - rest;
  }
  do {
    digits[--n] = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  out.append(digits + n, sizeof digits - n);
}

std::string to_decimal(std::int64_t value) {
  std::string out;
  append_number(out, value);
  return out;
}

}  // namespace lede
