#include "json/syntax.h"

#include "json/reader.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace {

/// What is said of a text that is no JSON.
std::string said(std::string_view bytes) {
  const auto document = lede::json::read(bytes);
  REQUIRE_FALSE(document);
  return lede::json::explained(document.error(), bytes).message;
}

bool tells(std::string_view bytes, std::string_view part) {
  CAPTURE(bytes);
  return said(bytes).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the usual slips of JSON are told by what they are") {
  CHECK(tells("{\"a\":\"b\tc\"}", "A tab"));
  CHECK(tells("{\"a\":\"b\nc\"}", "A line ends"));
  CHECK(tells("{\"a\":\"b\x01\"}", "control character"));
  CHECK(tells(R"({"a":"C:\path"})", "A backslash"));
  CHECK(tells(R"({"a":1,})", "The comma"));
  CHECK(tells("[1, 2 ,\n]", "The comma"));
  CHECK(tells("{'a':1}", "double quotes"));
  CHECK(tells("{“a”:1}", "curly"));
  CHECK(tells("{\"a\":1 // one\n}", "no comments"));
  CHECK(tells(R"({"a":1} {"b":2})", "has ended"));
  CHECK(tells(R"({"a":"}"}})", "has ended"));
  CHECK(tells("<!DOCTYPE html>", "HTML"));
}

TEST_CASE("brackets and quotes inside a text are none") {
  CHECK(tells(R"({"a":"[\"{","b":1 "c":2})", "missing comma"));
  CHECK(tells(R"({"a":"x\\" 'b':1})", "double quotes"));
}

TEST_CASE("what is told well already, or is another fault, stays as it is") {
  CHECK(tells(R"({"a":1)", "ends too early"));
  CHECK(tells("", "empty"));
  CHECK(tells("{\"a\":\"\\ud800\"}", "surrogate"));
  CHECK(tells(R"({"a":1 "b":2})", "missing comma"));
  CHECK(tells("\"\xff\"", "UTF-8"));
}
