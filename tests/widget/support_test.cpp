// The publishers' campaigns, joined to the page.
#include "json/writer.h"
#include "support/config.h"
#include "support/page.h"
#include "support/read.h"
#include "widget/widget.h"

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

/// Opens a card of a publisher that asks for history; the reader has a seed and has not answered.
void open_asked(Page& page) {
  page.send(profile(campaign(), history));
  page.send(stored("null", R"(,"seed":7)"));
  page.send(of_profile("waited"));
  page.send(article());
  page.send(about("opened"));
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

TEST_CASE("an article's id that is too long for an address is left out of the button's") {
  Page page;
  page.send(profile(campaign()));
  page.send(article("1", "", std::string(4096, 'x')));
  REQUIRE(page.send(about("opened")).find("support end ask") != std::string::npos);
  CHECK(page.effects().items[2].find("with")->string("cta_url") ==
        "https://a.example/give?campaign=winter&variant=main");
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

TEST_CASE("why is not told of a prompt whose campaign is no more, and nothing else changes") {
  Page page;
  open_plain(page, campaign());
  page.send(profile(campaign("", "spring")));
  const std::string before = page.state();
  CHECK(page.send(about("why")).empty());
  CHECK(page.state() == before);
}

TEST_CASE("a campaign that is aimed at no country and no section is meant for none") {
  Page page;
  open_plain(page, campaign(R"(,"targeting":{"countries":[],"sections":[]})"),
             R"(,"region":"UA-30")");
  page.send(about("why"));
  const Value* why = page.effect("paint").find("with")->find("why");
  CHECK(why->find("country") == nullptr);
  CHECK(why->find("section") == nullptr);
}

namespace {

/// What stands stored of the reader.
Value kept_reader(const Page& page) {
  const std::string text = page.stored(key);
  const Value kept = text.empty() ? Value() : tree(text);
  const Value* reader = kept.find("reader");
  return reader != nullptr ? *reader : Value();
}

/// How many facts of a kind are stored.
std::size_t kept(const Page& page, std::string_view list) {
  const Value reader = kept_reader(page);
  const Value* facts = reader.find(list);
  return facts != nullptr ? facts->items.size() : 0;
}

std::string quoted(std::string_view text) { return lede::json::Writer().string(text).take(); }

/// A reader's state as another tab stored it.
std::string from_tab(std::string_view reader, std::string_view more = R"(,"other":true)") {
  return stored(quoted(R"({"v":1,"reader":)" + std::string(reader) + "}"), more);
}

}  // namespace

TEST_CASE("a preview shows what it names, and changes nothing") {
  Page page;
  settle_granted(page, campaign(R"(,"status":"draft")"), both, R"("beacon_url":"/b",)");
  page.send(article("1", R"(,"campaign":"winter:main")"));
  const std::string before = page.stored(key);
  CHECK(page.send(about("opened")).find("paint support end ask") != std::string::npos);
  CHECK(page.effect("paint").string("region") == "body");
  for (const std::string_view what : {"insert", "view", "impression"})
    CHECK(page.send(seen(what)) == "emit " + std::string(what) + " FORCED winter:main");
  CHECK(page.send(about("why")) == "paint support end ask, focus why");
  CHECK(page.effect("paint").find("with")->boolean_or("preview", false));
  CHECK(page.send(about("forget")).empty());
  CHECK(page.send(about("no-count")).empty());
  CHECK(page.send(about("not-now")).ends_with("emit dismiss FORCED winter:main"));
  CHECK(page.stored(key) == before);
  page.send(about("close"));
  CHECK(page.send(about("opened")).find("paint support end ask") != std::string::npos);
}

TEST_CASE("a preview waits for no consent, but for the question") {
  Page page;
  page.send(profile(campaign(), history));
  page.send(article("1", R"(,"campaign":"winter")"));
  CHECK(page.send(about("opened")).find("paint support end ask") != std::string::npos);
  page.send(stored("null"));
  CHECK(page.send(of_profile("waited")) ==
        "paint support end, emit none CONSENT_OPEN, paint notice ask");
  CHECK(page.send(about("reject")).find("paint support end late ask") != std::string::npos);
}

TEST_CASE(
    "a preview waits behind an open question, even in an article that shall have no prompts") {
  Page page;
  page.send(profile(campaign(), history, R"("page_exclusions":{"ids":["tide"]},)"));
  page.send(stored("null"));
  page.send(of_profile("waited"));
  page.send(article("2"));
  page.send(about("opened", "2"));
  page.send(article("1", R"(,"campaign":"winter")"));
  CHECK(page.send(about("opened")).find("emit none CONSENT_OPEN") != std::string::npos);
  CHECK(page.send(about("reject", "2")).find("paint support end late ask") != std::string::npos);
}

TEST_CASE("of two previews one is shown") {
  Page page;
  open_plain(page, campaign(), R"(,"campaign":"winter")");
  page.send(article("2", R"(,"campaign":"winter")"));
  CHECK(page.send(about("opened", "2")).find("emit none SLOT_TAKEN") != std::string::npos);
}

TEST_CASE("a preview tells no count of articles that nobody counted") {
  Page page;
  open_plain(page, campaign(R"(,"article_count":{"min":3})"), R"(,"campaign":"winter")");
  page.send(about("why"));
  CHECK(page.effect("paint").find("with")->find("why")->find("count") == nullptr);
}

TEST_CASE("a preview of a campaign that is none shows nothing") {
  Page page;
  page.send(profile(campaign()));
  page.send(article("1", R"(,"campaign":"summer")"));
  CHECK(page.send(about("opened")).find("emit none FORCED, open") != std::string::npos);
}

TEST_CASE("the publisher is told with measurement alone, of what was asked for and no preview") {
  Page page;
  settle_granted(page, campaign(), both, R"("beacon_url":"/beacon",)");
  page.send(article());
  page.send(about("opened"));
  CHECK(page.send(seen("insert", "1") + R"(,"partner":"partner.example")") ==
        "emit insert SHOWN winter:main, beacon https://a.example/beacon");
  CHECK(page.effect("beacon").string("body") ==
        R"({"v":1,"action":"insert","campaign":"winter","variant":"main","article":"tide",)"
        R"("partner":"partner.example","preview":false})");
  page.send(of_profile("consent", R"(,"grants":["history"])"));
  CHECK(page.send(about("donate")) == "emit click SHOWN winter:main");
}

TEST_CASE("no beacon goes where a button could not lead") {
  for (const std::string_view url :
       {"javascript:alert(1)", "https://u@a.example/b", "mailto:a@b"}) {
    Page page;
    settle_granted(page, campaign(), both, R"("beacon_url":")" + std::string(url) + R"(",)");
    page.send(article());
    page.send(about("opened"));
    CHECK(page.send(seen("insert")) == "emit insert SHOWN winter:main");
  }
}

TEST_CASE("to be forgotten clears what is stored and closes the prompt") {
  Page page;
  settle_granted(page, campaign());
  page.send(article());
  page.send(about("opened"));
  page.send(seen("impression"));
  page.send(about("why"));
  CHECK(page.send(about("forget"), noon + 1) ==
        "paint support end forgotten, focus said, "
        "say Forgotten: what you read here, and what you were shown., store");
  CHECK(page.stored(key) ==
        R"({"v":1,"reader":{"v":1,"forgotten_at":)" + std::to_string(noon + 1) + "}}");
  // Another tab that remembers does not bring it back.
  CHECK(page.send(
            from_tab(R"({"v":1,"reader_seed":"1","day_counts":[{"day":"2026-11-14","count":9}],)"
                     R"("impressions":[{"t":1794657600000,"campaign":7}]})"),
            noon + 2) == "store");
  CHECK(kept(page, "day_counts") == 0);
  CHECK(kept(page, "impressions") == 0);
}

TEST_CASE("who wants no count has none, now and later") {
  Page page;
  settle_granted(page, campaign());
  page.send(article());
  page.send(about("opened"));
  page.send(about("why"));
  CHECK(page.send(about("no-count")) ==
        "paint support end uncounted, focus said, say Your articles are no longer counted here., "
        "store");
  page.send(about("close"));
  page.send(article("2", "", "gulls"));
  page.send(about("opened", "2"));
  CHECK(kept(page, "day_counts") == 0);
  page.send(about("why", "2"));
  CHECK_FALSE(page.effect("paint").find("with")->find("why")->boolean_or("counting", true));
}

TEST_CASE("supported() pauses the publisher's prompts and thanks where one stands") {
  Page page;
  open_plain(page, campaign());
  CHECK(page.send(of_profile("supported")) ==
        "paint support end thanks, emit conversion SHOWN winter:main");
  page.send(about("close"));
  CHECK(page.send(about("opened"), noon + minute).find("SUPPORTER_PAUSE") != std::string::npos);
}

TEST_CASE("where no prompt stands, the publisher’s first card tells that somebody has given") {
  Page page;
  page.send(of_profile("supported"));  // before the page knows the publisher
  CHECK(page.send(profile(campaign())).empty());
  CHECK(page.send(article("1", R"(,"campaign":"winter")")) ==
        "emit lede:ready, emit conversion SUPPORTER_PAUSE");
  CHECK(page.effects().items[1].find("detail")->find("campaign")->is(lede::json::Kind::null));
  page.send(article("2"));
  CHECK(page.send(about("opened", "2")).find("SUPPORTER_PAUSE") != std::string::npos);
  CHECK(page.send(of_profile("supported"), noon + day - 1).empty());
  CHECK(page.send(of_profile("supported"), noon + day) == "emit conversion SUPPORTER_PAUSE");
}

TEST_CASE("a gift in the page’s address counts once for a page, and once a day for a reader") {
  const std::string address =
      profile(campaign(), both, R"("beacon_url":"/b",)") + R"(,"supported":"1")";
  Page page;
  page.send(address);
  page.send(article());
  CHECK(page.send(stored("null", R"(,"seed":7)")).empty());
  CHECK(page.send(of_profile("waited")) == "emit conversion SUPPORTER_PAUSE");
  page.send(of_profile("consent", R"(,"grants":true)"));
  CHECK(kept(page, "conversions") == 1);
  CHECK(page.send(address, noon + 2 * day).empty());
  const std::string left = page.stored(key);
  Page again;
  again.send(address, noon + minute);
  again.send(article(), noon + minute);
  again.send(stored(lede::json::Writer().string(left).take()), noon + minute);
  CHECK(again.send(of_profile("consent", R"(,"grants":true)"), noon + minute).find("conversion") ==
        std::string::npos);
  CHECK(kept(again, "conversions") == 1);
}

TEST_CASE("a beacon about a gift waits for the grant, and names no campaign where none asked") {
  Page page;
  page.send(profile(campaign(), both, R"("beacon_url":"/b",)"));
  page.send(article());
  page.send(of_profile("supported"));
  page.send(stored("null"));
  CHECK(page.send(of_profile("consent", R"(,"grants":true)")).find("beacon") != std::string::npos);
  const Value body = tree(page.effect("beacon").string("body"));
  CHECK(body.string("action") == "conversion");
  CHECK(body.find("campaign")->is(lede::json::Kind::null));
  CHECK(body.find("variant")->is(lede::json::Kind::null));
}

TEST_CASE("a host that withdraws history takes what was read with it, and leaves nothing stored") {
  Page page;
  settle_granted(page, campaign());
  page.send(article());
  page.send(about("opened"));
  page.send(seen("impression"));
  CHECK(kept(page, "impressions") == 1);
  CHECK(page.send(of_profile("consent", R"(,"grants":[])")).starts_with("forget"));
  CHECK(page.stored(key).empty());
  CHECK(page.state().find("day_counts") == std::string::npos);
  CHECK(page.state().find("reader_seed") == std::string::npos);
  // What was shown is still known here, and stored again with a new grant.
  page.send(of_profile("consent", R"(,"grants":true)"));
  CHECK(kept(page, "impressions") == 1);
  CHECK(kept(page, "day_counts") == 0);
  CHECK(kept_reader(page).string("reader_seed").empty());
}

TEST_CASE("a refusal takes no answer away, whether history was granted before or not") {
  for (const bool granted : {false, true}) {
    CAPTURE(granted);
    Page page;
    open_asked(page);
    page.send(about(granted ? "accept" : "dismiss"));
    page.send(about("not-now"));
    page.send(about("privacy"), noon + 1);
    page.send(about("reject"), noon + 1);
    CHECK(page.stored(key).find("reader") == std::string::npos);
    page.send(about("close"), noon + 2);
    CHECK(page.send(about("opened"), noon + 3).find("emit none DISMISS_COOLDOWN") !=
          std::string::npos);
  }
}

TEST_CASE("erasing takes the answers too") {
  Page page;
  open_asked(page);
  page.send(about("accept"));
  page.send(about("not-now"));
  CHECK(kept(page, "dismissals") == 1);
  page.send(about("privacy"), noon + 1);
  page.send(about("erase"), noon + 1);
  CHECK(page.stored(key).empty());
  CHECK(page.state().find("dismissals") == std::string::npos);
}

TEST_CASE("what was read is not left where measurement alone is granted") {
  Page page;
  page.send(profile(campaign(), both));
  page.send(from_tab(R"({"v":1,"conversions":[{"t":1794657000000}]})", ""));
  CHECK(page.send(of_profile("consent", R"(,"grants":["measurement"])")).starts_with("forget"));
  page.send(article());
  CHECK(page.send(about("opened")).find("ask") != std::string::npos);
}

TEST_CASE("a manager that thinks again takes nothing away") {
  Page page;
  page.send(profile(campaign(), history));
  page.send(from_tab(R"({"v":1,"conversions":[{"t":1794657000000}]})", ""));
  page.send(of_profile("consent", R"(,"grants":true)"));
  CHECK(
      page.send(
              R"("type":"host","kind":"tcf","data":{"eventStatus":"cmpuishown","gdprApplies":true})")
          .find("forget") == std::string::npos);
  page.send(article());
  page.send(about("opened"));
  page.send(of_profile("waited"));
  CHECK(page.effect("emit").find("detail")->string("reason") == "SUPPORTER_PAUSE");
}

TEST_CASE("refusing and erasing leave nothing of what was read, here and in storage") {
  for (const std::string_view answer : {"reject", "erase"}) {
    CAPTURE(answer);
    Page page;
    open_asked(page);
    page.send(about("accept"));
    CHECK(kept(page, "day_counts") == 1);
    CHECK(kept_reader(page).string("reader_seed") == "7");
    page.send(about("privacy"), noon + 1);
    page.send(about(answer), noon + 1);
    CHECK(kept_reader(page).is(lede::json::Kind::null));
    CHECK(page.state().find("day_counts") == std::string::npos);
    CHECK(page.state().find("reader_seed") == std::string::npos);
  }
}

TEST_CASE("another tab's erasing is this one's") {
  Page page;
  settle_granted(page, campaign());
  page.send(article());
  page.send(about("opened"));
  CHECK(kept(page, "day_counts") == 1);
  CHECK(page.send(stored("null", R"(,"other":true)"), noon + 1).find("store") == std::string::npos);
  CHECK(page.state().find("day_counts") == std::string::npos);
}

TEST_CASE("two tabs lose no dismissal: what the other overwrote is written again, once") {
  Page page;
  settle_granted(page, campaign());
  page.send(article());
  page.send(about("opened"));
  page.send(about("not-now"));
  CHECK(kept(page, "dismissals") == 1);
  const std::string other = R"({"v":1,"reader_seed":"3","conversions":[{"t":1794657000000}]})";
  CHECK(page.send(from_tab(other), noon + 1) == "store");
  CHECK(kept(page, "dismissals") == 1);
  CHECK(kept(page, "conversions") == 1);
  CHECK(kept_reader(page).string("reader_seed") == "3");
  const std::string both_tabs = page.stored(key);
  CHECK(page.send(stored(quoted(both_tabs), R"(,"other":true)"), noon + 2).empty());
}

TEST_CASE("what is answered in another tab closes the prompt here, told by that tab alone") {
  const std::string winter = std::to_string(lede::support::hash_of("winter"));
  const std::string today = R"("t":)" + std::to_string(noon);
  struct Answer {
    std::string reader;
    std::string_view closed;
  };
  const Answer answers[] = {
      {R"({"v":1,"dismissals":[{)" + today + R"(,"campaign":)" + winter + "}]}",
       "paint support end dismissed, store"},
      {R"({"v":1,"dismissals":[{)" + today + R"(,"campaign":5}]})", "store"},
      {R"({"v":1,"conversions":[{)" + today + "}]}", "paint support end thanks, store"},
  };
  for (const Answer& answer : answers) {
    CAPTURE(answer.reader);
    Page page;
    settle_granted(page, campaign());
    page.send(article());
    page.send(about("opened"));
    CHECK(page.send(from_tab(answer.reader), noon + 1) == answer.closed);
    Page preview;
    settle_granted(preview, campaign());
    preview.send(article("1", R"(,"campaign":"winter")"));
    preview.send(about("opened"));
    CHECK(preview.send(from_tab(answer.reader), noon + 1).find("paint") == std::string::npos);
  }
}

TEST_CASE("what is stored joins what this page knows before it is decided") {
  Page page;
  page.send(profile(campaign(R"(,"article_count":{"min":3})"), history));
  page.send(of_profile("consent", R"(,"grants":true)"));
  page.send(article());
  CHECK(page.send(about("opened")).find("emit none") == std::string::npos);
  const std::string after = page.send(
      from_tab(R"({"v":1,"day_counts":[{"day":"2026-11-14","count":2}]})", R"(,"seed":5)"));
  CHECK(after.find("paint support end late ask") != std::string::npos);
  CHECK(after.find(", store") != std::string::npos);
  CHECK(kept_reader(page).find("day_counts")->items[0].number_or("count", 0) == 3);
}

TEST_CASE("profiles of one origin share what is stored, and neither overwrites the other") {
  Page page;
  settle_granted(page, campaign());
  std::string second = profile(campaign("", "other"), history);
  second.replace(second.find("lede.json"), 9, "two.json");
  page.send(second);
  page.send(stored("null"));
  page.send(R"("type":"consent","profile":"https://a.example/two.json","grants":true)");
  page.send(R"("type":"supported","profile":"https://a.example/two.json")");
  std::string of_two = article("2");
  of_two.replace(of_two.find("lede.json"), 9, "two.json");
  page.send(of_two);
  page.send(article());
  CHECK(page.send(about("opened")).find("SUPPORTER_PAUSE") != std::string::npos);
  CHECK(kept(page, "conversions") == 1);
  CHECK(kept(page, "day_counts") == 1);
}

TEST_CASE("what one profile's reader erases is not stored again by another of its origin") {
  Page page;
  page.send(profile(campaign(), history));
  std::string second = profile(campaign("", "other"));
  second.replace(second.find("lede.json"), 9, "two.json");
  second.pop_back();
  page.send(second + R"(,"consent":{"regime":"none","purposes":{"history":{}}}},"region":"UA")");
  page.send(stored("null", R"(,"seed":7)"));
  page.send(of_profile("waited"));
  page.send(R"("type":"waited","profile":"https://a.example/two.json")");
  std::string elsewhere = article("2");
  elsewhere.replace(elsewhere.find("lede.json"), 9, "two.json");
  page.send(elsewhere);
  page.send(R"("type":"supported","profile":"https://a.example/two.json")");
  page.send(article());
  page.send(about("opened"));
  page.send(about("accept"));
  CHECK(kept(page, "conversions") == 1);
  page.send(about("privacy"), noon + 1);
  page.send(about("erase"), noon + 1);
  CHECK(page.stored(key).empty());
  page.send(about("opened", "2"), noon + 2);
  CHECK(kept(page, "day_counts") == 1);
  CHECK(kept(page, "conversions") == 0);
}

TEST_CASE("a clock that goes back blocks nothing and loses nothing else") {
  Page page;
  open_plain(page, campaign());
  page.send(about("not-now"), noon + 365 * day);
  page.send(about("close"), noon);
  CHECK(page.send(about("opened"), noon).find("paint support end ask") != std::string::npos);
}

TEST_CASE("a card of the full layout wants its prompt when it is seen, and only below that") {
  Page page;
  page.send(profile(campaign()));
  CHECK(page.send(article("1", R"(,"layout":"full")")).find("support") == std::string::npos);
  CHECK(page.send(about("in_view")) == "paint support end late ask, watch end");
  CHECK(page.send(about("in_view")).empty());
  CHECK(page.send(about("skipped")) == "emit skip SHOWN winter:main");
}

TEST_CASE("while the page is rendered ahead nothing is counted or shown") {
  Page page;
  page.send(profile(campaign()));
  page.send(article());
  CHECK(page.send(about("opened", "1", R"(,"prerendering":true)")).find("emit none PRERENDERING") !=
        std::string::npos);
  CHECK(page.state().find("day_counts") == std::string::npos);
  CHECK(page.send(seen("view") + R"(,"prerendering":true)").empty());
  CHECK(page.send(about("in_view")) == "paint support end late ask, watch end");
  CHECK(page.state().find("day_counts") != std::string::npos);
}

TEST_CASE("support=\"off\", no campaigns and a closed card have no prompt") {
  Page off;
  CHECK(open_plain(off, campaign(), R"(,"support":"off")") ==
        "paint body, paint notice, open, emit lede:expand");
  Page none;
  CHECK(open_plain(none, "") ==
        "paint body, paint support end, paint notice, open, emit lede:expand");
  Page closed;
  closed.send(profile(campaign()));
  CHECK(closed.send(article()) == "emit lede:ready");
  for (const std::string_view late :
       {"not-now", "supporter", "why", "forget", "no-count", "donate", "skipped"})
    CHECK(closed.send(about(late)).empty());
}

TEST_CASE("the device, the country and the language are the page's own") {
  Page page;
  page.send(profile(
      campaign(R"(,"targeting":{"devices":["tablet"],"countries":["US"],"locales":["uk"]})")));
  page.send(article("1", R"(,"region":"US-CA","lang":"uk")"));
  CHECK(page.send(about("opened", "1", R"(,"width":1024)")).find("DEVICE") != std::string::npos);
  page.send(about("close"));
  CHECK(page.send(about("opened", "1", R"(,"width":600)")).find("ask") != std::string::npos);
  CHECK(page.effects().items[2].find("with")->string("lang") == "en");
}

TEST_CASE("a state that has been tampered with is read without harm, prompts too") {
  for (const std::string_view prompt :
       {"7", R"({"view":"ask"})", R"({"view":"ask","slot":7,"seen":1e300,"count":-1})",
        R"({"view":"due","late":"x"})", R"({"view":"thanks","campaign":[]})"}) {
    std::string state =
        R"({"v":1,"profiles":{"https://a.example/lede.json":{"reader":7,"seed":[],)";
    state += R"("settings":{"support":{"campaigns":[{}]}}}},"cards":{"1":{"open":true,"profile":)";
    state += R"("https://a.example/lede.json","prompt":)";
    state += prompt;
    state += "}}}";
    for (const std::string_view type : {"why", "not-now", "seen", "skipped", "donate", "close"}) {
      CAPTURE(prompt);
      CHECK(lede::step_bytes(state, "{\"now_ms\":5," + about(type) + "}").ok());
    }
  }
}
