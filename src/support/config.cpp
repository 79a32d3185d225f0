#include "support/config.h"

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "json/fields.h"

#include <cstddef>
#include <optional>
#include <span>
#include <utility>

namespace lede::support {
namespace {

using json::Fields;
using json::Kind;
using json::Value;

constexpr std::int32_t most = 1'000'000'000;
constexpr std::int32_t whole_share = 10'000;

// --- Fields by table
// ------------------------------------------------------------------------------

enum class Type : std::uint8_t { whole, flag, instant, list, objects, choice, set };

/// Where a field stands in the JSON, what it may be, and where it goes.
struct Field {
  const char* section;  ///< the object that it stands in; empty for the campaign's or config's own
  const char* key;
  Type type;
  std::size_t offset;
  std::int32_t least = 0;
  std::int32_t largest = 0;
  const Names* names = nullptr;
};

constexpr Field campaign_fields[] = {
    {"", "status", Type::choice, offsetof(Campaign, status), 0, 0, &status_names},
    {"", "priority", Type::whole, offsetof(Campaign, priority), -most, most},
    {"schedule", "start", Type::instant, offsetof(Campaign, start_ms)},
    {"schedule", "end", Type::instant, offsetof(Campaign, end_ms)},
    {"", "blackout", Type::objects, offsetof(Campaign, blackout)},
    {"", "placement", Type::choice, offsetof(Campaign, placement), 0, 0, &placement_names},
    {"", "after_paragraph", Type::whole, offsetof(Campaign, after_paragraph), 1, most},
    {"", "audience", Type::choice, offsetof(Campaign, audience), 0, 0, &audience_names},
    {"", "supporter_pause_days", Type::whole, offsetof(Campaign, supporter_pause_days), 0,
     answers_kept_days},
    {"targeting", "countries", Type::list, offsetof(Campaign, countries)},
    {"targeting", "sections", Type::list, offsetof(Campaign, sections)},
    {"targeting", "tags", Type::list, offsetof(Campaign, tags)},
    {"targeting", "excluded_sections", Type::list, offsetof(Campaign, excluded_sections)},
    {"targeting", "excluded_tags", Type::list, offsetof(Campaign, excluded_tags)},
    {"targeting", "locales", Type::list, offsetof(Campaign, locales)},
    {"targeting", "devices", Type::set, offsetof(Campaign, devices), 0, 0, &device_names},
    {"targeting", "unknown_country", Type::choice, offsetof(Campaign, unknown_country), 0, 0,
     &unknown_names},
    {"article_count", "min", Type::whole, offsetof(Campaign, count_min), 0, most},
    {"article_count", "max", Type::whole, offsetof(Campaign, count_max), 0, most},
    {"article_count", "window_days", Type::whole, offsetof(Campaign, count_days), 1,
     views_kept_days},
    {"article_count", "tags", Type::list, offsetof(Campaign, count_tags)},
    {"frequency_cap", "max", Type::whole, offsetof(Campaign, cap_max), 0, max_impressions},
    {"frequency_cap", "window_days", Type::whole, offsetof(Campaign, cap_days), 1, views_kept_days},
    {"", "dismiss_cooldown_days", Type::whole, offsetof(Campaign, dismiss_cooldown_days), 0,
     answers_kept_days},
    {"", "skip_initial", Type::whole, offsetof(Campaign, skip_initial), 0, most},
    {"", "holdout_bp", Type::whole, offsetof(Campaign, holdout_bp), 0, whole_share},
    {"", "requires", Type::set, offsetof(Campaign, required), 0, 0, &purpose_names},
};

/// What is read for all campaigns; Config itself is no plain data.
struct PageFields {
  bool kill_switch = false;
  std::int64_t generated_ms = never;
  std::int32_t schema_version = 1;
  std::int32_t stale_after_days = -1;
  List sections = nullptr;
  List tags = nullptr;
  List ids = nullptr;
  List campaigns = nullptr;
  std::int32_t cap_max = 4;
  std::int32_t cap_days = 30;
  std::int32_t min_interval_minutes = 0;
};

constexpr Field page_fields[] = {
    {"", "schema_version", Type::whole, offsetof(PageFields, schema_version), 1, 1},
    {"", "kill_switch", Type::flag, offsetof(PageFields, kill_switch)},
    {"", "generated_at", Type::instant, offsetof(PageFields, generated_ms)},
    {"", "stale_after_days", Type::whole, offsetof(PageFields, stale_after_days), 0, most},
    {"page_exclusions", "sections", Type::list, offsetof(PageFields, sections)},
    {"page_exclusions", "tags", Type::list, offsetof(PageFields, tags)},
    {"page_exclusions", "ids", Type::list, offsetof(PageFields, ids)},
    {"global_cap", "max", Type::whole, offsetof(PageFields, cap_max), 0, max_impressions},
    {"global_cap", "window_days", Type::whole, offsetof(PageFields, cap_days), 1, views_kept_days},
    {"global_cap", "min_interval_minutes", Type::whole, offsetof(PageFields, min_interval_minutes),
     0, views_kept_days * 24 * 60},
    {"", "campaigns", Type::objects, offsetof(PageFields, campaigns)},
};

constexpr Kind kind_of(Type type) {
  switch (type) {
    case Type::whole:
      return Kind::number;
    case Type::flag:
      return Kind::boolean;
    case Type::instant:
    case Type::choice:
      return Kind::string;
    case Type::list:
    case Type::objects:
    case Type::set:
      return Kind::array;
  }
  return Kind::null;
}

bool read_whole(const Value& value, std::int32_t least, std::int32_t largest, std::int32_t& out) {
  if (!(value.number >= least && value.number <= largest)) return false;
  out = static_cast<std::int32_t>(value.number);
  return value.number == out;
}

bool read_instant(const Value& value, std::int64_t& out) {
  const std::optional<Instant> instant = parse_instant(value.text);
  if (instant) out = instant->ms;
  return instant.has_value();
}

bool read_list(const Value& value, Kind wanted, List& out) {
  out = &value;
  for (const Value& item : value.items) {
    if (!item.is(wanted) || (wanted == Kind::string && trim(item.text).empty())) return false;
  }
  return value.items.size() <= max_campaigns;
}

bool read_choice(const Value& value, const Names& names, std::uint8_t& out) {
  for (out = 0; out < names.size(); ++out) {
    if (names[out] == value.text) return true;
  }
  out = 0;
  return false;
}

bool read_set(const Value& value, const Names& names, Set& out) {
  for (const Value& item : value.items) {
    std::uint8_t place = 0;
    if (!read_choice(item, names, place)) return false;
    out = static_cast<Set>(out | 1U << place);
  }
  return true;
}

template <typename T>
T& at(void* object, std::size_t offset) {
  return *reinterpret_cast<T*>(static_cast<char*>(object) + offset);
}

bool read_value(const Value& value, const Field& field, void* object) {
  switch (field.type) {
    case Type::whole:
      return read_whole(value, field.least, field.largest, at<std::int32_t>(object, field.offset));
    case Type::flag:
      at<bool>(object, field.offset) = value.boolean;
      return true;
    case Type::instant:
      return read_instant(value, at<std::int64_t>(object, field.offset));
    case Type::list:
      return read_list(value, Kind::string, at<List>(object, field.offset));
    case Type::objects:
      return read_list(value, Kind::object, at<List>(object, field.offset));
    case Type::choice:
      return read_choice(value, *field.names, at<std::uint8_t>(object, field.offset));
    case Type::set:
      return read_set(value, *field.names, at<Set>(object, field.offset));
  }
  return false;
}

/// What a field wants, for the person who wrote it.
std::string wish(const Field& field) {
  if (field.type == Type::whole) {
    return "This must be a whole number from " + to_decimal(field.least) + " to " +
           to_decimal(field.largest) + ".";
  }
  if (field.type == Type::instant) return "This must be a date such as 2026-11-14T07:30:00Z.";
  if (field.names == nullptr) return "At most 100 entries, none of them empty or of another kind.";
  std::string sentence = "Only these are known:";
  for (const std::string_view name : *field.names) {
    sentence += ' ';
    sentence += name;
  }
  return sentence + ".";
}

/// Reads the fields of a table, those of one section side by side, into an object of the type that
/// its offsets are of.
void read_fields(const Value& value, const Fields& fields, std::span<const Field> table,
                 void* object) {
  const char* name = "";
  const Value* section = &value;
  for (const Field& field : table) {
    if (field.section != name) {
      name = field.section;
      section = name[0] == '\0' ? &value : fields.child(name, Kind::object);
    }
    if (section == nullptr) continue;
    std::string pointer = fields.pointer(name);
    if (name[0] == '\0') pointer.pop_back();
    const Fields inside(*section, pointer, fields.faults());
    const Value* found = inside.child(field.key, kind_of(field.type));
    if (found != nullptr && !read_value(*found, field, object))
      inside.fault(field.key, ErrorCode::unknown_value, wish(field));
  }
}

// --- Campaigns
// ------------------------------------------------------------------------------------

std::string_view read_id(const Value& value, const Fields& fields) {
  const std::string_view id = trim(value.string("id"));
  if (!id.empty() && id.size() <= max_id_bytes) return id;
  fields.fault("id", ErrorCode::missing, "An id of 1 to 64 bytes is needed here.");
  return {};
}

void twice(const Fields& fields) {
  fields.fault("id", ErrorCode::json_duplicate_key, "Another one has this id.");
}

void read_words(Words words, const Fields& fields, Config& config) {
  const std::size_t first = config.words.size();
  const Value* weight = fields.child("weight_bp", Kind::number);
  if (weight != nullptr && !read_whole(*weight, 0, whole_share, words.weight))
    fields.fault("weight_bp", ErrorCode::unknown_value, "This must be from 0 to 10000.");
  if (const Value* copy = fields.child("copy", Kind::object)) {
    for (const json::Member& member : copy->members) {
      words.lang = member.key;
      words.copy = &member.value;
      words.tokens = 0;
      for (std::size_t i = 0; i < text_names.size(); ++i)
        words.tokens |= tokens_in(words.text(i), words.lang);
      if (words.text(0).empty() && words.text(1).empty())
        fields.fault("copy", ErrorCode::missing, "Each language needs a heading or a body.");
      config.words.push_back(words);
    }
  }
  if (config.words.size() == first)
    fields.fault("copy", ErrorCode::missing, "Words are needed: {\"en\": {\"heading\": …}}.");
  if (button_url(config, words).empty())
    fields.fault("cta", ErrorCode::missing, "A button needs a url: {\"url\": \"https://…\"}.");
}

void read_variants(const Value& value, const Fields& fields, Config& config) {
  Words words{"main", {}, &value, nullptr, whole_share, 0};
  const Value* list = fields.child("variants", Kind::array);
  if (list == nullptr) return read_words(words, fields, config);  // the short form
  const std::size_t first = config.words.size();
  const std::string here = fields.pointer("variants");
  if (list->items.empty() || list->items.size() > max_variants)
    fields.fault("variants", ErrorCode::missing, "From 1 to 20 variants are needed.");
  for (std::size_t i = 0; i < list->items.size() && i < max_variants; ++i) {
    words.source = &list->items[i];
    const Fields inside(*words.source, json::pointer_to(here, i), fields.faults());
    words.variant = read_id(*words.source, inside);
    for (std::size_t j = first; j < config.words.size(); ++j) {
      if (config.words[j].variant == words.variant) {
        twice(inside);
        break;
      }
    }
    read_words(words, inside, config);
  }
}

void read_campaign(const Value& value, const Fields& fields, Config& config, Campaign& campaign) {
  read_fields(value, fields, campaign_fields, &campaign);
  campaign.seed = value.string("seed");
  if (campaign.seed.empty()) campaign.seed = campaign.id;
  if (campaign.blackout != nullptr) {
    for (const Value& hours : campaign.blackout->items) {
      if (blackout_hours(hours).to < 0)
        fields.fault("blackout", ErrorCode::bad_date,
                     "Write hours as {\"from\": \"22:00\", \"to\": \"07:30\"}.");
    }
  }
  campaign.first_words = config.words.size();
  read_variants(value, fields, config);
  campaign.end_words = config.words.size();
  // What counts articles needs what is kept about them.
  if (campaign.counts_articles() || campaign.skip_initial > 0) campaign.required |= history;
}

bool goes_before(const Campaign& a, const Campaign& b) {
  return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
}

/// Puts a campaign in its place; of two with one id neither stays live.
void add(std::vector<Campaign>& campaigns, Campaign campaign, const Fields& fields) {
  for (Campaign& other : campaigns) {
    if (other.id != campaign.id) continue;
    twice(fields);
    other.status = campaign.status = Status::draft;
  }
  campaigns.push_back(campaign);
  for (std::size_t i = campaigns.size() - 1; i > 0 && goes_before(campaign, campaigns[i - 1]); --i)
    std::swap(campaigns[i], campaigns[i - 1]);
}

void read_campaigns(const Value& list, Faults& faults, Config& config) {
  for (std::size_t i = 0; i < list.items.size() && i < max_campaigns; ++i) {
    const Value& value = list.items[i];
    const Fields fields(value, json::pointer_to("/support/campaigns", i), &faults);
    const std::size_t before = faults.size();
    Campaign campaign;
    campaign.position = i;
    campaign.id = read_id(value, fields);
    if (campaign.id.empty()) continue;
    read_campaign(value, fields, config, campaign);
    if (faults.size() != before) campaign.status = Status::draft;
    add(config.campaigns, campaign, fields);
  }
}

List read_page(Faults& faults, Config& config) {
  const Fields fields(config.source, "/support", &faults);
  PageFields page;
  read_fields(config.source, fields, page_fields, &page);
  if (page.stale_after_days >= 0) {
    if (page.generated_ms == never) {
      fields.fault("generated_at", ErrorCode::missing, "stale_after_days counts from this date.");
    } else {
      config.stale_at_ms = page.generated_ms + page.stale_after_days * ms_per_day;
    }
  }
  config.kill_switch = page.kill_switch || !faults.empty();
  config.excluded_sections = page.sections;
  config.excluded_tags = page.tags;
  config.excluded_ids = page.ids;
  config.cap_max = page.cap_max;
  config.cap_days = page.cap_days;
  config.min_interval_minutes = page.min_interval_minutes;
  return page.campaigns;
}

/// "22:30" in minutes; -1 for anything else.
std::int32_t read_clock(std::string_view text) {
  constexpr std::string_view shape = "29:59";
  if (text.size() != shape.size() || text[2] != ':' || (text[0] == '2' && text[1] > '3')) return -1;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (i != 2 && (!is_ascii_digit(text[i]) || text[i] > shape[i])) return -1;
  }
  return ((text[0] - '0') * 10 + text[1] - '0') * 60 + (text[3] - '0') * 10 + text[4] - '0';
}

}  // namespace

bool names(List list, std::string_view text) {
  if (list == nullptr) return false;
  for (const Value& one : list->items) {
    if (equals_ignoring_ascii_case(trim(one.text), text)) return true;
  }
  return false;
}

bool names_any(List list, List texts) {
  if (texts == nullptr) return false;
  for (const Value& text : texts->items) {
    if (names(list, trim(text.text))) return true;
  }
  return false;
}

std::string_view Words::text(std::size_t which) const {
  constexpr std::array<std::string_view, 4> labelled = {"", "", "cta", "membership"};
  const std::string_view own = trim(copy->string(text_names[which]));
  if (!own.empty() || labelled[which].empty()) return own;
  const Value* other = source->find(labelled[which]);
  return other != nullptr ? trim(other->string("label")) : own;
}

std::int64_t Words::members() const {
  const Value* membership = source->find("membership");
  const double count = membership != nullptr ? membership->number_or("count", 0) : 0;
  return count >= 1 && count <= most ? static_cast<std::int64_t>(count) : 0;
}

std::string_view Words::country(std::string_view code) const {
  const Value* countries = copy->find("countries");
  return countries != nullptr ? trim(countries->string(code)) : std::string_view();
}

Config read_config(Value support, std::string_view base_url, Faults* faults) {
  Config config;
  config.source = std::move(support);
  config.base_url = base_url;
  Faults found;  // counted here even where nobody asks for them
  if (const List campaigns = read_page(found, config)) read_campaigns(*campaigns, found, config);
  if (faults != nullptr) {
    for (Error& fault : found) faults->push_back(std::move(fault));
  }
  return config;
}

std::string button_url(const Config& config, const Words& words) {
  const Value* cta = words.source->find("cta");
  if (cta == nullptr || cta->string("url").empty()) return {};
  Result<std::string> url = safe_url(cta->string("url"), config.base_url, UrlUse::payment);
  return url ? std::move(*url) : std::string();
}

Hours blackout_hours(const Value& value) {
  const Hours hours{read_clock(value.string("from")), read_clock(value.string("to"))};
  return hours.from < 0 || hours.to < 0 ? Hours{} : hours;
}

bool counts_tag(const Config& config, std::string_view tag) {
  for (const Campaign& campaign : config.campaigns) {
    if (names(campaign.count_tags, tag)) return true;
  }
  return false;
}

}  // namespace lede::support
