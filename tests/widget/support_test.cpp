// The publishers' campaigns, joined to the page.
#include "support/page.h"
#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using lede::json::Value;
using lede::test::day;
using lede::test::minute;
using lede::test::noon;
using lede::test::Page;
using lede::test::tree;

namespace {

constexpr std::string_view key = "lede:1:https://a.example";

/// A campaign of the publisher a.
std::string campaign(std::string_view more = "", std::string_view id = "winter") {
  std::string out = R"({"id":")";
  out += id;
  out += R"(","copy":{"en":{"heading":"Keep us going"}},"cta":{"url":"https://a.example/give"})";
  out += more;
  return out + '}';
}

/// The publisher a. @param consent its purposes: "" where it uses none.
std::string profile(std::string_view campaigns, std::string_view purposes = "",
                    std::string_view support = "") {
  std::string out =
      R"("type":"profile","url":"https://a.example/lede.json","settings":{"support":{)";
  out += support;
  out += R"("campaigns":[)";
  out += campaigns;
  out += "]}";
  if (!purposes.empty()) {
    out += R"(,"consent":{"purposes":{)";
    out += purposes;
    out += "}}";
  }
  return out + '}';
}

constexpr std::string_view history = R"("history":{})";
constexpr std::string_view both = R"("history":{},"measurement":{})";

std::string article(std::string_view card = "1", std::string_view more = "",
                    std::string_view id = "tide") {
  std::string out = R"("type":"article","card":")";
  out += card;
  out += R"(","profile":"https://a.example/lede.json","facts":{"id":")";
  out += id;
  out += R"(","url":"https://a.example/tide","lang":"en","interface_lang":"en","paragraphs":4})";
  out += more;
  return out;
}

std::string about(std::string_view type, std::string_view card = "1", std::string_view more = "") {
  std::string out = R"("type":")";
  out += type;
  out += R"(","card":")";
  out += card;
  out += '"';
  out += more;
  return out;
}

std::string seen(std::string_view what, std::string_view card = "1") {
  return about("seen", card, R"(,"what":")" + std::string(what) + '"');
}

std::string of_profile(std::string_view type, std::string_view more = "") {
  std::string out = R"("type":")";
  out += type;
  out += R"(","profile":"https://a.example/lede.json")";
  out += more;
  return out;
}

/// What storage says. @param value in quotes or null.
std::string stored(std::string_view value, std::string_view more = "") {
  std::string out = R"("type":"stored","storage":"persistent","key":"lede:1:https://a.example",)";
  out += R"("value":)";
  out += value;
  out += more;
  return out;
}

/// Without purposes: nothing is waited for.
std::string open_plain(Page& page, std::string_view campaigns, std::string_view more = "") {
  page.send(profile(campaigns));
  page.send(article("1", more));
  return page.send(about("opened"));
}

/// With purposes, settled; the host grants them.
void settle_granted(Page& page, std::string_view campaigns, std::string_view purposes = history,
                    std::string_view support = "") {
  page.send(profile(campaigns, purposes, support));
  page.send(stored("null", R"(,"seed":7)"));
  page.send(of_profile("consent", R"(,"grants":true)"));
  page.send(of_profile("waited"));
}

}  // namespace

TEST_CASE("a card that is opened shows the prompt at once, and has it watched") {
  Page page;
  CHECK(open_plain(page, campaign()) ==
        "paint body, paint notice, paint support end ask, watch end, open, emit lede:expand");
  CHECK(page.send(seen("insert")) == "emit insert SHOWN winter:main");
  CHECK(page.send(seen("insert")).empty());
  CHECK(page.send(seen("view")) == "emit view SHOWN winter:main");
  CHECK(page.send(seen("impression")) == "emit impression SHOWN winter:main");
  CHECK(page.send(seen("impression")).empty());
  CHECK(page.send(about("donate")) == "emit click SHOWN winter:main");
}

TEST_CASE("a prompt stands where its campaign wants it, at the end of a shorter article") {
  Page page;
  CHECK(open_plain(page, campaign(R"(,"placement":"inline","after_paragraph":4)"))
            .find("paint support p4 ask, watch p4") != std::string::npos);
  Page shorter;
  CHECK(open_plain(shorter, campaign(R"(,"placement":"inline","after_paragraph":5)"))
            .find("paint support end ask") != std::string::npos);
  Page top;
  CHECK(open_plain(top, campaign(R"(,"placement":"top")")).find("paint support top ask") !=
        std::string::npos);
}

TEST_CASE("not now is a line in its place, and holds when the card is opened again") {
  Page page;
  open_plain(page, campaign());
  CHECK(page.send(about("not-now")) ==
        "paint support end dismissed, focus said, say All right, not now., "
        "emit dismiss SHOWN winter:main");
  CHECK(page.send(about("not-now")).empty());
  page.send(about("close"), noon + minute);
  CHECK(page.send(about("opened"), noon + 2 * minute) ==
        "paint body, paint notice, emit none DISMISS_COOLDOWN, open, emit lede:expand");
  CHECK(page.effect("emit").find("detail")->number_or("next_eligible_at", 0) ==
        static_cast<double>(noon + 14 * day));
}

TEST_CASE("with history what was read and shown is stored, with a seed of the reader's own") {
  Page page;
  page.send(profile(campaign(), history));
  page.send(stored("null", R"(,"seed":7)"));
  page.send(of_profile("waited"));
  CHECK(page.stored(key).empty());
  CHECK(page.send(of_profile("consent", R"(,"grants":true)")) == "store");
  CHECK(page.stored(key) == R"({"v":1,"reader":{"v":1,"reader_seed":"7"}})");
  page.send(article());
  CHECK(page.send(about("opened")).ends_with("emit lede:expand, store"));
  CHECK(page.stored(key).find(R"("day_counts":[{"day":"2026-11-14","count":1}])") !=
        std::string::npos);
  CHECK(page.send(seen("insert")) == "emit insert SHOWN winter:main");
  CHECK(page.send(seen("impression")) == "emit impression SHOWN winter:main, store");
  CHECK(page.stored(key).find("impressions") != std::string::npos);
}

TEST_CASE("without history nothing is stored, whatever is read, shown and answered") {
  Page page;
  page.send(profile(campaign(), history));
  page.send(stored("null", R"(,"seed":7)"));
  page.send(of_profile("consent", R"(,"grants":false)"));
  page.send(article());
  CHECK(page.send(about("opened")).find("paint support end ask") != std::string::npos);
  page.send(seen("impression"));
  page.send(about("supporter"));
  page.send(about("close"));
  CHECK(page.send(about("opened")).find("emit none SUPPORTER_PAUSE") != std::string::npos);
  CHECK(page.stored(key).empty());
}

TEST_CASE("a prompt waits for the question, and gives way to one") {
  Page page;
  page.send(profile(campaign(), history));
  page.send(stored("null"));
  page.send(article());
  CHECK(page.send(about("opened")) == "paint body, paint notice button, open, emit lede:expand");
  CHECK(page.send(of_profile("waited")) == "emit none CONSENT_OPEN, paint notice ask");
  CHECK(page.send(about("donate")).empty());
  CHECK(page.send(about("dismiss")) ==
        "paint notice button, focus privacy, say Closed: nothing has changed, "
        "paint support end late ask, watch end");
  CHECK(page.send(about("skipped")) == "emit skip SHOWN winter:main");
  CHECK(page.send(about("skipped")).empty());
}

TEST_CASE("a second card has no prompt beside the first one's") {
  Page page;
  open_plain(page, campaign());
  page.send(article("2"));
  CHECK(page.send(about("opened", "2")).find("emit none SLOT_TAKEN") != std::string::npos);
  page.send(about("gone"));
  page.send(about("close", "2"));
  CHECK(page.send(about("opened", "2")).find("paint support end ask") != std::string::npos);
}

TEST_CASE("why it is there is told in numbers, and told again when asked again") {
  Page page;
  settle_granted(page, campaign(R"(,"article_count":{"min":1},"targeting":{"countries":["UA"]})"));
  page.send(article("1", R"(,"region":"UA-30")"));
  page.send(about("opened"));
  page.send(seen("insert"));
  page.send(seen("impression"));
  CHECK(page.send(about("why"), noon + minute) == "paint support end ask, focus why");
  const Value* with = page.effect("paint").find("with");
  REQUIRE(with != nullptr);
  const Value* why = with != nullptr ? with->find("why") : nullptr;
  REQUIRE(why != nullptr);
  if (why == nullptr) return;
  CHECK(why->number_or("count", 0) == 1);
  CHECK(why->number_or("count_days", 0) == 30);
  CHECK(why->number_or("shown_times", 0) == 1);
  CHECK(why->number_or("cap_max", 0) == 4);
  CHECK(why->number_or("dismiss_days", 0) == 14);
  CHECK(why->string("stored") == "persistent");
  CHECK(why->string("country") == "UA");
  CHECK(why->boolean_or("counting", false));
  page.send(about("why"));
  CHECK(page.effect("paint").find("with")->find("why")->is(lede::json::Kind::null));
}
