#include "support/decide.h"

#include "base/url.h"
#include "support/rules.h"

namespace lede::support {
namespace {

/// So many times a prompt's moment is put off for the next rule; then it counts as never.
constexpr int most_postponements = 8;

/// What the rules say of one campaign: why not, and until when at the least.
struct Verdict {
  Reason reason = Reason::shown;
  std::int64_t until = INT64_MIN;
};

Verdict judge(const Moment& moment, std::size_t index, std::vector<TraceEntry>* trace) {
  Verdict verdict;
  for (std::size_t i = 0; i < rule_count; ++i) {
    const Check check = rules[i](moment, moment.config.campaigns[index]);
    const auto rule = static_cast<Reason>(first_rule + i);
    if (trace != nullptr)
      trace->push_back(
          {check.actual, check.required, static_cast<std::int16_t>(index), rule, check.pass});
    if (check.pass) continue;
    if (verdict.reason == Reason::shown) verdict.reason = rule;
    if (check.until > verdict.until) verdict.until = check.until;
  }
  return verdict;
}

/// The first moment from `until` on at which every rule passes.
std::int64_t first_chance(Moment moment, std::size_t index, std::int64_t until) {
  for (int i = 0; i < most_postponements && until < moment.config.stale_at_ms; ++i) {
    moment.now_ms = until;
    const Verdict verdict = judge(moment, index, nullptr);
    if (verdict.reason == Reason::shown) return until;
    until = verdict.until;
  }
  return never;
}

void show(const Moment& moment, std::size_t campaign, std::size_t variant, Decision& decision) {
  const Campaign& chosen = moment.config.campaigns[campaign];
  const Variant& words = chosen.variants[variant];
  decision.show = true;
  decision.campaign = campaign;
  decision.variant = variant;
  decision.copy = words.copy_for(moment.context.locale);
  decision.stable = has_stable_seed(moment);
  decision.count = article_count(moment, chosen);
  std::string& url = decision.cta_url;
  url = with_query(words.cta_url, "campaign", chosen.id);
  url = with_query(url, "variant", words.id);
  if (!moment.context.page_id.empty()) url = with_query(url, "article", moment.context.page_id);
  if (!moment.context.partner.empty()) url = with_query(url, "partner", moment.context.partner);
}

bool is_complete(const Variant& variant) {
  return !variant.copies.empty() && !variant.cta_url.empty();
}

/// A preview shows what it names, drafts as well, and pretends to as many articles as are wanted.
void force(const Moment& moment, Decision& decision) {
  for (std::size_t i = 0; i < moment.config.campaigns.size(); ++i) {
    const Campaign& campaign = moment.config.campaigns[i];
    if (campaign.id != moment.context.forced_campaign) continue;
    for (std::size_t j = 0; j < campaign.variants.size(); ++j) {
      const Variant& variant = campaign.variants[j];
      const std::string& wanted = moment.context.forced_variant;
      if (!is_complete(variant) || (!wanted.empty() && variant.id != wanted)) continue;
      show(moment, i, j, decision);
      const int least = campaign.article_count.min > 0 ? campaign.article_count.min : 1;
      if (decision.count < least) decision.count = least;
      return;
    }
  }
}

/// @return whether a rule of the page has decided already.
bool decided_by_page(const Moment& moment, Decision& decision) {
  for (std::size_t i = 0; i < page_rule_count; ++i) {
    const bool stops = page_rules[i](moment);
    const auto rule = static_cast<Reason>(i);
    decision.trace.push_back({stops ? 1 : 0, 0, -1, rule, !stops});
    if (!stops) continue;
    decision.reason = rule;
    if (rule == Reason::forced) force(moment, decision);
    return true;
  }
  return false;
}

}  // namespace

std::string_view reason_name(Reason reason) {
  constexpr std::string_view names[] = {
#define LEDE_REASON(name, text) text,
#include "support/reasons.def"
#undef LEDE_REASON
  };
  return names[static_cast<std::size_t>(reason)];
}

Decision decide(const Config& config, const ReaderState& reader, const Context& context,
                std::int64_t now_ms, Purposes grants) {
  const Moment moment{config, reader, context, now_ms, grants};
  Decision decision;
  decision.trace.reserve(page_rule_count + config.campaigns.size() * rule_count);
  if (decided_by_page(moment, decision)) return decision;
  for (std::size_t i = 0; i < config.campaigns.size(); ++i) {
    const Verdict verdict = judge(moment, i, &decision.trace);
    if (verdict.reason == Reason::shown) {
      decision.reason = verdict.reason;
      decision.next_eligible_at = never;
      show(moment, i, assigned_variant(moment, config.campaigns[i]), decision);
      return decision;
    }
    if (verdict.reason > decision.reason) decision.reason = verdict.reason;
    if (verdict.until < decision.next_eligible_at) {
      const std::int64_t chance = first_chance(moment, i, verdict.until);
      if (chance < decision.next_eligible_at) decision.next_eligible_at = chance;
    }
  }
  return decision;
}

Filling filling(const Config& config, const Decision& decision, const Context& context,
                std::string_view date) {
  const Variant& variant = config.campaigns[decision.campaign].variants[decision.variant];
  return {decision.count, variant.members, variant.copies[decision.copy].country(context.country),
          date};
}

}  // namespace lede::support
