#include "card/prompt.h"

#include "card/card.h"
#include "support/config.h"
#include "support/read.h"

#include <doctest/doctest.h>

#include <array>
#include <string>
#include <string_view>

using lede::Article;
using lede::BodyKind;
using lede::CardOptions;
using lede::Profile;
using lede::Region;
using lede::json::Value;
using lede::test::has;
using lede::test::tree;

namespace {

std::string render(const Profile& profile, const CardOptions& options, std::string_view body) {
  Article article;
  article.title = "Bridge open";
  article.body_kind = BodyKind::html;
  article.body = body;
  const auto card = lede::render_card(article, &profile, options);
  REQUIRE(card.ok());
  return card ? card->html : std::string();
}

/// The request for support of an open card.
std::string prompt(std::string_view with, std::string_view lang = "en",
                   const Profile& profile = {}) {
  const Value value = tree(with);
  CardOptions options;
  options.region = Region::support;
  options.expanded = true;
  options.lang = lang;
  options.prompt = &value;
  return render(profile, options, "<p>Open.</p>");
}

/// A prompt that explains itself; every number in it is the same.
std::string why(int number, std::string_view lang) {
  const std::string n = std::to_string(number);
  std::string with = R"({"view":"ask","cta_url":"https://a.example/give","why":{"stored":"none")";
  for (const std::string_view key :
       {"count", "count_days", "shown_times", "cap_max", "cap_days", "dismiss_days"}) {
    with += R"(,")";
    with += key;
    with += R"(":)" + n;
  }
  return prompt(with + "}}", lang);
}

std::string body_of(std::string_view campaigns, std::string_view body) {
  const Value support = tree(campaigns);
  Profile profile;
  profile.support = &support;
  CardOptions options;
  options.region = Region::body;
  options.expanded = true;
  return render(profile, options, body);
}

}  // namespace

TEST_CASE("why a prompt is there is told with each language's plural forms") {
  struct Form {
    int number;
    std::string_view opened;  ///< articles, days
    std::string_view shown;   ///< times
  };
  constexpr std::array english = {
      Form{1, "opened 1 article here within 1 day.",
           "seen it 1 time within 1 day; it is shown 1 time at most"},
      Form{2, "opened 2 articles here within 2 days.", "seen it 2 times within 2 days"},
      Form{5, "opened 5 articles here within 5 days.", "it is shown 5 times at most"},
      Form{11, "opened 11 articles here within 11 days.", "seen it 11 times"},
      Form{21, "opened 21 articles here within 21 days.", "stays away for 21 days."},
  };
  constexpr std::array ukrainian = {
      Form{1, "відкрили тут 1 статтю за 1 день.",
           "бачили його 1 раз за 1 день; його показують щонайбільше 1 раз."},
      Form{2, "відкрили тут 2 статті за 2 дні.", "бачили його 2 рази за 2 дні"},
      Form{5, "відкрили тут 5 статей за 5 днів.", "бачили його 5 разів за 5 днів"},
      Form{11, "відкрили тут 11 статей за 11 днів.", "його не буде 11 днів."},
      Form{21, "відкрили тут 21 статтю за 21 день.", "бачили його 21 раз за 21 день"},
  };
  for (const Form& form : english) {
    CAPTURE(form.number);
    CHECK(has(why(form.number, "en"), form.opened));
    CHECK(has(why(form.number, "en"), form.shown));
  }
  for (const Form& form : ukrainian) {
    CAPTURE(form.number);
    CHECK(has(why(form.number, "uk"), form.opened));
    CHECK(has(why(form.number, "uk"), form.shown));
  }
}

TEST_CASE("numbers are written as the reader's language does") {
  CHECK(has(why(12345, "en"), "opened 12,345 articles here"));
  CHECK(has(why(12345, "uk"), "відкрили тут 12&nbsp;345 статей"));
}

TEST_CASE("what is not known, and what was not asked for, is not said") {
  const std::string html = prompt(
      R"({"view":"ask","cta_url":"https://a.example/give","why":{"stored":"persistent","counting":true}})");
  CHECK_FALSE(has(html, "You have opened"));
  CHECK_FALSE(has(html, "country"));
  CHECK_FALSE(has(html, "section"));
  CHECK_FALSE(has(html, "Your articles are not counted"));
  CHECK(has(html, "What this rests on is stored in your browser."));
  CHECK(has(html, R"(data-l="no-count")"));
  const std::string closed =
      prompt(R"({"view":"ask","cta_url":"https://a.example/give","why":null})");
  CHECK(has(closed, R"(data-l="why" aria-expanded="false")"));
  CHECK_FALSE(has(closed, R"(data-l="forget")"));
}

TEST_CASE("nothing is told of no times and no days") {
  const std::string html = why(0, "en");
  CHECK_FALSE(has(html, "You have"));
  CHECK_FALSE(has(html, "stays away"));
  CHECK(has(html, "by the publisher’s rules"));
}

TEST_CASE("the button's words are in their own language and direction") {
  CHECK(has(prompt(R"({"view":"ask","cta_url":"https://a.example/give","lang":"ar","label":"X"})"),
            R"(<span lang="ar" dir="rtl">X</span>&nbsp;(a.example))"));
}

TEST_CASE("ways to pay that are no text are left out, and the list with the last of them") {
  constexpr std::string_view ask =
      R"({"view":"ask","cta_url":"https://a.example/give","payment_marks":)";
  CHECK(has(prompt(std::string(ask) + R"(["",7,"Visa",null]})"), "\"><li>Visa</li></ul>"));
  CHECK_FALSE(has(prompt(std::string(ask) + R"(["",7]})"), "<ul"));
}

TEST_CASE("a prompt without a button that leads somewhere safe is none") {
  for (const std::string_view url :
       {"", "give", "javascript:alert(1)", "mailto:a@b.example", "https://u@evil.example/"}) {
    CAPTURE(url);
    const std::string with = R"({"view":"ask","heading":"Ask","cta_url":")" + std::string(url);
    CHECK(prompt(with + R"("})").empty());
  }
  CHECK(prompt(R"({"view":"none"})").empty());
  CHECK(prompt(R"({"view":"due"})").empty());
  CHECK(prompt(R"({"view":"x"})").empty());
  CHECK(prompt("7").empty());
}

TEST_CASE("the publisher's own request is shown where nothing decides, and nowhere else") {
  const Value campaigns = tree(R"({"campaigns":[{"id":"a"}]})");
  const Value none = tree(R"({"campaigns":[]})");
  Profile profile;
  profile.membership_line = "Join us";
  CardOptions options;
  options.region = Region::support;
  options.expanded = true;
  CHECK(render(profile, options, "<p>Open.</p>") == R"(<p class="l-join" dir="auto">Join us</p>)");
  profile.support = &none;
  CHECK(has(render(profile, options, "<p>Open.</p>"), "Join us"));
  profile.support = &campaigns;
  CHECK(render(profile, options, "<p>Open.</p>").empty());
}

TEST_CASE("slots stand before the text and behind the paragraphs that campaigns name") {
  constexpr std::string_view third = R"({"campaigns":[{"id":"a","placement":"inline"}]})";
  constexpr std::string_view slot = R"(<div part="support" data-slot="p3"></div>)";
  const std::string html = body_of(
      third,
      "<p>1</p><blockquote><p>2</p></blockquote><p>2</p><ul><li>x</li></ul><p>3</p><p>4</p>");
  CHECK(html.starts_with(R"(<div part="support" data-slot="top"></div><div class="l-prose)"));
  CHECK(has(html, "<p>3</p></div>" + std::string(slot) + "<div class=\"l-prose\""));
  CHECK_FALSE(has(body_of(third, "<p>1</p><p>2</p>"), "data-slot=\"p"));
  CHECK(has(body_of(third, "<p>1</p><p>2</p><p>3</p>"),
            "<p>3</p></div>" + std::string(slot) + "<div class=\"l-acts\">"));
  CHECK_FALSE(
      has(body_of(R"({"campaigns":[{"id":"a"}]})", "<p>1</p><p>2</p><p>3</p>"), "data-slot=\"p"));
  CHECK_FALSE(has(body_of("{}", "<p>1</p>"), "data-slot"));
}

TEST_CASE("more campaigns than are ever read have no slots") {
  const auto slots = [](std::size_t count) {
    std::string campaigns = R"({"campaigns":[)";
    for (std::size_t i = 0; i < count; ++i)
      campaigns += (i > 0 ? "," : "") + std::string(R"({"placement":"inline"})");
    return has(body_of(campaigns + "]}", "<p>1</p><p>2</p><p>3</p>"), "data-slot=\"p3\"");
  };
  CHECK(slots(lede::support::max_campaigns));
  CHECK_FALSE(slots(lede::support::max_campaigns + 1));
}

TEST_CASE("a paragraph counts where it ends at the top of the body, whatever it came from") {
  Article article;
  article.body = "One\n\nTwo\n\n> Quoted\n\n- item\n\nThree";
  article.body_kind = BodyKind::markdown;
  Profile profile;
  const auto card = lede::render_card(article, &profile, {});
  REQUIRE(card.ok());
  if (card) CHECK(card->facts.paragraphs == 3);
}
