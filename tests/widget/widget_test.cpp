#include "widget/widget.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

using lede::Result;
using lede::Step;
using lede::step_bytes;
using lede::json::Value;
using lede::test::listed;
using lede::test::tree;

namespace {

/// A page that events are sent to, one after the other.
class Page {
 public:
  /// The effects, as JSON.
  std::string send(std::string_view event) {
    Result<Step> next = step_bytes(state_, event);
    CHECK_MESSAGE(next.ok(), "refused: ", event);
    if (!next) return {};
    state_ = next->state;
    return next->effects;
  }
  [[nodiscard]] const std::string& state() const { return state_; }

 private:
  std::string state_;
};

std::string refusal(std::string_view event, std::string_view state = {}) {
  const Result<Step> next = step_bytes(state, event);
  CHECK_FALSE(next.ok());
  return next ? std::string() : listed({next.error()});
}

std::string article(std::string_view card, std::string_view more = "") {
  return R"({"type":"article","card":")" + std::string(card) +
         R"(","facts":{"id":"i","url":"https://a.example/","title":"T","interface_lang":"en"})" +
         std::string(more) + "}";
}

std::string about(std::string_view card, std::string_view type) {
  return R"({"type":")" + std::string(type) + R"(","card":")" + std::string(card) + R"("})";
}

/// "emit lede:expand", "paint body+", "open true", ...: what an effect does, in a few words.
std::string in_short(const Value& effect) {
  const std::string_view what = effect.string("do");
  std::string out(what);
  if (what == "emit") out += ' ' + std::string(effect.string("name"));
  if (what == "paint")
    out += ' ' + std::string(effect.string("region")) +
           (effect.boolean_or("expanded", false) ? "+" : "-");
  if (what == "open") out += effect.boolean_or("open", false) ? " true" : " false";
  if (what == "focus") out += ' ' + std::string(effect.string("target"));
  if (what == "say") out += ' ' + std::string(effect.string("text"));
  if (what == "share") out += ' ' + std::string(effect.string("how"));
  return out;
}

std::string in_short(std::string_view effects) {
  std::string out;
  for (const Value& effect : tree(effects).items)
    out += (out.empty() ? "" : ", ") + in_short(effect);
  return out;
}

constexpr std::string_view opening =
    "paint body+, paint support+, paint notice+, open true, emit lede:expand";
constexpr std::string_view closing =
    "focus toggle, open false, paint body-, paint support-, paint notice-, emit lede:collapse";

}  // namespace

TEST_CASE("a card that has been shown is ready, and its event names the article") {
  Page page;
  CHECK(
      page.send(article("1")) ==
      R"([{"do":"emit","card":"1","name":"lede:ready","detail":{"id":"i","url":"https://a.example/"}}])");
}

TEST_CASE("opening asks the page first") {
  Page page;
  page.send(article("1"));
  CHECK(
      page.send(about("1", "open")) ==
      R"([{"do":"emit","card":"1","name":"lede:before-expand","detail":{"id":"i","url":"https://a.example/"},)"
      R"("cancelable":true,"then":{"type":"opened","card":"1"}}])");
}

TEST_CASE("a card whose opening nobody objected to is painted, then marked open, then told of") {
  Page page;
  page.send(article("1"));
  page.send(about("1", "open"));
  CHECK(in_short(page.send(about("1", "opened"))) == opening);
}

TEST_CASE("a card whose opening was cancelled can be asked again") {
  Page page;
  page.send(article("1"));
  page.send(about("1", "open"));
  CHECK(in_short(page.send(about("1", "open"))) == "emit lede:before-expand");
}

TEST_CASE("an open card does not open again") {
  Page page;
  page.send(article("1"));
  page.send(about("1", "opened"));
  CHECK(page.send(about("1", "open")) == "[]");
  CHECK(page.send(about("1", "opened")) == "[]");
}

TEST_CASE("closing moves the focus before what held it goes") {
  Page page;
  page.send(article("1"));
  page.send(about("1", "opened"));
  CHECK(in_short(page.send(about("1", "close"))) == closing);
  CHECK(page.send(about("1", "close")) == "[]");
}

TEST_CASE("a card that was shown open can be closed") {
  Page page;
  page.send(article("1", R"(,"open":true)"));
  CHECK(page.send(about("1", "open")) == "[]");
  CHECK(in_short(page.send(about("1", "close"))) == closing);
}

TEST_CASE("a full card stands open for good") {
  Page page;
  page.send(article("1", R"(,"layout":"full","open":false)"));
  CHECK(page.send(about("1", "open")) == "[]");
  CHECK(page.send(about("1", "close")) == "[]");
}

TEST_CASE("a card that is a link never opens, whoever asks") {
  Page page;
  page.send(R"({"type":"article","card":"1","facts":{"opens":false}})");
  for (const std::string_view type : {"open", "opened", "close"}) {
    CAPTURE(type);
    CHECK(page.send(about("1", type)) == "[]");
  }
}

TEST_CASE("a card is shared as the browser can, by its own address and title") {
  Page page;
  page.send(article("1"));
  CHECK(page.send(R"({"type":"share","card":"1","can":"copy"})") ==
        R"([{"do":"share","card":"1","how":"copy","url":"https://a.example/","title":"T"}])");
}

TEST_CASE(
    "what became of sharing is told to the page, and said where the reader could not see it") {
  Page page;
  page.send(article("1"));
  const auto shared = [&](std::string_view how) {
    return in_short(page.send(R"({"type":"shared","card":"1","how":")" + std::string(how) + "\"}"));
  };
  CHECK(shared("share") == "emit lede:share");
  CHECK(shared("copy") == "say Link copied, emit lede:share");
  CHECK(shared("failed") == "say The link could not be copied");
  CHECK(shared("elsewhere").empty());
}

TEST_CASE("a card speaks its interface's language") {
  Page page;
  page.send(R"({"type":"article","card":"1","facts":{"interface_lang":"uk"}})");
  CHECK(in_short(page.send(R"({"type":"shared","card":"1","how":"copy"})")) ==
        "say Посилання скопійовано, emit lede:share");
}

TEST_CASE("a card that is gone answers no event, and its neighbour stays") {
  Page page;
  page.send(article("1"));
  page.send(article("2"));
  CHECK(page.send(about("1", "gone")) == "[]");
  for (const std::string_view type : {"open", "opened", "close", "share", "shared", "gone"}) {
    CAPTURE(type);
    CHECK(page.send(about("1", type)) == "[]");
  }
  CHECK(in_short(page.send(about("2", "opened"))) == opening);
}

TEST_CASE("a card that is shown anew takes its own place") {
  Page page;
  page.send(article("1", R"(,"open":true)"));
  const std::string once = page.state();
  page.send(article("1", R"(,"open":true)"));
  CHECK(page.state() == once);
  CHECK(in_short(page.send(article("1"))) == "emit lede:ready");
  CHECK(in_short(page.send(about("1", "open"))) == "emit lede:before-expand");
}

TEST_CASE("a profile is known once, whoever names it") {
  Page page;
  CHECK(page.send(R"({"type":"profile","url":"https://p.example/lede.json"})") == "[]");
  page.send(R"({"type":"profile","url":"https://p.example/lede.json"})");
  page.send(article("1", R"(,"profile":"https://p.example/lede.json")"));
  const Value state = tree(page.state());
  const Value* profiles = state.find("profiles");
  REQUIRE(profiles != nullptr);
  if (profiles != nullptr) CHECK(profiles->members.size() == 1);
}

TEST_CASE("the host's own answers have no effect yet") {
  Page page;
  CHECK(page.send(R"({"type":"consent","profile":"https://p.example/","grants":[]})") == "[]");
  CHECK(page.send(R"({"type":"supported","profile":"https://p.example/"})") == "[]");
}

TEST_CASE("an event that is none is refused at the field at fault") {
  CHECK(refusal("{}") == "bad-event /type");
  CHECK(refusal("[]") == "bad-event /type");
  CHECK(refusal(R"({"type":7})") == "bad-event /type");
  CHECK(refusal(R"({"type":"explode"})") == "bad-event /type");
  CHECK(refusal(R"({"type":"explode","card":"unknown"})") == "bad-event /type");
  CHECK(refusal(R"({"type":"open"})") == "bad-event /card");
  CHECK(refusal(R"({"type":"article","card":7})") == "bad-event /card");
  CHECK(refusal(R"({"type":"profile"})") == "bad-event /url");
  CHECK(refusal("{") == "json-syntax ");
  CHECK(refusal("") == "json-syntax ");
}

TEST_CASE("a state that cannot be read is a new page") {
  const Result<Step> fresh = step_bytes({}, article("1"));
  REQUIRE(fresh.ok());
  if (!fresh) return;
  for (const std::string_view state :
       {"{", "[]", "null", "7", R"({"v":2,"cards":{"9":{}}})", R"({"cards":{"9":{}}})",
        R"({"v":"1","cards":{"9":{}}})", R"({"v":1,"cards":7,"profiles":"x"})", "\xFF"}) {
    CAPTURE(state);
    const Result<Step> next = step_bytes(state, article("1"));
    CHECK(next.ok());
    if (next) CHECK(next->state == fresh->state);
  }
}

TEST_CASE("the state is JSON of its version and survives any text in it") {
  Page page;
  page.send(
      R"({"type":"article","card":"\"}<\\/\u0001і","profile":"https://p.example/\"","facts":{"id":"\"","title":"\\\"\n"}})");
  const Value state = tree(page.state());
  CHECK(state.number_or("v", 0) == 1);
  CHECK(in_short(page.send(R"({"type":"opened","card":"\"}<\\/\u0001і"})")) == opening);
}

// --- Every state that open, opened, close, gone and article can reach with two cards
// -------------------

namespace {

struct Told {  ///< what a page has heard of one card
  bool present = false;
  bool open = false;
};

/// The card that every effect is about must be the event's; emitted events alternate; order holds.
void hold_invariants(std::string_view card, std::string_view type, const Step& step, Told& told) {
  const Value effects = tree(step.effects);
  std::size_t focus = effects.items.size();
  std::size_t first_paint = effects.items.size();
  for (std::size_t i = 0; i < effects.items.size(); ++i) {
    const Value& effect = effects.items[i];
    CHECK(effect.string("card") == card);
    const std::string what = in_short(effect);
    if (what.starts_with("focus")) focus = i;
    if (what.starts_with("paint")) first_paint = std::min(first_paint, i);
    if (what == "emit lede:expand") {
      CHECK_FALSE(told.open);
      told.open = true;
    }
    if (what == "emit lede:collapse") {
      CHECK(told.open);
      CHECK(focus < first_paint);
      told.open = false;
    }
    if (what == "emit lede:before-expand") CHECK_FALSE(told.open);
  }
  if (type == "article") told = {true, false};
  if (type == "gone") told = {};
  if (!told.present) CHECK_FALSE(told.open);
  CHECK((effects.items.empty() || told.present));
}

struct Reached {
  std::string state;
  std::array<Told, 2> told;
};

}  // namespace

TEST_CASE(
    "in every state that two cards can reach, what the page is told stays in step with what is") {
  constexpr std::array<std::string_view, 2> cards = {"1", "2"};
  constexpr std::array<std::string_view, 5> types = {"article", "open", "opened", "close", "gone"};
  std::vector<Reached> reached = {{}};
  std::size_t steps = 0;
  for (std::size_t i = 0; i < reached.size() && i < 1000; ++i) {
    for (std::size_t c = 0; c < cards.size(); ++c) {
      for (const std::string_view type : types) {
        Reached next = reached[i];
        const Result<Step> step =
            step_bytes(next.state, type == "article" ? article(cards[c]) : about(cards[c], type));
        CHECK(step.ok());
        if (!step) continue;
        ++steps;
        hold_invariants(cards[c], type, *step, next.told[c]);
        next.state = step->state;
        // The state says what the page was told.
        const Value state = tree(step->state);
        const Value* known = state.find("cards");
        for (std::size_t k = 0; k < cards.size() && known != nullptr; ++k) {
          const Value* card = known->find(cards[k]);
          CHECK((card != nullptr) == next.told[k].present);
          if (card != nullptr) CHECK(card->boolean_or("open", false) == next.told[k].open);
        }
        // An event that changes nothing shows that reading and writing the state loses nothing.
        const Result<Step> again = step_bytes(step->state, about("none", "close"));
        CHECK(again.ok());
        if (again) CHECK(again->state == step->state);
        const auto same = [&](const Reached& old) { return old.state == next.state; };
        if (std::none_of(reached.begin(), reached.end(), same)) reached.push_back(next);
      }
    }
  }
  // Each card absent, closed or open, two orders where both are there, and the page before any
  // event.
  CHECK(reached.size() == 1 + 1 + 2 * 2 + 2 * 4);
  CHECK(steps == reached.size() * 10);
}
