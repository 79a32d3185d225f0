#include "widget/panel.h"

#include "card/messages.h"
#include "widget/names.h"

namespace lede {
namespace {

using consent::Answer;
using json::Writer;

/// What render() is to be told of, for the notice region.
void write_with(Writer& out, const Turn& turn, const CardState& card, Publisher& publisher) {
  const consent::State& state = publisher.consent;
  out.begin_object().member("view", notice_view_names[static_cast<std::size_t>(card.view)]);
  consent::write_purposes(out.key("grants"), state.grants);
  out.flag("gpc", state.gpc).member("decided", decided_by(state));
  if (state.record && state.record->last > 0)
    out.number("since", state.record->last).number("expires", state.record->expires);
  if (card.view == NoticeView::privacy) out.member("kept", kept_text(publisher));
  out.member("storage", publisher.storage);
  if (&card == turn.card && !turn.said.empty()) out.member("said", turn.said);
  out.end_object();
}

constexpr unsigned in(NoticeView view) { return 1U << static_cast<unsigned>(view); }

constexpr unsigned any_panel =
    in(NoticeView::ask) | in(NoticeView::choose) | in(NoticeView::notice) | in(NoticeView::privacy);

/// Whether the card shows one of these views, and has somebody to ask for.
bool stands_in(const Turn& turn, unsigned views) {
  return turn.card->open && (in(turn.card->view) & views) != 0 && turn.publisher != nullptr &&
         turn.publisher->policy.used != 0;
}

void show_panel(Turn& turn, NoticeView view) {
  turn.card->view = view;
  paint_notice(turn, *turn.card);
  turn.effects.act(names::effect_focus, *turn.card, "target", names::action_purpose);
}

/// The panel gives way to the button, beside which stands what came of it: to see, and to hear.
void close_panel(Turn& turn) {
  turn.card->view = NoticeView::button;
  turn.card->stale = true;
  paint_stale(turn);
  turn.effects.act(names::effect_focus, *turn.card, "target", names::action_privacy);
  if (!turn.said.empty()) turn.effects.act(names::effect_say, *turn.card, "text", turn.said);
}

void say(Turn& turn, Message said) {
  turn.said = message(said, language_for(turn.card->fact("interface_lang"), Language::en));
}

void answer(Turn& turn, unsigned views, Answer answer) {
  if (!stands_in(turn, views)) return;
  Publisher& publisher = *turn.publisher;
  inform(turn, publisher,
         consent::Answered{answer, consent::read_purposes(turn.event.find("grants")),
                           consent::primary_subtag(turn.card->fact("interface_lang"))});
  const bool granted = publisher.consent.record && publisher.consent.record->grants != 0;
  say(turn, granted ? Message::consent_saved : Message::consent_refused);
  close_panel(turn);
}

void dismiss(Turn& turn, unsigned views) {
  if (!stands_in(turn, views)) return;
  const bool asked = turn.page.asking == turn.card->id;
  if (asked) inform(turn, *turn.publisher, consent::Dismissed{});
  if (asked) say(turn, Message::consent_closed);
  close_panel(turn);
}

}  // namespace

void on_accept(Turn& turn) { answer(turn, in(NoticeView::ask), Answer::accept); }
void on_reject(Turn& turn) {
  answer(turn, in(NoticeView::ask) | in(NoticeView::privacy), Answer::reject);
}
void on_save(Turn& turn) {
  answer(turn, in(NoticeView::choose) | in(NoticeView::privacy), Answer::save);
}

void on_choose(Turn& turn) {
  if (stands_in(turn, in(NoticeView::ask))) show_panel(turn, NoticeView::choose);
}

void on_privacy(Turn& turn) {
  if (!stands_in(turn, any_panel | in(NoticeView::button))) return;
  if (turn.card->view == NoticeView::privacy) return dismiss(turn, any_panel);
  show_panel(turn, NoticeView::privacy);
}

void on_dismiss(Turn& turn) { dismiss(turn, any_panel); }
void on_ok(Turn& turn) { dismiss(turn, in(NoticeView::notice)); }

void on_erase(Turn& turn) {
  if (!stands_in(turn, in(NoticeView::privacy))) return;
  inform(turn, *turn.publisher, consent::Erased{});
  const bool kept = turn.publisher->consent.record.has_value();  // where erasing would grant
  say(turn, kept ? Message::consent_refused : Message::consent_erased);
  close_panel(turn);
}

void leave_notice(Turn& turn, CardState& card) {
  Publisher* publisher = turn.page.publisher(card.profile);
  if (turn.page.asking == card.id && publisher != nullptr)
    inform(turn, *publisher, consent::Hidden{});
  card.view = NoticeView::button;
  card.stale = false;
}

void ask_if_due(Turn& turn) {
  for (CardState& card : turn.page.cards) {
    if (!turn.page.asking.empty()) return;
    if (!card.open || (card.full && !card.in_view) || card.view != NoticeView::button) continue;
    Publisher* publisher = turn.page.publisher(card.profile);
    if (publisher == nullptr || !wants_to_ask(publisher->consent, publisher->policy)) continue;
    inform(turn, *publisher, consent::Asked{});
    turn.page.asking = card.id;
    card.view =
        publisher->policy.regime == consent::Regime::notice ? NoticeView::notice : NoticeView::ask;
    card.stale = true;
  }
}

void paint_notice(Turn& turn, CardState& card) {
  card.stale = false;
  Writer& out = turn.effects.begin_paint(card, names::region_notice);
  Publisher* publisher = turn.page.publisher(card.profile);
  if (card.open && publisher != nullptr && publisher->policy.used != 0)
    write_with(out.key("with"), turn, card, *publisher);
  turn.effects.end();
}

void paint_stale(Turn& turn) {
  for (CardState& card : turn.page.cards) {
    if (card.stale) paint_notice(turn, card);
  }
}

}  // namespace lede
