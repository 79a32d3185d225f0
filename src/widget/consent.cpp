#include "widget/consent.h"

#include "base/url.h"
#include "json/reader.h"
#include "widget/names.h"
#include "widget/panel.h"
#include "widget/reader.h"
#include "widget/support.h"

#include <algorithm>
#include <cstddef>
#include <optional>
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
  std::string key(key_prefix);
  key += origin.empty() ? publisher.url : std::string_view(origin);
  return key;
}

bool stores_reader(Publisher& publisher) {
  return has_history(publisher) && !is_empty(reader_of(publisher));
}

/// A record, and what prompts go by; empty for neither.
std::string stored_text(const std::optional<consent::Record>& record, Publisher& publisher,
                        bool reader) {
  if (!record && !reader) return {};
  Writer out;
  out.begin_object().number("v", stored_version);
  if (record) write_record(out.key("consent"), *record);
  if (reader) write_reader(out.key("reader"), reader_of(publisher));
  return out.end_object().take();
}

// Where the regime grants without an answer, a record that goes takes back nothing.
Keeping keeping_of(const Publisher& publisher, consent::Purposes stood, bool answers) {
  const auto& record = publisher.consent.record;
  if (!answers || !record) return Keeping::history;
  const bool takes = (stood & ~record->grants) != 0;
  return takes && publisher.policy.regime >= consent::Regime::notice ? Keeping::refusal
                                                                     : Keeping::answer;
}

// A panel that the reader has opened over the question stays.
void close_question(PageState& page) {
  if (CardState* card = page.find(std::exchange(page.asking, {}))) {
    if (card->view != NoticeView::privacy) card->view = NoticeView::button;
    card->stale = card->open;
  }
}

void make_stale(PageState& page, const Publisher& publisher) {
  for (CardState& card : page.cards) {
    if (card.open && card.profile == publisher.url) card.stale = true;
  }
}

/// What a notice shows of a state, beside its grants: two of the same need no new paint.
std::int64_t shown_of(const consent::State& state) {
  const std::int64_t since = state.record ? state.record->last : 0;
  const int signs = static_cast<int>(state.by) * 4 + static_cast<int>(state.gpc) * 2 +
                    static_cast<int>(is_decided(state));
  return since * 64 + signs;
}

// Browsers tell other tabs of a write, and not the page that made it: another profile of the same
// origin hears of it here.
void tell_beside(Turn& turn, const Publisher& writer) {
  for (Publisher& other : turn.page.publishers) {
    if (&other == &writer || key_of(other) != key_of(writer)) continue;
    other.strange = nullptr;
    inform(turn, other, consent::Stored{writer.consent.record, true});
    if (!writer.consent.record) forget_reader(turn, other);
  }
}

void hear(Turn& turn, Publisher& publisher, std::size_t host, std::string_view field) {
  const Value silent;
  const Value* data = turn.event.find(field);
  const auto which = static_cast<consent::Host>(host);
  inform(turn, publisher,
         consent::HostSaid{which,
                           read_signal(which, data != nullptr ? *data : silent, publisher.policy)});
}

void emit_consent(Effects& effects, const CardState& card, const Publisher& publisher) {
  const consent::State& state = publisher.consent;
  const std::string_view source = decided_by(state);
  Writer& out = effects.begin_emit(card, names::event_consent).member("profile", publisher.url);
  consent::write_purposes(out.key("grants"), state.grants);
  out.member("source", source.empty() ? "none" : source)
      .flag("decided", is_decided(state))
      .member("by", explain(state, publisher.policy))
      .end_object();
  effects.end();
}

/// Whether the page has been told of this publisher's grants, or would have been.
bool is_told(const consent::State& state) {
  return state.grants != 0 || (state.loaded && is_decided(state));
}

bool is_probed(const Publisher& publisher) {
  return publisher.policy.used != 0 && publisher.consent.attribute != consent::Attribute::denied;
}

}  // namespace

std::string_view decided_by(const consent::State& state) {
  if (state.by == consent::By::gpc) return "gpc";
  if (!is_decided(state) || state.by > consent::By::record) return {};
  return state.by == consent::By::record ? "user" : "host";
}

std::string kept_text(Publisher& publisher) {
  if (publisher.strange != nullptr) return std::string(publisher.strange->text);
  return stored_text(publisher.consent.record, publisher, stores_reader(publisher));
}

void inform(Turn& turn, Publisher& publisher, const consent::What& what) {
  consent::State& state = publisher.consent;
  const std::int64_t before = shown_of(state);
  const bool had_history = has_history(publisher);
  const consent::Purposes stood = state.record ? state.record->grants : consent::Purposes{};
  const consent::Effects effects = advance(state, {turn.now_ms, what}, publisher.policy);
  const bool answers = effects.store || effects.forget;
  const bool clears = lost_history(publisher, effects) && publisher.stores;
  follow_grants(turn, publisher, had_history, effects);
  if (answers || clears) {
    publisher.strange = nullptr;
    keep(turn, publisher, keeping_of(publisher, stood, answers));
  }
  if (answers) tell_beside(turn, publisher);
  if (effects.close) close_question(turn.page);
  publisher.stale = publisher.stale || effects.emit;
  if (effects.emit || shown_of(state) != before) make_stale(turn.page, publisher);
}

// Every card announces its publisher: what is new follows from what was known.
void on_profile(Turn& turn) {
  Publisher& publisher = *turn.publisher;
  const Value& event = turn.event;
  const bool was_used = publisher.policy.used != 0;
  const bool was_probed = is_probed(publisher);
  // The page's address says it for as long as the page is open: it counts once.
  if (publisher.settings == nullptr && event.string("supported") == "1")
    publisher.gift_ms = turn.now_ms;
  if (const Value* settings = event.find("settings")) {
    publisher.settings = settings;
    if (const Value* consent = settings->find("consent")) {
      publisher.regime =
          std::max(publisher.regime, consent::regime_for(*consent, event.string("region")));
    }
    renew_policy(publisher);
  }
  const std::size_t attribute = consent::attribute_names.find(event.string("consent"));
  inform(turn, publisher,
         consent::Configured{attribute < consent::attribute_names.size()
                                 ? static_cast<consent::Attribute>(attribute)
                                 : consent::Attribute::automatic,
                             event.boolean_or("gpc", false)});
  if (!was_used && publisher.policy.used != 0) {
    turn.effects.begin(names::effect_load, "key", key_of(publisher));
    turn.effects.end();
  }
  if (!was_probed && is_probed(publisher)) {
    turn.effects.begin(names::effect_probe, "profile", publisher.url)
        .number("wait_ms", publisher.policy.wait_ms);
    turn.effects.end();
  }
}

void on_waited(Turn& turn) { inform(turn, *turn.publisher, consent::Waited{}); }

void on_set_consent(Turn& turn) {
  hear(turn, *turn.publisher, static_cast<std::size_t>(consent::Host::page), "grants");
}

void on_host(Turn& turn) {
  const std::string_view kind = turn.event.string("kind");
  const std::size_t host = consent::host_names.find(kind);
  for (Publisher& publisher : turn.page.publishers) {
    if (kind == "gpc") {
      inform(turn, publisher, consent::GpcSaid{turn.event.boolean_or("on", false)});
    } else if (host < consent::host_names.size() && publisher.policy.used != 0) {
      hear(turn, publisher, host, "data");
    } else {
      // Without a policy nothing can be made of it; its probe has it told again.
      inform(turn, publisher, consent::Ticked{});
    }
  }
}

void on_stored(Turn& turn) {
  const Value* value = turn.event.find("value");
  const bool there = value != nullptr && value->is(Kind::string);
  if (Result<json::Document> read = json::read(there ? value->text : ""); read) {
    if (read->root.number_or("v", 0) == stored_version) turn.stored = std::move(*read);
  }
  consent::Stored stored = {{}, turn.event.boolean_or("other", false)};
  const Value* record = turn.stored.root.find("consent");
  if (record != nullptr) stored.record = consent::read_record(*record);
  // Not ours, or from the future: it stays until a new choice takes its place, and since it may be
  // a refusal it grants nothing.
  const bool strange =
      there && (turn.stored.root.is(Kind::null) || (record != nullptr && !stored.record) ||
                (stored.record && stored.record->last > turn.now_ms));
  if (strange) {
    stored.record = consent::Record{.last = INT64_MAX};
    turn.effects.begin(names::effect_report, "code", code_name(ErrorCode::storage_corrupt))
        .member("message", "What is stored here is not ours, or from the future.");
    turn.effects.end();
  }
  for (Publisher& publisher : turn.page.publishers) {
    if (key_of(publisher) != turn.event.string("key")) continue;
    publisher.storage = turn.event.string("storage");
    publisher.strange = strange ? value : nullptr;
    const support::ReaderState before = reader_of(publisher);
    const support::ReaderState was = take_stored(turn, publisher, there);
    inform(turn, publisher, stored);
    close_answered(turn, publisher, before);
    publisher.keep_due = reader_of(publisher) != was;
  }
}

void pass_time(Turn& turn) {
  for (Publisher& publisher : turn.page.publishers) {
    if (publisher.consent.at_ms != turn.now_ms) inform(turn, publisher, consent::Ticked{});
  }
}

void greet(Turn& turn, const CardState& card) {
  const Publisher* publisher = turn.page.publisher(card.profile);
  if (publisher != nullptr && !publisher->stale && is_told(publisher->consent))
    emit_consent(turn.effects, card, *publisher);
}

void keep(Turn& turn, Publisher& publisher, Keeping what) {
  const std::string kept = kept_text(publisher);
  const std::string key = key_of(publisher);
  publisher.stores = publisher.strange == nullptr && stores_reader(publisher);
  publisher.keep_due = false;
  if (kept.empty()) {
    turn.effects.begin(names::effect_forget, "key", key);
  } else {
    Writer& out = turn.effects.begin(names::effect_store, "key", key).member("value", kept);
    const bool alone = what != Keeping::history && publisher.stores;
    const bool none = what == Keeping::refusal;
    if (alone || none) {
      out.key("instead").begin_array();
      if (alone) out.string(stored_text(publisher.consent.record, publisher, false));
      if (none) out.null();
      out.end_array();
    }
  }
  turn.effects.end();
  for (Publisher& other : turn.page.publishers) {
    if (publisher.stores && &other != &publisher && key_of(other) == key)
      reader_of(other) = support::merge(std::move(reader_of(other)), reader_of(publisher));
  }
}

void finish(Turn& turn) {
  ask_if_due(turn);
  prompt_if_due(turn);
  paint_stale(turn);
  for (Publisher& publisher : turn.page.publishers) {
    keep_if_due(turn, publisher);
    if (!std::exchange(publisher.stale, false)) continue;
    for (const CardState& card : turn.page.cards) {
      if (card.profile == publisher.url) emit_consent(turn.effects, card, publisher);
    }
  }
}

}  // namespace lede
