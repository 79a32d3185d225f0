// The machine of one publisher, walked through exhaustively: consent/explore.h.
#include "consent/explore.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

using namespace lede::consent;
using lede::test::explore;
using lede::test::Machine;
using lede::test::Walk;

namespace {

Policy small_policy(Regime regime) {
  Policy policy;
  policy.used = preferences | history;
  policy.regime = regime;
  policy.fingerprint = 7;
  policy.lifetime_ms = {2, 2, 1};
  return policy;
}

constexpr std::array regimes = {Regime::opt_in, Regime::notice, Regime::opt_out, Regime::none};

/// The walks of the machine itself, one for each regime.
const std::vector<Walk>& walks() {
  static const std::vector<Walk> all = [] {
    std::vector<Walk> made;
    for (const Regime regime : regimes) made.push_back(explore(small_policy(regime), step));
    return made;
  }();
  return all;
}

/// Whether a machine breaks an invariant, under any regime.
bool breaks(const Machine& machine, std::string_view invariant) {
  return std::any_of(regimes.begin(), regimes.end(), [&](Regime regime) {
    const Walk walk = explore(small_policy(regime), machine, invariant);
    return std::count(walk.broken.begin(), walk.broken.end(), invariant) != 0;
  });
}

/// The machine, with what it gives changed.
Machine spoiled(void (*spoil)(const State& before, const Event& event, Step& step,
                              const Policy& policy)) {
  return [spoil](const State& state, const Event& event, const Policy& policy) {
    Step next = step(state, event, policy);
    spoil(state, event, next, policy);
    return next;
  };
}

template <typename T>
bool is(const Event& event) {
  return std::holds_alternative<T>(event.what);
}

}  // namespace

TEST_CASE(
    "in every state that can be reached, under every regime, every event keeps the promises") {
  for (std::size_t i = 0; i < regimes.size(); ++i) {
    const Walk& walk = walks()[i];
    MESSAGE(regime_names[static_cast<std::size_t>(regimes[i])], ": ", walk.states, " states, ",
            walk.steps, " steps");
    for (const std::string& invariant : walk.broken) FAIL_CHECK(invariant);
    CHECK(walk.states > 500);
  }
}

TEST_CASE("a publisher that uses no purpose is never asked for and grants nothing") {
  Policy policy = small_policy(Regime::opt_in);
  policy.used = 0;
  const Machine watched = [](const State& state, const Event& event, const Policy& none) {
    const Step next = step(state, event, none);
    const bool silent = std::holds_alternative<NotRequired>(next.state.phase) &&
                        next.state.grants == 0 && !next.effects.store;
    if (!silent) FAIL_CHECK("asked, granted or stored");
    return next;
  };
  CHECK(explore(policy, watched).states > 10);
}

TEST_CASE("the table of transitions is what the machine does") {
  const std::set<std::string> table = {
#define LEDE_TRANSITION(from, event, to) from " " event " " to,
#include "consent/transitions.def"
#undef LEDE_TRANSITION
  };
  std::set<std::string> made;
  for (const Walk& walk : walks()) made.insert(walk.transitions.begin(), walk.transitions.end());
  for (const std::string& row : table) CHECK_MESSAGE(made.count(row) == 1, "never happens: ", row);
  for (const std::string& row : made) CHECK_MESSAGE(table.count(row) == 1, "is missing: ", row);
}

TEST_CASE("each promise is one that a wrong machine breaks") {
  struct Wrong {
    std::string_view invariant;
    void (*spoil)(const State&, const Event&, Step&, const Policy&);
  };
  constexpr std::array wrongs = {
      Wrong{"nothing is granted that a reader, a host or the regime has not granted",
            [](const State&, const Event&, Step& s, const Policy& p) {
              if (std::holds_alternative<Probing>(s.state.phase)) s.state.grants = p.used;
            }},
      Wrong{"nothing is stored but an answer",
            [](const State&, const Event& e, Step& s, const Policy&) {
              if (is<Dismissed>(e)) s.effects.store = true;
            }},
      Wrong{"no more is stored than was answered",
            [](const State&, const Event& e, Step& s, const Policy& p) {
              if (is<Answered>(e)) s.state.record->grants = p.used;
            }},
      Wrong{
          "each answer, a refusal as well as an agreement, is one event, one write and one message",
          [](const State&, const Event& e, Step& s, const Policy&) {
            const auto* answered = std::get_if<Answered>(&e.what);
            if (answered != nullptr && answered->answer == Answer::reject) s.effects.store = false;
          }},
      Wrong{"after a refusal nothing is granted",
            [](const State& before, const Event& e, Step& s, const Policy&) {
              const auto* answered = std::get_if<Answered>(&e.what);
              if (answered != nullptr && answered->answer == Answer::reject)
                s.state.grants = before.grants;
            }},
      Wrong{"dismissing grants nothing",
            [](const State&, const Event& e, Step& s, const Policy& p) {
              if (is<Dismissed>(e)) s.state.grants = p.used;
            }},
      Wrong{"asking grants nothing",
            [](const State&, const Event& e, Step& s, const Policy& p) {
              if (is<Asked>(e)) s.state.grants = p.used;
            }},
      Wrong{"erasing grants nothing",
            [](const State&, const Event& e, Step& s, const Policy& p) {
              if (!is<Erased>(e)) return;
              s.state.record.reset();
              settle(s.state, p);
            }},
      Wrong{"GPC adds no grant",
            [](const State&, const Event& e, Step& s, const Policy& p) {
              const auto* gpc = std::get_if<GpcSaid>(&e.what);
              if (gpc != nullptr && gpc->on) s.state.grants = p.used;
            }},
      Wrong{"GPC writes no record",
            [](const State&, const Event& e, Step& s, const Policy&) {
              if (is<GpcSaid>(e)) s.effects.store = true;
            }},
      Wrong{"an older record of another tab brings no grant back",
            [](const State&, const Event& e, Step& s, const Policy& p) {
              const auto* stored = std::get_if<Stored>(&e.what);
              if (stored == nullptr || !stored->record) return;
              s.state.record = stored->record;
              settle(s.state, p);
            }},
      Wrong{"what was erased does not come back",
            [](const State& before, const Event& e, Step& s, const Policy& p) {
              const auto* stored = std::get_if<Stored>(&e.what);
              if (stored == nullptr || !stored->record || before.record) return;
              s.state.record = stored->record;
              settle(s.state, p);
            }},
      Wrong{"what is stored leaves no record that grants more",
            [](const State& before, const Event& e, Step& s, const Policy&) {
              if (is<Stored>(e) && before.record) s.state.record = before.record;
            }},
      Wrong{"the page is told once, where something has changed or a reader has answered",
            [](const State&, const Event&, Step& s, const Policy&) { s.effects.emit = true; }},
      Wrong{"where nothing is granted nothing but the record stays stored",
            [](const State&, const Event&, Step& s, const Policy&) { s.effects.clear = false; }},
      Wrong{"a question is open where the phase says so",
            [](const State&, const Event& e, Step& s, const Policy&) {
              if (is<Dismissed>(e)) s.state.question = Question::open;
            }},
      Wrong{"no question is open beside a host's manager or an answer, or where the law wants none",
            [](const State& before, const Event&, Step& s, const Policy&) {
              if (before.question != Question::open) return;
              s.state.phase = Prompting{};
              s.state.question = Question::open;
            }},
      Wrong{"a question that ends is closed",
            [](const State&, const Event&, Step& s, const Policy&) { s.effects.close = false; }},
      Wrong{"a dismissed question does not come back",
            [](const State& before, const Event& e, Step& s, const Policy&) {
              if (!is<Asked>(e) || before.question != Question::dismissed) return;
              s.state.question = Question::open;
              s.state.phase = Prompting{};
            }},
  };
  for (const Wrong& wrong : wrongs) {
    CAPTURE(wrong.invariant);
    CHECK(breaks(spoiled(wrong.spoil), wrong.invariant));
  }
}
