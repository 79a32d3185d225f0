#include "widget/widget.h"

#include "card/messages.h"
#include "json/reader.h"
#include "widget/consent.h"
#include "widget/effects.h"
#include "widget/names.h"
#include "widget/state.h"

#include <string_view>
#include <utility>

namespace lede {
namespace {

using json::Value;

void paint_regions(Turn& turn, CardState& card) {
  turn.effects.paint(card.id, names::region_body, card.open);
  turn.effects.paint(card.id, names::region_support, card.open);
  paint_notice(turn, card);
}

void on_article(Turn& turn) {
  CardState card = read_card(turn.event.string("card"), turn.event);
  if (CardState* old = turn.page.find(card.id)) leave_notice(turn, *old);
  if (!card.profile.empty()) {
    card.stale = card.open && turn.page.add_publisher(card.profile).policy.used != 0;
  }
  turn.effects.emit(card, names::event_ready);
  turn.page.put(std::move(card));
}

// The host may say no: only an uncancelled `lede:before-expand` comes back as `opened`.
void on_open(const CardState& card, Effects& effects) {
  if (card.open || !card.opens) return;
  effects.begin_emit(card, names::event_before_expand)
      .end_object()
      .key("cancelable")
      .boolean(true)
      .key("then")
      .begin_object()
      .member("type", names::input_opened)
      .member("card", card.id)
      .end_object();
  effects.end();
}

void on_opened(Turn& turn, CardState& card) {
  if (!card.opens || std::exchange(card.open, true)) return;
  ask_if_due(turn);
  paint_regions(turn, card);
  turn.effects.open(card.id, true);
  turn.effects.emit(card, names::event_expand);
}

// Focus moves before the regions are emptied, so that it is never lost with them.
void on_close(Turn& turn, CardState& card) {
  if (card.full || !std::exchange(card.open, false)) return;
  leave_notice(turn, card);
  turn.effects.focus(card.id, names::action_toggle);
  turn.effects.open(card.id, false);
  paint_regions(turn, card);
  turn.effects.emit(card, names::event_collapse);
}

void on_share(const CardState& card, const Value& event, Effects& effects) {
  effects.begin(names::effect_share, card.id)
      .member("how", event.string("can"))
      .member("url", card.url)
      .member("title", card.title);
  effects.end();
}

void on_shared(const CardState& card, const Value& event, Effects& effects) {
  const std::string_view how = event.string("how");
  const Language language = language_for(card.interface_lang, Language::en);
  if (how == "copy") effects.say(card.id, message(Message::copied, language));
  if (how == "failed") effects.say(card.id, message(Message::share_failed, language));
  if (how != "share" && how != "copy") return;
  effects.begin_emit(card, names::event_share).member("how", how).end_object();
  effects.end();
}

Error bad_event(std::string_view field, std::string message) {
  return {ErrorCode::bad_event, json::pointer_to({}, field), std::move(message)};
}

// Events about a card that the page does not know (it left while a fetch was under way) change
// nothing.
Result<bool> on_card_event(Turn& turn) {
  const std::string_view type = turn.event.string("type");
  const std::string_view id = turn.event.string("card");
  if (id.empty()) return bad_event("card", "The event must name its card.");
  if (type == names::input_article) {
    on_article(turn);
    return true;
  }
  CardState* card = turn.page.find(id);
  if (card == nullptr) return true;
  if (type == names::input_open) {
    on_open(*card, turn.effects);
  } else if (type == names::input_opened) {
    on_opened(turn, *card);
  } else if (type == names::input_close) {
    on_close(turn, *card);
  } else if (type == names::input_share) {
    on_share(*card, turn.event, turn.effects);
  } else if (type == names::input_shared) {
    on_shared(*card, turn.event, turn.effects);
  } else if (type == names::input_in_view) {
    card->in_view = true;
  } else if (type == names::input_gone) {
    leave_notice(turn, *card);
    turn.page.remove(id);
  }
  return true;
}

// An event without a time that can be one is from the beginning of time: no record holds then.
std::int64_t time_of(const Value& event) {
  constexpr double last_ms_of_9999 = 253402300799999.0;
  const double now_ms = event.number_or("now_ms", 0);
  return now_ms >= 0 && now_ms <= last_ms_of_9999 ? static_cast<std::int64_t>(now_ms) : 0;
}

bool is_card_event(std::string_view type) {
  for (const std::string_view known :
       {names::input_article, names::input_open, names::input_opened, names::input_close,
        names::input_share, names::input_shared, names::input_gone, names::input_in_view}) {
    if (type == known) return true;
  }
  return false;
}

}  // namespace

Result<Step> step(const Value& state, const Value& event) {
  PageState page = read_state(state);
  Effects effects;
  Turn turn{page, event, time_of(event), effects};
  pass_time(turn);
  const std::string_view type = event.string("type");
  if (is_card_event(type)) {
    const Result<bool> done = on_card_event(turn);
    if (!done) return done.error();
  } else if (type != names::input_supported) {  // nothing follows from that yet
    const Result<bool> done = on_consent_event(turn);
    if (!done) return done.error();
    if (!*done) return bad_event("type", "No event has this type.");
  }
  finish(turn);
  return Step{write_state(page), effects.take()};
}

Result<Step> step_bytes(std::string_view state, std::string_view event) {
  const Result<Value> event_json = json::read(event);
  if (!event_json) return event_json.error();
  const Result<Value> state_json = json::read(state);
  const Value new_page;
  return step(state_json ? *state_json : new_page, *event_json);
}

}  // namespace lede
