#include "widget/desk.h"

#include "widget/names.h"
#include "widget/reader.h"

#include <cstddef>
#include <utility>

namespace lede {
namespace {

using json::Value;
using json::Writer;

support::Device device_of(const Value& event) {
  const double width = event.number_or("width", 1024);
  if (width < 600) return support::Device::phone;
  return width < 1024 ? support::Device::tablet : support::Device::desktop;
}

/// Where what a prompt goes by lives: for good only where the reader lets it.
support::Storage storage_of(const Publisher& publisher) {
  if (publisher.storage == "none") return support::Storage::none;
  const bool lasts = publisher.storage == "persistent" && has_history(publisher);
  return lasts ? support::Storage::persistent : support::Storage::session;
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

/// @param count of articles; 0 where none is known.
void write_why(Writer& out, const Desk& desk, const support::Decision& decision,
               std::int64_t count) {
  const support::Campaign& campaign = desk.config.campaigns[decision.campaign];
  const support::ReaderState& reader = reader_of(desk.publisher);
  const bool history = has_history(desk.publisher);
  out.begin_object().member("campaign", campaign.id);
  if (count > 0) out.number("count", count);
  out.number("count_days", campaign.count_days)
      .number("shown_times", times_shown(reader, campaign, desk.now_ms))
      .number("cap_max", campaign.cap_max)
      .number("cap_days", campaign.cap_days)
      .number("dismiss_days", campaign.dismiss_cooldown_days);
  out.member("stored", history ? desk.publisher.storage : "none");
  out.flag("counting", history && !reader.count_opted_out);
  if (support::asks_for(campaign.countries) && !desk.context.country.empty())
    out.member("country", desk.context.country);
  if (support::asks_for(campaign.sections)) out.member("section", desk.context.section);
  out.end_object();
}

void write_copy(Writer& out, const Desk& desk, const support::Decision& decision) {
  support::write_texts(out, desk.config, decision, desk.context, desk.now_ms);
  const support::Words& words = desk.config.words[decision.words];
  for (const std::string_view key : {"quote", "payment_marks"}) {
    if (const Value* value = words.source->find(key)) out.key(key).value(*value);
  }
}

Writer& begin_paint(Turn& turn, const CardState& card) {
  return turn.effects.begin_paint(card, names::region_support).member("slot", card.prompt.slot);
}

}  // namespace

const Value* support_of(const Publisher& publisher) {
  return publisher.settings != nullptr ? publisher.settings->find("support") : nullptr;
}

bool has_campaigns(const Publisher* publisher) {
  const Value* support = publisher != nullptr ? support_of(*publisher) : nullptr;
  const Value* campaigns = support != nullptr ? support->find("campaigns") : nullptr;
  return campaigns != nullptr && !campaigns->items.empty();
}

std::string_view page_id(const CardState& card) {
  const std::string_view id = card.fact("id");
  return id.empty() ? card.fact("url") : id;
}

Desk::Desk(const Turn& turn, const CardState& card, Publisher& of)
    : publisher(of),
      config(support::read_config(*support_of(of), of.url)),
      context(context_of(turn, card, of)),
      now_ms(turn.now_ms) {}

void Desk::force(std::string_view campaign, std::string_view variant) {
  context.forced_campaign = campaign;
  context.forced_variant = variant;
}

support::Decision Desk::decide() const {
  return support::decide(config, reader_of(publisher), context, now_ms, publisher.consent.grants,
                         false);
}

void paint_ask(Turn& turn, const CardState& card, const Desk& desk,
               const support::Decision& decision) {
  Writer& out = begin_paint(turn, card);
  if (card.prompt.late && card.prompt.seen == 0) out.flag("late", true);
  out.key("with").begin_object().member("view", "ask").member("slot", card.prompt.slot);
  write_copy(out, desk, decision);
  out.member("cta_url", decision.cta_url).flag("preview", !card.forced.empty()).key("why");
  if (card.prompt.why) {
    // A preview pretends to as many as its campaign wants.
    write_why(out, desk, decision, card.forced.empty() ? decision.count : 0);
  } else {
    out.null();
  }
  out.end_object();
  turn.effects.end();
}

void paint_said(Turn& turn, const CardState& card) {
  Writer& out = begin_paint(turn, card);
  if (card.prompt.view > PromptView::ask) {
    out.key("with").begin_object().member(
        "view", prompt_view_names[static_cast<std::size_t>(card.prompt.view)]);
    out.member("slot", card.prompt.slot).end_object();
  }
  turn.effects.end();
}

}  // namespace lede
