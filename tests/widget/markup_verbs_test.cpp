#include "widget/markup_verbs.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using lede::BodyFormat;
using lede::markup_verb;
using lede::test::listed;

TEST_CASE("a text needs no options to become HTML") {
  for (const std::string_view options : {"", "{}", "null"}) {
    const auto html = markup_verb("Hello.", BodyFormat::markdown, options);
    REQUIRE(html.ok());
    if (html) CHECK(html->find("<p>Hello.</p>") != std::string::npos);
  }
}

TEST_CASE("the options of a text are held to what they may be") {
  for (const std::string_view options :
       {R"({"heading_level":0})", R"({"heading_level":7})", R"({"id_prefix":"x"})"}) {
    CAPTURE(options);
    const auto html = markup_verb("a", BodyFormat::html, options);
    CHECK_FALSE(html.ok());
    if (!html) CHECK(html.error().code == lede::ErrorCode::bad_option);
  }
  const auto wrong = markup_verb("a", BodyFormat::text, R"({"strict":"yes"})");
  CHECK_FALSE(wrong.ok());
  if (!wrong) CHECK(listed({wrong.error()}) == "wrong-type /strict");
  const auto broken = markup_verb("a", BodyFormat::text, "{");
  CHECK_FALSE(broken.ok());
}

TEST_CASE("an empty text is no fault") {
  for (const BodyFormat format : {BodyFormat::text, BodyFormat::markdown, BodyFormat::html}) {
    CHECK(markup_verb("", format, "").ok());
  }
}
