#include "support/rules.h"

#include "support/assign.h"

namespace lede::support {
namespace {

// --- The page
// -------------------------------------------------------------------------------------

bool kill_switch(const Moment& moment) { return moment.config.kill_switch; }
bool forced(const Moment& moment) { return !moment.context.forced_campaign.empty(); }
bool config_stale(const Moment& moment) { return moment.now_ms >= moment.config.stale_at_ms; }
bool prerendering(const Moment& moment) { return moment.context.prerendering; }
bool consent_open(const Moment& moment) { return moment.context.consent_open; }
bool slot_taken(const Moment& moment) { return moment.context.slot_busy; }

bool page_excluded(const Moment& moment) {
  const Exclusions& excluded = moment.config.exclusions;
  const Context& context = moment.context;
  return context.sensitive || names(excluded.sections, context.section) ||
         names_any(excluded.tags, context.tags) || names(excluded.ids, context.page_id);
}

// --- Shapes of answers
// ----------------------------------------------------------------------------

Check holds(bool pass) { return {pass ? 1 : 0, 1, pass}; }

/// How many marks lie in the window of that many milliseconds, and whether one more may.
/// @param campaign counts only its own; every mark where it is empty.
Check fewer_than(std::int64_t max, const std::vector<Mark>& marks, std::string_view campaign,
                 std::int64_t window_ms, std::int64_t now_ms) {
  Check check{0, max, max > 0};
  for (const Mark& mark : marks) {
    if (mark.t <= now_ms - window_ms) break;
    if (mark.t > now_ms || (!campaign.empty() && mark.campaign != campaign)) continue;
    if (++check.actual != max) continue;
    check.pass = false;
    check.until = mark.t + window_ms;
  }
  return check;
}

/// The same for one mark alone, told as the time since.
Check long_since(const std::vector<Mark>& marks, std::string_view campaign, std::int64_t window_ms,
                 std::int64_t now_ms) {
  Check check = fewer_than(1, marks, campaign, window_ms, now_ms);
  check.required = window_ms;
  check.actual = check.pass ? window_ms : window_ms - (check.until - now_ms);
  return check;
}

// --- A campaign's schedule
// ------------------------------------------------------------------------

Check not_live(const Moment&, const Campaign& campaign) {
  return holds(campaign.status == Status::live);
}

Check not_started(const Moment& moment, const Campaign& campaign) {
  return {moment.now_ms, campaign.start_ms, moment.now_ms >= campaign.start_ms, campaign.start_ms};
}

Check expired(const Moment& moment, const Campaign& campaign) {
  return {moment.now_ms, campaign.end_ms, moment.now_ms < campaign.end_ms};
}

std::int64_t local_ms(const Moment& moment) {
  return moment.now_ms + moment.context.tz_offset_min * ms_per_minute;
}

Check blackout(const Moment& moment, const Campaign& campaign) {
  std::int64_t time = local_ms(moment) % ms_per_day;
  if (time < 0) time += ms_per_day;
  Check check{time / ms_per_minute, -1, true};
  for (const Hours& hours : campaign.blackout) {
    const std::int64_t from = hours.from * ms_per_minute;
    const std::int64_t to = hours.to * ms_per_minute;
    const bool inside = from <= to ? time >= from && time < to : time >= from || time < to;
    if (!inside) continue;
    check.required = hours.to;
    check.pass = false;
    check.until = moment.now_ms + to - time + (to <= time ? ms_per_day : 0);
  }
  return check;
}

// --- Who is asked
// ---------------------------------------------------------------------------------

Check paused(const Moment& moment, const Campaign& campaign) {
  return long_since(moment.reader.conversions, {}, campaign.supporter_pause_days * ms_per_day,
                    moment.now_ms);
}

Check wrong_audience(const Moment& moment, const Campaign& campaign) {
  if (campaign.audience == Audience::everyone) return holds(true);
  if (campaign.audience == Audience::non_supporters) return holds(!moment.context.supporter);
  return holds(moment.context.supporter || !paused(moment, campaign).pass);
}

/// A campaign that is for supporters is shown to them all the same.
Check supporter_pause(const Moment& moment, const Campaign& campaign) {
  Check check = paused(moment, campaign);
  check.pass = check.pass || campaign.audience == Audience::supporters;
  return check;
}

Check country_unknown(const Moment& moment, const Campaign& campaign) {
  const Targeting& targeting = campaign.targeting;
  return holds(!moment.context.country.empty() || targeting.countries.empty() ||
               targeting.unknown_country_passes);
}

Check country_mismatch(const Moment& moment, const Campaign& campaign) {
  const std::vector<std::string>& countries = campaign.targeting.countries;
  const std::string& country = moment.context.country;
  return holds(countries.empty() || country.empty() || names(countries, country));
}

Check context_mismatch(const Moment& moment, const Campaign& campaign) {
  const Targeting& targeting = campaign.targeting;
  const Context& context = moment.context;
  return holds((targeting.sections.empty() || names(targeting.sections, context.section)) &&
               (targeting.tags.empty() || names_any(targeting.tags, context.tags)) &&
               !names(targeting.excluded_sections, context.section) &&
               !names_any(targeting.excluded_tags, context.tags));
}

Check device(const Moment& moment, const Campaign& campaign) {
  const unsigned devices = campaign.targeting.devices;
  return holds(devices == 0 ||
               ((devices >> static_cast<unsigned>(moment.context.device)) & 1U) != 0);
}

/// "en" is every English, "en-GB" only that.
Check locale(const Moment& moment, const Campaign& campaign) {
  const std::vector<std::string>& locales = campaign.targeting.locales;
  std::string_view tag = moment.context.locale;
  while (!tag.empty() && !names(locales, tag)) {
    const std::size_t cut = tag.rfind('-');
    tag = tag.substr(0, cut == std::string_view::npos ? 0 : cut);
  }
  return holds(locales.empty() || !tag.empty());
}

// --- What the reader has read
// ---------------------------------------------------------------------

bool may_count(const Moment& moment) {
  return (moment.grants & history) != 0 && !moment.reader.count_opted_out;
}

/// A day's articles with any of the tags. A page may bear several: the largest of their counts is
/// what is certain.
int counted(const DayCount& day, const std::vector<std::string>& tags) {
  if (tags.empty()) return day.count;
  int most = 0;
  for (const TagCount& tag : day.tags) {
    if (tag.count > most && names(tags, tag.tag)) most = tag.count;
  }
  return most;
}

Check consent_required(const Moment& moment, const Campaign& campaign) {
  return {moment.grants & campaign.required, campaign.required,
          (campaign.required & ~moment.grants) == 0};
}

Check count_opted_out(const Moment& moment, const Campaign& campaign) {
  return holds(!moment.reader.count_opted_out || !campaign.article_count.is_rule());
}

Check below_min(const Moment& moment, const Campaign& campaign) {
  const std::int64_t count = article_count(moment, campaign);
  return {count, campaign.article_count.min, count >= campaign.article_count.min};
}

Check above_max(const Moment& moment, const Campaign& campaign) {
  const ArticleCount& rule = campaign.article_count;
  std::int64_t count = article_count(moment, campaign);
  Check check{count, rule.max, count <= rule.max};
  // The oldest days leave the window first, each at a midnight.
  const std::vector<DayCount>& days = moment.reader.day_counts;
  const std::int32_t today = local_day(moment.now_ms, moment.context.tz_offset_min);
  for (std::size_t i = days.size(); i-- > 0 && count > rule.max;) {
    if (days[i].day <= today - rule.window_days || days[i].day > today) continue;
    count -= counted(days[i], rule.tags);
    check.until = (days[i].day + rule.window_days) * ms_per_day -
                  moment.context.tz_offset_min * ms_per_minute;
  }
  return check;
}

// --- What the reader was shown
// --------------------------------------------------------------------

Check dismiss_cooldown(const Moment& moment, const Campaign& campaign) {
  return long_since(moment.reader.dismissals, campaign.id,
                    campaign.dismiss_cooldown_days * ms_per_day, moment.now_ms);
}

Check campaign_cap(const Moment& moment, const Campaign& campaign) {
  const Cap& cap = campaign.frequency_cap;
  return fewer_than(cap.max, moment.reader.impressions, campaign.id, cap.window_days * ms_per_day,
                    moment.now_ms);
}

/// The state holds max_impressions at most; full, it can't say what else there was.
Check global_cap(const Moment& moment, const Campaign&) {
  const Cap& cap = moment.config.global_cap;
  const std::vector<Mark>& marks = moment.reader.impressions;
  const Check check = fewer_than(cap.max, marks, {}, cap.window_days * ms_per_day, moment.now_ms);
  if (!check.pass) return check;
  const Check full =
      fewer_than(max_impressions, marks, {}, views_kept_days * ms_per_day, moment.now_ms);
  return full.pass ? check : full;
}

Check min_interval(const Moment& moment, const Campaign&) {
  return long_since(moment.reader.impressions, {},
                    moment.config.min_interval_minutes * ms_per_minute, moment.now_ms);
}

Check skip_initial(const Moment& moment, const Campaign& campaign) {
  Check check{0, campaign.skip_initial, true};
  if (may_count(moment)) {
    const std::int32_t today = local_day(moment.now_ms, moment.context.tz_offset_min);
    for (const DayCount& day : moment.reader.day_counts) {
      if (day.day <= today && day.day > today - views_kept_days) check.actual += day.count;
    }
  }
  check.pass = check.required == 0 || check.actual > check.required;
  return check;
}

// --- Which variant
// --------------------------------------------------------------------------------

/// Without a reader's own, the page's id: then not everyone gets the same variant.
std::string_view seed_of_reader(const Moment& moment) {
  return moment.reader.reader_seed.empty() ? moment.context.page_id : moment.reader.reader_seed;
}

bool can_be_filled(const Copy& copy, std::int64_t count, std::string_view country) {
  return (copy.tokens & token_faulty) == 0 && ((copy.tokens & token_count) == 0 || count > 0) &&
         ((copy.tokens & token_country) == 0 || !copy.country(country).empty());
}

/// A variant's weight, where this reader can be shown it, else 0.
int weight_for(const Moment& moment, const Variant& variant, std::int64_t count) {
  if (variant.copies.empty()) return 0;
  const Copy& copy = variant.copies[variant.copy_for(moment.context.locale)];
  const bool has_members = (copy.tokens & token_members) == 0 || variant.members > 0;
  return has_members && can_be_filled(copy, count, moment.context.country) ? variant.weight : 0;
}

std::uint64_t eligible_weight(const Moment& moment, const Campaign& campaign) {
  const std::int64_t count = article_count(moment, campaign);
  std::uint64_t sum = 0;
  for (const Variant& variant : campaign.variants)
    sum += static_cast<unsigned>(weight_for(moment, variant, count));
  return sum;
}

Check holdout(const Moment& moment, const Campaign& campaign) {
  if (campaign.holdout_bp == 0) return {};
  const std::int64_t point = holdout_point(campaign.seed, seed_of_reader(moment));
  return {point, campaign.holdout_bp, point >= campaign.holdout_bp};
}

Check token_unresolved(const Moment& moment, const Campaign& campaign) {
  const auto weight = static_cast<std::int64_t>(eligible_weight(moment, campaign));
  return {weight, 1, weight > 0};
}

Check no_storage(const Moment& moment, const Campaign&) {
  return holds(moment.context.storage != Storage::none);
}

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

std::int64_t article_count(const Moment& moment, const Campaign& campaign) {
  if (!may_count(moment)) return 0;
  const ArticleCount& rule = campaign.article_count;
  const std::int32_t today = local_day(moment.now_ms, moment.context.tz_offset_min);
  std::int64_t sum = 0;
  for (const DayCount& day : moment.reader.day_counts) {
    if (day.day <= today - rule.window_days) break;
    if (day.day <= today) sum += counted(day, rule.tags);
  }
  return sum;
}

bool has_stable_seed(const Moment& moment) {
  return !moment.reader.reader_seed.empty() && (moment.grants & history) != 0 &&
         moment.context.storage == Storage::persistent;
}

std::size_t assigned_variant(const Moment& moment, const Campaign& campaign) {
  const std::uint64_t total = eligible_weight(moment, campaign);
  std::uint64_t point =
      assigned_point(campaign.seed, seed_of_reader(moment)) * total / basis_points;
  const std::int64_t count = article_count(moment, campaign);
  std::size_t i = 0;
  for (; i < campaign.variants.size(); ++i) {
    const auto weight = static_cast<unsigned>(weight_for(moment, campaign.variants[i], count));
    if (point < weight) break;
    point -= weight;
  }
  return i;
}

}  // namespace lede::support
