#include "widget/support.h"

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "base/words.h"
#include "card/messages.h"
#include "support/decide.h"
#include "support/reduce.h"
#include "widget/names.h"

#include <cstddef>
#include <string>
#include <utility>
#include <variant>

namespace lede {
namespace {

using json::Value;
using json::Writer;
using support::EventKind;

constexpr std::string_view end_slot = "end";

/// How much of a prompt was seen, from the least to the most.
constexpr std::array<std::string_view, 3> seen_names = {"insert", "view", "impression"};

const Value* support_of(const Publisher& publisher) {
  return publisher.settings != nullptr ? publisher.settings->find("support") : nullptr;
}

bool has_campaigns(const Publisher* publisher) {
  const Value* support = publisher != nullptr ? support_of(*publisher) : nullptr;
  const Value* campaigns = support != nullptr ? support->find("campaigns") : nullptr;
  return campaigns != nullptr && !campaigns->items.empty();
}

/// Whether nothing is to be waited for: storage has answered, and the host page has, or had its
/// time.
bool is_settled(const Publisher& publisher) {
  if (publisher.policy.used == 0) return true;
  const consent::State& state = publisher.consent;
  const auto* following = std::get_if<consent::FollowHost>(&state.phase);
  const bool heard = following != nullptr ? following->decided || state.waited
                                          : !std::holds_alternative<consent::Probing>(state.phase);
  return state.loaded && heard;
}

// --- A decision, and all that it goes by

support::Device device_of(const Value& event) {
  const double width = event.number_or("width", 1024);
  if (width < 600) return support::Device::phone;
  return width < 1024 ? support::Device::tablet : support::Device::desktop;
}

std::int32_t zone_of(const Value& event) {
  const double offset_min = event.number_or("tz_offset_min", 0);
  constexpr double most = 24 * 60;
  return offset_min >= -most && offset_min <= most ? static_cast<std::int32_t>(offset_min) : 0;
}

/// Where what a prompt goes by lives: for good only where the reader lets it.
support::Storage storage_of(const Publisher& publisher) {
  if (publisher.storage == "none") return support::Storage::none;
  const bool lasts = publisher.storage == "persistent" && has_history(publisher);
  return lasts ? support::Storage::persistent : support::Storage::session;
}

std::string_view page_id(const CardState& card) {
  const std::string_view id = card.fact("id");
  return id.empty() ? card.fact("url") : id;
}

std::string_view locale_of(const CardState& card) {
  if (!card.lang.empty()) return card.lang;
  const std::string_view lang = card.fact("lang");
  return lang.empty() ? card.fact("interface_lang") : lang;
}

support::Context context_of(const Turn& turn, const CardState& card, const Publisher& publisher) {
  const Value& event = turn.event;
  support::Context context;
  context.partner = event.string("partner");
  context.tz_offset_min = zone_of(event);
  context.prerendering = event.boolean_or("prerendering", false);
  context.supporter = event.boolean_or("supporter", false);
  context.page_id = page_id(card);
  context.section = card.fact("section");
  context.tags = card.facts != nullptr ? card.facts->find("tags") : nullptr;
  context.country = card.region.substr(0, card.region.find('-'));
  context.locale = locale_of(card);
  context.device = device_of(event);
  context.storage = storage_of(publisher);
  context.sensitive = card.facts != nullptr && card.facts->boolean_or("sensitive", false);
  context.consent_open = !turn.page.asking.empty();
  context.slot_busy = false;
  for (const CardState& other : turn.page.cards) {
    if (&other != &card && other.prompt.view == PromptView::ask) context.slot_busy = true;
  }
  return context;
}

/// A preview, of "id" or "id:variant".
void force(support::Context& context, std::string_view what) {
  const std::size_t colon = what.find(':');
  context.forced_campaign = what.substr(0, colon);
  context.forced_variant = colon < what.size() ? what.substr(colon + 1) : std::string_view();
}

struct Desk {
  Desk(const Turn& turn, const CardState& card, Publisher& of)
      : publisher(of),
        config(support::read_config(*support_of(of), of.url)),
        context(context_of(turn, card, of)),
        now_ms(turn.now_ms) {}

  [[nodiscard]] support::Decision decide() const {
    return support::decide(config, reader_of(publisher), context, now_ms, publisher.consent.grants,
                           false);
  }

  Publisher& publisher;
  support::Config config;
  support::Context context;
  std::int64_t now_ms;
};

/// Remembers what happened, at the reader's own time.
void remember(Turn& turn, Publisher& publisher, support::Event event) {
  event.now_ms = turn.now_ms;
  event.tz_offset_min = zone_of(turn.event);
  support::ReaderState& reader = reader_of(publisher);
  reader = reduce(std::move(reader), event);
  publisher.keep_due = true;
}

void remember(Turn& turn, Publisher& publisher, EventKind kind) {
  support::Event event;
  event.kind = kind;
  remember(turn, publisher, event);
}

// --- What the page is told

void write_or_null(Writer& out, std::string_view key, std::string_view text) {
  out.key(key);
  if (text.empty()) {
    out.null();
  } else {
    out.string(text);
  }
}

void emit_support(Turn& turn, const CardState& card, std::string_view action,
                  support::Reason reason, std::int64_t next_eligible_at) {
  Writer& out = turn.effects.begin_emit(card, names::event_support).member("action", action);
  write_or_null(out, "campaign", card.prompt.campaign);
  write_or_null(out, "variant", card.prompt.variant);
  out.member("reason", reason_name(reason)).key("next_eligible_at");
  if (next_eligible_at == support::never) {
    out.null();
  } else {
    out.integer(next_eligible_at);
  }
  out.end_object().end_object();
}

/// Where the publisher wants to be told; empty where nobody is to be.
std::string beacon_url(const Publisher& publisher) {
  if ((publisher.consent.grants & consent::measurement) == 0) return {};
  const std::string_view href = support_of(publisher)->string("beacon_url");
  if (href.empty()) return {};
  Result<std::string> url = safe_url(href, publisher.url, UrlUse::payment);
  return url ? std::move(*url) : std::string();
}

void send_beacon(Turn& turn, const CardState& card, const Publisher& publisher,
                 std::string_view action) {
  const std::string url = beacon_url(publisher);
  if (url.empty()) return;
  Writer body;
  body.begin_object().key("v").integer(1).member("action", action);
  body.member("campaign", card.prompt.campaign).member("variant", card.prompt.variant);
  body.member("article", page_id(card)).member("partner", turn.event.string("partner"));
  body.key("preview").boolean(false).end_object();
  turn.effects.begin(names::effect_beacon, "url", url).member("body", body.take());
  turn.effects.end();
}

/// Something has happened to a prompt. A preview is no news to the publisher.
void tell(Turn& turn, const CardState& card, const Publisher& publisher, std::string_view action) {
  const bool forced = !card.forced.empty();
  emit_support(turn, card, action, forced ? support::Reason::forced : support::Reason::shown,
               support::never);
  if (!forced) send_beacon(turn, card, publisher, action);
}

// --- The prompt as it is painted

std::int64_t times_shown(const support::ReaderState& reader, const support::Campaign& campaign,
                         std::int64_t now_ms) {
  std::int64_t times = 0;
  for (const support::Fact& fact : reader.facts) {
    const bool is_one = fact.kind == support::FactKind::impression && fact.name == campaign.hash &&
                        fact.t <= now_ms &&
                        fact.t > now_ms - campaign.cap_days * support::ms_per_day;
    times += is_one ? 1 : 0;
  }
  return times;
}

void write_why(Writer& out, const Desk& desk, const support::Decision& decision) {
  const support::Campaign& campaign = desk.config.campaigns[decision.campaign];
  const support::ReaderState& reader = reader_of(desk.publisher);
  const bool history = has_history(desk.publisher);
  out.begin_object().member("campaign", campaign.id);
  if (decision.count > 0) out.key("count").integer(decision.count);
  const std::pair<std::string_view, std::int64_t> numbers[] = {
      {"count_days", campaign.count_days},
      {"shown_times", times_shown(reader, campaign, desk.now_ms)},
      {"cap_max", campaign.cap_max},
      {"cap_days", campaign.cap_days},
      {"dismiss_days", campaign.dismiss_cooldown_days}};
  for (const auto& [key, number] : numbers) out.key(key).integer(number);
  out.member("stored", history ? desk.publisher.storage : "none");
  out.key("counting").boolean(history && !reader.count_opted_out);
  if (campaign.countries != nullptr && !desk.context.country.empty())
    out.member("country", desk.context.country);
  if (campaign.sections != nullptr) out.member("section", desk.context.section);
  out.end_object();
}

void write_copy(Writer& out, const Desk& desk, const support::Decision& decision) {
  const support::Words& words = desk.config.words[decision.words];
  std::string date;
  append_day(date, to_civil({desk.now_ms, desk.context.tz_offset_min}), words.lang);
  const support::Filling data = filling(desk.config, decision, desk.context, date);
  out.member("lang", words.lang);
  for (std::size_t i = 0; i < support::text_names.size(); ++i) {
    const std::string_view text = words.text(i);
    if (!text.empty()) out.member(support::text_names[i], filled(text, words.lang, data));
  }
  for (const std::string_view key : {"quote", "payment_marks"}) {
    if (const Value* value = words.source->find(key)) out.key(key).value(*value);
  }
}

Writer& begin_paint(Turn& turn, const CardState& card) {
  return turn.effects.begin_paint(card, names::region_support).member("slot", card.prompt.slot);
}

void paint_ask(Turn& turn, const CardState& card, const Desk& desk,
               const support::Decision& decision) {
  Writer& out = begin_paint(turn, card);
  if (card.prompt.late && card.prompt.seen == 0) out.key("late").boolean(true);
  out.key("with").begin_object().member("view", "ask").member("slot", card.prompt.slot);
  write_copy(out, desk, decision);
  out.member("cta_url", decision.cta_url).key("preview").boolean(!card.forced.empty()).key("why");
  if (card.prompt.why) {
    write_why(out, desk, decision);
  } else {
    out.null();
  }
  out.end_object();
  turn.effects.end();
}

/// The line in an answered prompt's place; nothing where none stands any more.
void paint_said(Turn& turn, const CardState& card) {
  Writer& out = begin_paint(turn, card);
  if (card.prompt.view > PromptView::ask) {
    out.key("with").begin_object().member(
        "view", prompt_view_names[static_cast<std::size_t>(card.prompt.view)]);
    out.member("slot", card.prompt.slot).end_object();
  }
  turn.effects.end();
}

/// Behind its paragraph, at the end where the article is shorter than that.
std::string slot_of(const CardState& card, const support::Campaign& campaign) {
  if (campaign.placement == support::Placement::top) return "top";
  const double paragraphs = card.facts != nullptr ? card.facts->number_or("paragraphs", 0) : 0;
  if (campaign.placement == support::Placement::end || campaign.after_paragraph > paragraphs)
    return std::string(end_slot);
  return 'p' + to_decimal(campaign.after_paragraph);
}

void show(Turn& turn, CardState& card, const Desk& desk, const support::Decision& decision) {
  const support::Campaign& campaign = desk.config.campaigns[decision.campaign];
  Prompt& prompt = card.prompt;
  prompt.view = PromptView::ask;
  prompt.held = false;
  prompt.seen = 0;
  prompt.campaign = campaign.id;
  prompt.variant = desk.config.words[decision.words].variant;
  prompt.slot = slot_of(card, campaign);
  prompt.count = decision.count;
  paint_ask(turn, card, desk, decision);
  turn.effects.act(names::effect_watch, card, "slot", prompt.slot);
}

void decide(Turn& turn, CardState& card, Publisher& publisher) {
  Desk desk(turn, card, publisher);
  Prompt& prompt = card.prompt;
  const bool forced = !card.forced.empty();
  if (!forced && !desk.context.prerendering && !std::exchange(prompt.counted, true)) {
    support::Event read;
    read.page_id = desk.context.page_id;
    read.tags = desk.context.tags;
    read.config = &desk.config;
    remember(turn, publisher, read);
  }
  if (forced && !desk.context.consent_open) force(desk.context, card.forced);
  const support::Decision decision = desk.decide();
  if (decision.show) return show(turn, card, desk, decision);
  prompt.held = decision.reason == support::Reason::consent_open ||
                decision.reason == support::Reason::prerendering;
  if (!prompt.held) prompt.view = PromptView::none;
  emit_support(turn, card, "none", decision.reason, decision.next_eligible_at);
}

/// Decides where nothing is to be waited for. A preview waits for nobody but the question.
void decide_if_ready(Turn& turn, CardState& card) {
  Publisher* publisher = turn.page.publisher(card.profile);
  if (card.prompt.view != PromptView::due || !has_campaigns(publisher)) return;
  if (card.forced.empty() && !is_settled(*publisher)) return;
  const bool waits = !turn.page.asking.empty() || turn.event.boolean_or("prerendering", false);
  if (card.prompt.held && waits) return;
  decide(turn, card, *publisher);
}

// --- Answers

/// The card's prompt, where one stands and its publisher is there.
bool stands(const Turn& turn) {
  return turn.card->prompt.view == PromptView::ask && has_campaigns(turn.publisher);
}

void remember_prompt(Turn& turn, const CardState& card, Publisher& publisher, EventKind kind) {
  if (!card.forced.empty()) return;
  support::Event event;
  event.kind = kind;
  event.campaign = card.prompt.campaign;
  event.variant = card.prompt.variant;
  remember(turn, publisher, event);
}

/// One line takes the prompt's place.
void close_prompt(Turn& turn, CardState& card, PromptView view) {
  card.prompt.view = view;
  card.prompt.why = false;
  paint_said(turn, card);
}

void answer(Turn& turn, EventKind kind, PromptView view, std::string_view action) {
  if (!stands(turn)) return;
  CardState& card = *turn.card;
  remember_prompt(turn, card, *turn.publisher, kind);
  close_prompt(turn, card, view);
  turn.effects.act(names::effect_focus, card, "target", names::action_said);
  const Language language = language_for(card.fact("interface_lang"), Language::en);
  turn.effects.act(names::effect_say, card, "text", message(said_in(view), language));
  if (!action.empty()) tell(turn, card, *turn.publisher, action);
}

}  // namespace

void on_seen(Turn& turn) {
  if (!stands(turn)) return;
  CardState& card = *turn.card;
  const std::string_view what = turn.event.string("what");
  const std::size_t seen = consent::place_of(what, seen_names) + 1;
  if (seen > seen_names.size() || seen <= card.prompt.seen) return;
  card.prompt.seen = static_cast<std::uint8_t>(seen);
  if (seen == seen_names.size())
    remember_prompt(turn, card, *turn.publisher, EventKind::impression);
  tell(turn, card, *turn.publisher, what);
}

void on_skipped(Turn& turn) {
  if (!stands(turn) || turn.card->prompt.seen != 0) return;
  tell(turn, *turn.card, *turn.publisher, "skip");
  turn.card->prompt = {};
}

void on_donate(Turn& turn) {
  if (stands(turn)) tell(turn, *turn.card, *turn.publisher, "click");
}

void on_not_now(Turn& turn) { answer(turn, EventKind::dismiss, PromptView::dismissed, "dismiss"); }

void on_supporter(Turn& turn) {
  answer(turn, EventKind::conversion, PromptView::thanks, "conversion");
}

void on_forget(Turn& turn) {
  if (turn.card->forced.empty()) answer(turn, EventKind::forget, PromptView::forgotten, {});
}

void on_no_count(Turn& turn) {
  if (turn.card->forced.empty()) answer(turn, EventKind::opt_out, PromptView::uncounted, {});
}

// The same prompt again: that campaign and variant, with the count that its copy tells.
void on_why(Turn& turn) {
  if (!stands(turn)) return;
  CardState& card = *turn.card;
  card.prompt.why = !card.prompt.why;
  Desk desk(turn, card, *turn.publisher);
  desk.context.forced_campaign = card.prompt.campaign;
  desk.context.forced_variant = card.prompt.variant;
  support::Decision decision = desk.decide();
  if (!decision.show) return;
  decision.count = card.prompt.count;
  paint_ask(turn, card, desk, decision);
  turn.effects.act(names::effect_focus, card, "target", names::action_why);
}

void on_supported(Turn& turn) {
  Publisher& publisher = *turn.publisher;
  remember(turn, publisher, EventKind::conversion);
  for (CardState& card : turn.page.cards) {
    const bool standing = card.prompt.view == PromptView::ask && card.forced.empty();
    if (card.profile != publisher.url || !standing || !has_campaigns(&publisher)) continue;
    close_prompt(turn, card, PromptView::thanks);
    tell(turn, card, publisher, "conversion");
  }
}

bool has_prompts(const Turn& turn, const CardState& card) {
  return has_campaigns(turn.page.publisher(card.profile));
}

void want_prompt(const Turn& turn, CardState& card, bool late) {
  card.prompt = {};
  if (!card.prompts || !has_prompts(turn, card)) return;
  card.prompt.view = PromptView::due;
  card.prompt.late = late;
}

void prompt_if_due(Turn& turn) {
  for (CardState& card : turn.page.cards) {
    if (card.prompt.view == PromptView::ask && !turn.page.asking.empty()) {
      close_prompt(turn, card, PromptView::due);
      card.prompt.campaign = card.prompt.variant = {};
    }
    decide_if_ready(turn, card);
    if (card.prompt.view == PromptView::due) card.prompt.late = true;
  }
}

bool lost_history(const Publisher& publisher, const consent::Effects& effects) {
  return !has_history(publisher) && (effects.clear || publisher.consent.grants != 0);
}

// What was remembered under a grant goes with it, in memory too; a manager that only thinks again
// takes nothing away.
void follow_grants(Turn& turn, Publisher& publisher, bool had_history,
                   const consent::Effects& effects) {
  const bool has = has_history(publisher);
  const bool lost = (had_history || publisher.stores) && lost_history(publisher, effects);
  if (effects.forget) {
    publisher.reader.emplace();
    publisher.seed.clear();
  } else if (has && !had_history) {
    support::ReaderState& reader = reader_of(publisher);
    if (reader.reader_seed.empty()) reader.reader_seed = std::exchange(publisher.seed, {});
    publisher.keep_due = true;
  } else if (lost || (!has && effects.store)) {
    remember(turn, publisher, EventKind::forget);
    publisher.seed.clear();
  }
}

support::ReaderState take_stored(Turn& turn, Publisher& publisher, bool there) {
  const Value* stored = there ? turn.stored.root.find("reader") : nullptr;
  publisher.stores = stored != nullptr;
  const double seed = turn.event.number_or("seed", 0);
  if (seed >= 1 && seed <= UINT32_MAX) publisher.seed = to_decimal(static_cast<std::int64_t>(seed));
  support::ReaderState& reader = reader_of(publisher);
  if (!there && turn.event.boolean_or("other", false)) {
    // Another tab was asked to erase it all.
    remember(turn, publisher, EventKind::forget);
  }
  if (stored == nullptr) return {};
  support::ReaderState was = support::read_reader(*stored);
  reader = support::merge(std::move(reader), was);
  return was;
}

void keep_if_due(Turn& turn, Publisher& publisher) {
  const bool due = std::exchange(publisher.keep_due, false);
  if (!due || !has_history(publisher) || publisher.strange != nullptr) return;
  const support::ReaderState& reader = reader_of(publisher);
  const bool wanted =
      !reader.facts.empty() || !reader.reader_seed.empty() || reader.count_opted_out;
  if (publisher.stores || wanted) keep(turn, publisher);
}

}  // namespace lede
