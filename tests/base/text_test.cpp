#include "base/text.h"
#include "base/casefold.h"
#include <cstdint>
#include <cstdlib>
#include <doctest/doctest.h>
#include <limits>

#ifdef LEDE_CMARK_HAS_REFERENCE
extern "C" {
#include "buffer.h"
#include "cmark.h"
void reference_case_fold(cmark_strbuf* dest, const std::uint8_t* str, bufsize_t len);
void reference_check(cmark_strbuf* dest, const std::uint8_t* line, bufsize_t size);
int reference_is_punctuation(std::int32_t uc);
int reference_is_space(std::int32_t uc);
void cmark_utf8proc_check(cmark_strbuf* dest, const std::uint8_t* line, bufsize_t size);
int cmark_utf8proc_is_punctuation(std::int32_t uc);
int cmark_utf8proc_is_space(std::int32_t uc);
}
#endif

using namespace lede;

TEST_CASE("every code point survives encoding and decoding") {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string bytes;
    append_utf8(bytes, c);
    const CodePoint back = decode_utf8(bytes, 0);
    if (back.value != c || back.size != bytes.size() || !back.valid) {
      CAPTURE(static_cast<std::uint32_t>(c));
      REQUIRE(back.value == c);
    }
  }
}

TEST_CASE("surrogates and values above U+10FFFF are written as U+FFFD") {
  for (const char32_t c : {char32_t{0xD800}, char32_t{0xDFFF}, char32_t{0x110000}}) {
    std::string bytes;
    append_utf8(bytes, c);
    CHECK(bytes == "\xEF\xBF\xBD");
  }
}

TEST_CASE("a malformed sequence becomes one U+FFFD for each maximal subpart") {
  // Unicode 15, table 3-8 and its neighbours.
  CHECK(to_valid_utf8("a\xF1\x80\x80\xE1\x80\xC2z") == "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDz");
  CHECK(to_valid_utf8("\xC0\xAF") == "\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\xE0\x80\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\xED\xA0\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\xF4\x90\x80\x80") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\xE2\x82") == "\xEF\xBF\xBD");
  CHECK(to_valid_utf8("\x80") == "\xEF\xBF\xBD");
}

TEST_CASE("a byte order mark is dropped at the start and kept elsewhere") {
  CHECK(to_valid_utf8("\xEF\xBB\xBFx\xEF\xBB\xBF") == "x\xEF\xBB\xBF");
}

TEST_CASE("invalid UTF-8 is found wherever it stands, as by reading one code point after another") {
  const auto one_by_one = [](std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint c = decode_utf8(text, i);
      if (!c.valid) return i;
      i += c.size;
    }
    return std::string_view::npos;
  };
  constexpr std::string_view bytes =
      "\x41\x7F\x80\xBF\xC0\xC1\xC2\xDF\xE0\xE2\xED\xEF\xF0\xF4\xF5\xFF";
  for (const std::string_view around :
       {"abcdefghijklmnopqrst", "цінаціцціна", "a\xD1\x86\xE2\x80\x94цінb—цііна"}) {
    for (std::size_t at = 0; at + 2 <= around.size(); ++at) {
      for (const char first : bytes) {
        for (const char second : bytes) {
          std::string text(around);
          text[at] = first;
          CHECK(find_invalid_utf8(text) == one_by_one(text));
          text[at + 1] = second;
          CHECK(find_invalid_utf8(text) == one_by_one(text));
        }
      }
    }
  }
}

TEST_CASE("the first byte that is not UTF-8 is found") {
  CHECK(find_invalid_utf8("plain") == std::string_view::npos);
  CHECK(find_invalid_utf8("ціна\xFF") == 8);
}

TEST_CASE("numbers are written to both ends of their range") {
  CHECK(to_decimal(0) == "0");
  CHECK(to_decimal(-7) == "-7");
  CHECK(to_decimal(std::numeric_limits<std::int64_t>::max()) == "9223372036854775807");
  CHECK(to_decimal(std::numeric_limits<std::int64_t>::min()) == "-9223372036854775808");
}

TEST_CASE("ASCII helpers look at ASCII alone") {
  CHECK(trim(" \t\r\n\f x y \n") == "x y");
  CHECK(trim(" \n").empty());
  CHECK(trim("\xC2\xA0x") == "\xC2\xA0x");
  CHECK(ascii_lower("ABC-Ünï") == "abc-Ünï");
  CHECK(equals_ignoring_ascii_case("Content", "cONTENT"));
  CHECK_FALSE(equals_ignoring_ascii_case("a", "ab"));
  CHECK_FALSE(equals_ignoring_ascii_case("Ä", "ä"));
}

TEST_CASE("trim_unicode takes away what JavaScript's trim() does") {
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    // The general category Zs, the line terminators, and four by name.
    const bool is_space = c == 0x20 || (c >= 0x09 && c <= 0x0D) || c == 0xA0 || c == 0x1680 ||
                          (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
                          c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
    std::string text;
    append_utf8(text, c);
    text += " x";
    append_utf8(text, c);
    if ((trim_unicode(text) == "x") != is_space) {
      CAPTURE(static_cast<std::uint32_t>(c));
      CHECK((trim_unicode(text) == "x") == is_space);
    }
  }
  CHECK(trim_unicode("\xE3\x80\x80 \n\xC2\xA0").empty());
  CHECK(trim_unicode("").empty());
}

TEST_CASE("case folding maps one letter to one, to two and to three") {
  const auto fold = [](char32_t c) {
    std::string out;
    append_case_folded(out, c);
    return out;
  };
  CHECK(fold(U'Z') == "z");
  CHECK(fold(U'Ї') == "ї");
  CHECK(fold(U'ẞ') == "ss");
  CHECK(fold(0xFB03) == "ffi");
  CHECK(fold(0x10400) == "\xF0\x90\x90\xA8");
  CHECK(fold(U'中') == "中");
}

#ifdef LEDE_CMARK_HAS_REFERENCE
TEST_CASE("case folding and character classes equal cmark's own for every code point") {
  cmark_mem plain = {std::calloc, std::realloc, std::free};
  cmark_mem* const memory = &plain;
  cmark_strbuf buffer;
  cmark_strbuf_init(memory, &buffer, 16);
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    if (c == 0xFFFE || c == 0xFFFF)
      continue;  // cmark writes single bytes here, which are not UTF-8
    std::string bytes;
    append_utf8(bytes, c);
    cmark_strbuf_clear(&buffer);
    reference_case_fold(&buffer, reinterpret_cast<const std::uint8_t*>(bytes.data()),
                        static_cast<bufsize_t>(bytes.size()));
    std::string ours;
    append_case_folded(ours, c);
    const auto code = static_cast<std::int32_t>(c);
    const bool same =
        ours == std::string_view(reinterpret_cast<const char*>(buffer.ptr),
                                 static_cast<std::size_t>(buffer.size)) &&
        (cmark_utf8proc_is_punctuation(code) != 0) == (reference_is_punctuation(code) != 0) &&
        (cmark_utf8proc_is_space(code) != 0) == (reference_is_space(code) != 0);
    if (!same) {
      CAPTURE(code);
      CHECK(same);
    }
  }
  cmark_strbuf_free(&buffer);
}

TEST_CASE("cmark's check leaves what is UTF-8 already as it is, its own as well as ours") {
  constexpr std::string_view line = "a \xC3\xA9 \xE4\xB8\xAD \xF0\x9F\x98\x80\n";
  cmark_mem plain = {std::calloc, std::realloc, std::free};
  for (auto* const check : {cmark_utf8proc_check, reference_check}) {
    cmark_strbuf buffer;
    cmark_strbuf_init(&plain, &buffer, 16);
    check(&buffer, reinterpret_cast<const std::uint8_t*>(line.data()),
          static_cast<bufsize_t>(line.size()));
    CHECK(std::string_view(reinterpret_cast<const char*>(buffer.ptr),
                           static_cast<std::size_t>(buffer.size)) == line);
    cmark_strbuf_free(&buffer);
  }
}
#endif
