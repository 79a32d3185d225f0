#include "widget/state.h"

#include "json/writer.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lede {
namespace {

using json::Value;

constexpr int state_version = 1;

template <typename Enum>
constexpr std::int64_t number_of(Enum value) {
  return static_cast<std::int64_t>(value);
}

void write_card(json::Writer& out, const CardState& card) {
  out.key(card.id)
      .begin_object()
      .member("profile", card.profile)
      .key("facts")
      .begin_object()
      .member("id", card.article_id)
      .member("url", card.url)
      .member("title", card.title)
      .member("interface_lang", card.interface_lang)
      .key("opens")
      .boolean(card.opens)
      .end_object()
      .key("open")
      .boolean(card.open)
      .member("layout", card.full ? "full" : "");
  if (card.in_view) out.key("in_view").boolean(true);
  if (card.view != NoticeView::button)
    out.member("view", notice_view_names[static_cast<std::size_t>(card.view)]);
  out.end_object();
}

// The machine's facts as numbers, in the order of their fields; what they come to stands before,
// for a person to see, and is not read back.
void write_consent(json::Writer& out, const Publisher& publisher) {
  const consent::State& state = publisher.consent;
  out.key("consent")
      .begin_object()
      .member("phase", consent::phase_names[state.phase.index()])
      .member("regime", consent::regime_names[static_cast<std::size_t>(publisher.regime)])
      .member("by", consent::explain(state, publisher.policy))
      .key("grants");
  consent::write_purposes(out, state.grants);
  out.key("facts").begin_array();
  for (const consent::Signal& signal : state.signals) {
    out.integer(number_of(signal.status) + signal.allowed * 8);
  }
  out.integer(number_of(state.attribute)).integer(number_of(state.question));
  out.integer(state.gpc ? 1 : 0).integer(state.waited ? 1 : 0).integer(state.loaded ? 1 : 0);
  out.integer(state.erased_ms).integer(state.at_ms);
  out.end_array();
  if (state.record) {
    out.key("record");
    write_record(out, *state.record);
  }
  out.end_object();
}

void write_publisher(json::Writer& out, const Publisher& publisher) {
  out.key(publisher.url).begin_object();
  if (publisher.settings != nullptr) out.key("settings").value(*publisher.settings);
  if (!publisher.storage.empty())
    out.member("kept", publisher.kept).member("storage", publisher.storage);
  if (publisher.policy.used != 0 || publisher.consent.signals[3].status != consent::Status::absent)
    write_consent(out, publisher);
  out.end_object();
}

void read_consent(Publisher& publisher, const Value& value) {
  consent::State& state = publisher.consent;
  publisher.regime = consent::regime_named(value.string("regime"));
  constexpr double last_ms = 253402300799999.0;
  constexpr std::array<double, 11> most = {63, 63, 63, 63, 3, 2, 1, 1, 1, last_ms, last_ms};
  std::array<std::int64_t, most.size()> facts = {};
  const Value* list = value.find("facts");
  for (std::size_t i = 0; list != nullptr && i < list->items.size() && i < facts.size(); ++i) {
    facts[i] = static_cast<std::int64_t>(std::clamp(list->items[i].number, -1.0, most[i]));
  }
  for (std::size_t i = 0; i < state.signals.size(); ++i) {
    state.signals[i] = {.status = static_cast<consent::Status>(facts[i] & 7),
                        .allowed = static_cast<consent::Purposes>(facts[i] / 8)};
  }
  state.attribute = static_cast<consent::Attribute>(facts[4]);
  state.question = static_cast<consent::Question>(facts[5]);
  state.gpc = facts[6] != 0;
  state.waited = facts[7] != 0;
  state.loaded = facts[8] != 0;
  state.erased_ms = facts[9];
  state.at_ms = facts[10];
  if (const Value* record = value.find("record")) state.record = consent::read_record(*record);
}

void read_publisher(Publisher& publisher, const Value& value) {
  publisher.settings = value.find("settings");
  publisher.kept = value.string("kept");
  publisher.storage = value.string("storage");
  if (const Value* consent = value.find("consent")) read_consent(publisher, *consent);
  renew_policy(publisher);
  settle(publisher.consent, publisher.policy);
}

NoticeView view_named(std::string_view name) {
  std::size_t i = notice_view_names.size() - 1;
  while (i > 0 && notice_view_names[i] != name) --i;
  return static_cast<NoticeView>(i);
}

}  // namespace

CardState* PageState::find(std::string_view id) {
  for (CardState& card : cards) {
    if (card.id == id) return &card;
  }
  return nullptr;
}

void PageState::put(CardState card) {
  if (CardState* old = find(card.id)) {
    *old = std::move(card);
  } else {
    cards.push_back(std::move(card));
  }
}

void PageState::remove(std::string_view id) {
  std::erase_if(cards, [id](const CardState& card) { return card.id == id; });
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
  return added;
}

CardState read_card(std::string_view id, const Value& value) {
  CardState card;
  card.id = id;
  card.profile = value.string("profile");
  card.full = value.string("layout") == "full";
  card.open = card.full || value.boolean_or("open", false);
  if (const Value* facts = value.find("facts")) {
    card.article_id = facts->string("id");
    card.url = facts->string("url");
    card.title = facts->string("title");
    card.interface_lang = facts->string("interface_lang");
    card.opens = facts->boolean_or("opens", true);
  }
  card.in_view = value.boolean_or("in_view", false);
  card.view = view_named(value.string("view"));
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
  json::Writer out;
  out.begin_object().key("v").integer(state_version).key("profiles").begin_object();
  for (const Publisher& publisher : page.publishers) write_publisher(out, publisher);
  out.end_object().key("cards").begin_object();
  for (const CardState& card : page.cards) write_card(out, card);
  out.end_object();
  if (!page.asking.empty()) out.member("asking", page.asking);
  out.end_object();
  return out.take();
}

void renew_policy(Publisher& publisher) {
  const Value* consent =
      publisher.settings != nullptr ? publisher.settings->find("consent") : nullptr;
  if (consent != nullptr) publisher.policy = read_policy(*consent, publisher.regime);
}

}  // namespace lede
