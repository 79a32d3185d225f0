#include "card/notice.h"

#include "card/card.h"
#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using lede::Article;
using lede::BodyKind;
using lede::CardOptions;
using lede::Decider;
using lede::Notice;
using lede::NoticeView;
using lede::parse_instant;
using lede::Profile;
using lede::Region;
using lede::test::count;
using lede::test::has;
using lede::test::tree;

namespace {

Article news() {
  Article article;
  article.title = "Bridge open";
  article.language = "en";
  article.body_kind = BodyKind::text;
  article.body = "The bridge opened on Monday.";
  return article;
}

constexpr std::string_view everything =
    R"({"controller":"Courier <Ltd>","policy_url":"/privacy?a=1&b=2","recipients":["Bo & Co","Cy"],)"
    R"("purposes":{"preferences":{},"history":{},"measurement":{}}})";
constexpr std::string_view history_alone = R"({"purposes":{"history":{}}})";

Profile courier(const lede::json::Value& consent) {
  Profile profile;
  profile.name = "The Courier";
  profile.notice_text = "If you continue <b>we</b> assume nothing.";
  profile.consent = &consent;
  return profile;
}

/// The region of an open card, in that view of that publisher.
std::string draw(std::string_view consent, const Notice& notice, std::string_view lang = "en") {
  const auto policy = tree(consent);
  const Profile profile = courier(policy);
  CardOptions options;
  options.region = Region::notice;
  options.expanded = true;
  options.lang = lang;
  options.profile_url = "https://courier.example/lede.json";
  options.notice = notice;
  const auto card = lede::render_card(news(), &profile, options);
  REQUIRE(card.ok());
  return card ? card->html : std::string();
}

std::string draw(std::string_view consent, NoticeView view) {
  Notice notice;
  notice.view = view;
  return draw(consent, notice);
}

constexpr NoticeView panels[] = {NoticeView::ask, NoticeView::choose, NoticeView::notice,
                                 NoticeView::privacy};

}  // namespace

TEST_CASE("an open card of a publisher that uses purposes has the Privacy button in every view") {
  CHECK(draw(history_alone, NoticeView::button) ==
        "<div class=\"l-foot\"><button type=\"button\" data-l=\"privacy\" aria-expanded=\"false\">"
        "Privacy</button></div>");
  for (const NoticeView view : panels) {
    const std::string html = draw(history_alone, view);
    CAPTURE(html);
    CHECK(count(html, "data-l=\"privacy\"") == 1);
    CHECK(has(html, "data-l=\"privacy\" aria-expanded=\"true\"") == (view == NoticeView::privacy));
  }
}

TEST_CASE("each panel is a group with a name, and nothing of it is a landmark or takes the focus") {
  for (const NoticeView view : panels) {
    const std::string html = draw(everything, view);
    CAPTURE(html);
    CHECK(count(html, "<div role=\"group\" aria-labelledby=\"l-notice\">") == 1);
    CHECK(count(html, "id=\"l-notice\"") == 1);
    for (const char* banned : {"autofocus", "dialog", "tabindex", "<nav", "<aside", "<section",
                               "<form", "aria-live", "role=\"region\"", "style="}) {
      CAPTURE(banned);
      CHECK_FALSE(has(html, banned));
    }
    CHECK(count(html, "<div") == count(html, "</div>"));
  }
}

TEST_CASE("the question says what is kept, why, where, how long and by whom, on one layer") {
  const std::string html = draw(everything, NoticeView::ask);
  CHECK(has(html, "May <span dir=\"auto\">The Courier</span> remember this?</p>"));
  CHECK(has(html, "<li><span><b>Your choices</b>: what you decide in these cards"));
  CHECK(has(html, "<b>What you read</b>"));
  CHECK(has(html, "<b>What helps</b>"));
  CHECK(has(html, "Your answer counts for 182 days. "));
  CHECK(has(html, "Responsible: <span dir=\"auto\">Courier &lt;Ltd&gt;</span>."));
  CHECK(has(html,
            "Also given to: <span dir=\"auto\">Bo &amp; Co</span>, <span dir=\"auto\">Cy</span>."));
  CHECK(has(html,
            "<a href=\"https://courier.example/privacy?a=1&amp;b=2\" target=\"_blank\" "
            "rel=\"noopener\">Privacy policy</a>"));
  CHECK_FALSE(has(html, "checkbox"));
}

TEST_CASE("the reader is told who hears of it: the publisher, others, or nobody") {
  constexpr std::string_view cases[] = {
      R"({"purposes":{"history":{}}})",
      R"({"purposes":{"history":{},"measurement":{}}})",
      R"({"purposes":{"measurement":{}}})",
      R"({"purposes":{"history":{}},"recipients":["Bo"]})",
  };
  for (const NoticeView view : {NoticeView::ask, NoticeView::choose, NoticeView::privacy}) {
    for (const std::string_view consent : cases) {
      CAPTURE(consent);
      const std::string html = draw(consent, view);
      CHECK(has(html, "the publisher is told which") ==
            (consent.find("measurement") != std::string_view::npos));
      CHECK(has(html, "<p>It stays in this browser. Your answer counts for") ==
            (consent == cases[0]));
      CHECK(has(html, "in this browser") == (consent == cases[0]));
      CHECK_FALSE(has(html, "in your browser"));
      Notice notice;
      notice.view = view;
      const std::string ukrainian = draw(consent, notice, "uk");
      CHECK(has(ukrainian, "видання дізнається, які") == has(html, "the publisher is told"));
      CHECK(has(ukrainian, "лишається в цьому браузері") == has(html, "in this browser"));
    }
  }
}

TEST_CASE("accepting, rejecting and choosing are one kind of button, side by side") {
  CHECK(has(draw(everything, NoticeView::ask),
            "<div class=\"l-acts\"><button type=\"button\" data-l=\"accept\">Accept</button>"
            "<button type=\"button\" data-l=\"reject\">Reject</button>"
            "<button type=\"button\" data-l=\"choose\">Choose</button></div>"));
}

TEST_CASE("only purposes that the profile uses are told and asked for") {
  for (const NoticeView view : {NoticeView::ask, NoticeView::choose, NoticeView::privacy}) {
    const std::string html = draw(history_alone, view);
    CHECK(has(html, "What you read"));
    CHECK_FALSE(has(html, "Your choices"));
    CHECK_FALSE(has(html, "What helps"));
    CHECK_FALSE(has(html, "Responsible"));
    CHECK_FALSE(has(html, "Also given"));
    CHECK_FALSE(has(html, "<a "));
  }
}

TEST_CASE("nothing is ticked that is not granted") {
  CHECK_FALSE(has(draw(everything, NoticeView::choose), "checked"));
  CHECK_FALSE(has(draw(everything, NoticeView::privacy), "checked"));
  Notice notice;
  notice.view = NoticeView::privacy;
  notice.granted = lede::consent::history;
  const std::string html = draw(everything, notice);
  CHECK(count(html, "checked") == 1);
  CHECK(has(html,
            "<label><input type=\"checkbox\" data-l=\"purpose\" name=\"history\" checked=\"\">"));
  CHECK(has(html, "name=\"preferences\">"));
  CHECK(has(html, "name=\"measurement\">"));
}

TEST_CASE("lifetimes that differ are told apart") {
  constexpr std::string_view consent =
      R"({"purposes":{"history":{}},"expires_days":{"accept":90,"reject":1,"save":30}})";
  CHECK(has(draw(consent, NoticeView::ask),
            "counts for 90 days. A refusal is remembered for 1 day. "));
  CHECK(has(draw(consent, NoticeView::choose), "counts for 30 days. A refusal"));
  CHECK_FALSE(has(draw(everything, NoticeView::ask), "A refusal"));
}

TEST_CASE("the notice of a regime that asks nothing is the publisher's text, else ours, and OK") {
  const std::string html = draw(everything, NoticeView::notice);
  CHECK(has(html, "If you continue &lt;b&gt;we&lt;/b&gt; assume nothing.</p>"));
  CHECK(has(html, "data-l=\"ok\">OK</button></div></div>"));
  CHECK_FALSE(has(html, "data-l=\"accept\""));
  const auto policy = tree(everything);
  Profile profile = courier(policy);
  profile.notice_text = {};
  CardOptions options;
  options.region = Region::notice;
  options.layout = lede::Layout::full;
  options.profile_url = "https://courier.example/lede.json";
  options.notice.view = NoticeView::notice;
  const auto card = lede::render_card(news(), &profile, options);
  REQUIRE(card.ok());
  if (card) CHECK(has(card->html, "Nothing is remembered in your browser unless you allow it"));
}

TEST_CASE("Privacy tells what holds and since when, shows what is stored and undoes it") {
  Notice notice;
  notice.view = NoticeView::privacy;
  notice.decided = Decider::reader;
  notice.granted = lede::consent::preferences;
  notice.since_ms = parse_instant("2026-03-08T16:16:00Z").value_or(lede::Instant{}).ms;
  notice.expires_ms = parse_instant("2026-09-06T16:16:00Z").value_or(lede::Instant{}).ms;
  notice.kept = R"({"v":1,"x":"<script>"})";
  const std::string html = draw(everything, notice);
  CHECK(has(html, "You decided on March 8, 2026; asked again after September 6, 2026. </p>"));
  CHECK(has(html, "<pre>{\"v\":1,\"x\":\"&lt;script&gt;\"}</pre>"));
  CHECK(has(html, "data-l=\"save\">Save</button><button type=\"button\" data-l=\"reject\">"));
  CHECK(has(html, "data-l=\"erase\">Erase</button>"));
  CHECK(has(html, "data-l=\"dismiss\">Close</button>"));
  CHECK_FALSE(has(html, "Nothing is remembered"));
  CHECK(html.starts_with("<div class=\"l-foot\">"));
}

TEST_CASE("Privacy names whoever decides, and offers nothing to erase where nothing is stored") {
  Notice notice;
  notice.view = NoticeView::privacy;
  CHECK(has(draw(everything, notice), "You have not decided yet. Nothing is remembered. "));
  notice.decided = Decider::host;
  CHECK(has(draw(everything, notice), "The privacy settings of this site decide. Nothing is"));
  notice.until_closed = true;
  const std::string html = draw(everything, notice);
  CHECK(has(html, "This browser keeps nothing for longer"));
  CHECK_FALSE(has(html, "<pre>"));
  CHECK_FALSE(has(html, "data-l=\"erase\""));
}

TEST_CASE("what came of an answer stands beside the button") {
  Notice notice;
  notice.said = "Refused & gone";
  CHECK(has(draw(everything, notice), "Privacy</button><span>Refused &amp; gone</span></div>"));
}

TEST_CASE("an opt-out signal is shown as honored, until the reader allows something") {
  constexpr std::string_view honored =
      "<span>Opt-out signal (Global Privacy Control) honored</span>";
  for (const NoticeView view : {NoticeView::button, NoticeView::ask, NoticeView::privacy}) {
    Notice notice;
    notice.view = view;
    CHECK_FALSE(has(draw(everything, notice), honored));
    notice.gpc = true;
    notice.decided = Decider::signal;
    CHECK(has(draw(everything, notice), honored));
    notice.decided = Decider::reader;
    CHECK(has(draw(everything, notice), honored));
    notice.granted = lede::consent::history;
    CHECK_FALSE(has(draw(everything, notice), honored));
  }
}

TEST_CASE("the notice speaks Ukrainian, its days in the right form") {
  Notice notice;
  notice.view = NoticeView::ask;
  const std::string html = draw(everything, notice, "uk");
  CHECK(has(html, "Чи може <span dir=\"auto\">The Courier</span> запамʼятати це"));
  CHECK(has(html, "Ваша відповідь діє 182 дні. "));
  CHECK(has(html, ">Прийняти</button>"));
  CHECK(has(html, ">Відхилити</button>"));
  CHECK(has(html, ">Приватність</button>"));
  CHECK_FALSE(has(html, "Accept"));
}

TEST_CASE(
    "a closed card asks nothing; without purposes or an address the notice is the profile's text") {
  const auto policy = tree(everything);
  const Profile asking = courier(policy);
  CardOptions options;
  options.region = Region::notice;
  options.notice.view = NoticeView::ask;
  const auto closed = lede::render_card(news(), &asking, options);
  REQUIRE(closed.ok());
  if (closed) CHECK(closed->html.empty());
  options.expanded = true;
  const auto homeless = lede::render_card(news(), &asking, options);
  REQUIRE(homeless.ok());
  if (homeless) CHECK_FALSE(has(homeless->html, "<button"));
  CHECK(draw(R"({"controller":"Courier"})", NoticeView::ask) ==
        "<p dir=\"auto\">If you continue &lt;b&gt;we&lt;/b&gt; assume nothing.</p>");
}

TEST_CASE("what the machine says is read field by field, and what is odd grants nothing") {
  const auto with = tree(
      R"({"view":"privacy","grants":["history","stars"],"gpc":true,"decided":"user","host":null,)"
      R"("since":1000,"expires":1e300,"kept":"{}","storage":"session"})");
  const Notice notice = lede::read_notice(with);
  CHECK(notice.view == NoticeView::privacy);
  CHECK(notice.granted == lede::consent::history);
  CHECK(notice.gpc);
  CHECK(notice.decided == Decider::reader);
  CHECK(notice.since_ms == 1000);
  CHECK_FALSE(notice.expires_ms.has_value());
  CHECK(notice.kept == "{}");
  CHECK(notice.until_closed);
  const auto odd =
      tree(R"({"view":"everything","grants":7,"decided":"me","since":-5,"kept":null})");
  const Notice plain = lede::read_notice(odd);
  CHECK(plain.view == NoticeView::button);
  CHECK(plain.granted == 0);
  CHECK(plain.decided == Decider::nobody);
  CHECK_FALSE(plain.since_ms.has_value());
  CHECK(plain.kept.empty());
}
