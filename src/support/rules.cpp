#include "support/rules.h"

#include "base/text.h"
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
  const Config& config = moment.config;
  const Context& context = moment.context;
  return context.sensitive || names(config.excluded_sections, context.section) ||
         names_any(config.excluded_tags, context.tags) ||
         names(config.excluded_ids, context.page_id);
}

// --- Shapes of answers
// ----------------------------------------------------------------------------

Check holds(bool pass) { return {pass ? 1 : 0, 1, pass}; }

/// How many facts of a kind lie in the window of that many milliseconds, and whether one more may.
/// @param campaign counts only its own; every fact where it is empty.
Check fewer_than(std::int64_t max, const Moment& moment, FactKind kind, std::string_view campaign,
                 std::int64_t window_ms) {
  Check check{0, max, max > 0};
  for (const Fact& fact : moment.reader.facts) {
    if (fact.kind != kind || fact.t <= moment.now_ms - window_ms || fact.t > moment.now_ms)
      continue;
    if (!campaign.empty() && fact.name != campaign) continue;
    if (++check.actual != max) continue;
    check.pass = false;
    check.until = fact.t + window_ms;
  }
  return check;
}

/// The same for one fact alone, told as the time since.
Check long_since(const Moment& moment, FactKind kind, std::string_view campaign,
                 std::int64_t window_ms) {
  Check check = fewer_than(1, moment, kind, campaign, window_ms);
  check.required = window_ms;
  check.actual = check.pass ? window_ms : window_ms - (check.until - moment.now_ms);
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
  if (campaign.blackout == nullptr) return check;
  for (const json::Value& value : campaign.blackout->items) {
    const Hours hours = blackout_hours(value);
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
  return long_since(moment, FactKind::conversion, {}, campaign.supporter_pause_days * ms_per_day);
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

/// A list that is not there asks for nothing.
bool asks_for(List list) { return list != nullptr && !list->items.empty(); }

Check country_unknown(const Moment& moment, const Campaign& campaign) {
  return holds(!moment.context.country.empty() || !asks_for(campaign.countries) ||
               campaign.unknown_country == Unknown::pass);
}

Check country_mismatch(const Moment& moment, const Campaign& campaign) {
  const std::string_view country = moment.context.country;
  return holds(!asks_for(campaign.countries) || country.empty() ||
               names(campaign.countries, country));
}

Check context_mismatch(const Moment& moment, const Campaign& campaign) {
  const Context& context = moment.context;
  return holds((!asks_for(campaign.sections) || names(campaign.sections, context.section)) &&
               (!asks_for(campaign.tags) || names_any(campaign.tags, context.tags)) &&
               !names(campaign.excluded_sections, context.section) &&
               !names_any(campaign.excluded_tags, context.tags));
}

Check device(const Moment& moment, const Campaign& campaign) {
  const unsigned devices = campaign.devices;
  return holds(devices == 0 ||
               ((devices >> static_cast<unsigned>(moment.context.device)) & 1U) != 0);
}

/// "en" is every English, "en-GB" only that.
Check locale(const Moment& moment, const Campaign& campaign) {
  std::string_view tag = moment.context.locale;
  while (!tag.empty() && !names(campaign.locales, tag)) {
    const std::size_t cut = tag.rfind('-');
    tag = tag.substr(0, cut == std::string_view::npos ? 0 : cut);
  }
  return holds(!asks_for(campaign.locales) || !tag.empty());
}

// --- What the reader has read
// ---------------------------------------------------------------------

/// Calls `take(midnight, count)` for each day of the reader's window, the newest first.
/// With tags, a page may bear several: the largest of their counts is what is certain.
template <typename Take>
void for_each_day(const Moment& moment, std::int32_t window_days, List tags, Take take) {
  if ((moment.grants & history) == 0 || moment.reader.count_opted_out) return;
  const std::int64_t today = local_midnight(moment.now_ms, moment.context.tz_offset_min);
  const FactKind kind = asks_for(tags) ? FactKind::tag_count : FactKind::day_count;
  std::int64_t day = never;
  std::int32_t most = 0;
  for (const Fact& fact : moment.reader.facts) {
    if (fact.kind != kind || fact.t > today || fact.t <= today - window_days * ms_per_day) continue;
    if (kind == FactKind::tag_count && !names(tags, fact.name)) continue;
    if (fact.t != day && day != never) {
      take(day, most);
      most = 0;
    }
    day = fact.t;
    if (fact.count > most) most = fact.count;
  }
  if (day != never) take(day, most);
}

std::int64_t count_articles(const Moment& moment, std::int32_t window_days, List tags) {
  std::int64_t sum = 0;
  for_each_day(moment, window_days, tags,
               [&sum](std::int64_t, std::int32_t count) { sum += count; });
  return sum;
}

Check consent_required(const Moment& moment, const Campaign& campaign) {
  return {moment.grants & campaign.required, campaign.required,
          (campaign.required & ~moment.grants) == 0};
}

Check count_opted_out(const Moment& moment, const Campaign& campaign) {
  return holds(!moment.reader.count_opted_out || !campaign.counts_articles());
}

Check below_min(const Moment& moment, const Campaign& campaign) {
  const std::int64_t count = article_count(moment, campaign);
  return {count, campaign.count_min, count >= campaign.count_min};
}

/// The oldest days leave the window first, each at a midnight: the last of those that have to go is
/// the newest from which on there are not too many.
Check above_max(const Moment& moment, const Campaign& campaign) {
  Check check{0, campaign.count_max, true};
  for_each_day(
      moment, campaign.count_days, campaign.count_tags, [&](std::int64_t day, std::int32_t count) {
        check.actual += count;
        if (check.actual <= check.required || !check.pass) return;
        check.pass = false;
        check.until =
            day + campaign.count_days * ms_per_day - moment.context.tz_offset_min * ms_per_minute;
      });
  return check;
}

// --- What the reader was shown
// --------------------------------------------------------------------

Check dismiss_cooldown(const Moment& moment, const Campaign& campaign) {
  return long_since(moment, FactKind::dismissal, campaign.id,
                    campaign.dismiss_cooldown_days * ms_per_day);
}

Check campaign_cap(const Moment& moment, const Campaign& campaign) {
  return fewer_than(campaign.cap_max, moment, FactKind::impression, campaign.id,
                    campaign.cap_days * ms_per_day);
}

/// The state holds max_impressions at most; full, it can't say what else there was.
Check global_cap(const Moment& moment, const Campaign&) {
  const Config& config = moment.config;
  const Check check =
      fewer_than(config.cap_max, moment, FactKind::impression, {}, config.cap_days * ms_per_day);
  if (!check.pass) return check;
  const Check full =
      fewer_than(max_impressions, moment, FactKind::impression, {}, views_kept_days * ms_per_day);
  return full.pass ? check : full;
}

Check min_interval(const Moment& moment, const Campaign&) {
  return long_since(moment, FactKind::impression, {},
                    moment.config.min_interval_minutes * ms_per_minute);
}

Check skip_initial(const Moment& moment, const Campaign& campaign) {
  if (campaign.skip_initial == 0) return {};
  const std::int64_t count = count_articles(moment, views_kept_days, nullptr);
  return {count, campaign.skip_initial, count > campaign.skip_initial};
}

// --- Which variant
// --------------------------------------------------------------------------------

/// Without a reader's own, the page's id: then not everyone gets the same variant.
std::string_view seed_of_reader(const Moment& moment) {
  const std::string_view own = moment.reader.reader_seed;
  return own.empty() ? moment.context.page_id : own;
}

std::string_view primary_of(std::string_view tag) { return tag.substr(0, tag.find('-')); }

bool can_be_filled(const Words& words, std::int64_t count, std::string_view country) {
  return (words.tokens & token_faulty) == 0 && ((words.tokens & token_count) == 0 || count > 0) &&
         ((words.tokens & token_members) == 0 || words.members() > 0) &&
         ((words.tokens & token_country) == 0 || !words.country(country).empty());
}

/// Passes over variants by their weight until `point` is used up, leaving out those that can't be
/// filled. @return the words it stops at; end_words, and what is left of `point`, where it doesn't.
std::size_t walk(const Moment& moment, const Campaign& campaign, std::uint64_t& point) {
  const std::int64_t count = article_count(moment, campaign);
  std::size_t next = 0;
  for (std::size_t i = campaign.first_words; i < campaign.end_words; i = next) {
    const std::size_t mine = words_for(moment, campaign, i, next);
    const Words& words = moment.config.words[mine];
    if (!can_be_filled(words, count, moment.context.country)) continue;
    const auto weight = static_cast<std::uint64_t>(words.weight);
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
  return count_articles(moment, campaign.count_days, campaign.count_tags);
}

bool has_stable_seed(const Moment& moment) {
  return !moment.reader.reader_seed.empty() && (moment.grants & history) != 0 &&
         moment.context.storage == Storage::persistent;
}

std::size_t assigned_words(const Moment& moment, const Campaign& campaign) {
  std::uint64_t point = assigned_point(campaign.seed, seed_of_reader(moment)) *
                        eligible_weight(moment, campaign) / basis_points;
  return walk(moment, campaign, point);
}

std::size_t words_for(const Moment& moment, const Campaign& campaign, std::size_t first,
                      std::size_t& next) {
  const std::vector<Words>& all = moment.config.words;
  const std::string_view locale = moment.context.locale;
  const auto matches = [](std::string_view a, std::string_view b) {
    return equals_ignoring_ascii_case(a, b) ? 1 : 0;
  };
  std::size_t best = first;
  int best_score = 0;
  for (next = first; next < campaign.end_words && all[next].variant == all[first].variant; ++next) {
    const std::string_view lang = all[next].lang;
    const int score = matches(lang, locale) + matches(primary_of(lang), primary_of(locale));
    if (score <= best_score) continue;
    best = next;
    best_score = score;
  }
  return best;
}

}  // namespace lede::support
