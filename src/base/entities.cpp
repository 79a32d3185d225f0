#include "base/entities.h"
#include "base/text.h"
#include <array>
#include <cstdint>

namespace lede {
namespace {

// Names in order of their first code points, which compresses to half of what name order does.
// Each:
//   a step: 0x01 to 0x0E, the distance to the last code point plus one; 0x0F, the distance follows
//   as a number; the same plus 0x10 when the semicolon may be left out; then the name; then, where
//   there is a second code point, that as a number. Numbers are base 128, high digits first, all
//   with the top bit.
constexpr char table[] =
#include "base/entities.inc"
    ;

constexpr std::size_t max_names = 2400;
constexpr std::size_t max_name_bytes = 31;
constexpr std::size_t slots = 4096;

std::uint32_t hash(std::string_view name) {
  std::uint32_t h = 2166136261U;
  for (const char c : name) h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
  return h ^ (h >> 15);
}

/// The table unpacked, made on first use.
class Index {
 public:
  Index() {
    const char* p = table;
    const char* const end = table + sizeof table - 1;
    char32_t at = 0;
    while (p < end) {
      const auto step = static_cast<unsigned char>(*p++);
      Entry& entry = entries_[++count_];
      at += (step & 0x0FU) == 0x0F ? number(p, end) : (step & 0x0FU) - 1U;
      entry.name = p;
      while (p < end && static_cast<unsigned char>(*p) >= 0x20 &&
             static_cast<unsigned char>(*p) < 0x80)
        ++p;
      entry.size = static_cast<std::uint8_t>(p - entry.name);
      entry.found = {at, number(p, end), (step & 0x10U) != 0};
      std::size_t slot = hash({entry.name, entry.size}) % slots;
      while (slots_[slot] != 0) slot = (slot + 1) % slots;
      slots_[slot] = static_cast<std::uint16_t>(count_);
    }
  }

  [[nodiscard]] const NamedReference* find(std::string_view name) const {
    for (std::size_t slot = hash(name) % slots; slots_[slot] != 0; slot = (slot + 1) % slots) {
      const Entry& entry = entries_[slots_[slot]];
      if (std::string_view(entry.name, entry.size) == name) return &entry.found;
    }
    return nullptr;
  }

 private:
  struct Entry {
    const char* name = nullptr;
    std::uint8_t size = 0;
    NamedReference found;
  };

  static char32_t number(const char*& p, const char* end) {
    char32_t value = 0;
    while (p < end && static_cast<unsigned char>(*p) >= 0x80) {
      value = (value << 7) | (static_cast<unsigned char>(*p++) & 0x7FU);
    }
    return value;
  }

  std::size_t count_ = 0;
  std::array<Entry, max_names> entries_{};
  std::array<std::uint16_t, slots> slots_{};
};

// What Windows-1252 has at 0x80 to 0x9F (HTML standard, "numeric character reference end state").
constexpr std::uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
    0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};

bool is_ascii_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }

/// `rest` begins after `&#`. Returns the bytes taken of it, 0 for none.
std::size_t decode_number(std::string_view rest, std::string& out) {
  const bool hex = !rest.empty() && (rest[0] == 'x' || rest[0] == 'X');
  std::size_t i = hex ? 1 : 0;
  const std::size_t start = i;
  char32_t value = 0;
  for (; i < rest.size(); ++i) {
    const int digit = hex_value(rest[i]);
    if (digit < 0 || (!hex && digit > 9)) break;
    if (value <= 0x10FFFF) value = value * (hex ? 16 : 10) + static_cast<char32_t>(digit);
  }
  if (i == start) return 0;
  if (i < rest.size() && rest[i] == ';') ++i;
  if (value == 0) value = replacement_character;
  if (value >= 0x80 && value <= 0x9F) value = windows_1252[value - 0x80];
  append_utf8(out, value);
  return i;
}

void append(std::string& out, const NamedReference& found) {
  append_utf8(out, found.first);
  if (found.second != 0) append_utf8(out, found.second);
}

}  // namespace

const NamedReference* find_named_reference(std::string_view name) {
  static const Index index;
  return index.find(name);
}

std::size_t decode_reference(std::string_view text, std::size_t offset, bool in_attribute,
                             std::string& out) {
  const std::string_view rest = text.substr(offset + 1);
  if (!rest.empty() && rest[0] == '#') {
    const std::size_t taken = decode_number(rest.substr(1), out);
    return taken == 0 ? 0 : taken + 2;
  }
  std::size_t length = 0;
  while (length < rest.size() && length <= max_name_bytes && is_ascii_alnum(rest[length])) ++length;
  if (length < rest.size() && rest[length] == ';') {
    if (const NamedReference* found = find_named_reference(rest.substr(0, length))) {
      append(out, *found);
      return length + 2;
    }
  }
  // Without its semicolon: the longest of the old names that begins here (`&notit;` is `¬it;`).
  constexpr std::size_t longest_old_name = 6;
  if (length > longest_old_name) length = longest_old_name;
  for (; length >= 2; --length) {
    const NamedReference* found = find_named_reference(rest.substr(0, length));
    if (found == nullptr || !found->without_semicolon) continue;
    const char next = length < rest.size() ? rest[length] : '\0';
    if (in_attribute && (next == '=' || is_ascii_alnum(next))) return 0;
    append(out, *found);
    return length + 1;
  }
  return 0;
}

}  // namespace lede
