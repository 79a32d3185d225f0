#include "consent/machine.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lede::consent {
namespace {

constexpr std::size_t host_count = host_names.size();

/// Stands for a record that cannot be heeded: it has never held, so the reader is asked where the
/// law wants it, and grants nothing where it does not.
constexpr Record no_answer = {.expires = 1};

/// Whether some host has been asked and has answered.
bool has_asked(const State& state) {
  bool asked = state.attribute == Attribute::granted;
  for (const Signal& signal : state.signals) asked = asked || signal.status == Status::ready;
  return asked;
}

/// A host's word as it counts: the attribute speaks for the page, where the TCF answers GPP need
/// not, and that nobody objects is no grant where the law wants one.
Signal signal_of(const State& state, const Policy& policy, std::size_t host) {
  Signal signal = state.signals[host];
  const bool is_page = host == static_cast<std::size_t>(Host::page);
  if (is_page && state.attribute == Attribute::denied) return {.status = Status::ready};
  if (is_page && state.attribute == Attribute::granted && signal.status == Status::absent)
    return {.status = Status::ready, .allowed = all_purposes};
  if (signal.status == Status::elsewhere)
    signal.status = state.signals[0].status == Status::absent ? Status::ready : Status::idle;
  if (signal.status == Status::opt_out) {
    signal.status = Status::ready;
    if (policy.regime > Regime::opt_out && !has_asked(state)) signal.allowed = 0;
  }
  return signal;
}

/// The record where it holds, else nullptr.
const Record* valid_record(const State& state, const Policy& policy) {
  const bool holds = state.record && is_valid(*state.record, policy, state.at_ms);
  return holds ? &*state.record : nullptr;
}

/// The hosts that are there; nothing where there are none.
std::optional<FollowHost> follow(const State& state, const Policy& policy) {
  std::optional<FollowHost> following;
  for (std::size_t i = 0; i < host_count; ++i) {
    const Status status = signal_of(state, policy, i).status;
    if (status == Status::absent) continue;
    if (!following) following = FollowHost{static_cast<Host>(i), true};
    if (status == Status::pending) following->decided = false;
  }
  if (!following && state.attribute == Attribute::host) return FollowHost{Host::page, false};
  return following;
}

Phase phase_of(const State& state, const Policy& policy) {
  if (policy.used == 0) return NotRequired{};
  if (const std::optional<FollowHost> following = follow(state, policy)) return *following;
  if (!state.waited || !state.loaded) return Probing{};
  if (valid_record(state, policy) != nullptr) return Decided{};
  if (policy.regime == Regime::none) return NotRequired{};
  if (state.question == Question::open) return Prompting{};
  return Unasked{};
}

struct Grant {
  Purposes grants = 0;
  By by = By::waiting;

  void narrow(Purposes allowed, By who) {
    if ((grants & ~allowed) == 0) return;
    grants &= allowed;
    by = who;
  }
};

/// What the regime grants to a reader who has not answered.
Grant by_default(const Policy& policy) {
  if (policy.regime <= Regime::opt_out) return {policy.used, By::regime};
  return {0, By::unasked};
}

// The most restrictive of all that apply. A law that does not hold here is no grant either: then
// the regime's own default holds, unless the page wants a host's grant.
Grant granted_by_hosts(const State& state, const Policy& policy) {
  Grant grant = {policy.used, By::waiting};
  bool bound = false;
  for (std::size_t i = 0; i < host_count; ++i) {
    const auto [status, allowed] = signal_of(state, policy, i);
    if (status == Status::absent || status == Status::idle) continue;
    const By by = static_cast<By>(i + 1);
    if (!std::exchange(bound, true)) grant.by = by;
    grant.narrow(status == Status::ready ? allowed : 0, by);
  }
  if (!bound && state.attribute == Attribute::host) return {0, By::page};
  return bound ? grant : by_default(policy);
}

/// Whether GPC counts: it is on, the law of the regime knows it, and the reader has not chosen
/// otherwise under it.
bool gpc_acts(const State& state, const Policy& policy, const Record* valid) {
  const bool known = policy.regime == Regime::opt_out || policy.regime == Regime::notice;
  return state.gpc && known && (valid == nullptr || !valid->gpc);
}

Grant grant_of(const State& state, const Policy& policy) {
  const Record* valid = valid_record(state, policy);
  Grant grant;
  if (policy.used == 0) return {0, By::unused};
  if (std::holds_alternative<FollowHost>(state.phase)) {
    grant = granted_by_hosts(state, policy);
  } else if (std::holds_alternative<Decided>(state.phase)) {
    grant = {policy.used, By::record};
  } else {
    grant = by_default(policy);
  }
  if (valid != nullptr) {
    grant.narrow(valid->grants, By::record);
  } else if (state.record && policy.regime <= Regime::opt_out) {
    grant.narrow(state.record->grants, By::record);  // a refusal outlives its question
  }
  if (gpc_acts(state, policy, valid)) grant.narrow(0, By::gpc);
  if (!state.loaded || std::holds_alternative<Probing>(state.phase)) grant = {0, By::waiting};
  return grant;
}

// A manager that shows itself again waits for the reader: until then its last word stands.
void hear(Signal& signal, const Signal& said) {
  if (said.status == Status::pending && signal.status >= Status::ready) return;
  signal = said;
}

// No time, neither of a record nor of a clock that was set, makes a grant of what another tab has
// refused: what is stored narrows what is known, and a record from the future, on whichever side,
// or one that is older than what the reader had erased, does nothing else.
void take_in(State& state, const Stored& stored) {
  state.loaded = true;
  std::optional<Record>& mine = state.record;
  if (!stored.record) {
    if (!stored.other) return;
    mine.reset();
    state.erased_ms = state.at_ms;
    return;
  }
  const Record& said = *stored.record;
  const bool out_of_time = said.last > state.at_ms || said.last <= state.erased_ms;
  const bool ahead = mine && mine->last > state.at_ms;
  if (!out_of_time && !ahead) mine = mine ? merge(*mine, said) : said;
  if (!mine) mine = no_answer;
  const Purposes both = mine->grants & said.grants;
  if (ahead && !out_of_time && both == 0) mine = said;
  mine->grants = both;
}

Purposes chosen(const Answered& answered, Purposes used) {
  switch (answered.answer) {
    case Answer::accept:
      return used;
    case Answer::reject:
      return 0;
    case Answer::save:
      return answered.grants & used;
  }
  return 0;
}

void answer(State& state, const Answered& answered, const Policy& policy) {
  const std::int64_t now_ms = state.at_ms;
  const Record* affirmed = valid_record(state, policy);
  state.record = {.first = affirmed != nullptr ? affirmed->first : now_ms,
                  .last = now_ms,
                  .expires = now_ms + policy.lifetime_ms[static_cast<std::size_t>(answered.answer)],
                  .fingerprint = policy.fingerprint,
                  .regime = policy.regime,
                  .grants = chosen(answered, policy.used),
                  .gpc = state.gpc,
                  .lang = answered.lang};
  state.question = Question::unasked;
}

// Erasing never grants: where the regime would, a refusal stays.
void erase(State& state, Effects& effects, const Policy& policy) {
  settle(state, policy);
  const State before = state;
  state.record.reset();
  state.erased_ms = state.at_ms;
  state.question = Question::dismissed;
  settle(state, policy);
  const bool refused = (state.grants & ~before.grants) != 0;
  if (refused) state = before;
  effects.store = refused;
  effects.forget = !refused;
}

bool is_settled(const State& state) {
  const auto* following = std::get_if<FollowHost>(&state.phase);
  return state.loaded && !std::holds_alternative<Probing>(state.phase) &&
         (following == nullptr || following->decided);
}

// Read from top to bottom where std::visit would do: its tables weigh a kilobyte in the module.
void take(State& state, Effects& effects, const What& what, const Policy& policy) {
  const bool is_open = state.question == Question::open;
  if (const auto* configured = std::get_if<Configured>(&what)) {
    state.attribute = std::max(state.attribute, configured->attribute);
    state.gpc = configured->gpc;
  } else if (const auto* said = std::get_if<HostSaid>(&what)) {
    hear(state.signals[static_cast<std::size_t>(said->host)], said->signal);
  } else if (const auto* gpc = std::get_if<GpcSaid>(&what)) {
    state.gpc = gpc->on;
  } else if (std::holds_alternative<Waited>(what)) {
    state.waited = true;
  } else if (const auto* stored = std::get_if<Stored>(&what)) {
    take_in(state, *stored);
  } else if (std::holds_alternative<Asked>(what)) {
    if (wants_to_ask(state, policy)) state.question = Question::open;
  } else if (std::holds_alternative<Hidden>(what)) {
    if (is_open) state.question = Question::unasked;
  } else if (const auto* answered = std::get_if<Answered>(&what)) {
    effects.store = policy.used != 0;
    if (effects.store) answer(state, *answered, policy);
  } else if (std::holds_alternative<Dismissed>(what)) {
    // Dismissing is not agreeing: cookieconsent (osano) #168, #339, #452.
    if (is_open) state.question = Question::dismissed;
  } else if (std::holds_alternative<Erased>(what)) {
    erase(state, effects, policy);
  }
}

}  // namespace

void settle(State& state, const Policy& policy) {
  state.phase = phase_of(state, policy);
  const Grant grant = grant_of(state, policy);
  state.grants = grant.grants;
  state.by = grant.by;
}

bool wants_to_ask(const State& state, const Policy& policy) {
  return std::holds_alternative<Unasked>(state.phase) && state.question == Question::unasked &&
         policy.regime >= Regime::notice;
}

bool is_decided(const State& state) {
  const auto* following = std::get_if<FollowHost>(&state.phase);
  return std::holds_alternative<Decided>(state.phase) ||
         (following != nullptr && following->decided);
}

Step step(const State& state, const Event& event, const Policy& policy) {
  State next = state;
  const Effects effects = advance(next, event, policy);
  return {next, effects};
}

Effects advance(State& state, const Event& event, const Policy& policy) {
  const Purposes before = state.grants;
  const bool was_open = state.question == Question::open;
  Effects effects;
  state.at_ms = event.now_ms;
  take(state, effects, event.what, policy);
  settle(state, policy);
  // A question that is no longer wanted, a host having come or another tab having answered, closes.
  if (state.question == Question::open && !std::holds_alternative<Prompting>(state.phase))
    state.question = Question::unasked;
  effects.close = was_open && state.question != Question::open;
  const bool refused = effects.store && state.record && (policy.used & ~state.record->grants) != 0;
  effects.clear =
      refused || (is_settled(state) && (state.grants == 0 || (before & ~state.grants) != 0));
  effects.emit = state.grants != before || effects.store || effects.forget;
  return effects;
}

std::string explain(const State& state, const Policy& policy) {
  std::string out(by_names[static_cast<std::size_t>(state.by)]);
  const auto* following = std::get_if<FollowHost>(&state.phase);
  if (following != nullptr && !following->decided) return out + ": waiting";
  std::string_view before = ": no ";
  for (std::size_t i = 0; i < purpose_names.size(); ++i) {
    if ((policy.used & ~state.grants & purpose_bit(i)) == 0) continue;
    out += std::exchange(before, ", ");
    out += purpose_names[i];
  }
  return out;
}

}  // namespace lede::consent
