#include "widget/render.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

using lede::Error;
using lede::ErrorCode;
using lede::Rendered;
using lede::RenderRequest;
using lede::Result;
using lede::test::listed;

namespace {

constexpr std::string_view item =
    R"({"id":"1","url":"https://pub.example/a","title":"T","content_text":"Body."})";

std::string html(const RenderRequest& request) {
  const Result<Rendered> rendered = lede::render(request);
  CHECK(rendered.ok());
  return rendered ? rendered->card.html : std::string();
}

/// "code /pointer: message" of the error.
std::string refusal(const RenderRequest& request) {
  const Result<Rendered> rendered = lede::render(request);
  CHECK_FALSE(rendered.ok());
  return rendered ? std::string() : listed({rendered.error()}) + ": " + rendered.error().message;
}

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

}  // namespace

TEST_CASE("an article alone is enough for a card") {
  const std::string card = html({item, {}, {}});
  CHECK(card.starts_with("<article class=\"lede lede-standard\""));
  CHECK(card.ends_with("</article>"));
  CHECK(holds(card, ">T</h3>"));
}

TEST_CASE("the same bytes come out for the same bytes in") {
  const RenderRequest request{item, R"({"version":1,"name":"P"})",
                              R"({"now_ms":0,"expanded":true})"};
  CHECK(html(request) == html(request));
}

TEST_CASE("no day is printed where no time of reading is given") {
  CHECK(holds(html({item, {}, R"({"now_ms":1678924800000})"}), "Thursday, March 16, 2023"));
  CHECK_FALSE(holds(html({item, {}, {}}), "1970"));
}

TEST_CASE(
    "the article's faults have no document's name before them, the profile's and the options' "
    "have") {
  CHECK(refusal({"{", {}, {}}).starts_with("json-syntax : The JSON ends"));
  CHECK(refusal({"[]", {}, {}}).starts_with("wrong-type : An article"));
  CHECK(refusal({item, "{", {}}).starts_with("json-syntax : profile: The JSON ends"));
  CHECK(refusal({item, "{}", {}}).starts_with("missing /version: profile: "));
  CHECK(refusal({item, {}, "{"}).starts_with("json-syntax : options: The JSON ends"));
  CHECK(refusal({item, {}, "[]"}) == "bad-option : options: Options must be an object.");
  CHECK(refusal({item, {}, R"({"layout":"wide"})"}) ==
        "bad-option /layout: options: This must be one of: compact, standard, full.");
}

TEST_CASE("a syntax fault keeps its byte, in whichever document it is") {
  const Result<Rendered> rendered = lede::render({item, R"({"version":1,})", {}});
  CHECK_FALSE(rendered.ok());
  if (!rendered) CHECK(rendered.error().offset == 13);
}

TEST_CASE("options of the wrong type are refused, not passed over") {
  const std::pair<std::string_view, std::string_view> wrong[] = {
      {R"({"id":7})", "wrong-type /id"},
      {R"({"region":"head"})", "bad-option /region"},
      {R"({"part":"head"})", "bad-option /part"},
      {R"({"expand":"popup"})", "bad-option /expand"},
      {R"({"expanded":"yes"})", "wrong-type /expanded"},
      {R"({"theme":"purple"})", "bad-option /theme"},
      {R"({"loading":"later"})", "bad-option /loading"},
      {R"({"consent":"yes"})", "bad-option /consent"},
      {R"({"support":"no"})", "bad-option /support"},
      {R"({"lang":"!!"})", "bad-option /lang"},
      {R"({"region":"Ukraine","part":"all"})", "bad-option /region"},
      {R"({"heading_level":1})", "bad-option /heading_level"},
      {R"({"heading_level":7})", "bad-option /heading_level"},
      {R"({"heading-level":"7"})", "bad-option /heading-level"},
      {R"({"heading-level":"1"})", "bad-option /heading-level"},
      {R"({"heading-level":"33"})", "bad-option /heading-level"},
      {R"({"now_ms":"now"})", "wrong-type /now_ms"},
      {R"({"lang":["en"]})", "wrong-type /lang"},
      {R"({"dir":"left"})", "bad-option /dir"},
      {R"({"base_url":1})", "wrong-type /base_url"},
      {R"({"profile_url":{}})", "wrong-type /profile_url"},
      {R"({"partner":false})", "wrong-type /partner"},
      {R"({"id_prefix":"x\" onclick=\"y"})", "bad-option /id_prefix"},
  };
  for (const auto& one : wrong) {
    const std::string_view options = one.first;
    const std::string_view expected = one.second;
    CAPTURE(options);
    CHECK(refusal({item, {}, options}).starts_with(std::string(expected) + ": options: "));
  }
}

TEST_CASE("what a card's attributes may say is no fault, whoever goes by it") {
  const std::string plain = html({item, {}, {}});
  for (const std::string_view options :
       {R"({"theme":"host","loading":"eager"})", R"({"consent":"denied","support":"off"})",
        R"({"region":"US-CA","part":"all","lang":"en-GB"})",
        R"({"theme":"","region":"ua","part":null})"}) {
    CAPTURE(options);
    CHECK(html({item, {}, options}) == plain);
  }
}

TEST_CASE("a heading's level may be written as an attribute has it") {
  const std::string four = html({item, {}, R"({"heading-level":"4"})"});
  CHECK(four == html({item, {}, R"({"heading_level":4})"}));
  CHECK(four != html({item, {}, {}}));
}

TEST_CASE("options that nobody reads are no fault: a later version may") {
  CHECK(html({item, {}, R"({"with":{"slot":"top"},"colour":"dark"})"}) == html({item, {}, {}}));
}

TEST_CASE("the options are judged before the article, the article before the profile") {
  CHECK(refusal({"{", "{", R"({"dir":"x"})"}).starts_with("bad-option"));
  CHECK(refusal({"{", "[]", {}}).starts_with("json-syntax : The"));
}

TEST_CASE("fields that were left out are named beside the card") {
  const Result<Rendered> rendered =
      lede::render({R"({"id":"1","title":"T","content_text":"B","date_published":"?"})",
                    R"({"version":1,"name":"P","logo":"data:,"})",
                    {}});
  REQUIRE(rendered.ok());
  if (rendered) CHECK(listed(rendered->faults) == "bad-date /date_published");
  if (rendered) CHECK(listed(rendered->profile_faults) == "url-scheme /logo");
}

TEST_CASE("an empty profile is a fault; none at all is no profile") {
  CHECK(refusal({item, "", {}}) == "json-syntax : profile: There is no JSON: the text is empty.");
  CHECK(holds(html({item, std::nullopt, {}}), "</article>"));
}

TEST_CASE("an item of a feed is rendered by its id") {
  constexpr std::string_view feed =
      R"({"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"a","title":"A"},{"id":"b","title":"B"}]})";
  CHECK(holds(html({feed, {}, R"({"id":"b"})"}), ">B</h3>"));
  CHECK(holds(html({feed, {}, {}}), ">A</h3>"));
  CHECK(refusal({feed, {}, R"({"id":"c"})"}) ==
        "not-found /items: No item of the feed has the id \"c\"; correct it.");
}

TEST_CASE("a region alone is the inside of its element in the whole card") {
  constexpr std::string_view profile =
      R"({"version":1,"name":"P","donate_url":"https://d.example/","membership_line":"Join.","notice_text":"Note."})";
  const std::string whole = html({item, profile, R"({"expanded":true})"});
  for (const std::string_view region : {"card", "body", "support", "notice"}) {
    CAPTURE(region);
    const std::string part =
        html({item, profile, "{\"expanded\":true,\"region\":\"" + std::string(region) + "\"}"});
    CHECK_FALSE(part.empty());
    const std::size_t at = whole.find("part=\"" + std::string(region) + "\"");
    const std::size_t inside = at == std::string::npos ? at : whole.find('>', at);
    CHECK(inside != std::string::npos);
    if (inside != std::string::npos)
      CHECK(std::string_view(whole).substr(inside + 1).starts_with(part + "</div>"));
  }
}

TEST_CASE("the regions that stand open are empty while the card is closed") {
  constexpr std::string_view profile =
      R"({"version":1,"name":"P","membership_line":"Join.","notice_text":"Note."})";
  for (const std::string_view region : {"body", "support", "notice"}) {
    CAPTURE(region);
    CHECK(html({item, profile, "{\"region\":\"" + std::string(region) + "\"}"}).empty());
  }
}

TEST_CASE("opening a card changes nothing in its card region but aria-expanded") {
  std::string closed = html({item, {}, R"({"region":"card"})"});
  const std::string open = html({item, {}, R"({"region":"card","expanded":true})"});
  const std::size_t at = closed.find("aria-expanded=\"false\"");
  REQUIRE(at != std::string::npos);
  if (at != std::string::npos) closed.replace(at, 21, "aria-expanded=\"true\"");
  CHECK(closed == open);
}

TEST_CASE("the facts are JSON and name what the page may know") {
  const Result<Rendered> rendered = lede::render(
      {R"({"id":"1","url":"https://pub.example/a","title":"T \"<","language":"uk","tags":["a"],"content_text":"B","_lede":{"section":"S","sensitive":true}})",
       R"({"version":1,"name":"P","theme":{"accent":"#000"}})",
       {}});
  REQUIRE(rendered.ok());
  if (!rendered) return;
  const lede::json::Value facts = lede::test::tree(rendered->facts);
  CHECK(facts.string("id") == "1");
  CHECK(facts.string("url") == "https://pub.example/a");
  CHECK(facts.string("title") == "T \"<");
  CHECK(facts.string("section") == "S");
  CHECK(facts.boolean_or("sensitive", false));
  CHECK(facts.string("lang") == "uk");
  CHECK(facts.string("dir") == "ltr");
  CHECK(facts.string("interface_lang") == "uk");
  CHECK(facts.string("publisher") == "P");
  CHECK(facts.string("theme") == "--lede-accent:#000000;--lede-accent-ink:#ffffff");
  CHECK(facts.number_or("words", 0) > 0);
  CHECK(facts.number_or("minutes", 0) > 0);
  CHECK(facts.find("outline") != nullptr);
  CHECK(facts.find("tags") != nullptr);
}

TEST_CASE(
    "nothing of a hostile article or profile becomes a tag, an attribute or a script's address") {
  // One marker in every text: it may come out as text, never as markup.
  constexpr std::string_view hostile = R"(\"'><x-evil onload=y>&\u0000\u202e)";
  const auto filled = [&](std::string text) {
    for (std::size_t at = 0; (at = text.find('@', at)) != std::string::npos;)
      text.replace(at, 1, hostile);
    return text;
  };
  const std::string article = filled(
      R"({"id":"@","url":"https://a.example/@","title":"@","summary":"@","image":"https://a.example/@","language":"en",
          "authors":[{"name":"@","url":"https://a.example/?@","avatar":"https://a.example/#@","_lede":{"bio":"@"}}],
          "tags":["@"],"content_text":"@","_lede":{"section":"@"}})");
  const std::string profile = filled(
      R"({"version":1,"name":"@","url":"https://p.example/@","logo":"https://p.example/@","links":[{"label":"@","url":"https://p.example/@"}],
          "donate_url":"https://d.example/?@","membership_line":"@","quote":{"text":"@","by":"@","role":"@"},
          "payment_marks":["@"],"notice_text":"@"})");
  for (const std::string_view layout : {"compact", "standard", "full"}) {
    const std::string options = filled("{\"expanded\":true,\"layout\":\"" + std::string(layout) +
                                       R"(","partner":"@","base_url":"https://b.example/@"})");
    const std::string card = html({article, profile, options});
    CHECK_FALSE(holds(card, "<x-evil"));
    CHECK_FALSE(holds(card, "\"'>"));
    CHECK_FALSE(holds(card, std::string_view("\0", 1)));
  }
  CHECK(refusal({article, profile, filled(R"({"lang":"en@"})")}).starts_with("bad-option /lang"));
}
