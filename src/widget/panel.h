// A card's notice as the page's machine has it: the question, one at a time and in a card that is
// open, and what the reader does with it.
#pragma once
#include "widget/consent.h"
#include "widget/state.h"

namespace lede {

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

/// The card has closed, or is gone, or is shown anew: what its notice showed is over.
void leave_notice(Turn& turn, CardState& card);

/// Opens the question where it is due: in the first card that has room for it.
void ask_if_due(Turn& turn);

/// Paints a card's notice as it now is.
void paint_notice(Turn& turn, CardState& card);

/// Paints every notice that is to be painted before the step ends.
void paint_stale(Turn& turn);

}  // namespace lede
