#include "markup/facts.h"
#include "base/text.h"
#include <doctest/doctest.h>
#include <iterator>
#include <string>
#include <string_view>

using lede::TextFacts;

namespace {

/// What is counted when the text comes in pieces of one code point, which no shortcut can take.
std::uint32_t words_one_by_one(std::string_view text) {
  TextFacts facts;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = lede::decode_utf8(text, i).size;
    facts.text(text.substr(i, size));
    i += size;
  }
  return facts.words();
}

std::uint32_t words_at_once(std::string_view text) {
  TextFacts facts;
  facts.text(text);
  return facts.words();
}

}  // namespace

TEST_CASE("words are the same however the text is cut into pieces") {
  // Letters and digits at the ends of their ranges and beside them, what joins, and code points
  // that are looked at one by one.
  constexpr std::string_view pieces[] = {
      "a", "z",  "A",      "Z",      "0",      "9",          "/",      ":",
      "@", "[",  "`",      "{",      " ",      " ",          "'",      "-",
      ".", "\n", "\x7F",   "\u00AD", "\u00B5", "\u00BF",     "é",      "\u02BC",
      "я", "’",  "\u3042", "\u8A9E", "\u0E01", "\U0001F600", "\u00D7", "\u02BB"};
  std::uint32_t state = 1;
  const auto roll = [&](std::size_t below) {
    state = state * 1664525U + 1013904223U;
    return (state >> 8U) % below;
  };
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    const std::size_t count = roll(40);
    // Some texts of ASCII alone, some of letters and what joins them.
    const std::size_t most = round % 3 == 0 ? 19 : std::size(pieces);
    for (std::size_t i = 0; i < count; ++i) text += pieces[roll(most)];
    CAPTURE(text);
    CHECK(words_at_once(text) == words_one_by_one(text));
  }
  CHECK(words_at_once("It's a well-known, two--fold 'thing' of 1930s—indeed") == 8);
}
