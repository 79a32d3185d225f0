// The consent machine of one publisher in one page: what happened in, what may be remembered out.
// Its states and transitions are drawn in docs/privacy.md, from consent/transitions.def.
#pragma once
#include "base/row.h"
#include "consent/policy.h"
#include "consent/purposes.h"
#include "consent/record.h"
#include "consent/signals.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace lede::consent {

struct Probing {};  ///< waiting for a manager of the host page, or for what was stored
struct FollowHost {
  Host host;     ///< the first that is there
  bool decided;  ///< each that is there has answered
};
struct Unasked {};      ///< no manager, no valid record
struct Prompting {};    ///< the question is open
struct Decided {};      ///< the reader's record holds
struct NotRequired {};  ///< no purpose is used, or the regime is none

using Phase = std::variant<Probing, FollowHost, Unasked, Prompting, Decided, NotRequired>;

inline constexpr Row phase_names =
    "probing\0follow-host\0unasked\0prompting\0decided\0not-required";

/// The `consent` attribute, from the least to the most restrictive: of a publisher's cards in one
/// page the last of them holds.
enum class Attribute : std::uint8_t { granted, automatic, host, denied };

inline constexpr Row attribute_names = "granted\0auto\0host\0denied";

enum class Question : std::uint8_t { unasked, open, dismissed };

/// The signal that decided what is granted: that which narrowed it last, else that which gave it.
/// Those of Host stand second to fifth, in its order.
enum class By : std::uint8_t { waiting, tcf, gpp, wp, page, record, gpc, unasked, regime, unused };

inline constexpr Row by_names = "waiting\0tcf\0gpp\0wp\0page\0record\0gpc\0unasked\0regime\0unused";

/// Plain data. The first three are what the others come to under the policy: settle() makes them.
struct State {
  Phase phase;
  Purposes grants = 0;
  By by = By::waiting;

  std::array<Signal, 4> signals;  ///< by Host
  Attribute attribute = Attribute::granted;
  Question question = Question::unasked;
  bool gpc = false;
  bool waited = false;           ///< the host page has had its time
  bool loaded = false;           ///< storage has answered
  std::optional<Record> record;  ///< the newest of this and all other tabs
  std::int64_t erased_ms = 0;    ///< records up to then do not come back
  std::int64_t at_ms = 0;        ///< time of the last event
};

/// Brings `phase`, `grants` and `by` up to date with the rest of a state.
void settle(State& state, const Policy& policy);

// What happens.
struct Configured {  ///< a card of this publisher is there
  Attribute attribute;
  bool gpc;
};
struct HostSaid {
  Host host;
  Signal signal;
};
struct GpcSaid {
  bool on;
};
struct Waited {};
struct Ticked {};                ///< nothing but time has passed
struct Stored {                  ///< read at the start, or written by another tab
  std::optional<Record> record;  ///< nothing: there is none, or no longer
  bool other;
};
struct Asked {};   ///< a card has room for the question
struct Hidden {};  ///< and has gone or closed with it
struct Answered {  ///< by accept, reject or save
  Answer answer;
  Purposes grants;  ///< of a save
  std::array<char, 3> lang;
};
struct Dismissed {};
struct Erased {};  ///< the reader wants what is stored to be gone

using What = std::variant<Configured, HostSaid, GpcSaid, Waited, Ticked, Stored, Asked, Hidden,
                          Answered, Dismissed, Erased>;

struct Event {
  std::int64_t now_ms = 0;
  What what;
};

/// What is to be done, in this order.
struct Effects {
  bool store = false;   ///< write the record
  bool forget = false;  ///< remove all that is stored
  bool clear = false;   ///< nothing but the record may stay stored
  bool close = false;   ///< the question is not open any more
  bool emit = false;    ///< tell the page: the grants have changed, or the reader has answered
};

struct Step {
  State state;
  Effects effects;
};

/// Takes one event in. Pure; total: every event is allowed in every state.
[[nodiscard]] Step step(const State& state, const Event& event, const Policy& policy);

/// The same, in place.
Effects advance(State& state, const Event& event, const Policy& policy);

/// Whether a question would now be opened by Asked: opt-in and notice ask, once a page.
[[nodiscard]] bool wants_to_ask(const State& state, const Policy& policy);

/// Whether what is granted stands on an answer, the reader's or the host's.
[[nodiscard]] bool is_decided(const State& state);

/// The signal that decided and what it holds back: "tcf: waiting", "gpc: no history".
[[nodiscard]] std::string explain(const State& state, const Policy& policy);

}  // namespace lede::consent
