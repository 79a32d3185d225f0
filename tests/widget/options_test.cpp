#include "widget/options.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

using lede::Faults;
using lede::Instant;
using lede::OptionsReader;
using lede::test::listed;
using lede::test::tree;

namespace {

constexpr lede::Row colours = "none\0red\0green";

/// What `get` makes of the options, and the faults that it names.
template <typename Get>
auto take(std::string_view text, Get get) {
  const lede::json::Value options = tree(text);
  Faults faults;
  auto value = get(OptionsReader(options, faults));
  return std::pair(std::move(value), listed(faults));
}

auto colour = [](const OptionsReader& in) { return in.one_of("c", colours, 0); };
auto level = [](const OptionsReader& in) { return in.whole("n", 2, 6, 3); };
auto now = [](const OptionsReader& in) { return in.now(); };
auto dir = [](const OptionsReader& in) { return std::string(in.direction()); };
auto prefix = [](const OptionsReader& in) { return std::string(in.id_prefix()); };

}  // namespace

TEST_CASE("an option that is one of several names is read by name") {
  CHECK(take(R"({"c":"green"})", colour) == std::pair(2, std::string()));
  CHECK(take("{}", colour) == std::pair(0, std::string()));
  CHECK(take(R"({"c":null})", colour) == std::pair(0, std::string()));
  CHECK(take(R"({"c":""})", colour) == std::pair(0, std::string()));
  CHECK(take(R"({"c":"Green"})", colour) == std::pair(0, std::string("bad-option /c")));
  CHECK(take(R"({"c":2})", colour) == std::pair(0, std::string("wrong-type /c")));
}

TEST_CASE("a fault of a name says which names there are") {
  const lede::json::Value options = tree(R"({"c":"blue"})");
  Faults faults;
  CHECK(OptionsReader(options, faults).one_of("c", colours, 0) == 0);
  REQUIRE(faults.size() == 1);
  if (faults.size() == 1) CHECK(faults[0].message == "This must be one of: none, red, green.");
}

TEST_CASE("a number is held to its bounds") {
  CHECK(take(R"({"n":2})", level) == std::pair(2, std::string()));
  CHECK(take(R"({"n":6})", level) == std::pair(6, std::string()));
  CHECK(take("{}", level) == std::pair(3, std::string()));
  for (const std::string_view text :
       {R"({"n":1})", R"({"n":7})", R"({"n":2.5})", R"({"n":-1e300})", R"({"n":1e300})"}) {
    CHECK(take(text, level) == std::pair(3, std::string("bad-option /n")));
  }
  CHECK(take(R"({"n":"4"})", level) == std::pair(3, std::string("wrong-type /n")));
}

TEST_CASE("the time of reading is milliseconds and minutes east of UTC") {
  CHECK(take(R"({"now_ms":1678284960000,"tz_offset_min":120})", now).first ==
        Instant{1678284960000, 120});
  CHECK(take(R"({"now_ms":0})", now).first == Instant{0, 0});
  CHECK(take(R"({"now_ms":-1,"tz_offset_min":-1440})", now).first == Instant{-1, -1440});
  CHECK_FALSE(take(R"({"tz_offset_min":120})", now).first.has_value());
}

TEST_CASE("a time of reading that no clock shows is named") {
  CHECK(take(R"({"now_ms":1e18})", now).second == "bad-option /now_ms");
  CHECK(take(R"({"now_ms":253402300800000})", now).second == "bad-option /now_ms");
  CHECK(take(R"({"now_ms":253402300799999})", now).second.empty());
  CHECK(take(R"({"now_ms":0,"tz_offset_min":1441})", now).second == "bad-option /tz_offset_min");
  CHECK(take(R"({"now_ms":"today"})", now).second == "wrong-type /now_ms");
  CHECK(take(R"({"now_ms":0,"tz_offset_min":"+02:00"})", now).second ==
        "wrong-type /tz_offset_min");
}

TEST_CASE("a direction is ltr or rtl; auto leaves it to the language") {
  CHECK(take(R"({"dir":"rtl"})", dir).first == "rtl");
  CHECK(take(R"({"dir":"ltr"})", dir).first == "ltr");
  CHECK(take(R"({"dir":"auto"})", dir) == std::pair(std::string(), std::string()));
  CHECK(take(R"({"dir":"up"})", dir) == std::pair(std::string(), std::string("bad-option /dir")));
}

TEST_CASE("a prefix of ids begins with l- and holds nothing that could end an attribute") {
  CHECK(take("{}", prefix).first == "l-");
  CHECK(take(R"({"id_prefix":"l-12-"})", prefix).first == "l-12-");
  CHECK(take("{\"id_prefix\":\"l-" + std::string(38, 'a') + "\"}", prefix).second.empty());
  for (const std::string& text :
       {std::string("12-"), std::string("l"), std::string("l-a b"), std::string("l-\\\"x"),
        std::string("l-ї"), "l-" + std::string(39, 'a')}) {
    CAPTURE(text);
    CHECK(take("{\"id_prefix\":\"" + text + "\"}", prefix) ==
          std::pair(std::string("l-"), std::string("bad-option /id_prefix")));
  }
}

TEST_CASE("no options, or null, are an empty object; anything else must be one") {
  for (const std::string_view text : {"", "null", "{}"}) {
    CAPTURE(text);
    const auto options = lede::read_options_object(text);
    REQUIRE(options.ok());
    if (options) CHECK(options->root.is(lede::json::Kind::object));
  }
  for (const std::string_view text : {"[]", "7", "\"layout\"", "true"}) {
    CAPTURE(text);
    const auto options = lede::read_options_object(text);
    CHECK_FALSE(options.ok());
    if (!options) CHECK(listed({options.error()}) == "bad-option ");
  }
  const auto broken = lede::read_options_object("{");
  CHECK_FALSE(broken.ok());
  if (!broken) CHECK(broken.error().code == lede::ErrorCode::json_syntax);
}
