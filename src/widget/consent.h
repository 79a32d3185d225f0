// Joins the publishers' consent machines to the page: one question at a time, in a card that is
// open.
#pragma once
#include "base/result.h"
#include "json/value.h"
#include "widget/effects.h"
#include "widget/state.h"
#include <cstdint>
#include <optional>
#include <string_view>

namespace lede {

/// One step of the page, as it is being taken.
struct Turn {
  PageState& page;
  const json::Value& event;
  std::int64_t now_ms;
  Effects& effects;
};

/// Lets the time pass that the event brings with it: a record may have expired.
void pass_time(Turn& turn);

/// Takes in an event that is about consent: of a publisher (profile, stored, waited, consent), of
/// the page (host) or of a button in a card's notice.
/// @return whether it was one; or bad_event.
[[nodiscard]] Result<bool> on_consent_event(Turn& turn);

/// The card has closed, or is gone, or was shown anew: what its notice showed is over.
void leave_notice(Turn& turn, CardState& card);

/// Opens the question where it is due: in the first card that has room for it.
void ask_if_due(Turn& turn);

/// Paints a card's notice as it now is.
void paint_notice(Turn& turn, CardState& card);

/// Ends the step: paints the notices and tells the pages of the grants that have changed.
void finish(Turn& turn);

}  // namespace lede
