#include "support/rules.h"

#include "base/text.h"
#include "support/assign.h"

#include <span>

namespace lede::support {
namespace {

// --- The page
// -------------------------------------------------------------------------------------

bool kill_switch(const Moment& moment) { return moment.config.page.kill_switch; }
bool forced(const Moment& moment) { return !moment.context.forced_campaign.empty(); }
bool prerendering(const Moment& moment) { return moment.context.prerendering; }
bool consent_open(const Moment& moment) { return moment.context.consent_open; }
bool slot_taken(const Moment& moment) { return moment.context.slot_busy; }

bool config_stale(const Moment& moment) { return moment.now_ms >= stale_at(moment.config); }

bool page_excluded(const Moment& moment) {
  const PageRules& page = moment.config.page;
  const Context& context = moment.context;
  return context.sensitive || names(page.excluded_sections, context.section) ||
         names_any(page.excluded_tags, context.tags) || names(page.excluded_ids, context.page_id);
}

// --- What was counted and shown
// -------------------------------------------------------------------

std::span<const Fact> facts_of(const Moment& moment, FactKind kind) {
  const auto index = static_cast<std::size_t>(kind);
  return {moment.facts[index], moment.facts[index + 1]};
}

/// How many facts of a kind lie in the window of that many milliseconds, and whether one more may.
/// @param name counts only those of it; every one where it is 0.
bool fewer_than(std::int64_t max, Moment& moment, FactKind kind, std::uint32_t name,
                std::int64_t window_ms) {
  moment.actual = 0;
  moment.required = max;
  for (const Fact& fact : facts_of(moment, kind)) {
    if (fact.t <= moment.now_ms - window_ms) break;
    if (fact.t > moment.now_ms || (name != 0 && fact.name != name)) continue;
    if (++moment.actual == max) moment.until = fact.t + window_ms;
  }
  return moment.actual < max;
}

/// The same for one fact alone, told as the time since.
bool long_since(Moment& moment, FactKind kind, std::uint32_t name, std::int64_t window_ms) {
  const bool pass = fewer_than(1, moment, kind, name, window_ms);
  moment.required = window_ms;
  moment.actual = pass ? window_ms : window_ms - (moment.until - moment.now_ms);
  return pass;
}

bool names_hash(List list, std::uint32_t hash) {
  for (const json::Value& one : list->items) {
    if (hash_of(one.text) == hash) return true;
  }
  return false;
}

/// Articles of the reader's last days, and until when there are more than `max`: the oldest days
/// leave first, each at a midnight. With tags, a page may bear several: of a day's counts the
/// largest is what is certain.
bool at_most(std::int64_t max, Moment& moment, std::int32_t window_days, List tags) {
  moment.actual = 0;
  moment.required = max;
  if ((moment.grants & history) == 0 || moment.reader.count_opted_out) return true;
  const std::int32_t offset_min = moment.context.tz_offset_min;
  const std::int64_t today = local_midnight(moment.now_ms, offset_min);
  const FactKind kind = asks_for(tags) ? FactKind::tag_count : FactKind::day_count;
  std::int64_t day = never;
  std::int64_t before = 0;
  for (const Fact& fact : facts_of(moment, kind)) {
    if (fact.t <= today - window_days * ms_per_day) break;
    if (fact.t > today) continue;
    if (kind == FactKind::tag_count && !names_hash(tags, fact.name)) continue;
    if (fact.t != day) before = moment.actual;
    day = fact.t;
    const std::int64_t sum = before + fact.count;
    if (sum <= moment.actual) continue;
    if (sum > max && moment.actual <= max)
      moment.until = day + window_days * ms_per_day - offset_min * ms_per_minute;
    moment.actual = sum;
  }
  return moment.actual <= max;
}

// --- A campaign's schedule
// ------------------------------------------------------------------------

bool not_live(Moment&, const Campaign& campaign) { return campaign.status == Status::live; }

bool not_started(Moment& moment, const Campaign& campaign) {
  moment.actual = moment.now_ms;
  moment.required = moment.until = campaign.start_ms;
  return moment.actual >= moment.required;
}

bool expired(Moment& moment, const Campaign& campaign) {
  moment.actual = moment.now_ms;
  moment.required = campaign.end_ms;
  return moment.actual < moment.required;
}

bool blackout(Moment& moment, const Campaign& campaign) {
  const std::int64_t local_ms = moment.now_ms + moment.context.tz_offset_min * ms_per_minute;
  const std::int64_t time = (local_ms % ms_per_day + ms_per_day) % ms_per_day;
  moment.actual = time / ms_per_minute;
  if (campaign.blackout == nullptr) return true;
  for (const json::Value& value : campaign.blackout->items) {
    const Hours hours = hours_of(value);
    const bool after = moment.actual >= hours.from;
    const bool before = moment.actual < hours.to;
    if (hours.from <= hours.to ? !(after && before) : !(after || before)) continue;
    moment.required = hours.to;
    moment.until = moment.now_ms + hours.to * ms_per_minute - time + (before ? 0 : ms_per_day);
    return false;
  }
  return true;
}

// --- Who is asked
// ---------------------------------------------------------------------------------

bool is_not_paused(Moment& moment, const Campaign& campaign) {
  return long_since(moment, FactKind::conversion, 0, campaign.supporter_pause_days * ms_per_day);
}

bool wrong_audience(Moment& moment, const Campaign& campaign) {
  const bool supporter = moment.context.supporter;
  if (campaign.audience == Audience::everyone) return true;
  if (campaign.audience == Audience::non_supporters) return !supporter;
  Moment pause = moment;
  return supporter || !is_not_paused(pause, campaign);
}

/// A campaign that is for supporters is shown to them all the same.
bool supporter_pause(Moment& moment, const Campaign& campaign) {
  return is_not_paused(moment, campaign) || campaign.audience == Audience::supporters;
}

bool country_unknown(Moment& moment, const Campaign& campaign) {
  return !moment.context.country.empty() || !asks_for(campaign.countries) ||
         campaign.unknown_country == Unknown::pass;
}

bool is_wanted(List list, std::string_view text) { return !asks_for(list) || names(list, text); }

bool country_mismatch(Moment& moment, const Campaign& campaign) {
  const std::string_view country = moment.context.country;
  return country.empty() || is_wanted(campaign.countries, country);
}

bool context_mismatch(Moment& moment, const Campaign& campaign) {
  const Context& context = moment.context;
  return is_wanted(campaign.sections, context.section) &&
         (!asks_for(campaign.tags) || names_any(campaign.tags, context.tags)) &&
         !names(campaign.excluded_sections, context.section) &&
         !names_any(campaign.excluded_tags, context.tags);
}

bool device(Moment& moment, const Campaign& campaign) {
  const unsigned bit = 1U << static_cast<unsigned>(moment.context.device);
  return campaign.devices == 0 || (campaign.devices & bit) != 0;
}

/// "en" is every English, "en-GB" only that.
bool locale(Moment& moment, const Campaign& campaign) {
  const std::string_view tag = moment.context.locale;
  for (std::size_t end = tag.size(); end != std::string_view::npos;
       end = end == 0 ? std::string_view::npos : tag.rfind('-', end - 1)) {
    if (is_wanted(campaign.locales, tag.substr(0, end))) return true;
  }
  return false;
}

// --- What the reader allowed, has read and was shown
// ----------------------------------------------

bool consent_required(Moment& moment, const Campaign& campaign) {
  moment.actual = moment.grants & campaign.required;
  moment.required = campaign.required;
  return moment.actual == moment.required;
}

bool count_opted_out(Moment& moment, const Campaign& campaign) {
  return !moment.reader.count_opted_out || !campaign.counts_articles();
}

bool above_max(Moment& moment, const Campaign& campaign) {
  return at_most(campaign.count_max, moment, campaign.count_days, campaign.count_tags);
}

bool below_min(Moment& moment, const Campaign& campaign) {
  at_most(no_limit, moment, campaign.count_days, campaign.count_tags);
  moment.required = campaign.count_min;
  return moment.actual >= moment.required;
}

bool skip_initial(Moment& moment, const Campaign& campaign) {
  if (campaign.skip_initial == 0) return true;
  at_most(no_limit, moment, views_kept_days, nullptr);
  moment.required = campaign.skip_initial;
  return moment.actual > moment.required;
}

bool dismiss_cooldown(Moment& moment, const Campaign& campaign) {
  return long_since(moment, FactKind::dismissal, campaign.hash,
                    campaign.dismiss_cooldown_days * ms_per_day);
}

bool campaign_cap(Moment& moment, const Campaign& campaign) {
  return fewer_than(campaign.cap_max, moment, FactKind::impression, campaign.hash,
                    campaign.cap_days * ms_per_day);
}

/// The state holds max_impressions at most; full, it can't say what else there was.
bool global_cap(Moment& moment, const Campaign&) {
  const PageRules& page = moment.config.page;
  Moment full = moment;
  if (!fewer_than(max_impressions, full, FactKind::impression, 0, views_kept_days * ms_per_day)) {
    moment.actual = full.actual;
    moment.required = full.required;
    moment.until = full.until;
    return false;
  }
  return fewer_than(page.cap_max, moment, FactKind::impression, 0, page.cap_days * ms_per_day);
}

bool min_interval(Moment& moment, const Campaign&) {
  return long_since(moment, FactKind::impression, 0,
                    moment.config.page.min_interval_minutes * ms_per_minute);
}

// --- Which variant
// --------------------------------------------------------------------------------

/// Without a reader's own, the page's id: then not everyone gets the same variant.
std::uint32_t point_of(const Moment& moment, const Campaign& campaign, std::string_view salt) {
  const std::string_view own = moment.reader.reader_seed;
  return assigned_point(campaign.seed, salt, own.empty() ? moment.context.page_id : own);
}

/// Passes over variants by their weight until `point` is used up, leaving out those that can't be
/// filled. @return the words it stops at; end_words, and what is left of `point`, where it doesn't.
std::size_t walk(const Moment& moment, const Campaign& campaign, std::uint64_t& point) {
  std::size_t next = campaign.first_words;
  while (next < campaign.end_words) {
    const std::size_t mine = words_for(moment, campaign, next, next);
    const Words& words = moment.config.words[mine];
    Tokens empty = token_faulty;
    if (words.tokens != 0) {
      if (article_count(moment, campaign) == 0) empty |= token_count;
      if (words.members() == 0) empty |= token_members;
      if (words.country(moment.context.country).empty()) empty |= token_country;
    }
    if ((words.tokens & empty) != 0) continue;
    const auto weight = static_cast<std::uint32_t>(words.weight);
    if (point < weight) return mine;
    point -= weight;
  }
  return campaign.end_words;
}

std::uint64_t eligible_weight(const Moment& moment, const Campaign& campaign) {
  std::uint64_t left = UINT64_MAX;
  walk(moment, campaign, left);
  return UINT64_MAX - left;
}

bool holdout(Moment& moment, const Campaign& campaign) {
  if (campaign.holdout_bp == 0) return true;
  moment.actual = point_of(moment, campaign, "holdout");
  moment.required = campaign.holdout_bp;
  return moment.actual >= moment.required;
}

bool token_unresolved(Moment& moment, const Campaign& campaign) {
  moment.actual = static_cast<std::int64_t>(eligible_weight(moment, campaign));
  moment.required = 1;
  return moment.actual != 0;
}

bool no_storage(Moment& moment, const Campaign&) { return moment.context.storage != Storage::none; }

}  // namespace

const PageRule page_rules[page_rule_count] = {
    kill_switch, forced, config_stale, page_excluded, prerendering, consent_open, slot_taken,
};

const Rule rules[rule_count] = {
    not_live,         not_started,      expired,          blackout,         wrong_audience,
    supporter_pause,  country_unknown,  country_mismatch, context_mismatch, device,
    locale,           consent_required, count_opted_out,  below_min,        above_max,
    dismiss_cooldown, campaign_cap,     global_cap,       min_interval,     skip_initial,
    holdout,          token_unresolved, no_storage,
};

Moment moment_of(const Config& config, const ReaderState& reader, const Context& context,
                 std::int64_t now_ms, Purposes grants) {
  Moment moment{config, reader, context, now_ms, grants, {}};
  const Fact* fact = reader.facts.data();
  const Fact* const end = fact + reader.facts.size();
  for (std::size_t kind = 0; kind <= fact_rules.size(); ++kind) {
    while (fact != end && static_cast<std::size_t>(fact->kind) < kind) ++fact;
    moment.facts[kind] = fact;
  }
  return moment;
}

std::int64_t stale_at(const Config& config) {
  const PageRules& page = config.page;
  return page.stale_after_days < 0 || page.generated_ms == never
             ? never
             : page.generated_ms + page.stale_after_days * ms_per_day;
}

std::int64_t article_count(const Moment& moment, const Campaign& campaign) {
  Moment counting = moment;
  at_most(no_limit, counting, campaign.count_days, campaign.count_tags);
  return counting.actual;
}

bool has_stable_seed(const Moment& moment) {
  return !moment.reader.reader_seed.empty() && (moment.grants & history) != 0 &&
         moment.context.storage == Storage::persistent;
}

std::size_t assigned_words(const Moment& moment, const Campaign& campaign) {
  std::uint64_t point = std::uint64_t{point_of(moment, campaign, {})} *
                        eligible_weight(moment, campaign) / basis_points;
  return walk(moment, campaign, point);
}

std::size_t words_for(const Moment& moment, const Campaign& campaign, std::size_t first,
                      std::size_t& next) {
  const std::vector<Words>& all = moment.config.words;
  const std::string_view locale = moment.context.locale;
  const std::string_view variant = all[first].variant;
  std::size_t best = first;
  int best_score = 0;
  for (next = first; next < campaign.end_words && all[next].variant == variant; ++next) {
    const std::string_view lang = all[next].lang;
    int score = equals_ignoring_ascii_case(lang, locale) ? 2 : 0;
    if (equals_ignoring_ascii_case(lang.substr(0, lang.find('-')),
                                   locale.substr(0, locale.find('-'))))
      ++score;
    if (score <= best_score) continue;
    best = next;
    best_score = score;
  }
  return best;
}

}  // namespace lede::support
