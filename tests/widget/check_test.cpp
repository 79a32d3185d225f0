#include "widget/check.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>

using lede::check;
using lede::Error;
using lede::error_json;
using lede::ErrorCode;
using lede::faults_json;
using lede::test::listed;

TEST_CASE("what a document is, is told by the document") {
  CHECK(listed(check(R"({"version":"https://jsonfeed.org/version/1.1"})")) ==
        "missing /title; missing /items");
  CHECK(listed(check(R"({"items":[]})")) == "missing /version; missing /title");
  CHECK(listed(check(R"({"name":"P"})")) == "missing /version");
  CHECK(listed(check(R"({"id":"1","name":"P"})")) == "missing ");
  CHECK(listed(check("{}")) == "missing /id; missing ");
}

TEST_CASE("a profile that forgot its name is told so, and a feed with a name stays a feed") {
  CHECK(listed(check(R"({"version":1,"url":"https://p.example"})")) == "missing /name");
  CHECK(listed(check(R"({"version":"https://jsonfeed.org/version/1.1","name":"P"})")) ==
        "missing /title; missing /items");
}

TEST_CASE("a document without a fault has none") {
  CHECK(check(R"({"id":"1","title":"T","content_text":"B"})").empty());
  CHECK(check(R"({"version":1,"name":"P"})").empty());
  CHECK(check(R"({"version":"https://jsonfeed.org/version/1","title":"F","items":[]})").empty());
}

TEST_CASE("a misspelt key is named wherever it stands") {
  CHECK(listed(check(R"({"version":1,"name":"P","quote":{"text":"T","bye":"B"},
                         "links":[{"label":"L","url":"/l","_ours":1,"ulr":""}],
                         "consent":{"regim":"none","expires_days":{"rejct":4},
                                    "purposes":{"history":{"tfc":[1]}},"controller":"C",
                                    "policy_url":"/p","_ours":1}})")) ==
        "unknown-value /quote/bye; unknown-value /links/0/ulr; unknown-value /consent/regim; "
        "unknown-value /consent/expires_days/rejct; unknown-value /consent/purposes/history/tfc");
  CHECK(listed(check(R"({"id":"1","content_text":"B","_lede":{"sensetive":true,"_ours":1},
                         "authors":[{"name":"N"},{"name":"M","_lede":{"boi":"B"}}]})")) ==
        "unknown-value /authors/1/_lede/boi; unknown-value /_lede/sensetive");
  CHECK(listed(check(R"({"version":"https://jsonfeed.org/version/1.1","title":"F",
                         "author":{"name":"N","_lede":{"boi":"B"}},
                         "items":[{"id":"1","content_text":"B","_lede":{"sectoin":"S"}}]})")) ==
        "unknown-value /author/_lede/boi; unknown-value /items/0/_lede/sectoin");
}

TEST_CASE("a theme whose accent can't be seen is named") {
  CHECK(listed(check(R"({"version":1,"name":"P","theme":{"accent":"#ffff00"}})")) ==
        "low-contrast /theme/accent");
}

TEST_CASE("what says nothing, or what no other reader takes, is named") {
  CHECK(listed(check(R"({"id":"1","content_text":"B","language":"","date_published":" "})")) ==
        "empty /language; empty /date_published");
  CHECK(listed(check(R"({"id":"1","content_text":"B","date_published":"2026-01-01T10:00Z"})")) ==
        "bad-date /date_published");
  CHECK(listed(check(R"({"id":1.5,"content_text":"B","attachments":[
                         {"url":"a","mime_type":"b","duration_in_seconds":-1}]})")) ==
        "wrong-type /id; unknown-value /attachments/0/duration_in_seconds");
}

TEST_CASE("a key that stands twice is a fault of its own") {
  CHECK(listed(check(R"({"id":"1","title":"T","title":"U","content_text":"B"})")) ==
        "json-duplicate-key /title");
}

TEST_CASE("a syntax fault has a byte and no pointer, and is the only one") {
  const lede::Faults faults = check(R"({"id":"1","id":"2",})");
  REQUIRE(faults.size() == 1);
  if (faults.size() != 1) return;
  CHECK(faults[0].code == ErrorCode::json_syntax);
  CHECK(faults[0].offset == 19);
  CHECK(faults[0].pointer.empty());
}

TEST_CASE("an empty document ends too early") {
  const lede::Faults faults = check("");
  REQUIRE(faults.size() == 1);
  if (faults.size() == 1) CHECK(faults[0].offset == 0);
}

TEST_CASE("faults are written as JSON, the offset only where there is one") {
  CHECK(faults_json({}) == "[]");
  CHECK(faults_json(
            {{ErrorCode::missing, "/a~1b", "Say \"it\"."}, {ErrorCode::utf8, "", "Save.", 7}}) ==
        R"([{"code":"missing","pointer":"/a~1b","message":"Say \"it\"."},)"
        R"({"code":"utf8","pointer":"","offset":7,"message":"Save."}])");
  CHECK(error_json({ErrorCode::bad_event, "/type", "No."}) ==
        R"({"code":"bad-event","pointer":"/type","message":"No."})");
}
