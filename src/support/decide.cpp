#include "support/decide.h"

#include "base/row.h"
#include "base/time.h"
#include "base/url.h"
#include "base/words.h"
#include "support/rules.h"

#include <utility>

namespace lede::support {
namespace {

/// So many times a prompt's moment is put off for the next rule; then it counts as never.
constexpr int most_postponements = 8;

/// What the rules say of one campaign: why not, and until when at the least.
struct Verdict {
  Reason reason = Reason::shown;
  std::int64_t until = INT64_MIN;
};

/// @param trace where the answers go; nullptr where nobody wants them.
Verdict judge(Moment& moment, std::size_t index, TraceEntry* trace) {
  Verdict verdict;
  for (std::size_t i = 0; i < rule_count; ++i) {
    moment.actual = moment.required = 0;
    moment.until = never;
    const bool pass = rules[i](moment, moment.config.campaigns[index]);
    const auto rule = static_cast<Reason>(first_rule + i);
    if (trace != nullptr)
      *trace++ = {moment.actual, moment.required, static_cast<std::int16_t>(index), rule, pass};
    if (pass) continue;
    if (verdict.reason == Reason::shown) verdict.reason = rule;
    if (moment.until > verdict.until) verdict.until = moment.until;
  }
  return verdict;
}

/// The first moment from `until` on at which every rule passes.
std::int64_t first_chance(Moment moment, std::size_t index, std::int64_t until) {
  const std::int64_t end = stale_at(moment.config);
  for (int i = 0; i < most_postponements && until < end; ++i) {
    moment.now_ms = until;
    const Verdict verdict = judge(moment, index, nullptr);
    if (verdict.reason == Reason::shown) return until;
    until = verdict.until;
  }
  return never;
}

void show(const Moment& moment, std::size_t campaign, std::size_t words, Decision& decision) {
  const Campaign& chosen = moment.config.campaigns[campaign];
  const Words& variant = moment.config.words[words];
  const std::string_view additions[][2] = {{"campaign", chosen.id},
                                           {"variant", variant.variant},
                                           {"article", moment.context.page_id},
                                           {"partner", moment.context.partner}};
  decision.show = true;
  decision.campaign = campaign;
  decision.words = words;
  decision.stable = has_stable_seed(moment);
  decision.count = article_count(moment, chosen);
  decision.cta_url = button_url(moment.config, variant);
  for (const auto& [name, value] : additions) {
    if (value.empty()) continue;
    // What would make the address one that no card takes is left out.
    std::string longer = with_query(decision.cta_url, name, value);
    if (longer.size() <= max_url_bytes) decision.cta_url = std::move(longer);
  }
}

/// A preview shows what it names, drafts as well, and pretends to as many articles as are wanted.
void force(const Moment& moment, Decision& decision) {
  const Context& context = moment.context;
  for (std::size_t i = 0; i < moment.config.campaigns.size(); ++i) {
    const Campaign& campaign = moment.config.campaigns[i];
    if (campaign.id != context.forced_campaign) continue;
    std::size_t next = 0;
    for (std::size_t j = campaign.first_words; j < campaign.end_words; j = next) {
      const std::size_t words = words_for(moment, campaign, j, next);
      const Words& variant = moment.config.words[words];
      const bool wanted =
          context.forced_variant.empty() || variant.variant == context.forced_variant;
      if (!wanted || button_url(moment.config, variant).empty()) continue;
      show(moment, i, words, decision);
      const std::int32_t least = campaign.count_min > 0 ? campaign.count_min : 1;
      if (decision.count < least) decision.count = least;
      return;
    }
  }
}

/// @return whether a rule of the page has decided already.
bool decided_by_page(const Moment& moment, Decision& decision, bool traced) {
  for (std::size_t i = 0; i < page_rule_count; ++i) {
    const bool stops = page_rules[i](moment);
    const auto rule = static_cast<Reason>(i);
    if (traced) decision.trace[i] = {0, 0, -1, rule, !stops};
    if (!stops) continue;
    if (traced) decision.trace.resize(i + 1);
    decision.reason = rule;
    if (rule == Reason::forced) force(moment, decision);
    return true;
  }
  return false;
}

}  // namespace

std::string_view reason_name(Reason reason) {
  constexpr Row names =
#define LEDE_REASON(name, text) text "\0"
#include "support/reasons.def"
#undef LEDE_REASON
      ;
  return names[static_cast<std::size_t>(reason)];
}

Decision decide(const Config& config, const ReaderState& reader, const Context& context,
                std::int64_t now_ms, Purposes grants, bool traced) {
  Moment moment = moment_of(config, reader, context, now_ms, grants);
  Decision decision;
  if (traced) decision.trace.resize(page_rule_count + config.campaigns.size() * rule_count);
  if (decided_by_page(moment, decision, traced)) return decision;
  for (std::size_t i = 0; i < config.campaigns.size(); ++i) {
    TraceEntry* trace = traced ? &decision.trace[page_rule_count + i * rule_count] : nullptr;
    const Verdict verdict = judge(moment, i, trace);
    if (verdict.reason > decision.reason) decision.reason = verdict.reason;
    if (verdict.reason == Reason::shown) {
      decision.next_eligible_at = never;
      if (traced) decision.trace.resize(page_rule_count + (i + 1) * rule_count);
      show(moment, i, assigned_words(moment, config.campaigns[i]), decision);
      break;
    }
    if (verdict.until < decision.next_eligible_at) {
      const std::int64_t chance = first_chance(moment, i, verdict.until);
      if (chance < decision.next_eligible_at) decision.next_eligible_at = chance;
    }
  }
  return decision;
}

void write_texts(json::Writer& out, const Config& config, const Decision& decision,
                 const Context& context, std::int64_t now_ms) {
  const Words& words = config.words[decision.words];
  std::string date;
  append_day(date, to_civil({now_ms, context.tz_offset_min}), words.lang);
  const Filling filling{decision.count, words.members(), words.country(context.country), date};
  out.member("lang", words.lang);
  for (std::size_t i = 0; i < text_names.size(); ++i) {
    const std::string_view text = words.text(i);
    if (!text.empty()) out.key(text_names[i]).string(filled(text, words.lang, filling));
  }
}

}  // namespace lede::support
