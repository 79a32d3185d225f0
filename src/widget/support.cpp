#include "widget/support.h"

#include "base/row.h"
#include "base/text.h"
#include "base/url.h"
#include "card/messages.h"
#include "widget/desk.h"
#include "widget/names.h"
#include "widget/reader.h"

#include <cstddef>
#include <string>
#include <utility>
#include <variant>

namespace lede {
namespace {

using json::Writer;
using support::EventKind;

constexpr std::string_view end_slot = "end";

/// How much of a prompt was seen, from the least to the most.
constexpr Row seen_names = "insert\0view\0impression";

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

// --- What the page is told

void write_or_null(Writer& out, const char* key, std::string_view text) {
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
  SafeUrl url = safe_url(href, publisher.url, UrlUse::payment);
  return url ? std::move(*url) : std::string();
}

void send_beacon(Turn& turn, const CardState& card, const Publisher& publisher,
                 std::string_view action) {
  const std::string url = beacon_url(publisher);
  if (url.empty()) return;
  Writer body;
  body.begin_object().number("v", 1).member("action", action);
  write_or_null(body, "campaign", card.prompt.campaign);
  write_or_null(body, "variant", card.prompt.variant);
  body.member("article", page_id(card)).member("partner", turn.event.string("partner"));
  body.flag("preview", false).end_object();
  turn.effects.begin(names::effect_beacon, "url", url).member("body", body.take());
  turn.effects.end();
}

/// Something has happened to a prompt. A preview is no news to the publisher.
void tell(Turn& turn, const CardState& card, const Publisher& publisher, std::string_view action,
          support::Reason reason = support::Reason::shown) {
  const bool forced = !card.forced.empty();
  emit_support(turn, card, action, forced ? support::Reason::forced : reason, support::never);
  if (!forced) send_beacon(turn, card, publisher, action);
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

/// What stops a preview as well: the question, until it is answered, and another card's prompt.
support::Reason in_way(const support::Context& context) {
  if (context.consent_open) return support::Reason::consent_open;
  return context.slot_busy ? support::Reason::slot_taken : support::Reason::forced;
}

/// A preview, of "id" or "id:variant".
void force(Desk& desk, std::string_view what) {
  const std::size_t colon = what.find(':');
  desk.force(what.substr(0, colon),
             colon < what.size() ? what.substr(colon + 1) : std::string_view());
}

support::Decision decide_forced(Desk& desk, std::string_view what) {
  support::Decision decision;
  decision.reason = in_way(desk.context);
  if (decision.reason != support::Reason::forced) return decision;
  force(desk, what);
  return desk.decide();
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
  const support::Decision decision = forced ? decide_forced(desk, card.forced) : desk.decide();
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

/// Whether the reader is asked in that card, and not in a preview.
bool is_asked(const CardState& card) {
  return card.prompt.view == PromptView::ask && card.forced.empty();
}

/// When an answer was last given; -1 where none was.
std::int64_t answered_at(const support::ReaderState& reader, support::FactKind kind,
                         std::uint32_t campaign) {
  for (const support::Fact& fact : reader.facts) {
    if (fact.kind == kind && fact.name == campaign) return fact.t;  // the newest is the first
  }
  return -1;
}

/// @param campaign empty for an answer to none in particular.
bool has_newer(Publisher& publisher, const support::ReaderState& before, support::FactKind kind,
               std::string_view campaign) {
  const std::uint32_t name = support::hash_of(campaign);
  return answered_at(reader_of(publisher), kind, name) > answered_at(before, kind, name);
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

/// The card that tells of a gift: the one that asks for it, else the publisher's first.
CardState* card_for_thanks(PageState& page, const Publisher& publisher) {
  CardState* first = nullptr;
  for (CardState& card : page.cards) {
    if (card.id.empty() || card.profile != publisher.url) continue;
    if (is_asked(card)) return &card;
    if (first == nullptr) first = &card;
  }
  return first;
}

/// The page's word that somebody has given is remembered once it is known what may be; once a day,
/// since a page that is loaded again says it again.
void remember_gift(Turn& turn, Publisher& publisher) {
  if (publisher.gift_ms == 0 || publisher.settings == nullptr || !is_settled(publisher)) return;
  support::Event gift;
  gift.kind = EventKind::conversion;
  gift.now_ms = std::exchange(publisher.gift_ms, 0);
  const std::int64_t last =
      answered_at(reader_of(publisher), support::FactKind::conversion, support::hash_of({}));
  if (last >= 0 && last > gift.now_ms - support::ms_per_day && last <= gift.now_ms) return;
  remember(turn, publisher, gift);
  publisher.thanks_due = has_campaigns(&publisher);
}

/// Tells of it, as soon as there is a card to do so.
void thank_if_due(Turn& turn, Publisher& publisher) {
  remember_gift(turn, publisher);
  CardState* card = publisher.thanks_due ? card_for_thanks(turn.page, publisher) : nullptr;
  if (card == nullptr) return;
  publisher.thanks_due = false;
  if (is_asked(*card)) {
    close_prompt(turn, *card, PromptView::thanks);
    return tell(turn, *card, publisher, "conversion");
  }
  CardState nobody_asked = *card;
  nobody_asked.prompt = {};
  nobody_asked.forced = {};
  tell(turn, nobody_asked, publisher, "conversion", support::Reason::supporter_pause);
}

}  // namespace

void on_seen(Turn& turn) {
  if (!stands(turn)) return;
  CardState& card = *turn.card;
  const std::string_view what = turn.event.string("what");
  const std::size_t seen = seen_names.find(what) + 1;
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
  Desk desk(turn, card, *turn.publisher);
  desk.force(card.prompt.campaign, card.prompt.variant);
  support::Decision decision = desk.decide();
  if (!decision.show) return;
  decision.count = card.prompt.count;
  card.prompt.why = !card.prompt.why;
  paint_ask(turn, card, desk, decision);
  turn.effects.act(names::effect_focus, card, "target", names::action_why);
}

void on_supported(Turn& turn) { turn.publisher->gift_ms = turn.now_ms; }

// The other tab has told the page and the publisher already.
void close_answered(Turn& turn, Publisher& publisher, const support::ReaderState& before) {
  for (CardState& card : turn.page.cards) {
    if (card.profile != publisher.url || !is_asked(card)) continue;
    if (has_newer(publisher, before, support::FactKind::conversion, {})) {
      close_prompt(turn, card, PromptView::thanks);
    } else if (has_newer(publisher, before, support::FactKind::dismissal, card.prompt.campaign)) {
      close_prompt(turn, card, PromptView::dismissed);
    }
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
  for (Publisher& publisher : turn.page.publishers) thank_if_due(turn, publisher);
  for (CardState& card : turn.page.cards) {
    if (card.prompt.view == PromptView::ask && !turn.page.asking.empty()) {
      close_prompt(turn, card, PromptView::due);
      card.prompt.campaign = card.prompt.variant = {};
    }
    decide_if_ready(turn, card);
    if (card.prompt.view == PromptView::due) card.prompt.late = true;
  }
}

}  // namespace lede
