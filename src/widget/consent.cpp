#include "widget/consent.h"

#include "base/url.h"
#include "card/messages.h"
#include "json/reader.h"
#include "widget/names.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace lede {
namespace {

using json::Kind;
using json::Value;
using json::Writer;

constexpr std::string_view key_prefix = "lede:1:";
constexpr int stored_version = 1;

std::string key_of(const Publisher& publisher) {
  const std::string origin = url_origin(publisher.url);
  return std::string(key_prefix) + (origin.empty() ? publisher.url : origin);
}

/// A member that is there, else null.
const Value& member(const Value& object, std::string_view key, const Value& otherwise) {
  const Value* found = object.find(key);
  return found != nullptr ? *found : otherwise;
}

bool asks_in(const PageState& page, const Publisher& publisher) {
  for (const CardState& card : page.cards) {
    if (card.id == page.asking) return card.profile == publisher.url;
  }
  return false;
}

void make_stale(PageState& page, const Publisher& publisher) {
  for (CardState& card : page.cards) {
    card.stale = card.stale || (card.open && card.profile == publisher.url);
  }
}

// The panel stays where the reader has opened it over the question.
void close_question(PageState& page) {
  if (CardState* card = page.find(page.asking)) {
    if (card->view != NoticeView::privacy) card->view = NoticeView::button;
    card->stale = card->open;
  }
  page.asking.clear();
}

// --- What is stored

/// The object that is stored under a key; null where it is none of ours.
Value read_kept(std::string_view kept) {
  Result<Value> read = json::read(kept);
  if (!read || read->number_or("v", 0) != stored_version) return {};
  return std::move(*read);
}

void write_kept(Turn& turn, Publisher& publisher, bool record_only) {
  const Value old = read_kept(publisher.kept);
  const Value* reader = record_only ? nullptr : old.find("reader");
  const std::string key = key_of(publisher);
  if (!publisher.consent.record && reader == nullptr) {
    publisher.kept.clear();
    turn.effects.begin(names::effect_forget).member("key", key);
    turn.effects.end();
    return;
  }
  Writer out;
  out.begin_object().key("v").integer(stored_version);
  if (publisher.consent.record) {
    out.key("consent");
    write_record(out, *publisher.consent.record);
  }
  if (reader != nullptr) out.key("reader").value(*reader);
  publisher.kept = out.end_object().take();
  turn.effects.begin(names::effect_store).member("key", key).member("value", publisher.kept);
  turn.effects.end();
}

// --- The machine

/// Tells a publisher's machine what happened, and does what follows for storage and the question.
void tell(Turn& turn, Publisher& publisher, const consent::What& what) {
  const consent::State before = publisher.consent;
  const bool asked = asks_in(turn.page, publisher);
  const auto [state, effects] = step(before, {turn.now_ms, what}, publisher.policy);
  publisher.consent = state;
  if (effects.store || effects.forget) {
    write_kept(turn, publisher, effects.clear || effects.forget);
  } else if (effects.clear && read_kept(publisher.kept).find("reader") != nullptr) {
    write_kept(turn, publisher, true);
  }
  if (effects.close && asked) close_question(turn.page);
  publisher.stale = publisher.stale || effects.emit;
  if (effects.emit || state.by != before.by || state.gpc != before.gpc ||
      state.record != before.record || is_decided(state) != is_decided(before)) {
    make_stale(turn.page, publisher);
  }
}

// --- Effects

/// Who decided, in one word; empty while nobody has.
std::string_view decided_by(const consent::State& state) {
  if (state.by == consent::By::gpc) return "gpc";
  if (!is_decided(state)) return {};
  if (state.by == consent::By::record) return "user";
  return state.by < consent::By::record ? "host" : std::string_view();
}

void write_text(Writer& out, std::string_view key, std::string_view text) {
  out.key(key);
  if (text.empty()) {
    out.null();
  } else {
    out.string(text);
  }
}

void write_time(Writer& out, std::string_view key, const std::optional<consent::Record>& record,
                std::int64_t consent::Record::* time) {
  out.key(key);
  if (record) {
    out.integer(*record.*time);
  } else {
    out.null();
  }
}

/// What render() is to be told of, for the notice region.
void write_with(Writer& out, const CardState& card, const Publisher& publisher) {
  const consent::State& state = publisher.consent;
  const auto* following = std::get_if<consent::FollowHost>(&state.phase);
  const bool shows_kept = card.view == NoticeView::privacy;
  out.begin_object().member("view", notice_view_names[static_cast<std::size_t>(card.view)]);
  consent::write_purposes(out.key("grants"), state.grants);
  out.key("gpc").boolean(state.gpc);
  write_text(out, "decided", decided_by(state));
  write_text(out, "host",
             following != nullptr ? consent::host_names[static_cast<std::size_t>(following->host)]
                                  : std::string_view());
  write_time(out, "since", state.record, &consent::Record::last);
  write_time(out, "expires", state.record, &consent::Record::expires);
  write_text(out, "kept", shows_kept ? std::string_view(publisher.kept) : std::string_view());
  out.member("storage", publisher.storage).end_object();
}

void emit_consent(Effects& effects, const CardState& card, const Publisher& publisher) {
  const consent::State& state = publisher.consent;
  const std::string_view source = decided_by(state);
  Writer& out = effects.begin_emit(card, names::event_consent);
  consent::write_purposes(out.member("profile", publisher.url).key("grants"), state.grants);
  out.member("source", source.empty() ? "none" : source)
      .key("decided")
      .boolean(is_decided(state))
      .member("by", explain(state, publisher.policy))
      .end_object();
  effects.end();
}

void report(Turn& turn, std::string_view message) {
  turn.effects.begin(names::effect_report)
      .member("code", code_name(ErrorCode::storage_corrupt))
      .member("message", message);
  turn.effects.end();
}

Error bad_event(std::string_view field) {
  return {ErrorCode::bad_event, json::pointer_to({}, field), "The event must have this field."};
}

// --- Events of a publisher

bool is_probed(const Publisher& publisher) {
  const consent::Attribute attribute = publisher.consent.attribute;
  return publisher.policy.used != 0 &&
         (attribute == consent::Attribute::automatic || attribute == consent::Attribute::host);
}

consent::Attribute attribute_named(std::string_view name) {
  const auto* found =
      std::find(consent::attribute_names.begin(), consent::attribute_names.end(), name);
  if (found == consent::attribute_names.end()) return consent::Attribute::automatic;
  return static_cast<consent::Attribute>(found - consent::attribute_names.begin());
}

// Every card announces its publisher: what is new follows from what was known.
void on_profile(Turn& turn, Publisher& publisher) {
  const bool was_used = publisher.policy.used != 0;
  const bool was_probed = is_probed(publisher);
  if (const Value* settings = turn.event.find("settings")) {
    publisher.settings = settings;
    if (const Value* consent = settings->find("consent")) {
      publisher.regime =
          std::max(publisher.regime, consent::regime_for(*consent, turn.event.string("region")));
    }
    renew_policy(publisher);
  }
  tell(turn, publisher,
       consent::Configured{attribute_named(turn.event.string("consent")),
                           turn.event.boolean_or("gpc", false)});
  if (!was_used && publisher.policy.used != 0) {
    turn.effects.begin(names::effect_load).member("key", key_of(publisher));
    turn.effects.end();
  }
  if (!was_probed && is_probed(publisher)) {
    turn.effects.begin(names::effect_probe)
        .member("profile", publisher.url)
        .key("wait_ms")
        .integer(publisher.policy.wait_ms);
    turn.effects.end();
  }
}

void on_stored(Turn& turn, Publisher& publisher) {
  const Value nothing;
  const Value& value = member(turn.event, "value", nothing);
  publisher.kept = value.text;
  publisher.storage = turn.event.string("storage");
  consent::Stored stored = {{}, turn.event.boolean_or("other", false)};
  if (value.is(Kind::string)) {
    const Value kept = read_kept(value.text);
    const Value* record = kept.find("consent");
    if (record != nullptr) stored.record = consent::read_record(*record);
    const bool foreign = kept.is(Kind::null) || (record != nullptr && !stored.record);
    const bool future = stored.record && stored.record->last > turn.now_ms;
    if (foreign || future) {
      stored = {};
      report(turn, "What is stored is not ours or from the future; a new choice replaces it.");
    }
  }
  tell(turn, publisher, stored);
}

void hear(Turn& turn, Publisher& publisher, consent::Host host, std::string_view field) {
  const Value nothing;
  const Value& data = member(turn.event, field, nothing);
  tell(turn, publisher, consent::HostSaid{host, read_signal(host, data, publisher.policy)});
}

void on_set_consent(Turn& turn, Publisher& publisher) {
  hear(turn, publisher, consent::Host::page, "grants");
}

void on_waited(Turn& turn, Publisher& publisher) { tell(turn, publisher, consent::Waited{}); }

struct ProfileEvent {
  std::string_view name;
  std::string_view field;  ///< in which it names the profile
  void (*happen)(Turn& turn, Publisher& publisher);
};

constexpr std::array<ProfileEvent, 3> profile_events = {{
    {names::input_profile, "url", on_profile},
    {names::input_waited, "profile", on_waited},
    {names::input_consent, "profile", on_set_consent},
}};

// --- Buttons in a card's notice

constexpr unsigned in(NoticeView view) { return 1U << static_cast<unsigned>(view); }

template <NoticeView view>
void show_panel(Turn& turn, CardState& card, Publisher& /*publisher*/) {
  card.view = view;
  paint_notice(turn, card);
  turn.effects.focus(card.id, names::action_purpose);
}

void paint_stale(Turn& turn) {
  for (CardState& card : turn.page.cards) {
    if (card.stale) paint_notice(turn, card);
  }
}

/// The panel gives way to the button, and the reader hears what has become of the answer.
void close_panel(Turn& turn, CardState& card, std::optional<Message> said) {
  card.view = NoticeView::button;
  card.stale = true;
  paint_stale(turn);
  turn.effects.focus(card.id, names::action_privacy);
  if (!said) return;
  turn.effects.say(card.id, message(*said, language_for(card.interface_lang, Language::en)));
}

template <consent::Answer answer>
void on_answer(Turn& turn, CardState& card, Publisher& publisher) {
  tell(turn, publisher,
       consent::Answered{answer, consent::read_purposes(turn.event.find("grants")),
                         consent::primary_subtag(card.interface_lang)});
  const bool granted = publisher.consent.record && publisher.consent.record->grants != 0;
  close_panel(turn, card, granted ? Message::consent_saved : Message::consent_refused);
}

void on_dismiss(Turn& turn, CardState& card, Publisher& publisher) {
  const bool asked = turn.page.asking == card.id;
  if (asked) tell(turn, publisher, consent::Dismissed{});
  close_panel(turn, card, asked ? std::optional(Message::consent_closed) : std::nullopt);
}

void on_privacy(Turn& turn, CardState& card, Publisher& publisher) {
  if (card.view == NoticeView::privacy) return on_dismiss(turn, card, publisher);
  show_panel<NoticeView::privacy>(turn, card, publisher);
}

void on_erase(Turn& turn, CardState& card, Publisher& publisher) {
  tell(turn, publisher, consent::Erased{});
  close_panel(turn, card, Message::consent_erased);
}

struct Button {
  std::string_view name;
  unsigned views;  ///< in which it stands; a press from elsewhere came late, and means nothing
  void (*press)(Turn& turn, CardState& card, Publisher& publisher);
};

constexpr unsigned any_panel =
    in(NoticeView::ask) | in(NoticeView::choose) | in(NoticeView::notice) | in(NoticeView::privacy);

constexpr std::array<Button, 8> buttons = {{
    {names::input_accept, in(NoticeView::ask), on_answer<consent::Answer::accept>},
    {names::input_reject, in(NoticeView::ask) | in(NoticeView::privacy),
     on_answer<consent::Answer::reject>},
    {names::input_save, in(NoticeView::choose) | in(NoticeView::privacy),
     on_answer<consent::Answer::save>},
    {names::input_choose, in(NoticeView::ask), show_panel<NoticeView::choose>},
    {names::input_privacy, any_panel | in(NoticeView::button), on_privacy},
    {names::input_dismiss, any_panel, on_dismiss},
    {names::input_ok, in(NoticeView::notice), on_dismiss},
    {names::input_erase, in(NoticeView::privacy), on_erase},
}};

void press(Turn& turn, const Button& button) {
  CardState* card = turn.page.find(turn.event.string("card"));
  if (card == nullptr || !card->open || (in(card->view) & button.views) == 0) return;
  Publisher* publisher = turn.page.publisher(card->profile);
  if (publisher != nullptr && publisher->policy.used != 0) button.press(turn, *card, *publisher);
}

void on_host(Turn& turn) {
  const std::string_view kind = turn.event.string("kind");
  const auto* host = std::find(consent::host_names.begin(), consent::host_names.end(), kind);
  for (Publisher& publisher : turn.page.publishers) {
    if (kind == "gpc") {
      tell(turn, publisher, consent::GpcSaid{turn.event.boolean_or("on", false)});
    } else if (host != consent::host_names.end()) {
      hear(turn, publisher, static_cast<consent::Host>(host - consent::host_names.begin()), "data");
    }
  }
}

}  // namespace

void pass_time(Turn& turn) {
  for (Publisher& publisher : turn.page.publishers) tell(turn, publisher, consent::Ticked{});
}

Result<bool> on_consent_event(Turn& turn) {
  const std::string_view type = turn.event.string("type");
  for (const Button& button : buttons) {
    if (button.name != type) continue;
    press(turn, button);
    return true;
  }
  if (type == names::input_host) {
    on_host(turn);
    return true;
  }
  if (type == names::input_stored) {
    for (Publisher& publisher : turn.page.publishers) {
      if (key_of(publisher) == turn.event.string("key")) on_stored(turn, publisher);
    }
    return true;
  }
  for (const ProfileEvent& one : profile_events) {
    if (one.name != type) continue;
    const std::string_view url = turn.event.string(one.field);
    if (url.empty()) return bad_event(one.field);
    one.happen(turn, turn.page.add_publisher(url));
    return true;
  }
  return false;
}

void leave_notice(Turn& turn, CardState& card) {
  if (turn.page.asking == card.id) {
    if (Publisher* publisher = turn.page.publisher(card.profile)) {
      tell(turn, *publisher, consent::Hidden{});
    }
  }
  card.view = NoticeView::button;
  card.stale = false;
}

void ask_if_due(Turn& turn) {
  for (CardState& card : turn.page.cards) {
    if (!turn.page.asking.empty()) return;
    if (!card.open || (card.full && !card.in_view) || card.view != NoticeView::button) continue;
    Publisher* publisher = turn.page.publisher(card.profile);
    if (publisher == nullptr || !wants_to_ask(publisher->consent, publisher->policy)) continue;
    tell(turn, *publisher, consent::Asked{});
    turn.page.asking = card.id;
    card.view =
        publisher->policy.regime == consent::Regime::notice ? NoticeView::notice : NoticeView::ask;
    card.stale = true;
  }
}

void paint_notice(Turn& turn, CardState& card) {
  card.stale = false;
  Writer& out = turn.effects.begin(names::effect_paint, card.id)
                    .member("region", names::region_notice)
                    .key("expanded")
                    .boolean(card.open);
  const Publisher* publisher = turn.page.publisher(card.profile);
  if (card.open && publisher != nullptr && publisher->policy.used != 0)
    write_with(out.key("with"), card, *publisher);
  turn.effects.end();
}

void finish(Turn& turn) {
  ask_if_due(turn);
  paint_stale(turn);
  for (Publisher& publisher : turn.page.publishers) {
    if (!std::exchange(publisher.stale, false)) continue;
    for (const CardState& card : turn.page.cards) {
      if (card.profile == publisher.url) emit_consent(turn.effects, card, publisher);
    }
  }
}

}  // namespace lede
