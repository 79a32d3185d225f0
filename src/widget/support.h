// Joins the publishers' campaigns to the page: one prompt at a time, never beside a question, in a
// card that is open.
#pragma once
#include "widget/consent.h"
#include "widget/state.h"

namespace lede {

// Events of a prompt. What comes for one that does not stand means nothing.
void on_seen(Turn& turn);
void on_skipped(Turn& turn);
void on_donate(Turn& turn);
void on_not_now(Turn& turn);
void on_supporter(Turn& turn);
void on_why(Turn& turn);
void on_forget(Turn& turn);
void on_no_count(Turn& turn);

/// The page's word that the reader has paid. The prompt that stands gives way to thanks; where none
/// does, the publisher's first card tells of it.
void on_supported(Turn& turn);

/// Closes the prompts that were answered in another tab. @param before what the page remembered.
void close_answered(Turn& turn, Publisher& publisher, const support::ReaderState& before);

/// Whether prompts are decided for this card; its publisher's own request is then never shown.
[[nodiscard]] bool has_prompts(const Turn& turn, const CardState& card);

/// An open card wants a prompt from now on. @param late whether it was shown without one.
void want_prompt(const Turn& turn, CardState& card, bool late);

/// Decides what is due, as soon as nothing is to be waited for; closes what stands beside a
/// question.
void prompt_if_due(Turn& turn);

}  // namespace lede
