// Joins the publishers' consent machines to the page: what they are told, and what follows for
// storage, the page and the cards.
#pragma once
#include "consent/machine.h"
#include "json/value.h"
#include "widget/effects.h"
#include "widget/state.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

/// One step of the page, as it is being taken.
struct Turn {
  PageState& page;
  const json::Value& event;
  std::int64_t now_ms;
  Effects& effects;
  // What the event is about; nullptr where it names none.
  CardState* card = nullptr;
  Publisher* publisher = nullptr;
  json::Document stored;  ///< what the event brings from storage, read
  std::string_view said;  ///< to the reader, about their answer in the card's notice
};

// Events of a publisher.
void on_profile(Turn& turn);
void on_waited(Turn& turn);
void on_set_consent(Turn& turn);

// Events of the page: a host's consent manager, and what is stored.
void on_host(Turn& turn);
void on_stored(Turn& turn);

/// Tells a publisher's machine what happened, and does what follows for storage and the question.
void inform(Turn& turn, Publisher& publisher, const consent::What& what);

/// Who decided, in one word: user, host or gpc; empty while nobody has.
[[nodiscard]] std::string_view decided_by(const consent::State& state);

/// What stands under the publisher's key in storage; empty for nothing.
[[nodiscard]] std::string kept_text(Publisher& publisher);

/// Lets the time pass that the event brings with it: a record may have expired.
void pass_time(Turn& turn);

/// Tells a card that has come of what was granted before.
void greet(Turn& turn, const CardState& card);

/// What a store is for, and so what must be kept where there is no room for all of it.
enum class Keeping : std::uint8_t {
  history,  ///< what stands stays, and is a little older
  answer,   ///< the record alone
  refusal,  ///< the same; and if not even that, nothing: what stands would grant more
};

/// Stores what may be: the reader's record, and with `history` what prompts go by.
void keep(Turn& turn, Publisher& publisher, Keeping what);

/// Ends the step: asks, paints the notices and tells the page of the grants that have changed.
void finish(Turn& turn);

}  // namespace lede
