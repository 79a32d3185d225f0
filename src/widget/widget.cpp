#include "widget/widget.h"

#include "base/time.h"
#include "card/messages.h"
#include "json/reader.h"
#include "widget/consent.h"
#include "widget/effects.h"
#include "widget/names.h"
#include "widget/panel.h"
#include "widget/state.h"
#include "widget/support.h"

#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

namespace lede {
namespace {

using json::Value;

// Where prompts are decided the request for support is painted by itself.
void paint_regions(Turn& turn) {
  const CardState& card = *turn.card;
  turn.effects.begin_paint(card, names::region_body).end_object();
  if (!card.open || !has_prompts(turn, card)) {
    turn.effects.begin_paint(card, names::region_support).member("slot", "end");
    turn.effects.end();
  }
  paint_notice(turn, *turn.card);
}

void mark_open(Turn& turn) {
  turn.effects.begin(names::effect_open, "card", turn.card->id)
      .flag("open", turn.card->open)
      .end_object();
}

// A card that is shown anew takes its own place.
void on_article(Turn& turn) {
  CardState card = read_card(turn.event.string("card"), turn.event);
  if (turn.card != nullptr) leave_notice(turn, *turn.card);
  if (!card.profile.empty())
    card.stale = card.open && turn.page.add_publisher(card.profile).policy.used != 0;
  card.prompt = {};
  if (card.open && !card.full) want_prompt(turn, card, true);
  turn.page.put(card);
  turn.effects.emit(card, names::event_ready);
  greet(turn, card);
}

// The host may say no: only an uncancelled `lede:before-expand` comes back as `opened`.
void on_open(Turn& turn) {
  const CardState& card = *turn.card;
  if (card.open || !card.opens()) return;
  turn.effects.begin_emit(card, names::event_before_expand)
      .end_object()
      .flag("cancelable", true)
      .key("then")
      .begin_object()
      .member("type", names::input_opened)
      .member("card", card.id)
      .end_object()
      .end_object();
}

void on_opened(Turn& turn) {
  CardState& card = *turn.card;
  if (!card.opens() || std::exchange(card.open, true)) return;
  ask_if_due(turn);
  want_prompt(turn, card, false);
  paint_regions(turn);
  prompt_if_due(turn);
  mark_open(turn);
  turn.effects.emit(card, names::event_expand);
}

// Focus moves before the regions are emptied, so that it is never lost with them.
void on_close(Turn& turn) {
  CardState& card = *turn.card;
  if (card.full || !std::exchange(card.open, false)) return;
  leave_notice(turn, card);
  card.prompt = {};
  turn.effects.act(names::effect_focus, card, "target", names::action_toggle);
  mark_open(turn);
  paint_regions(turn);
  turn.effects.emit(card, names::event_collapse);
}

void on_share(Turn& turn) {
  const CardState& card = *turn.card;
  turn.effects.begin(names::effect_share, "card", card.id)
      .member("how", turn.event.string("can"))
      .member("url", card.fact("url"))
      .member("title", card.fact("title"))
      .end_object();
}

void on_shared(Turn& turn) {
  const CardState& card = *turn.card;
  const std::string_view how = turn.event.string("how");
  const bool copied = how == "copy";
  if (copied || how == "failed") {
    const Language language = language_for(card.fact("interface_lang"), Language::en);
    turn.effects.act(names::effect_say, card, "text",
                     message(copied ? Message::copied : Message::share_failed, language));
  }
  if (!copied && how != "share") return;
  turn.effects.begin_emit(card, names::event_share).member("how", how).end_object().end_object();
}

void on_gone(Turn& turn) {
  leave_notice(turn, *turn.card);
  *turn.card = {};
}

void on_in_view(Turn& turn) {
  CardState& card = *turn.card;
  if (!std::exchange(card.in_view, true) && card.open) want_prompt(turn, card, true);
}

/// Every event: its type, the field that names what it is about, what happens.
struct Input {
  std::string_view type;
  std::string_view about;  ///< "card"; "profile" or "url" for a profile's; empty for the page's
  void (*happen)(Turn& turn);
};

constexpr std::string_view card_field = "card";
constexpr std::string_view profile_field = "profile";

constexpr std::array inputs = {
    Input{names::input_article, card_field, on_article},
    Input{names::input_open, card_field, on_open},
    Input{names::input_opened, card_field, on_opened},
    Input{names::input_close, card_field, on_close},
    Input{names::input_share, card_field, on_share},
    Input{names::input_shared, card_field, on_shared},
    Input{names::input_gone, card_field, on_gone},
    Input{names::input_in_view, card_field, on_in_view},
    Input{names::input_accept, card_field, on_accept},
    Input{names::input_reject, card_field, on_reject},
    Input{names::input_choose, card_field, on_choose},
    Input{names::input_save, card_field, on_save},
    Input{names::input_dismiss, card_field, on_dismiss},
    Input{names::input_ok, card_field, on_ok},
    Input{names::input_privacy, card_field, on_privacy},
    Input{names::input_erase, card_field, on_erase},
    Input{names::input_seen, card_field, on_seen},
    Input{names::input_skipped, card_field, on_skipped},
    Input{names::input_donate, card_field, on_donate},
    Input{names::input_not_now, card_field, on_not_now},
    Input{names::input_supporter, card_field, on_supporter},
    Input{names::input_why, card_field, on_why},
    Input{names::input_forget, card_field, on_forget},
    Input{names::input_no_count, card_field, on_no_count},
    Input{names::input_profile, "url", on_profile},
    Input{names::input_waited, profile_field, on_waited},
    Input{names::input_consent, profile_field, on_set_consent},
    Input{names::input_host, {}, on_host},
    Input{names::input_stored, {}, on_stored},
    Input{names::input_supported, profile_field, on_supported},
};

const Input* find_input(std::string_view type) {
  for (const Input& input : inputs) {
    if (input.type == type) return &input;
  }
  return nullptr;
}

/// Finds what the event is about. A profile is known once an event has named it; events about a
/// card that the page does not know (it left while a fetch was under way) change nothing.
void happen(Turn& turn, const Input& input, std::string_view about) {
  if (input.about == card_field) {
    turn.card = turn.page.find(about);
    if (turn.card == nullptr && input.happen != on_article) return;
    if (turn.card != nullptr) turn.publisher = turn.page.publisher(turn.card->profile);
  } else if (!input.about.empty()) {
    turn.publisher = &turn.page.add_publisher(about);
  }
  input.happen(turn);
}

Error bad_event(std::string_view field, std::string_view message) {
  return {ErrorCode::bad_event, json::pointer_to({}, field), std::string(message)};
}

// An event without a time that can be one is from the beginning of time: no record holds then.
std::int64_t time_of(const Value& event) {
  const double now_ms = event.number_or("now_ms", 0);
  return now_ms >= 0 && now_ms <= last_ms_of_9999 ? static_cast<std::int64_t>(now_ms) : 0;
}

}  // namespace

Result<Step> step(const Value& state, const Value& event) {
  const Input* input = find_input(event.string("type"));
  if (input == nullptr) return bad_event("type", "No event has this type.");
  const std::string_view about = event.string(input->about);
  if (about.empty() && !input->about.empty())
    return bad_event(input->about, "The event must have this field.");
  PageState page = read_state(state);
  Effects effects;
  Turn turn{page, event, time_of(event), effects, {}, {}, {}, {}};
  // Storage is heard first: what time alone clears would be written over what stands there now.
  if (input->happen != on_stored) pass_time(turn);
  happen(turn, *input, about);
  pass_time(turn);
  finish(turn);
  return Step{write_state(page), effects.take()};
}

Result<Step> step_bytes(std::string_view state, std::string_view event) {
  const Result<json::Document> event_json = json::read(event);
  if (!event_json) return event_json.error();
  const Result<json::Document> state_json = json::read(state);
  return step(state_json->root, event_json->root);  // a state that cannot be read has a null root
}

}  // namespace lede
