#include "json/writer.h"

#include "json/number.h"
#include "json/reader.h"

#include <doctest/doctest.h>

#include <cstdlib>

using lede::json::parse_number;
using lede::json::Writer;

TEST_CASE("what was written reads back as the same tree") {
  const std::string text =
      R"({"a":[1,-2,0.5,-0.25,true,false,null],"b":{"c":"\"\\/\n\u0001\u007fі😀"},"d":9007199254740992})";
  const auto document = lede::json::read(text);
  REQUIRE(document.ok());
  if (!document) return;
  Writer out;
  const std::string written = out.value(document->root).take();
  CHECK(written ==
        "{\"a\":[1,-2,0.5,-0.25,true,false,null],\"b\":{\"c\":\"\\\"\\\\/"
        "\\n\\u0001\x7fі😀\"},\"d\":9007199254740992}");
  const auto again = lede::json::read(written);
  REQUIRE(again.ok());
  if (again) CHECK(Writer().value(again->root).take() == written);
}

TEST_CASE("a number that no double holds is refused, natively as in the wasm") {
  const auto document = lede::json::read("[1, 1e400]");
  REQUIRE_FALSE(document.ok());
  CHECK(document.error().code == lede::ErrorCode::json_syntax);
}

TEST_CASE("numbers are read within a few units in the last place of the C library's reading") {
  for (const char* text :
       {"0", "-0", "1", "1678284960000", "9007199254740993", "0.1", "123.456", "1e22", "1e-7",
        "2.5e3", "-1.7976931348623157e290", "4.9e-290", "12345678901234567890123", "1E+2"}) {
    CAPTURE(text);
    const double expected = std::strtod(text, nullptr);
    const double error = parse_number(text) - expected;
    const double size = expected < 0 ? -expected : expected;
    CHECK((error < 0 ? -error : error) <= size * 1e-15);
  }
}

namespace {

/// JSON, read and written.
std::string written(std::string_view text) {
  const auto document = lede::json::read(text);
  return document ? Writer().value(document->root).take() : std::string("unread");
}

}  // namespace

TEST_CASE("what is written of a large number is read as the same, and written so again") {
  for (const std::string_view text :
       {"11111111111.111111111111", "999999999.123456789", "1000000000.123456", "9007199254.740993",
        "1764188291123.4567", "99999999999999.97", "1125899906842623.875", "4503599627370495.5",
        "999999999999999.9"}) {
    CAPTURE(text);
    const std::string once = written(text);
    CHECK(written(once) == once);
  }
  CHECK(written("11111111111.111111111111") == "11111111111.1111");
  CHECK(written("1764188291123.4567") == "1764188291123.46");
  CHECK(written("1764188291123") == "1764188291123");
}

TEST_CASE("a fraction is rounded to six decimals") {
  CHECK(written("[0.57,0.29,-0.57,1.000001]") == "[0.57,0.29,-0.57,1.000001]");
  CHECK(written("[0.1234565,0.9999999,-1.9999999,0.0000001]") == "[0.123457,1,-2,0]");
}
