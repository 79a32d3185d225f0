#include "json/lexer.h"

#include "base/text.h"
#include "json/reader.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

using lede::json::Kind;
using lede::json::Lexer;
using lede::json::Token;
using lede::json::Value;

namespace {

/// The tokens of a text, each by its character.
std::string tokens(std::string_view text) {
  Lexer lexer(text);
  std::string all;
  for (;;) {
    const Token token = lexer.next();
    if (token == Token::end) return all;
    all += static_cast<char>(token);
    if (token == Token::bad) return all;
  }
}

/// Where a text goes wrong; its size where it does not.
std::size_t fault(std::string_view text) {
  Lexer lexer(text);
  for (;;) {
    const Token token = lexer.next();
    if (token == Token::end || token == Token::bad) return lexer.offset();
  }
}

/// What one string says.
std::string said(std::string_view text) {
  Lexer lexer(text);
  REQUIRE(lexer.next() == Token::string);
  return std::string(lexer.text());
}

/// Whether another library's tree is ours. Numbers are json/number's own and tested there.
bool same(const Value& ours, const nlohmann::json& other) {
  switch (ours.kind) {
    case Kind::null:
      return other.is_null();
    case Kind::boolean:
      return other.is_boolean() && other.get<bool>() == ours.boolean;
    case Kind::number:
      return other.is_number();
    case Kind::string:
      return other.is_string() && other.get_ref<const std::string&>() == ours.text;
    case Kind::array:
      if (!other.is_array() || other.size() != ours.items.size()) return false;
      for (std::size_t i = 0; i < other.size(); ++i) {
        if (!same(ours.items[i], other[i])) return false;
      }
      return true;
    case Kind::object:
      if (!other.is_object()) return false;
      for (const auto& [key, value] : other.items()) {
        const Value* member = ours.find(key);
        if (member == nullptr || !same(*member, value)) return false;
      }
      return true;
  }
  return false;
}

/// Numbers that look like chance and are the same on every machine.
struct Chance {
  std::uint32_t state = 20'261'126;
  std::size_t below(std::size_t end) {
    state = state * 1'664'525 + 1'013'904'223;
    return (state >> 8U) % end;
  }
};

/// Changes, adds or leaves out a byte.
void spoil(std::string& text, Chance& chance) {
  constexpr std::string_view bytes =
      "{}[]:,\"\"\\\\/uuu0123456789dDcC89abefnrtlsE.+- \t\n\f\x01\x7F\x80\xEF\xBB\xBF\xD1\x96";
  const std::size_t at = chance.below(text.size() + 1);
  const std::size_t taken = at < text.size() ? chance.below(2) : 0;
  const std::size_t put = taken == 0 ? 1 : chance.below(2);
  text.replace(at, taken, put, bytes[chance.below(bytes.size())]);
}

}  // namespace

TEST_CASE("every kind of token is told by its character") {
  CHECK(tokens(R"( {"a" : [ -1.5e+3, 0,true,false ,null ]} )") == "{\":[0,0,t,f,n]}");
  CHECK(tokens("\xEF\xBB\xBF[]") == "[]");
  CHECK(tokens("").empty());
  CHECK(tokens(" \t\r\n").empty());
}

TEST_CASE("a bad token is named at the byte that makes it bad") {
  CHECK(fault("x") == 0);
  CHECK(fault("[tru]") == 4);
  CHECK(fault("nul") == 3);
  CHECK(fault("-a") == 1);
  CHECK(fault("1.") == 2);
  CHECK(fault("1.e5") == 2);
  CHECK(fault("1e") == 2);
  CHECK(fault("1e+]") == 3);
  CHECK(fault("\"a\nb\"") == 2);
  CHECK(fault(R"("a\x")") == 3);
  CHECK(fault(R"("\u12g4")") == 5);
  CHECK(fault("\"abc") == 4);
  CHECK(fault("\f[]") == 0);
  CHECK(fault(std::string_view("[\0]", 3)) == 1);
}

TEST_CASE("half of a surrogate pair is named at its last digit, or at what is not its other half") {
  CHECK(fault(R"("\ude00")") == 6);
  CHECK(fault(R"("\ud83d!")") == 7);
  CHECK(fault(R"("\ud83d\n")") == 8);
  CHECK(fault(R"("\ud83d\u0041")") == 12);
  Lexer lexer(R"("\ud83d\ude00" x)");
  CHECK(lexer.next() == Token::string);
  CHECK(lexer.next() == Token::bad);
  CHECK_FALSE(lexer.is_half_of_a_pair());
}

TEST_CASE("a string says what its escapes mean") {
  CHECK(said(R"("\"\\\/\b\f\n\r\t")") == "\"\\/\b\f\n\r\t");
  CHECK(said(R"("\u0041\u00e9\u0456\u20AC")") == "Aéі€");
  CHECK(said(R"("a\ud83d\ude00b\uDBFF\uDFFF")") == "a\U0001F600b\U0010FFFF");
  CHECK(said(R"("\u0000")") == std::string(1, '\0'));
  CHECK(said("\"\x7F\"") == "\x7F");
}

TEST_CASE("what is JSON, and what it says, another library finds as well") {
  const std::vector<std::string> texts = {
      R"({"a":[1,-2.5,3e8,0.1E-7,0],"b":{"c":true,"d":false,"e":null},"":""})",
      R"(["\u0456\ud83d\ude00\n\"\\\/","\u00e9і€",[[],{}], "a b"])",
      "\xEF\xBB\xBF {\"k\" :\t[ ] ,\r\n\"k\":-0}",
      R"("\ud83d\ude00")",
      "-12.50e+03",
  };
  Chance chance;
  int good = 0;
  for (int round = 0; round < 60'000; ++round) {
    std::string text = texts[chance.below(texts.size())];
    for (std::size_t left = chance.below(4); left > 0; --left) spoil(text, chance);
    const auto document = lede::json::read(text);
    const auto other = nlohmann::json::parse(text, nullptr, false);
    CAPTURE(text);
    REQUIRE(document.ok() == !other.is_discarded());
    if (!document) continue;
    ++good;
    REQUIRE(same(document->root, other));
  }
  CHECK(good > 10'000);
}
