// What a reader's prompts go by, as the page remembers it, and when it may be stored.
#pragma once
#include "support/reader_state.h"
#include "support/reduce.h"
#include "widget/consent.h"
#include "widget/state.h"
#include <cstdint>

namespace lede {

/// The reader's zone, in minutes east of UTC, as the event tells it.
[[nodiscard]] std::int32_t zone_of(const json::Value& event);

/// Remembers what happened, at the reader's own time: now, unless the event has one.
void remember(Turn& turn, Publisher& publisher, support::Event event);
void remember(Turn& turn, Publisher& publisher, support::EventKind kind);

/// Whether it is settled that nothing of it may be remembered: not while a manager thinks.
[[nodiscard]] bool lost_history(const Publisher& publisher, const consent::Effects& effects);

/// What follows for the reader's state from what consent's machine has just done.
void follow_grants(Turn& turn, Publisher& publisher, bool had_history,
                   const consent::Effects& effects);

/// Another tab, or another profile of the same origin, was asked to erase it all.
void forget_reader(Turn& turn, Publisher& publisher);

/// Takes in what storage holds of the reader. @param there whether it holds anything.
/// @return that alone.
[[nodiscard]] support::ReaderState take_stored(Turn& turn, Publisher& publisher, bool there);

/// Stores what the step has changed of the reader's state.
void keep_if_due(Turn& turn, Publisher& publisher);

}  // namespace lede
