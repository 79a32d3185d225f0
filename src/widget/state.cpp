#include "widget/state.h"

#include "base/row.h"
#include "base/time.h"
#include "json/writer.h"

#include <algorithm>
#include <cstddef>

namespace lede {
namespace {

using json::Value;
using json::Writer;

constexpr int state_version = 1;

/// The facts that a step may want: those of the article, not of how it is drawn.
constexpr Row kept_facts =
    "id\0url\0title\0section\0tags\0lang\0sensitive\0interface_lang\0opens\0paragraphs";

void write_member(Writer& out, std::string_view key, const Value* value) {
  if (value != nullptr) out.key(key).value(*value);
}

void write_text(Writer& out, const char* key, std::string_view text) {
  if (!text.empty()) out.member(key, text);
}

void write_flag(Writer& out, const char* key, bool flag) {
  if (flag) out.flag(key, true);
}

void write_prompt(Writer& out, const Prompt& prompt) {
  if (prompt.view == PromptView::none) return;
  out.key("prompt").begin_object().member("view",
                                          prompt_view_names[static_cast<std::size_t>(prompt.view)]);
  write_flag(out, "late", prompt.late);
  write_flag(out, "held", prompt.held);
  write_flag(out, "counted", prompt.counted);
  write_flag(out, "why", prompt.why);
  write_text(out, "campaign", prompt.campaign);
  write_text(out, "variant", prompt.variant);
  write_text(out, "slot", prompt.slot);
  out.number("seen", prompt.seen).number("count", prompt.count).end_object();
}

Prompt read_prompt(const Value& value) {
  Prompt prompt;
  prompt.view = one_of<PromptView>(value.string("view"), prompt_view_names);
  prompt.late = value.boolean_or("late", false);
  prompt.held = value.boolean_or("held", false);
  prompt.counted = value.boolean_or("counted", false);
  prompt.why = value.boolean_or("why", false);
  prompt.campaign = value.string("campaign");
  prompt.variant = value.string("variant");
  prompt.slot = value.string("slot");
  prompt.seen = static_cast<std::uint8_t>(std::clamp(value.number_or("seen", 0), 0.0, 3.0));
  prompt.count = static_cast<std::int64_t>(std::clamp(value.number_or("count", 0), 0.0, 1e9));
  return prompt;
}

void write_card(Writer& out, const CardState& card) {
  out.key(card.id).begin_object().member("profile", card.profile).key("facts").begin_object();
  for (std::size_t i = 0; card.facts != nullptr && i < kept_facts.size(); ++i)
    write_member(out, kept_facts[i], card.facts->find(kept_facts[i]));
  out.end_object().flag("open", card.open).member("layout", card.full ? "full" : "");
  out.flag("in_view", card.in_view);
  out.member("view", notice_view_names[static_cast<std::size_t>(card.view)]);
  write_text(out, "region", card.region);
  write_text(out, "lang", card.lang);
  write_text(out, "campaign", card.forced);
  if (!card.prompts) out.member("support", "off");
  write_prompt(out, card.prompt);
  out.end_object();
}

/// The machine's facts as numbers, in this order.
constexpr std::size_t fact_count = 12;
constexpr std::array<double, fact_count> most = {
    63, 63, 63, 63, 3, 2, 1, 1, 1, 3, last_ms_of_9999, last_ms_of_9999};

std::array<std::int64_t, fact_count> facts_of(const Publisher& publisher) {
  const consent::State& state = publisher.consent;
  std::array<std::int64_t, fact_count> facts = {};
  for (std::size_t i = 0; i < state.signals.size(); ++i) {
    facts[i] = static_cast<int>(state.signals[i].status) + state.signals[i].allowed * 8;
  }
  facts[4] = static_cast<int>(state.attribute);
  facts[5] = static_cast<int>(state.question);
  facts[6] = static_cast<int>(state.gpc);
  facts[7] = static_cast<int>(state.waited);
  facts[8] = static_cast<int>(state.loaded);
  facts[9] = static_cast<int>(publisher.regime);
  facts[10] = state.erased_ms;
  facts[11] = state.at_ms;
  return facts;
}

void take_facts(Publisher& publisher, const std::array<std::int64_t, fact_count>& facts) {
  consent::State& state = publisher.consent;
  for (std::size_t i = 0; i < state.signals.size(); ++i) {
    state.signals[i] = {.status = static_cast<consent::Status>(facts[i] & 7),
                        .allowed = static_cast<consent::Purposes>(facts[i] >> 3)};
  }
  state.attribute = static_cast<consent::Attribute>(facts[4]);
  state.question = static_cast<consent::Question>(facts[5]);
  state.gpc = facts[6] != 0;
  state.waited = facts[7] != 0;
  state.loaded = facts[8] != 0;
  publisher.regime = static_cast<consent::Regime>(facts[9]);
  state.erased_ms = facts[10];
  state.at_ms = facts[11];
}

// What the facts come to stands before them, for a person to see; it is not read back.
void write_publisher(Writer& out, const Publisher& publisher) {
  const consent::State& state = publisher.consent;
  out.key(publisher.url).begin_object();
  write_member(out, "settings", publisher.settings);
  write_member(out, "strange", publisher.strange);
  if (publisher.reader) {
    if (!is_empty(*publisher.reader)) write_reader(out.key("reader"), *publisher.reader);
  } else {
    write_member(out, "reader", publisher.kept_reader);
  }
  write_text(out, "seed", publisher.seed);
  write_flag(out, "stores", publisher.stores);
  if (publisher.gift_ms != 0) out.number("gift", publisher.gift_ms);
  write_flag(out, "thanks", publisher.thanks_due);
  out.member("storage", publisher.storage)
      .key("consent")
      .begin_object()
      .member("phase", consent::phase_names[state.phase.index()])
      .member("by", explain(state, publisher.policy));
  consent::write_purposes(out.key("grants"), state.grants);
  out.key("facts").begin_array();
  for (const std::int64_t fact : facts_of(publisher)) out.integer(fact);
  out.end_array();
  if (state.record) write_record(out.key("record"), *state.record);
  out.end_object().end_object();
}

void read_publisher(Publisher& publisher, const Value& value) {
  publisher.settings = value.find("settings");
  publisher.strange = value.find("strange");
  if (publisher.strange != nullptr && !publisher.strange->is(json::Kind::string))
    publisher.strange = nullptr;
  publisher.kept_reader = value.find("reader");
  publisher.seed = value.string("seed");
  publisher.stores = value.boolean_or("stores", false);
  publisher.gift_ms = static_cast<std::int64_t>(std::clamp(value.number_or("gift", 0), 0.0, 1e15));
  publisher.thanks_due = value.boolean_or("thanks", false);
  publisher.storage = value.string("storage");
  const Value* consent = value.find("consent");
  if (consent == nullptr) return;
  std::array<std::int64_t, fact_count> facts = {};
  const Value* list = consent->find("facts");
  for (std::size_t i = 0; list != nullptr && i < list->items.size() && i < fact_count; ++i) {
    facts[i] = static_cast<std::int64_t>(std::clamp(list->items[i].number, 0.0, most[i]));
  }
  take_facts(publisher, facts);
  if (const Value* record = consent->find("record"))
    publisher.consent.record = consent::read_record(*record);
  renew_policy(publisher);
  settle(publisher.consent, publisher.policy);
}

}  // namespace

std::string_view CardState::fact(std::string_view key) const {
  return facts != nullptr ? facts->string(key) : std::string_view();
}

bool CardState::opens() const { return facts == nullptr || facts->boolean_or("opens", true); }

CardState* PageState::find(std::string_view id) {
  for (CardState& card : cards) {
    if (card.id == id) return &card;
  }
  return nullptr;
}

CardState& PageState::put(const CardState& card) {
  CardState* place = find(card.id);
  if (place == nullptr) place = &cards.emplace_back();
  *place = card;
  return *place;
}

Publisher* PageState::publisher(std::string_view url) {
  for (Publisher& known : publishers) {
    if (known.url == url) return &known;
  }
  return nullptr;
}

Publisher& PageState::add_publisher(std::string_view url) {
  if (Publisher* known = publisher(url)) return *known;
  Publisher& added = publishers.emplace_back();
  added.url = url;
  settle(added.consent, added.policy);
  return added;
}

CardState read_card(std::string_view id, const Value& value) {
  CardState card;
  card.id = id;
  card.profile = value.string("profile");
  card.facts = value.find("facts");
  card.full = value.string("layout") == "full";
  card.open = card.full || value.boolean_or("open", false);
  card.in_view = value.boolean_or("in_view", false);
  card.view = one_of<NoticeView>(value.string("view"), notice_view_names);
  card.region = value.string("region");
  card.lang = value.string("lang");
  card.forced = value.string("campaign");
  card.prompts = value.string("support") != "off";
  if (const Value* prompt = value.find("prompt")) card.prompt = read_prompt(*prompt);
  return card;
}

PageState read_state(const Value& value) {
  PageState page;
  if (value.number_or("v", 0) != state_version) return page;
  if (const Value* profiles = value.find("profiles")) {
    for (const json::Member& profile : profiles->members) {
      read_publisher(page.add_publisher(profile.key), profile.value);
    }
  }
  if (const Value* cards = value.find("cards")) {
    for (const json::Member& card : cards->members) page.put(read_card(card.key, card.value));
  }
  page.asking = value.string("asking");
  return page;
}

std::string write_state(const PageState& page) {
  Writer out;
  out.begin_object().number("v", state_version).key("profiles").begin_object();
  for (const Publisher& publisher : page.publishers) write_publisher(out, publisher);
  out.end_object().key("cards").begin_object();
  for (const CardState& card : page.cards) {
    if (!card.id.empty()) write_card(out, card);
  }
  out.end_object().member("asking", page.asking).end_object();
  return out.take();
}

support::ReaderState& reader_of(Publisher& publisher) {
  if (!publisher.reader) {
    publisher.reader.emplace();
    if (publisher.kept_reader != nullptr)
      publisher.reader = support::read_reader(*publisher.kept_reader);
  }
  return *publisher.reader;
}

bool has_history(const Publisher& publisher) {
  return (publisher.consent.grants & consent::history) != 0;
}

void renew_policy(Publisher& publisher) {
  const Value* consent =
      publisher.settings != nullptr ? publisher.settings->find("consent") : nullptr;
  publisher.policy =
      consent != nullptr ? read_policy(*consent, publisher.regime) : consent::Policy{};
}

}  // namespace lede
