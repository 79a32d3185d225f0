#include "support/config.h"

#include "base/text.h"
#include "base/time.h"

#include <span>
#include <utility>

namespace lede::support {
namespace {

using json::Fields;
using json::Kind;
using json::Value;
using Names = std::span<const std::string_view>;

constexpr int most = 1'000'000'000;
constexpr int minutes_per_day = 24 * 60;
constexpr int whole_share = 10'000;

void read_whole(const Fields& fields, std::string_view key, int least, int largest, int& out) {
  const Value* value = fields.child(key, Kind::number);
  if (value == nullptr) return;
  const double number = value->number;
  if (number >= least && number <= largest && number == static_cast<int>(number)) {
    out = static_cast<int>(number);
    return;
  }
  fields.fault(
      key, ErrorCode::unknown_value,
      "This must be a whole number from " + to_decimal(least) + " to " + to_decimal(largest) + ".");
}

/// The place of a text among `names`; names.size() where it is none of them.
std::size_t index_in(Names names, std::string_view text) {
  std::size_t i = 0;
  while (i < names.size() && names[i] != text) ++i;
  return i;
}

void must_be_one_of(const Fields& fields, std::string_view key, Names names) {
  std::string sentence = "This must be ";
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) sentence += i + 1 < names.size() ? ", " : " or ";
    sentence += names[i];
  }
  fields.fault(key, ErrorCode::unknown_value, sentence + ".");
}

/// The first name where there is no such field.
template <typename Enum>
Enum read_choice(const Fields& fields, std::string_view key, Names names) {
  const Value* value = fields.child(key, Kind::string);
  std::size_t index = value != nullptr ? index_in(names, value->text) : 0;
  if (index == names.size()) {
    must_be_one_of(fields, key, names);
    index = 0;
  }
  return static_cast<Enum>(index);
}

std::uint8_t read_set(const Fields& fields, std::string_view key, Names names) {
  unsigned set = 0;
  for (const std::string& text : fields.texts(key)) {
    const std::size_t index = index_in(names, text);
    if (index == names.size()) must_be_one_of(fields, key, names);
    set |= 1U << index;
  }
  return static_cast<std::uint8_t>(set);
}

std::string read_id(const Fields& fields, std::string_view otherwise = {}) {
  std::string id = fields.text("id");
  if (id.empty()) id = otherwise;
  if (id.empty() || id.size() > max_id_bytes) {
    fields.fault("id", id.empty() ? ErrorCode::missing : ErrorCode::too_large,
                 "An id of 1 to 64 bytes is needed here.");
    id.clear();
  }
  return id;
}

void read_instant(const Fields& fields, std::string_view key, std::int64_t& out) {
  const Value* value = fields.child(key, Kind::string);
  if (value == nullptr) return;
  if (const std::optional<Instant> instant = parse_instant(value->text)) {
    out = instant->ms;
  } else {
    fields.fault(key, ErrorCode::bad_date, "This must be a date such as 2026-11-14T07:30:00Z.");
  }
}

/// "22:30" in minutes.
int read_clock(const Fields& fields, std::string_view key) {
  const std::string text = fields.text(key);
  const auto digit = [&text](std::size_t at) {
    return is_ascii_digit(text[at]) ? text[at] - '0' : 99;
  };
  if (text.size() == 5 && text[2] == ':') {
    const int hour = digit(0) * 10 + digit(1);
    const int minute = digit(3) * 10 + digit(4);
    if (hour < 24 && minute < 60) return hour * 60 + minute;
  }
  fields.fault(key, ErrorCode::bad_date, "This must be a time of day such as 22:30.");
  return 0;
}

/// Calls `read` for each object of a list; others are named.
template <typename Read>
void for_each_object(const Fields& fields, std::string_view key, std::size_t limit, Read read) {
  const Value* list = fields.child(key, Kind::array);
  if (list == nullptr) return;
  if (list->items.size() > limit) {
    fields.fault(key, ErrorCode::too_large,
                 "At most " + to_decimal(static_cast<int>(limit)) + " may stand here.");
    return;
  }
  const std::string here = fields.pointer(key);
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Fields entry(list->items[i], json::pointer_to(here, i), fields.faults());
    if (list->items[i].is(Kind::object)) {
      read(entry, i, list->items[i]);
    } else {
      fields.fault(key, ErrorCode::wrong_type, "Each entry must be an object.");
    }
  }
}

// --- Variants
// -------------------------------------------------------------------------------------

void read_countries(const Fields& fields, Copy& copy) {
  const Value* names = fields.child("countries", Kind::object);
  if (names == nullptr) return;
  const Fields entry(*names, fields.pointer("countries"), fields.faults());
  for (const json::Member& member : names->members)
    copy.countries.push_back({member.key, entry.text(member.key)});
}

void read_copy(const Fields& fields, Copy& copy) {
  copy.heading = fields.text("heading");
  copy.body = fields.text("body");
  copy.label = fields.text("label");
  copy.membership = fields.text("membership");
  read_countries(fields, copy);
  for (const std::string* text : {&copy.heading, &copy.body, &copy.label, &copy.membership})
    copy.tokens |= tokens_in(*text, copy.lang);
}

void read_copies(const Fields& fields, std::vector<Copy>& copies) {
  if (const Value* all = fields.child("copy", Kind::object)) {
    const Fields by_language(*all, fields.pointer("copy"), fields.faults());
    for (const json::Member& member : all->members) {
      const Value* one = by_language.child(member.key, Kind::object);
      if (one == nullptr) continue;
      Copy& copy = copies.emplace_back();
      copy.lang = member.key;
      read_copy(Fields(*one, by_language.pointer(member.key), fields.faults()), copy);
    }
  }
  if (copies.empty())
    fields.fault("copy", ErrorCode::missing,
                 "Words are needed, such as {\"en\": {\"heading\": …}}.");
}

void read_variant(const Fields& fields, std::string_view base, Variant& variant) {
  read_whole(fields, "weight_bp", 0, whole_share, variant.weight);
  read_copies(fields, variant.copies);
  if (const Value* cta = fields.child("cta", Kind::object)) {
    const Fields entry(*cta, fields.pointer("cta"), fields.faults());
    variant.cta_url = entry.url("url", base, UrlUse::payment);
    const std::string label = entry.text("label");
    for (Copy& copy : variant.copies) {
      if (copy.label.empty()) copy.label = label;
      copy.tokens |= tokens_in(copy.label, copy.lang);
    }
  }
  if (variant.cta_url.empty())
    fields.fault("cta", ErrorCode::missing, "A button needs its url: \"cta\": {\"url\": …}.");
  if (const Value* quote = fields.child("quote", Kind::object)) {
    const Fields entry(*quote, fields.pointer("quote"), fields.faults());
    variant.quote = {entry.text("text"), entry.text("by"), entry.text("role")};
  }
  if (const Value* membership = fields.child("membership", Kind::object)) {
    const Fields entry(*membership, fields.pointer("membership"), fields.faults());
    read_whole(entry, "count", 0, most, variant.members);
    const std::string label = entry.text("label");
    for (Copy& copy : variant.copies) {
      if (copy.membership.empty()) copy.membership = label;
      copy.tokens |= tokens_in(copy.membership, copy.lang);
    }
  }
  variant.payment_marks = fields.texts("payment_marks");
}

void read_variants(const Fields& fields, const Value& object, std::string_view base,
                   std::vector<Variant>& variants) {
  if (object.find("variants") == nullptr) {  // the short form: copy and cta of the campaign itself
    variants.emplace_back().id = "main";
    read_variant(fields, base, variants.back());
    return;
  }
  for_each_object(
      fields, "variants", max_variants, [&](const Fields& entry, std::size_t, const Value&) {
        std::string id = read_id(entry);
        for (const Variant& other : variants) {
          if (other.id == id)
            entry.fault("id", ErrorCode::json_duplicate_key, "Another variant has this id.");
        }
        Variant& variant = variants.emplace_back();
        variant.id = std::move(id);
        read_variant(entry, base, variant);
      });
  if (variants.empty())
    fields.fault("variants", ErrorCode::missing, "At least one variant is needed.");
}

// --- Campaigns
// ------------------------------------------------------------------------------------

void read_schedule(const Fields& fields, Campaign& campaign) {
  read_instant(fields, "start", campaign.start_ms);
  read_instant(fields, "end", campaign.end_ms);
}

void read_targeting(const Fields& fields, Campaign& campaign) {
  constexpr std::string_view unknown[] = {"fail", "pass"};
  Targeting& targeting = campaign.targeting;
  targeting.countries = fields.texts("countries");
  targeting.sections = fields.texts("sections");
  targeting.tags = fields.texts("tags");
  targeting.excluded_sections = fields.texts("excluded_sections");
  targeting.excluded_tags = fields.texts("excluded_tags");
  targeting.locales = fields.texts("locales");
  targeting.devices = read_set(fields, "devices", device_names);
  targeting.unknown_country_passes =
      read_choice<std::uint8_t>(fields, "unknown_country", unknown) == 1;
}

void read_article_count(const Fields& fields, Campaign& campaign) {
  ArticleCount& count = campaign.article_count;
  read_whole(fields, "min", 0, most, count.min);
  read_whole(fields, "max", 0, most, count.max);
  read_whole(fields, "window_days", 1, views_kept_days, count.window_days);
  count.tags = fields.texts("tags");
}

void read_cap(const Fields& fields, Cap& cap) {
  read_whole(fields, "max", 0, max_impressions, cap.max);
  read_whole(fields, "window_days", 1, views_kept_days, cap.window_days);
}

void read_frequency_cap(const Fields& fields, Campaign& campaign) {
  read_cap(fields, campaign.frequency_cap);
}

struct Part {
  std::string_view key;
  void (*read)(const Fields& fields, Campaign& campaign);
};
constexpr Part parts[] = {
    {"schedule", read_schedule},
    {"targeting", read_targeting},
    {"article_count", read_article_count},
    {"frequency_cap", read_frequency_cap},
};

struct Number {
  std::string_view key;
  int least;
  int largest;
  int Campaign::* value;
};
constexpr Number numbers[] = {
    {"priority", -most, most, &Campaign::priority},
    {"after_paragraph", 1, most, &Campaign::after_paragraph},
    {"supporter_pause_days", 0, answers_kept_days, &Campaign::supporter_pause_days},
    {"dismiss_cooldown_days", 0, answers_kept_days, &Campaign::dismiss_cooldown_days},
    {"skip_initial", 0, most, &Campaign::skip_initial},
    {"holdout_bp", 0, whole_share, &Campaign::holdout_bp},
};

void read_campaign(const Fields& fields, const Value& object, std::string_view base,
                   Campaign& campaign) {
  campaign.status = read_choice<Status>(fields, "status", status_names);
  campaign.placement = read_choice<Placement>(fields, "placement", placement_names);
  campaign.audience = read_choice<Audience>(fields, "audience", audience_names);
  campaign.required = read_set(fields, "requires", purpose_names);
  campaign.seed = fields.raw("seed");
  if (campaign.seed.empty()) campaign.seed = campaign.id;
  for (const Number& number : numbers)
    read_whole(fields, number.key, number.least, number.largest, campaign.*number.value);
  for (const Part& part : parts) {
    if (const Value* value = fields.child(part.key, Kind::object))
      part.read(Fields(*value, fields.pointer(part.key), fields.faults()), campaign);
  }
  for_each_object(
      fields, "blackout", max_campaigns, [&](const Fields& hours, std::size_t, const Value&) {
        campaign.blackout.push_back({read_clock(hours, "from"), read_clock(hours, "to")});
      });
  read_variants(fields, object, base, campaign.variants);
  // What counts articles needs what is kept about them.
  if (campaign.article_count.is_rule() || campaign.skip_initial > 0) campaign.required |= history;
}

bool goes_before(const Campaign& a, const Campaign& b) {
  return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
}

/// Puts a campaign in its place; of two with one id neither stays live.
void add(std::vector<Campaign>& campaigns, Campaign campaign, const Fields& fields) {
  for (Campaign& other : campaigns) {
    if (other.id != campaign.id) continue;
    fields.fault("id", ErrorCode::json_duplicate_key, "Another campaign has this id.");
    other.status = campaign.status = Status::draft;
  }
  campaigns.push_back(std::move(campaign));
  for (std::size_t i = campaigns.size() - 1; i > 0 && goes_before(campaigns[i], campaigns[i - 1]);
       --i)
    std::swap(campaigns[i], campaigns[i - 1]);
}

void read_campaigns(const Fields& fields, std::string_view base, Config& config) {
  for_each_object(fields, "campaigns", max_campaigns,
                  [&](const Fields& entry, std::size_t position, const Value& object) {
                    const std::size_t before = entry.faults()->size();
                    Campaign campaign;
                    campaign.id = read_id(entry);
                    if (campaign.id.empty()) return;
                    campaign.position = position;
                    read_campaign(entry, object, base, campaign);
                    if (entry.faults()->size() != before) campaign.status = Status::draft;
                    add(config.campaigns, std::move(campaign), entry);
                  });
}

// --- What holds for all of them
// -------------------------------------------------------------------

void read_staleness(const Fields& fields, Config& config) {
  std::int64_t generated_ms = never;
  int days = -1;
  read_instant(fields, "generated_at", generated_ms);
  read_whole(fields, "stale_after_days", 0, most, days);
  if (days < 0) return;
  if (generated_ms == never) {
    fields.fault("generated_at", ErrorCode::missing, "stale_after_days counts from this date.");
  } else {
    config.stale_at_ms = generated_ms + days * ms_per_day;
  }
}

void read_page_rules(const Fields& fields, std::string_view base, Config& config) {
  int version = 1;
  read_whole(fields, "schema_version", 1, 1, version);
  config.kill_switch = fields.boolean("kill_switch");
  config.beacon_url = fields.url("beacon_url", base, UrlUse::payment);
  read_staleness(fields, config);
  if (const Value* value = fields.child("page_exclusions", Kind::object)) {
    const Fields entry(*value, fields.pointer("page_exclusions"), fields.faults());
    config.exclusions = {entry.texts("sections"), entry.texts("tags"), entry.texts("ids")};
  }
  if (const Value* value = fields.child("global_cap", Kind::object)) {
    const Fields entry(*value, fields.pointer("global_cap"), fields.faults());
    read_cap(entry, config.global_cap);
    read_whole(entry, "min_interval_minutes", 0, views_kept_days * minutes_per_day,
               config.min_interval_minutes);
  }
  static_cast<void>(fields.child("campaigns", Kind::array));
}

bool same_language(std::string_view a, std::string_view b) {
  return equals_ignoring_ascii_case(a.substr(0, a.find_first_of("-_")),
                                    b.substr(0, b.find_first_of("-_")));
}

}  // namespace

std::string_view Copy::country(std::string_view code) const {
  for (const CountryName& one : countries) {
    if (equals_ignoring_ascii_case(one.code, code)) return one.name;
  }
  return {};
}

std::size_t Variant::copy_for(std::string_view locale) const {
  std::size_t best = copies.size();
  for (std::size_t i = 0; i < copies.size(); ++i) {
    if (equals_ignoring_ascii_case(copies[i].lang, locale)) return i;
    if (best == copies.size() && same_language(copies[i].lang, locale)) best = i;
  }
  return best == copies.size() ? 0 : best;
}

Config read_config(const Value& support, std::string_view base_url, Faults* faults,
                   std::string_view pointer) {
  Config config;
  if (!support.is(Kind::object)) return config;
  Faults found;  // counted here even where nobody asks for them
  const Fields fields(support, pointer, &found);
  read_page_rules(fields, base_url, config);
  if (!found.empty()) config.kill_switch = true;
  read_campaigns(fields, base_url, config);
  if (faults != nullptr) {
    for (Error& fault : found) faults->push_back(std::move(fault));
  }
  return config;
}

bool names(const std::vector<std::string>& list, std::string_view text) {
  for (const std::string& one : list) {
    if (equals_ignoring_ascii_case(one, text)) return true;
  }
  return false;
}

bool names_any(const std::vector<std::string>& list, const std::vector<std::string>& texts) {
  for (const std::string& text : texts) {
    if (names(list, text)) return true;
  }
  return false;
}

std::vector<std::string> counted_tags(const Config& config, const std::vector<std::string>& tags) {
  std::vector<std::string> counted;
  for (const std::string& tag : tags) {
    for (const Campaign& campaign : config.campaigns) {
      if (!names(campaign.article_count.tags, tag)) continue;
      if (!names(counted, tag)) counted.push_back(ascii_lower(tag));
      break;
    }
  }
  return counted;
}

}  // namespace lede::support
