#include "support/inputs.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using lede::Faults;
using lede::test::listed;
using lede::test::tree;

namespace {

std::string in_events(std::string_view json) {
  Faults faults;
  lede::support::check_events(tree(json), faults);
  return listed(faults);
}

std::string in_context(std::string_view json) {
  Faults faults;
  lede::support::check_context(tree(json), faults);
  return listed(faults);
}

}  // namespace

TEST_CASE("events and a page as decide wants them have no fault") {
  CHECK(in_events("[]").empty());
  CHECK(in_events(R"([{"at":"2026-11-14T07:30:00+02:00","type":"article","page_id":"p",
                       "tags":["sea"],"_note":"ours"},
                      {"at":1794657600000,"type":"impression","campaign":"a","variant":"b"},
                      {"at":0,"type":"forget"}])")
            .empty());
  CHECK(in_context("{}").empty());
  CHECK(in_context(R"({"page_id":"p","section":"News","tags":["sea"],"country":"US-CA",
                       "locale":"en-GB","partner":"news.example","device":"phone",
                       "storage":"session","tz_offset_min":-720,"supporter":true,
                       "sensitive":false,"slot_busy":false,"consent_open":false,
                       "prerendering":false,"preview":{"campaign":"a","variant":"b"},"_x":1})")
            .empty());
  CHECK(in_context(R"({"country":"","locale":null})").empty());
}

TEST_CASE("an event of no known type, or of no readable time, is named and never counted") {
  CHECK(in_events(R"([{"at":"nope","type":"pge"}])") == "bad-date /0/at; unknown-value /0/type");
  CHECK(in_events(R"([{"at":0,"type":"article"},{}])") == "bad-date /1/at; missing /1/type");
  for (const std::string_view at :
       {R"("2026-11-14T07:30:00")", R"("2026-11-14")", "-1", "1.5", "1e300", "null", "true"}) {
    CAPTURE(at);
    CHECK(in_events(R"([{"type":"article","at":)" + std::string(at) + "}]") == "bad-date /0/at");
  }
  CHECK(in_events(R"([{"at":0,"type":5,"page_id":1,"tags":"sea","id":"x"}])") ==
        "wrong-type /0/type; wrong-type /0/page_id; wrong-type /0/tags; unknown-value /0/id");
  CHECK(in_events(R"({"at":0})") == "wrong-type ");
  CHECK(in_events("[5]") == "wrong-type /0");
}

TEST_CASE("the types of events are told") {
  Faults faults;
  lede::support::check_events(tree(R"([{"at":0,"type":"pge"}])"), faults);
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message ==
        "This must be one of: article, impression, dismiss, conversion, opt_out, forget.");
}

TEST_CASE("what a page hasn't got, or has of another kind, is named") {
  CHECK(in_context(R"({"countr":"UA"})") == "unknown-value /countr");
  CHECK(in_context(R"({"locale":5})") == "wrong-type /locale");
  CHECK(in_context(R"({"country":"Ukraine","locale":"english"})") ==
        "unknown-value /country; unknown-value /locale");
  CHECK(in_context(R"({"device":"watch","storage":5,"tz_offset_min":1441,"supporter":"yes"})") ==
        "unknown-value /device; wrong-type /storage; unknown-value /tz_offset_min; "
        "wrong-type /supporter");
  CHECK(in_context(R"({"tags":["a",5],"preview":{"campain":"a","variant":1}})") ==
        "wrong-type /tags/1; wrong-type /preview/variant; unknown-value /preview/campain");
  CHECK(in_context("[]") == "wrong-type ");
}
