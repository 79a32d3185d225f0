#include "consent/explore.h"

#include <algorithm>
#include <deque>
#include <set>
#include <string_view>
#include <tuple>

namespace lede::test {
namespace {

using namespace lede::consent;

constexpr std::array<std::string_view, 11> event_names = {
    "configured", "host",   "gpc",      "waited",    "ticked", "stored",
    "asked",      "hidden", "answered", "dismissed", "erased"};

Record record_of(std::int64_t last, Purposes grants, std::uint32_t fingerprint, bool gpc = false) {
  return {.first = last,
          .last = last,
          .expires = last + 2,
          .fingerprint = fingerprint,
          .grants = grants,
          .gpc = gpc};
}

void add_reader(std::vector<What>& world) {
  for (const Answer answer : {Answer::accept, Answer::reject, Answer::save}) {
    world.emplace_back(Answered{answer, preferences, {}});
  }
  for (const What& what : {What(Asked{}), What(Hidden{}), What(Dismissed{}), What(Erased{}),
                           What(Waited{}), What(Ticked{}), What(GpcSaid{true}),
                           What(GpcSaid{false}), What(Stored{{}, false}), What(Stored{{}, true})}) {
    world.push_back(what);
  }
}

void add_records(std::vector<What>& world, const Policy& policy, std::int64_t last_ms) {
  for (std::int64_t last = 1; last <= last_ms; ++last) {
    for (const Purposes grants : {Purposes{0}, policy.used}) {
      world.emplace_back(Stored{record_of(last, grants, policy.fingerprint), true});
    }
  }
  world.emplace_back(Stored{record_of(1, policy.used, policy.fingerprint, true), false});
  world.emplace_back(Stored{record_of(2, policy.used, policy.fingerprint + 1), true});
  world.emplace_back(Stored{Record{.last = INT64_MAX}, false});  // what cannot be read
}

void add_hosts(std::vector<What>& world) {
  for (const Signal& signal : {Signal{Status::pending, 0}, Signal{Status::idle, 0},
                               Signal{Status::ready, 0}, Signal{Status::ready, all_purposes}}) {
    world.emplace_back(HostSaid{Host::tcf, signal});
  }
  world.emplace_back(HostSaid{Host::gpp, {Status::elsewhere, 0}});
  world.emplace_back(HostSaid{Host::gpp, {Status::opt_out, history}});
  world.emplace_back(HostSaid{Host::page, {Status::ready, all_purposes}});
  world.emplace_back(HostSaid{Host::page, {Status::ready, 0}});
  for (const Attribute attribute : {Attribute::automatic, Attribute::host, Attribute::denied}) {
    world.emplace_back(Configured{attribute, true});
    world.emplace_back(Configured{attribute, false});
  }
}

// What a state will do next: its phase follows from the rest, and the time from the event.
auto key_of(const State& s) {
  const Record none = {.first = -1};
  const Record& r = s.record ? *s.record : none;
  std::array<int, 8> signals{};
  for (std::size_t i = 0; i < s.signals.size(); ++i) {
    signals[i] = static_cast<int>(s.signals[i].status);
    signals[i + 4] = s.signals[i].allowed;
  }
  return std::tuple(signals, s.attribute, s.question, s.gpc, s.waited, s.loaded, s.erased_ms,
                    s.grants, r.first, r.last, r.expires, r.fingerprint, r.grants, r.gpc);
}

bool within(Purposes some, Purposes all) { return (some & ~all) == 0; }

bool holds(const State& s, const Policy& policy) {
  return s.record && is_valid(*s.record, policy, s.at_ms);
}

/// What may be granted at most, worked out another way than the machine does it: purpose by
/// purpose, from who has said yes and who has not.
Purposes most_grants(const State& s, const Policy& policy) {
  const bool no_law = s.attribute != Attribute::host &&
                      (policy.regime == Regime::none || policy.regime == Regime::opt_out);
  Purposes most = 0;
  const bool asked = s.attribute == Attribute::granted ||
                     std::any_of(s.signals.begin(), s.signals.end(), [](const Signal& signal) {
                       return signal.status == Status::ready;
                     });
  for (const Purposes purpose : {preferences, history, measurement}) {
    bool yes = false;
    bool no = !within(purpose, policy.used) || !s.loaded || s.attribute == Attribute::denied;
    bool host = false;
    for (const Signal& signal : s.signals) {
      const bool grants = signal.status == Status::ready && within(purpose, signal.allowed);
      const bool objects = signal.status == Status::opt_out && !within(purpose, signal.allowed);
      const bool silent = signal.status == Status::opt_out && !asked;  // that nobody objects
      yes = yes || grants || (silent && policy.regime <= Regime::opt_out);
      no = no || signal.status == Status::pending || objects ||
           (signal.status == Status::ready && !grants) ||
           (silent && policy.regime > Regime::opt_out);
      host = host || signal.status != Status::absent;
    }
    no = no || (s.signals[1].status == Status::elsewhere && s.signals[0].status == Status::absent);
    yes = yes || s.attribute == Attribute::granted;
    if (holds(s, policy)) {
      const bool grants = within(purpose, s.record->grants);
      no = no || !grants;
      yes = yes || (grants && !host);
    } else if (s.record && policy.regime <= Regime::opt_out) {
      no = no || !within(purpose, s.record->grants);
    }
    const bool answered_under_gpc = holds(s, policy) && s.record->gpc;
    no = no || (s.gpc && !answered_under_gpc &&
                (policy.regime == Regime::opt_out || policy.regime == Regime::notice));
    if ((yes || no_law) && !no) most |= purpose;
  }
  return most;
}

class Judge {
 public:
  Judge(const Policy& policy, const Machine& machine) : policy_(policy), machine_(machine) {}

  void judge(const State& before, const Event& event, const Step& step) {
    const State& after = step.state;
    const Purposes idle =
        machine_(before, {event.now_ms, Ticked{}}, policy_).state.grants;  // had nothing happened
    const auto* answered = std::get_if<Answered>(&event.what);
    const auto* stored = std::get_if<Stored>(&event.what);
    const auto* gpc = std::get_if<GpcSaid>(&event.what);
    const bool erased = std::holds_alternative<Erased>(event.what);
    hold(within(after.grants, most_grants(after, policy_)),
         "nothing is granted that a reader, a host or the regime has not granted");
    hold(!step.effects.store || answered != nullptr || (erased && after.record == before.record),
         "nothing is stored but an answer");
    hold(answered == nullptr || !step.effects.store ||
             within(after.record->grants, answered->answer == Answer::accept ? policy_.used
                                          : answered->answer == Answer::save ? answered->grants
                                                                             : 0),
         "no more is stored than was answered");
    hold(answered == nullptr || (step.effects.store && step.effects.emit),
         "each answer, a refusal as well as an agreement, is one event, one write and one message");
    hold(answered == nullptr || answered->answer != Answer::reject || after.grants == 0,
         "after a refusal nothing is granted");
    hold(!std::holds_alternative<Dismissed>(event.what) || within(after.grants, idle),
         "dismissing grants nothing");
    hold(!std::holds_alternative<Asked>(event.what) || within(after.grants, idle),
         "asking grants nothing");
    hold(!erased || within(after.grants, idle), "erasing grants nothing");
    hold(gpc == nullptr || !gpc->on || within(after.grants, idle), "GPC adds no grant");
    hold(gpc == nullptr || (!step.effects.store && after.record == before.record),
         "GPC writes no record");
    hold(stored == nullptr || !stored->record || !before.record ||
             stored->record->last > before.record->last || !before.loaded ||
             within(after.grants, idle),
         "an older record of another tab brings no grant back");
    hold(stored == nullptr || !stored->record || !before.loaded ||
             stored->record->last > before.erased_ms || within(after.grants, idle),
         "what was erased does not come back");
    hold(stored == nullptr || !stored->record ||
             within(after.record ? after.record->grants : 0, stored->record->grants),
         "what is stored leaves no record that grants more");
    hold(step.effects.emit ==
             (after.grants != before.grants || step.effects.store || step.effects.forget),
         "the page is told once, where something has changed or a reader has answered");
    hold(after.grants != 0 || !settled(after) || step.effects.clear,
         "where nothing is granted nothing but the record stays stored");
    judge_question(before, step);
  }

  std::set<std::string> broken;

 private:
  static bool settled(const State& s) {
    const auto* host = std::get_if<FollowHost>(&s.phase);
    return s.loaded && !std::holds_alternative<Probing>(s.phase) &&
           (host == nullptr || host->decided);
  }

  void judge_question(const State& before, const Step& step) {
    const State& after = step.state;
    bool host = after.attribute != Attribute::automatic;
    for (const Signal& signal : after.signals) host = host || signal.status != Status::absent;
    const bool open = std::holds_alternative<Prompting>(after.phase);
    hold(open == (after.question == Question::open), "a question is open where the phase says so");
    hold(!open || (!host && !holds(after, policy_) && policy_.regime >= Regime::notice),
         "no question is open beside a host's manager or an answer, or where the law wants none");
    hold(step.effects.close == (before.question == Question::open && !open),
         "a question that ends is closed");
    hold(before.question != Question::dismissed || !open,
         "a dismissed question does not come back");
  }

  void hold(bool fact, std::string_view invariant) {
    if (!fact) broken.emplace(invariant);
  }

  const Policy& policy_;
  const Machine& machine_;
};

// What time alone has changed is not the event's doing. Only a record that expires is time's own; a
// clock that goes back is none of the table's business.
void note(std::set<std::string>& transitions, const State& before, const State& idle,
          const What& what, const State& after) {
  const std::size_t from = before.phase.index();
  const bool expired = std::holds_alternative<Ticked>(what) && before.at_ms < after.at_ms &&
                       std::holds_alternative<Decided>(before.phase);
  if (from == after.phase.index() || (from != idle.phase.index() && !expired)) return;
  transitions.insert(std::string(phase_names[from]) + ' ' + std::string(event_names[what.index()]) +
                     ' ' + std::string(phase_names[after.phase.index()]));
}

void walk(const Policy& policy, const Machine& machine, const std::vector<What>& world,
          std::int64_t last_ms, const State& start, Judge& judge, Walk& walked,
          std::set<std::string>& transitions, const std::string& until) {
  std::set<decltype(key_of(start))> known = {key_of(start)};
  std::deque<State> waiting = {start};
  while (!waiting.empty()) {
    const State state = waiting.front();
    waiting.pop_front();
    if (judge.broken.count(until) != 0) return;
    ++walked.states;
    for (const What& what : world) {
      for (std::int64_t now = 1; now <= last_ms; ++now) {
        const Event event = {now, what};
        const Step step = machine(state, event, policy);
        ++walked.steps;
        judge.judge(state, event, step);
        const State idle = machine(state, {now, Ticked{}}, policy).state;
        note(transitions, state, idle, what, step.state);
        if (known.insert(key_of(step.state)).second) waiting.push_back(step.state);
      }
    }
  }
}

}  // namespace

Walk explore(const Policy& policy, const Machine& machine, std::string_view until) {
  Walk walked;
  Judge judge(policy, machine);
  std::set<std::string> transitions;
  State start;
  start.attribute = Attribute::automatic;
  settle(start, policy);

  std::vector<What> tabs;  // a reader, several tabs, and time
  add_reader(tabs);
  add_records(tabs, policy, 3);
  walk(policy, machine, tabs, 3, start, judge, walked, transitions, std::string(until));

  std::vector<What> hosts;  // a reader and everything that a host can do
  add_reader(hosts);
  add_hosts(hosts);
  walk(policy, machine, hosts, 1, start, judge, walked, transitions, std::string(until));

  walked.broken.assign(judge.broken.begin(), judge.broken.end());
  walked.transitions.assign(transitions.begin(), transitions.end());
  return walked;
}

}  // namespace lede::test
