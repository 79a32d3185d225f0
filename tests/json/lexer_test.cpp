// Our lexer beside nlohmann's, over documents that are mostly wrong.
#include "json/lexer.h"

#include "base/text.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <utility>

using lede::json::Lexer;
using lede::json::Token;

namespace {

using Input = decltype(nlohmann::detail::input_adapter(std::declval<const char*>(),
                                                       std::declval<const char*>()));
using Reference = nlohmann::detail::lexer<nlohmann::json, Input>;

Token same_as(Reference::token_type token) {
  switch (token) {
    case Reference::token_type::begin_object:
      return Token::begin_object;
    case Reference::token_type::end_object:
      return Token::end_object;
    case Reference::token_type::begin_array:
      return Token::begin_array;
    case Reference::token_type::end_array:
      return Token::end_array;
    case Reference::token_type::name_separator:
      return Token::name_separator;
    case Reference::token_type::value_separator:
      return Token::value_separator;
    case Reference::token_type::value_string:
      return Token::string;
    case Reference::token_type::value_unsigned:
    case Reference::token_type::value_integer:
    case Reference::token_type::value_float:
      return Token::number;
    case Reference::token_type::literal_true:
      return Token::literal_true;
    case Reference::token_type::literal_false:
      return Token::literal_false;
    case Reference::token_type::literal_null:
      return Token::literal_null;
    case Reference::token_type::end_of_input:
      return Token::end;
    default:
      return Token::error;
  }
}

/// The first difference between the two in words, or nothing.
std::string difference(std::string_view text) {
  Lexer ours(text);
  Reference theirs(nlohmann::detail::input_adapter(text.data(), text.data() + text.size()));
  while (true) {
    const Token wanted = same_as(theirs.scan());
    const Token found = ours.next();
    if (found != wanted) return "token " + std::string{static_cast<char>(wanted)};
    // In a malformed sequence theirs stands where it stops to make sense, ours where it begins; the
    // reader names its beginning either way.
    const std::size_t bad = lede::find_invalid_utf8(text);
    const std::size_t at = std::min(theirs.get_position().chars_read_total - 1, bad);
    if (std::min(ours.offset(), bad) != at) return "offset " + std::to_string(at);
    if ((found == Token::string || found == Token::number) && ours.text() != theirs.get_string()) {
      return "text " + theirs.get_string();
    }
    if (found == Token::end || found == Token::error) return {};
  }
}

// No NUL: nlohmann's takes it for the end, ours for what it is.
constexpr std::string_view pieces[] = {
    "{",    "}",    "[",     "]",    ":",    ",",       "\"",          "\"",      "\"a\"",
    "\\",   "\\u",  "\\n",   "\\/",  "\\x",  "\\u00e9", "\\uD83D",     "\\uDE00", "\\ud83d\\ude00",
    "\\u0", "true", "false", "null", "tru",  "nul",     "0",           "1",       "23",
    "-",    ".",    "e",     "E+",   "e-1",  ".5",      " ",           "\n",      "\t",
    "\r",   "\x01", "\x7F",  "/",    "+",    "x",       "é",           "中",      "😀",
    "\xC3", "\xA9", "\xE0",  "\x80", "\xED", "\xA0",    "\xF0",        "\x90",    "\xF4",
    "\x8F", "\xFF", "\xC0",  "\xEF", "\xBB", "\xBF",    "\xEF\xBB\xBF"};

class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::size_t below(std::size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ % n;
  }

 private:
  std::uint32_t state_;
};

}  // namespace

TEST_CASE("our lexer finds the tokens, texts and faults that nlohmann's finds") {
  Random random(20261123);
  int wrong = 0;
  for (int round = 0; round < 300'000 && wrong < 10; ++round) {
    std::string text;
    for (std::size_t n = 1 + random.below(7); n > 0; --n)
      text += pieces[random.below(std::size(pieces))];
    if (random.below(3) == 0) text = '"' + text + '"';
    const std::string different = difference(text);
    if (different.empty()) continue;
    ++wrong;
    CAPTURE(text);
    CHECK(different == "");
  }
  CHECK(wrong == 0);
}

TEST_CASE("a NUL is a fault, not the end") {
  Lexer lexer(std::string_view("1\0", 2));
  CHECK(lexer.next() == Token::number);
  CHECK(lexer.next() == Token::error);
  CHECK(lexer.offset() == 1);
}
