// Joins the publishers' consent machines to the page: one question at a time, in a card that is
// open.
#pragma once
#include "consent/machine.h"
#include "json/value.h"
#include "widget/effects.h"
#include "widget/state.h"
#include <cstdint>

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
};

// Events of a publisher.
void on_profile(Turn& turn);
void on_waited(Turn& turn);
void on_set_consent(Turn& turn);

// Events of the page: a host's consent manager, and what is stored.
void on_host(Turn& turn);
void on_stored(Turn& turn);

// Buttons in a card's notice. A press in a view that has no such button came late and means
// nothing.
void on_accept(Turn& turn);
void on_reject(Turn& turn);
void on_save(Turn& turn);
void on_choose(Turn& turn);
void on_privacy(Turn& turn);
void on_dismiss(Turn& turn);
void on_ok(Turn& turn);
void on_erase(Turn& turn);

/// Lets the time pass that the event brings with it: a record may have expired.
void pass_time(Turn& turn);

/// Tells a card that has come of what was granted before.
void greet(Turn& turn, const CardState& card);

/// The card has closed, or is gone, or is shown anew: what its notice showed is over.
void leave_notice(Turn& turn, CardState& card);

/// Opens the question where it is due: in the first card that has room for it.
void ask_if_due(Turn& turn);

/// Paints a card's notice as it now is.
void paint_notice(Turn& turn, CardState& card);

/// Stores what may be: the reader's record, and with `history` what prompts go by.
void keep(Turn& turn, Publisher& publisher);

/// Ends the step: asks, paints the notices and tells the page of the grants that have changed.
void finish(Turn& turn);

}  // namespace lede
