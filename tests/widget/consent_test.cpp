// The publishers' consent machines, joined to the page.
#include "json/writer.h"
#include "support/page.h"
#include "support/read.h"
#include "widget/widget.h"

#include <doctest/doctest.h>

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using lede::Result;
using lede::Step;
using lede::step_bytes;
using lede::json::Value;
using lede::test::event_at;
using lede::test::grants_of;
using lede::test::tree;

namespace {

std::string in_quotes(std::string_view text) { return lede::json::Writer().string(text).take(); }

constexpr std::string_view asks =
    R"({"consent":{"purposes":{"history":{},"measurement":{}},"regions":{"US":"opt-out","BR":"notice"}}})";

std::string profile(std::string_view who, std::string_view more = "") {
  std::string event = R"("type":"profile","url":"https://)";
  event += who;
  event += R"(.example/lede.json","settings":)";
  event += asks;
  event += more;
  return event;
}

std::string article(std::string_view card, std::string_view who, std::string_view more = "") {
  std::string event = R"("type":"article","card":")";
  event += card;
  event += R"(","profile":"https://)";
  event += who;
  event += R"(.example/lede.json","facts":{"id":"i","url":"u","interface_lang":"en"})";
  event += more;
  return event;
}

std::string about(std::string_view card, std::string_view type, std::string_view more = "") {
  std::string event = R"("type":")";
  event += type;
  event += R"(","card":")";
  event += card;
  event += '"';
  event += more;
  return event;
}

std::string of_profile(std::string_view who, std::string_view type, std::string_view more = "") {
  std::string event = R"("type":")";
  event += type;
  event += R"(","profile":"https://)";
  event += who;
  event += R"(.example/lede.json")";
  event += more;
  return event;
}

std::string stored(std::string_view who, std::string_view value, std::string_view more = "") {
  std::string event = R"("type":"stored","storage":"persistent","key":"lede:1:https://)";
  event += who;
  event += R"(.example","value":)";
  event += value;
  event += more;
  return event;
}

constexpr std::string_view kept_under = "lede:1:https://a.example";

class Page : public lede::test::Page {
 public:
  Page() : lede::test::Page(1000) {}

  /// A publisher whose storage has answered and in whose page no manager is.
  void settle(std::string_view who, std::string_view more = "") {
    send(profile(who, more));
    send(::stored(who, "null"));
    send(of_profile(who, "waited"));
  }
  /// A card of that publisher, open.
  std::string open(std::string_view card, std::string_view who) {
    send(article(card, who));
    return send(about(card, "opened"));
  }
};

constexpr std::string_view asked =
    "paint body, paint support end, paint notice ask, open, emit lede:expand";
constexpr std::string_view opened =
    "paint body, paint support end, paint notice button, open, emit lede:expand";

}  // namespace

TEST_CASE("a publisher that uses purposes is loaded and the page probed, once") {
  Page page;
  CHECK(page.send(profile("a")) == "load, probe");
  const Value& effects = page.effects();
  CHECK(effects.items[0].string("key") == "lede:1:https://a.example");
  CHECK(effects.items[1].string("profile") == "https://a.example/lede.json");
  CHECK(effects.items[1].number_or("wait_ms", 0) == 800);
  CHECK(page.send(profile("a")).empty());
}

TEST_CASE("a publisher that uses no purpose loads and probes nothing") {
  Page page;
  CHECK(page.send(R"("type":"profile","url":"https://a.example/","settings":{"consent":{}})")
            .empty());
  CHECK(page.send(R"("type":"profile","url":"https://b.example/")").empty());
}

TEST_CASE("the page's own word is one of several, and denied is the last word") {
  Page page;
  CHECK(page.send(profile("a", R"(,"consent":"granted")")) == "load, probe");
  page.send(article("1", "a"));
  CHECK(page.send(stored("a", "null")) == "emit lede:consent [history measurement] host");
  CHECK(page.send(profile("a", R"(,"consent":"denied")")) == "emit lede:consent [] host");
  CHECK(page.send(profile("a", R"(,"consent":"granted")")).empty());
}

TEST_CASE("a card that is opened asks, a closed one never does") {
  Page page;
  page.settle("a");
  CHECK(page.send(article("1", "a")) == "emit lede:ready");
  CHECK(page.send(about("1", "opened")) == asked);
}

TEST_CASE("nothing is asked before the host page has had its time and storage has answered") {
  Page page;
  page.send(profile("a"));
  CHECK(page.open("1", "a") == opened);
  CHECK(page.send(of_profile("a", "waited")).empty());
  CHECK(page.send(stored("a", "null")) == "paint notice ask");
}

TEST_CASE("a full card asks once it is in view") {
  Page page;
  page.settle("a");
  CHECK(page.send(article("1", "a", R"(,"layout":"full")")) ==
        "emit lede:ready, paint notice button");
  CHECK(page.send(about("1", "in_view")) == "paint notice ask");
}

TEST_CASE("accepting is one write, then one message, and moves the focus to the Privacy button") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  CHECK(page.send(about("1", "accept")) ==
        "store, paint notice button, focus privacy, say Your choice is saved, "
        "emit lede:consent [history measurement] user");
  CHECK(
      page.stored(kept_under) ==
      R"({"v":1,"consent":{"v":1,"first":1000,"last":1000,"expires":15724801000,)"
      R"("fingerprint":)" +
          std::to_string(static_cast<std::int64_t>(
              tree(page.stored(kept_under)).find("consent")->number_or("fingerprint", 0))) +
          R"(,"regime":"opt-in","lang":"en","source":"user","grants":["history","measurement"]}})");
}

TEST_CASE("refusing is as short as accepting, and is told as well") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  CHECK(page.send(about("1", "reject")) ==
        "store, paint notice button, focus privacy, say Refused: nothing is remembered, "
        "emit lede:consent [] user");
}

TEST_CASE("a choice grants what was ticked and is in use, nothing else") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  CHECK(page.send(about("1", "choose")) == "paint notice choose, focus purpose");
  const std::string answer =
      page.send(about("1", "save", R"(,"grants":["measurement","preferences","all"])"));
  CHECK(answer.ends_with("emit lede:consent [measurement] user"));
}

TEST_CASE(
    "dismissing grants and stores nothing, and the question does not come back in this page") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  CHECK(page.send(about("1", "dismiss")) ==
        "paint notice button, focus privacy, say Closed: nothing has changed");
  CHECK(page.stored_keys() == 0);
  page.send(about("1", "close"));
  CHECK(page.send(about("1", "opened")) == opened);
  CHECK(page.open("2", "a") == opened);
}

TEST_CASE("the plain notice informs: OK closes it and grants nothing") {
  Page page;
  page.settle("a", R"(,"region":"BR")");
  CHECK(page.open("1", "a").find("paint notice notice") != std::string::npos);
  CHECK(page.send(about("1", "accept")).empty());
  CHECK(page.send(about("1", "ok")).starts_with("paint notice button, focus privacy"));
  CHECK(page.stored_keys() == 0);
}

TEST_CASE(
    "withdrawing is one press in the panel, and everything else is cleared before it is told") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  page.send(about("1", "accept"));
  const std::string accepted = page.stored(kept_under);
  const std::string with_reader =
      accepted.substr(0, accepted.size() - 1) + R"(,"reader":{"v":1,"conversions":[{"t":1000}]}})";
  page.send(stored("a", in_quotes(with_reader), R"(,"other":true)"), 1001);
  CHECK(page.send(about("1", "privacy"), 1002) == "paint notice privacy, focus purpose");
  CHECK(page.effects().items[0].find("with")->string("kept") == with_reader);
  CHECK(page.send(about("1", "reject"), 1002) ==
        "store, paint notice button, focus privacy, say Refused: nothing is remembered, "
        "emit lede:consent [] user");
  const Value left = tree(page.stored(kept_under));
  CHECK(left.find("reader") == nullptr);
  CHECK(grants_of(*left.find("consent")) == "[]");
  // The other tab's older grant does not come back.
  CHECK(page.send(stored("a", in_quotes(with_reader), R"(,"other":true)"), 1003).find("emit") ==
        std::string::npos);
}

TEST_CASE(
    "where there is no room, an answer goes without history, and no grant outlives a refusal") {
  const auto instead = [](const Page& page) {
    const Value* list = page.effects().items[0].find("instead");
    return list != nullptr ? list->items : lede::Run<Value>();
  };
  Page page;
  page.settle("a");
  page.open("1", "a");
  page.send(about("1", "accept"));
  CHECK(instead(page).empty());
  const std::string accepted = page.stored(kept_under);
  const std::string with_reader =
      accepted.substr(0, accepted.size() - 1) + R"(,"reader":{"v":1,"conversions":[{"t":1000}]}})";
  page.send(stored("a", in_quotes(with_reader), R"(,"other":true)"), 1001);
  page.send(about("1", "privacy"), 1002);
  page.send(about("1", "save", R"(,"grants":["history"])"), 1002);
  REQUIRE(instead(page).size() == 2);
  const Value alone = tree(instead(page)[0].text);
  CHECK(grants_of(*alone.find("consent")) == "[history]");
  CHECK(alone.find("reader") == nullptr);
  CHECK(instead(page)[1].is(lede::json::Kind::null));
  page.send(about("1", "privacy"), 1003);
  page.send(about("1", "save", R"(,"grants":["history","measurement"])"), 1003);
  CHECK(instead(page).size() == 1);  // what stands grants less
  page.send(about("1", "privacy"), 1004);
  page.send(about("1", "reject"), 1004);
  CHECK(instead(page).size() == 1);  // nothing
}

TEST_CASE("where the regime grants without an answer, what stands is not removed for a refusal") {
  Page page;
  page.settle("a", R"(,"region":"US")");
  page.open("1", "a");
  for (const std::string_view grants : {R"(,"grants":["history"])", R"(,"grants":[])"}) {
    page.send(about("1", "privacy"));
    CHECK(page.send(about("1", "save", grants)).starts_with("store, "));
    CHECK(page.effects().items[0].find("instead") == nullptr);
  }
}

TEST_CASE("erasing leaves nothing stored, and says so") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  page.send(about("1", "accept"));
  page.send(about("1", "privacy"));
  CHECK(page.send(about("1", "erase"), 1001) ==
        "forget, paint notice button, focus privacy, say Erased, emit lede:consent [] none");
  CHECK(page.stored_keys() == 0);
}

TEST_CASE("where the law grants by default, erasing a refusal leaves the refusal") {
  Page page;
  page.settle("a", R"(,"region":"US")");
  page.open("1", "a");
  page.send(about("1", "privacy"));
  page.send(about("1", "reject"));
  page.send(about("1", "privacy"));
  CHECK(page.send(about("1", "erase")).starts_with("store, "));
}

TEST_CASE("GPC takes the default grant of opt-out away, stores nothing, and is shown as honoured") {
  Page page;
  page.send(profile("a", R"(,"region":"US","gpc":true)"));
  page.send(article("1", "a", R"(,"open":true)"));
  page.send(stored("a", "null"));
  CHECK(page.send(of_profile("a", "waited")) == "paint notice button");
  const Value* with = page.effects().items[0].find("with");
  CHECK(with->boolean_or("gpc", false));
  CHECK(with->string("decided") == "gpc");
  CHECK(page.stored_keys() == 0);
  CHECK(page.send(R"("type":"host","kind":"gpc","on":false)") ==
        "paint notice button, emit lede:consent [history measurement] none");
}

TEST_CASE("a manager that comes late closes the question, and its updates are followed") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  CHECK(page.send(R"("type":"host","kind":"wp","present":true,"data":null)") ==
        "paint notice button");
  CHECK(page.send(R"("type":"host","kind":"wp","present":true,"data":{"preferences":true})") ==
        "paint notice button, emit lede:consent [history] host");
  CHECK(
      page.send(R"("type":"host","kind":"wp","present":true,"data":{"preferences":true})").empty());
  CHECK(page.send(R"("type":"host","kind":"wp","present":true,"data":{"statistics":true})") ==
        "paint notice button, emit lede:consent [measurement] host");
  CHECK(page.send(about("1", "accept")).empty());
}

TEST_CASE("that nobody objects is a grant where the law is opt-out, and none where it is opt-in") {
  constexpr std::string_view sold =
      R"("type":"host","kind":"gpp","present":true,"data":{"signalStatus":"ready","applicableSections":[7],"parsedSections":{"usnat":{"SaleOptOut":2}}})";
  constexpr std::string_view wp =
      R"("type":"host","kind":"wp","present":true,"data":{"type":"optout","preferences":true,"statistics":true})";
  for (const std::string_view objector : {sold, wp}) {
    CAPTURE(objector);
    Page us;
    us.settle("a", R"(,"region":"US")");
    CHECK(us.open("1", "a") == opened);
    CHECK(us.send(objector).find("emit") == std::string::npos);  // all is granted as it was
    Page eu;
    eu.settle("a");
    CHECK(eu.open("1", "a") == asked);
    CHECK(eu.send(objector) == "paint notice button");  // it is never asked beside a manager
    CHECK(eu.send(R"("type":"host","kind":"tcf","present":true,"data":null)").find("emit") ==
          std::string::npos);
    // Beside one that asks it narrows what that one grants.
    CHECK(
        eu.send(
              R"("type":"host","kind":"tcf","present":true,"data":{"eventStatus":"tcloaded","gdprApplies":true,"publisher":{"consents":{"1":true}}})")
            .ends_with("emit lede:consent [history] host"));
  }
}

TEST_CASE("a regime that becomes opt-in takes back what an opt-out law had let be") {
  Page page;
  page.settle("a", R"(,"region":"US")");
  page.send(article("1", "a"));
  page.send(
      R"("type":"host","kind":"wp","present":true,"data":{"type":"optout","preferences":true,"statistics":true})");
  CHECK(page.send(profile("a")) == "emit lede:consent [] host");
}

TEST_CASE("settings that name no consent any more end what the earlier ones wanted") {
  Page page;
  page.settle("a", R"(,"consent":"granted")");
  CHECK(page.send(article("1", "a")) ==
        "emit lede:ready, emit lede:consent [history measurement] host");
  CHECK(page.send(R"("type":"profile","url":"https://a.example/lede.json","settings":{})") ==
        "emit lede:consent [] none");
  page.send(about("1", "opened"));
  CHECK(page.send(about("1", "privacy")).empty());
}

TEST_CASE("a card that comes later is told what is granted already, after lede:ready") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  CHECK(page.send(article("2", "a")) == "emit lede:ready");  // nobody has decided
  page.send(about("1", "accept"));
  CHECK(page.send(article("3", "a")) ==
        "emit lede:ready, emit lede:consent [history measurement] user");
  CHECK(page.effects().items[1].string("card") == "3");
  page.send(about("1", "privacy"));
  page.send(about("1", "reject"), 1001);
  CHECK(page.send(article("4", "a"), 1001) == "emit lede:ready, emit lede:consent [] user");
  CHECK(page.send(article("5", "b"), 1001) == "emit lede:ready");  // another publisher's
  Page us;
  us.settle("a", R"(,"region":"US")");
  CHECK(us.send(article("1", "a")) ==
        "emit lede:ready, emit lede:consent [history measurement] none");
  Page early;  // the page's word is known before what is stored
  early.send(profile("a", R"(,"consent":"granted")"));
  CHECK(early.send(article("1", "a")) == "emit lede:ready");
}

TEST_CASE("where the regime grants, a value that cannot be read may be a refusal: nothing is") {
  for (
      const std::string_view value :
      {R"("{")", R"("{\"v\":2,\"consent\":{\"v\":1}}")", R"("{\"v\":1,\"consent\":{\"v\":2}}")",
       R"("{\"v\":1,\"consent\":{\"v\":1,\"first\":2000,\"last\":2000,\"expires\":9000,\"fingerprint\":1,\"grants\":[\"history\"]}}")"}) {
    CAPTURE(value);
    Page page;
    page.send(profile("a", R"(,"region":"US")"));
    page.send(article("1", "a"));
    page.send(stored("a", value));
    CHECK(page.send(of_profile("a", "waited")).empty());
    Page later;  // another tab, of a later version of Lede perhaps, has written it
    later.settle("a", R"(,"region":"US")");
    later.open("1", "a");
    CHECK(
        later.send(stored("a", value, R"(,"other":true)")).ends_with("emit lede:consent [] none"));
    // The reader's own answer replaces it.
    later.send(about("1", "privacy"));
    CHECK(later.send(about("1", "save", R"(,"grants":["history"])"), 1001)
              .ends_with("emit lede:consent [history] user"));
  }
}

TEST_CASE("a reader that is no object is dropped from what is ours") {
  for (const std::string_view reader : {R"(\"x\")", "7", "[1]", "null"}) {
    CAPTURE(reader);
    Page page;
    page.settle("a");
    std::string value = R"("{\"v\":1,\"reader\":)";
    value += reader;
    value += "}\"";
    CHECK(page.send(stored("a", value)).find("report") == std::string::npos);
    page.open("1", "a");
    page.send(about("1", "accept"));
    const Value kept = tree(page.stored(kept_under));
    const Value* ours = kept.find("reader");
    CHECK((ours == nullptr || ours->is(lede::json::Kind::object)));
    CHECK(grants_of(*kept.find("consent")) == "[history measurement]");
    page.send(stored("a", value, R"(,"other":true)"), 1001);
    page.send(about("1", "privacy"), 1002);
    CHECK(page.effects().items[0].find("with")->string("kept").find("reader") == std::string::npos);
  }
}

TEST_CASE("what is said for the page counts before its first card comes") {
  Page page;
  CHECK(page.send(of_profile("a", "consent", R"(,"grants":["history"])")).empty());
  page.send(profile("a"));
  page.send(article("1", "a"));
  CHECK(page.send(stored("a", "null")) == "emit lede:consent [history] host");
  CHECK(page.send(of_profile("a", "consent", R"(,"grants":false)")) == "emit lede:consent [] host");
}

TEST_CASE(
    "what is stored and not ours, or from the future, is reported, kept, and replaced by a "
    "choice") {
  for (
      const std::string_view value :
      {R"("{")", R"("7")", R"("{\"v\":2}")", R"("{\"v\":1,\"consent\":{\"v\":1}}")",
       R"("{\"v\":1,\"consent\":{\"v\":1,\"first\":2000,\"last\":2000,\"expires\":9000,\"fingerprint\":1,\"grants\":[]}}")"}) {
    CAPTURE(value);
    Page page;
    page.send(profile("a"));
    CHECK(page.send(stored("a", value)).starts_with("report storage-corrupt"));
    page.send(of_profile("a", "waited"));
    CHECK(page.open("1", "a") == asked);
    CHECK(page.stored_keys() == 0);
    CHECK(page.send(about("1", "reject")).starts_with("store, "));
  }
}

TEST_CASE("a record that was stored holds until it expires") {
  Page first;
  first.settle("a");
  first.open("1", "a");
  first.send(about("1", "accept"));
  const std::string value = in_quotes(first.stored(kept_under));
  Page page;
  page.send(profile("a"), 2000);
  page.send(article("1", "a"), 2000);
  page.send(stored("a", value), 2000);
  CHECK(page.send(of_profile("a", "waited"), 2000) ==
        "emit lede:consent [history measurement] user");
  CHECK(page.send(about("1", "opened"), 2000) == opened);
  CHECK(page.send(about("1", "share"), 15724801000) ==
        "share u, paint notice ask, emit lede:consent [] none");
}

TEST_CASE("two publishers are asked for one after the other, and keep apart") {
  Page page;
  page.settle("a");
  page.settle("b");
  CHECK(page.open("1", "a") == asked);
  CHECK(page.open("2", "b") == opened);
  CHECK(page.send(about("1", "accept")) ==
        "store, paint notice button, focus privacy, say Your choice is saved, paint notice ask, "
        "emit lede:consent [history measurement] user");
  page.send(about("2", "reject"));
  CHECK(page.stored_keys() == 2);
}

TEST_CASE("a question whose card closes or goes is asked in the next one that is open") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  page.open("2", "a");
  CHECK(page.send(about("1", "close")).ends_with("emit lede:collapse, paint notice ask"));
  CHECK(page.send(about("2", "gone")).empty());
  CHECK(page.send(about("1", "opened")) == asked);
}

TEST_CASE("a press that comes too late means nothing") {
  Page page;
  page.settle("a");
  page.open("1", "a");
  for (const std::string_view late : {"save", "ok", "erase"})
    CHECK(page.send(about("1", late)).empty());
  page.send(about("1", "reject"));
  for (const std::string_view late :
       {"accept", "reject", "choose", "save", "dismiss", "ok", "erase"}) {
    CAPTURE(late);
    CHECK(page.send(about("1", late)).empty());
  }
}

TEST_CASE("a state that has been tampered with is read without harm") {
  for (const std::string_view facts :
       {"[]", "7", "[1e300,-1e300,99,99,99,99,99,99,99,99,1e300,-1e300]", "[null,\"x\",{}]"}) {
    std::string state = R"({"v":1,"profiles":{"https://a.example/lede.json":{"settings":)";
    state += asks;
    state += R"(,"strange":7,"reader":[],"consent":{"facts":)";
    state += facts;
    state +=
        R"(,"record":{}}}},"cards":{"1":{"view":"x","open":true,"profile":"https://a.example/lede.json"}},"asking":"9"})";
    CAPTURE(facts);
    CHECK(step_bytes(state, event_at(5, about("1", "privacy"))).ok());
  }
}

// --- Every state of a page with two publishers and a card of each --------------------------------

namespace {

/// The cards in which a question stands, by the page's state.
std::size_t questions(const Value& state) {
  std::size_t count = 0;
  if (const Value* cards = state.find("cards")) {
    for (const lede::json::Member& card : cards->members) {
      const std::string_view view = card.value.string("view");
      if (view == "ask" || view == "choose" || view == "notice") ++count;
    }
  }
  return count;
}

// The second publisher's card does less, so that the states stay few.
std::vector<std::string> all_events() {
  std::vector<std::string> events = {article("1", "a"), article("2", "b"),
                                     of_profile("a", "consent", R"(,"grants":true)")};
  for (const std::string_view type : {"opened", "close", "gone", "accept", "reject", "choose",
                                      "save", "dismiss", "privacy", "erase"}) {
    events.push_back(about("1", type, R"(,"grants":["history"])"));
  }
  for (const std::string_view type : {"opened", "close", "ok", "privacy", "save"}) {
    events.push_back(about("2", type, R"(,"grants":["history"])"));
  }
  return events;
}

}  // namespace

TEST_CASE("in every state of a page with two publishers at most one question is open") {
  const std::vector<std::string> events = all_events();
  Page begun;
  begun.settle("a");
  begun.settle("b", R"(,"region":"BR")");
  std::vector<std::string> reached = {begun.state()};
  std::set<std::string> known = {begun.state()};
  std::size_t steps = 0;
  std::size_t with_question = 0;
  std::size_t wrong = 0;
  for (std::size_t i = 0; i < reached.size() && i < 50000; ++i) {
    for (const std::string& event : events) {
      const Result<Step> next = step_bytes(reached[i], event_at(1000, event));
      ++steps;
      if (!next) {
        ++wrong;
        continue;
      }
      const Value state = tree(next->state);
      const std::size_t open = questions(state);
      with_question += open;
      if (open > 1 || (open == 1 && state.string("asking").empty())) ++wrong;
      const bool answers = event.find("\"accept\"") != std::string::npos ||
                           event.find("\"reject\"") != std::string::npos ||
                           event.find("\"save\"") != std::string::npos ||
                           event.find("\"erase\"") != std::string::npos;
      if (!answers && next->effects.find(R"("do":"store")") != std::string::npos) ++wrong;
      if (known.insert(next->state).second) reached.push_back(next->state);
    }
  }
  MESSAGE(reached.size(), " states, ", steps, " steps, ", with_question, " with a question");
  CHECK(reached.size() < 50000);  // that is all of them
  CHECK(with_question > 100);
  CHECK(wrong == 0);
}

TEST_CASE("from whatever a card shows, refusing takes no more presses than accepting") {
  // Presses of the reader in one card until a record stands that grants all, or nothing.
  const auto presses = [](const std::string& from, bool grants) {
    std::vector<std::pair<std::string, int>> reached = {{from, 0}};
    for (std::size_t i = 0; i < reached.size() && i < 200; ++i) {
      for (const std::string_view type : {"accept", "reject", "choose", "save", "privacy"}) {
        const Result<Step> next =
            step_bytes(reached[i].first,
                       event_at(1000, about("1", type, R"(,"grants":["history","measurement"])")));
        if (!next) continue;
        const bool stores = next->effects.find(R"("do":"store")") != std::string::npos;
        const bool refuses = next->effects.find(R"(\"grants\":[])") != std::string::npos;
        if (stores && refuses != grants) return reached[i].second + 1;
        if (!stores) reached.emplace_back(next->state, reached[i].second + 1);
      }
    }
    return 99;
  };
  Page page;
  page.settle("a");
  page.open("1", "a");
  CHECK(presses(page.state(), false) == 1);
  CHECK(presses(page.state(), true) == 1);
  page.send(about("1", "accept"));  // now only the Privacy button stands there
  CHECK(presses(page.state(), false) == 2);
  CHECK(presses(page.state(), true) == 2);
  page.send(about("1", "privacy"));
  CHECK(presses(page.state(), false) == 1);
  CHECK(presses(page.state(), true) == 1);
}

TEST_CASE("where the regime grants, a refusal that has lapsed grants nothing all the same") {
  constexpr std::string_view in_us = R"(,"region":"US")";
  constexpr std::int64_t year_ms = 365LL * 24 * 60 * 60 * 1000;
  Page page;
  page.settle("a", in_us);
  page.open("1", "a");
  page.send(about("1", "privacy"));
  page.send(about("1", "reject"));
  Page later;
  later.send(profile("a", in_us), year_ms);
  later.send(article("1", "a"), year_ms);
  later.send(stored("a", in_quotes(page.stored(kept_under))), year_ms);
  CHECK(later.send(of_profile("a", "waited"), year_ms).find("[history") == std::string::npos);
}

TEST_CASE("a refusal clears what is stored beside it, also before a silent manager has answered") {
  Page page;
  page.send(profile("a"));
  page.send(stored("a", in_quotes(R"({"v":1,"reader":{"opened":["x"]}})")));
  page.send(R"("type":"host","kind":"gpp","present":true,"data":null)");
  page.open("1", "a");
  page.send(about("1", "privacy"));
  page.send(about("1", "reject"));
  const std::string kept = page.stored(kept_under);
  CHECK(kept.find("grants\":[]") != std::string::npos);
  CHECK(kept.find("reader") == std::string::npos);
}

TEST_CASE("a manager that spoke before the policy came has said nothing to it") {
  Page page;
  page.send(of_profile("a", "consent", R"(,"grants":true)"));
  page.send(R"("type":"host","kind":"tcf","data":{"gdprApplies":true,"eventStatus":"tcloaded"})");
  page.send(article("1", "a"));
  CHECK(page.send(profile("a")) == "load, probe");
  CHECK(page.send(stored("a", "null")) == "emit lede:consent [history measurement] host");
  CHECK(page.send(
            R"("type":"host","kind":"tcf","data":{"gdprApplies":true,"eventStatus":"tcloaded"})") ==
        "emit lede:consent [] host");
}

TEST_CASE("two profiles of one origin share what is stored, and each hears of the other's answer") {
  const auto of = [](std::string_view path) {
    return R"("type":"profile","url":"https://a.example/)" + std::string(path) +
           R"(","settings":)" + std::string(asks);
  };
  Page page;
  page.send(of("lede.json"));
  page.send(of("b.json"));
  page.send(stored("a", "null"));
  page.send(of_profile("a", "waited"));
  page.send(R"("type":"waited","profile":"https://a.example/b.json")");
  page.send(
      R"("type":"article","card":"2","profile":"https://a.example/b.json","facts":{"id":"j"})");
  page.open("1", "a");
  page.send(about("1", "accept"));
  page.send(about("1", "privacy"), 2000);
  const std::string told = page.send(about("1", "reject"), 2000);
  std::size_t emitted = 0;
  for (std::size_t i = told.find("lede:consent []"); i != std::string::npos;
       i = told.find("lede:consent []", i + 1))
    ++emitted;
  CHECK(emitted == 2);
}
