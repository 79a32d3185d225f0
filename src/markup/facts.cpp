#include "markup/facts.h"
#include "base/text.h"
#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace lede {
namespace {

enum class Letter : std::uint8_t { none, joiner, alphabetic, ideograph, unspaced };

bool within(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

/// Which way of counting a code point takes. Blocks, not a full property table: good for a reading
/// time.
Letter letter_of(char32_t c) {
  if (within(c, 0x0E00, 0x0EFF) || within(c, 0x1000, 0x109F) || within(c, 0x1780, 0x17FF)) {
    return Letter::unspaced;
  }
  if (within(c, 0x3005, 0x3007) || within(c, 0x3040, 0x30FF) || within(c, 0x31F0, 0x31FF) ||
      within(c, 0x3400, 0x4DBF) || within(c, 0x4E00, 0x9FFF) || within(c, 0xF900, 0xFAFF) ||
      within(c, 0xFF66, 0xFF9F) || within(c, 0x20000, 0x3FFFF)) {
    return Letter::ideograph;
  }
  if (c == 0x2019 || c == 0x2BC || c == 0xAD || within(c, 0x200B, 0x200D) || c == 0x2010 ||
      c == 0x2011) {
    return Letter::joiner;
  }
  const bool other = within(c, 0x80, 0xA9) || within(c, 0xAB, 0xB4) || within(c, 0xB6, 0xB9) ||
                     within(c, 0xBB, 0xBF) || within(c, 0x2000, 0x2BFF) ||
                     within(c, 0x2E00, 0x2E7F) || within(c, 0x3000, 0x303F) ||
                     within(c, 0xFF00, 0xFF0F) || within(c, 0x1F000, 0x1FAFF) || c == 0xFFFD ||
                     c == 0xFEFF;
  return other ? Letter::none : Letter::alphabetic;
}

// What a byte tells by itself. From U+00C0 to U+07FF all but U+02BC are letters, so of these only
// the first byte counts, and a further byte goes on in the same word.
constexpr unsigned spells = 1;  ///< begins a word or goes on in it
constexpr unsigned joins = 2;   ///< changes nothing
constexpr unsigned asks = 3;    ///< the whole code point has to be looked at

class ByteKinds {
 public:
  consteval ByteKinds() {
    for (unsigned c = 0; c < 256; ++c) kinds_[c] = static_cast<std::uint8_t>(kind_of(c));
  }
  [[nodiscard]] unsigned operator[](char c) const { return kinds_[static_cast<unsigned char>(c)]; }

 private:
  static consteval unsigned kind_of(unsigned c) {
    if (c >= 0xC0) return c >= 0xC3 && c <= 0xDF && c != 0xCA ? spells : asks;
    if (c >= 0x80) return spells;
    const char ascii = static_cast<char>(c);
    if (is_ascii_alpha(ascii) || is_ascii_digit(ascii)) return spells;
    return c == '\'' || c == '-' ? joins : 0;
  }
  std::array<std::uint8_t, 256> kinds_{};
};
constexpr ByteKinds byte_kinds;

// The same for eight bytes in one word, the first one lowest. A byte's answer is its top bit.
using Eight = std::uint64_t;

constexpr Eight each(unsigned byte) { return Eight{byte} * 0x0101010101010101U; }
constexpr Eight top = each(0x80);

// Of bytes below 0x80.
constexpr Eight in_range(Eight bytes, char first, char last) {
  return (bytes + each(0x80U - static_cast<unsigned>(first))) &
         ~(bytes + each(0x7FU - static_cast<unsigned>(last)));
}
constexpr Eight equal(Eight bytes, unsigned byte) { return ~((bytes ^ each(byte)) + each(0x7F)); }

/// Counts the words that begin in `bytes` and follows `in_word` through them. @return false, and
/// nothing done, where a byte asks for its code point or two that join stand in a row.
bool count_eight(Eight bytes, unsigned& words, unsigned& in_word) {
  const Eight low = bytes & ~top;
  const Eight high = bytes & top;
  // From 0xE0 on, and 0xC2 and 0xCA (byte_kinds).
  const Eight asking = high & ((bytes << 1 & bytes << 2) | equal(low & each(0x77), 0x42));
  const Eight ascii = in_range(low | each(0x20), 'a', 'z') | in_range(low, '0', '9');
  const Eight letters = (ascii & ~bytes & top) | high;
  const Eight joining = (equal(low, '\'') | equal(low, '-')) & ~bytes & top;
  if ((asking | (joining & joining << 8)) != 0) return false;
  const Eight before = Eight{in_word} << 7;
  const Eight inside = letters | (joining & (letters << 8 | before));
  const Eight begins = letters & ~(inside << 8 | before);
  words += static_cast<unsigned>(((begins >> 7) * each(1)) >> 56);
  in_word = static_cast<unsigned>(inside >> 63);
  return true;
}

}  // namespace

void TextFacts::text(std::string_view text) {
  unsigned in_word = in_word_;
  unsigned words = 0;
  std::size_t slow_until = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (i >= slow_until) {
      slow_until = i + sizeof(Eight);
      if (std::endian::native == std::endian::little && slow_until <= text.size()) {
        Eight bytes = 0;
        std::memcpy(&bytes, text.data() + i, sizeof bytes);
        if (count_eight(bytes, words, in_word)) {
          i = slow_until;
          continue;
        }
      }
    }
    // Without a branch where a word begins or ends: words are short, and no processor can guess.
    const unsigned kind = byte_kinds[text[i]];
    if (kind <= spells) {
      words += kind & ~in_word;
      in_word = kind;
      ++i;
      continue;
    }
    if (kind == joins) {
      ++i;
      continue;
    }
    const CodePoint c = decode_utf8(text, i);
    i += c.size;
    const Letter letter = letter_of(c.value);
    if (letter == Letter::joiner) continue;
    if (letter == Letter::alphabetic) words += ~in_word & 1U;
    if (letter == Letter::ideograph) ++ideographs_;
    if (letter == Letter::unspaced) ++unspaced_;
    in_word = letter == Letter::alphabetic ? 1 : 0;
  }
  words_ += words;
  in_word_ = in_word;
}

void TextFacts::boundary() {
  in_word_ = 0;
  space_due_ = !excerpt_.empty();
}

void TextFacts::prose(std::string_view text) {
  for (std::size_t i = 0; i < text.size() && !full_;) {
    const CodePoint c = decode_utf8(text, i);
    if (c.value == ' ' || c.value == '\n' || c.value == '\t' || c.value == 0xA0) {
      space_due_ = !excerpt_.empty();
    } else {
      // One more than fits is kept, so that excerpt() knows that there was more.
      if (space_due_ && points_ < max_excerpt_points) {
        excerpt_ += ' ';
        ++points_;
      }
      space_due_ = false;
      append_utf8(excerpt_, c.value);
      full_ = ++points_ > max_excerpt_points;
    }
    i += c.size;
  }
}

std::uint32_t TextFacts::words() const { return words_ + ideographs_ + (unspaced_ + 4) / 5; }

std::uint32_t TextFacts::minutes() const {
  // In parts of a minute that divide by both speeds: 1 / (230 * 50).
  const std::uint64_t parts =
      (std::uint64_t{words_} + (unspaced_ + 4) / 5) * 50 + std::uint64_t{ideographs_} * 23;
  return static_cast<std::uint32_t>((parts + 11499) / 11500);
}

std::string TextFacts::excerpt() const {
  if (!full_) return excerpt_;
  std::string out = excerpt_;
  // Room for the ellipsis: back to the last space; where there is none near (Chinese), by two code
  // points.
  const std::size_t space = out.rfind(' ');
  if (space != std::string::npos && space + 80 > out.size()) {
    out.resize(space);
  } else {
    for (int n = 0; n < 2; ++n) {
      while (!out.empty() && (static_cast<unsigned char>(out.back()) & 0xC0U) == 0x80)
        out.pop_back();
      if (!out.empty()) out.pop_back();
    }
  }
  while (!out.empty() &&
         (out.back() == ',' || out.back() == ';' || out.back() == ':' || out.back() == ' ')) {
    out.pop_back();
  }
  return out + "\xE2\x80\xA6";
}

}  // namespace lede
