// Every state that a page can reach whose two publishers ask for consent and for support: the walk
// ends when nothing new comes.
#include "support/page.h"
#include "support/read.h"
#include "widget/widget.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

using lede::Result;
using lede::Step;
using lede::step_bytes;
using lede::json::Value;
using lede::test::noon;
using lede::test::tree;

namespace {

std::string at(std::string_view event) {
  std::string whole = "{\"now_ms\":" + std::to_string(noon);
  whole += ',';
  whole += event;
  return whole + '}';
}

std::string of(std::string_view who, std::string_view rest) {
  std::string out = R"("profile":"https://)";
  out += who;
  out += R"(.example/lede.json",)";
  out += rest;
  return at(out);
}

std::string about(std::string_view card, std::string_view type, std::string_view more = "") {
  std::string out = R"("card":")";
  out += card;
  out += R"(","type":")";
  out += type;
  out += '"';
  out += more;
  return at(out);
}

std::string profile(std::string_view who) {
  std::string out = R"("type":"profile","url":"https://)";
  out += who;
  out += R"(.example/lede.json","settings":{"consent":{"purposes":{"history":{}}},"support":)";
  out +=
      R"({"campaigns":[{"id":"c","copy":{"en":{"heading":"Ask"}},"cta":{"url":"https://a.b/c"}}]}})";
  return at(out);
}

std::string article(std::string_view card, std::string_view who) {
  std::string out = R"("type":"article","facts":{"id":"i","lang":"en"},"card":")";
  out += card;
  return of(who, out + '"');
}

std::string storage(std::string_view who, std::string_view value) {
  std::string out = R"("type":"stored","storage":"persistent","seed":7,"key":"lede:1:https://)";
  out += who;
  out += R"(.example","value":)";
  out += value;
  return at(out);
}

// The second publisher's card does less, so that the states stay few.
std::vector<std::string> all_events() {
  std::vector<std::string> events = {
      article("1", "a"),
      storage("a", R"("{\"v\":1,\"reader\":{\"v\":1,\"conversions\":[{\"t\":5}]}}","other":true)"),
      storage("a", R"(null,"other":true)"),
      of("a", R"("type":"waited")"),
      of("a", R"("type":"consent","grants":true)"),
      of("b", R"("type":"waited")"),
  };
  for (const std::string_view type :
       {"opened", "close", "accept", "reject", "dismiss", "erase", "not-now", "skipped"})
    events.push_back(about("1", type));
  for (const std::string_view type : {"opened", "close", "accept"})
    events.push_back(about("2", type));
  return events;
}

struct Seen {
  std::size_t questions = 0;
  std::size_t prompts = 0;
  std::size_t stores = 0;
  std::size_t wrong = 0;
};

bool grants_history(const Value& state, std::string_view key) {
  for (const lede::json::Member& profile : state.find("profiles")->members) {
    if (!profile.key.starts_with(key.substr(std::string_view("lede:1:").size()))) continue;
    for (const Value& grant : profile.value.find("consent")->find("grants")->items) {
      if (grant.text == "history") return true;
    }
  }
  return false;
}

void judge(const Step& step, Seen& seen) {
  const Value state = tree(step.state);
  const bool asking = !state.string("asking").empty();
  std::size_t prompts = 0;
  for (const lede::json::Member& card : state.find("cards")->members) {
    const Value* prompt = card.value.find("prompt");
    if (prompt == nullptr || prompt->string("view") != "ask") continue;
    ++prompts;
    if (!card.value.boolean_or("open", false)) ++seen.wrong;
  }
  if (prompts > 1 || (asking && prompts > 0)) ++seen.wrong;
  seen.questions += asking ? 1 : 0;
  seen.prompts += prompts;
  for (const Value& effect : tree(step.effects).items) {
    if (effect.string("do") != "store") continue;
    if (tree(effect.string("value")).find("reader") == nullptr) continue;
    ++seen.stores;
    if (!grants_history(state, effect.string("key"))) ++seen.wrong;
  }
}

}  // namespace

TEST_CASE(
    "in every state of a page at most one prompt stands, none beside a question, and nothing "
    "of history is stored without its grant") {
  const std::vector<std::string> events = all_events();
  std::string begun;
  for (const std::string& event : {profile("a"), profile("b"), storage("a", "null"),
                                   storage("b", "null"), article("1", "a"), article("2", "b")}) {
    const Result<Step> next = step_bytes(begun, event);
    REQUIRE(next.ok());
    if (next) begun = next->state;
  }
  constexpr std::size_t most = 60'000;
  std::vector<std::string> reached = {begun};
  std::set<std::string> known = {begun};
  Seen seen;
  std::size_t steps = 0;
  for (std::size_t i = 0; i < reached.size() && i < most; ++i) {
    for (const std::string& event : events) {
      const Result<Step> next = step_bytes(reached[i], event);
      ++steps;
      if (!next) {
        ++seen.wrong;
        continue;
      }
      const bool is_new = known.insert(next->state).second;
      const bool stores = next->effects.find(R"("do":"store")") != std::string::npos;
      if (is_new || stores) judge(*next, seen);
      if (is_new) reached.push_back(next->state);
    }
  }
  MESSAGE(reached.size(), " states, ", steps, " steps; ", seen.questions, " with a question, ",
          seen.prompts, " with a prompt, ", seen.stores, " stores");
  CHECK(reached.size() < most);  // that is all of them
  CHECK(seen.questions > 100);
  CHECK(seen.prompts > 100);
  CHECK(seen.stores > 100);
  CHECK(seen.wrong == 0);
}
