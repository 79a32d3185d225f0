#include "support/config.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "support/fields.h"

#include <optional>
#include <utility>

namespace lede::support {
namespace {

using json::Kind;
using json::Value;

constexpr std::int32_t most = 1'000'000'000;
constexpr std::int32_t whole_share = 10'000;
constexpr std::int32_t minutes_per_day = 24 * 60;

// offsetof() gives a size_t; no struct here is that large.
#define LEDE_AT(type, member) static_cast<std::uint16_t>(offsetof(type, member))

constexpr Field for_page[] = {
    {"", "schema_version", Type::whole, LEDE_AT(PageRules, schema_version), 1, 1},
    {"", "kill_switch", Type::flag, LEDE_AT(PageRules, kill_switch)},
    {"", "generated_at", Type::instant, LEDE_AT(PageRules, generated_ms)},
    {"", "stale_after_days", Type::whole, LEDE_AT(PageRules, stale_after_days), 0, most},
    {"", "campaigns", Type::objects, LEDE_AT(PageRules, campaigns)},
    {"page_exclusions", "sections", Type::list, LEDE_AT(PageRules, excluded_sections)},
    {"page_exclusions", "tags", Type::list, LEDE_AT(PageRules, excluded_tags)},
    {"page_exclusions", "ids", Type::list, LEDE_AT(PageRules, excluded_ids)},
    {"global_cap", "max", Type::whole, LEDE_AT(PageRules, cap_max), 0, max_impressions},
    {"global_cap", "window_days", Type::whole, LEDE_AT(PageRules, cap_days), 1, views_kept_days},
    {"global_cap", "min_interval_minutes", Type::whole, LEDE_AT(PageRules, min_interval_minutes), 0,
     views_kept_days* minutes_per_day},
};

constexpr Field for_campaign[] = {
    {"", "status", Type::choice, LEDE_AT(Campaign, status), 0, 0, &status_names},
    {"", "priority", Type::whole, LEDE_AT(Campaign, priority), -most, most},
    {"", "blackout", Type::hours, LEDE_AT(Campaign, blackout)},
    {"", "placement", Type::choice, LEDE_AT(Campaign, placement), 0, 0, &placement_names},
    {"", "after_paragraph", Type::whole, LEDE_AT(Campaign, after_paragraph), 1, most},
    {"", "audience", Type::choice, LEDE_AT(Campaign, audience), 0, 0, &audience_names},
    {"", "supporter_pause_days", Type::whole, LEDE_AT(Campaign, supporter_pause_days), 0,
     answers_kept_days},
    {"", "dismiss_cooldown_days", Type::whole, LEDE_AT(Campaign, dismiss_cooldown_days), 0,
     answers_kept_days},
    {"", "skip_initial", Type::whole, LEDE_AT(Campaign, skip_initial), 0, most},
    {"", "holdout_bp", Type::whole, LEDE_AT(Campaign, holdout_bp), 0, whole_share},
    {"", "requires", Type::set, LEDE_AT(Campaign, required), 0, 0, &purpose_names},
    {"schedule", "start", Type::instant, LEDE_AT(Campaign, start_ms)},
    {"schedule", "end", Type::instant, LEDE_AT(Campaign, end_ms)},
    {"targeting", "countries", Type::list, LEDE_AT(Campaign, countries)},
    {"targeting", "sections", Type::list, LEDE_AT(Campaign, sections)},
    {"targeting", "tags", Type::list, LEDE_AT(Campaign, tags)},
    {"targeting", "excluded_sections", Type::list, LEDE_AT(Campaign, excluded_sections)},
    {"targeting", "excluded_tags", Type::list, LEDE_AT(Campaign, excluded_tags)},
    {"targeting", "locales", Type::list, LEDE_AT(Campaign, locales)},
    {"targeting", "devices", Type::set, LEDE_AT(Campaign, devices), 0, 0, &device_names},
    {"targeting", "unknown_country", Type::choice, LEDE_AT(Campaign, unknown_country), 0, 0,
     &unknown_names},
    {"article_count", "min", Type::whole, LEDE_AT(Campaign, count_min), 0, most},
    {"article_count", "max", Type::whole, LEDE_AT(Campaign, count_max), 0, most},
    {"article_count", "window_days", Type::whole, LEDE_AT(Campaign, count_days), 1,
     views_kept_days},
    {"article_count", "tags", Type::list, LEDE_AT(Campaign, count_tags)},
    {"frequency_cap", "max", Type::whole, LEDE_AT(Campaign, cap_max), 0, max_impressions},
    {"frequency_cap", "window_days", Type::whole, LEDE_AT(Campaign, cap_days), 1, views_kept_days},
};

constexpr Field for_variant[] = {
    {"", "weight_bp", Type::whole, LEDE_AT(Words, weight), 0, whole_share},
};

#undef LEDE_AT

/// Of each Type, the kind that JSON writes it with.
constexpr Kind kinds[] = {Kind::number, Kind::boolean, Kind::string, Kind::array,
                          Kind::array,  Kind::array,   Kind::string, Kind::array};

bool is_fit(const Value& item, Type type) {
  if (type == Type::list) return !item.text.empty();
  const Hours hours = hours_of(item);
  return item.is(Kind::object) && (type == Type::objects || (hours.from | hours.to) >= 0);
}

bool read_set(const Value& value, Row names, Set& out) {
  for (const Value& item : value.items) {
    const std::size_t place = names.find(item.text);
    if (place == names.size()) return false;
    out = static_cast<Set>(out | 1U << place);
  }
  return true;
}

bool read_list(const Value& value, Type type, List& out) {
  for (const Value& item : value.items) {
    if (!is_fit(item, type)) return false;
  }
  out = &value;
  return value.items.size() <= max_campaigns;
}

/// @return whether the value is one that the field may have.
bool read_value(const Value& value, const Field& field, char* out) {
  if (field.type == Type::whole) {
    if (!value.is_whole(field.least, field.largest)) return false;
    *reinterpret_cast<std::int32_t*>(out) = static_cast<std::int32_t>(value.number);
    return true;
  }
  if (field.type == Type::flag) {
    *reinterpret_cast<bool*>(out) = value.boolean;
    return true;
  }
  if (field.type == Type::instant) {
    const std::optional<Instant> instant = parse_instant(value.text);
    if (instant) *reinterpret_cast<std::int64_t*>(out) = instant->ms;
    return instant.has_value();
  }
  if (field.type == Type::choice) {
    const std::size_t place = field.names->find(value.text);
    const bool known = place < field.names->size();
    if (known) *reinterpret_cast<std::uint8_t*>(out) = static_cast<std::uint8_t>(place);
    return known;
  }
  if (field.type == Type::set) return read_set(value, *field.names, *reinterpret_cast<Set*>(out));
  return read_list(value, field.type, *reinterpret_cast<List*>(out));
}

class Reader {
 public:
  Reader(Config& config, const Listener* listener) : config_(config), listener_(listener) {}

  void read(const Value& support) {
    read_fields(support, page_fields, &config_.page);
    const PageRules& page = config_.page;
    if (page.stale_after_days >= 0 && page.generated_ms == never)
      tell(support, "generated_at", Problem::no_date);
    config_.page.kill_switch = page.kill_switch || problems_ != 0;
    if (page.campaigns == nullptr) return;
    const std::size_t count = page.campaigns->items.size();
    for (std::size_t i = 0; i < count && i < max_campaigns; ++i)
      read_campaign(page.campaigns->items[i]);
  }

 private:
  void tell(const Value& object, const char* key, Problem::Kind what,
            const Field* field = nullptr) {
    ++problems_;
    if (listener_ != nullptr) listener_->tell(listener_->to, {&object, key, what, field});
  }

  void read_fields(const Value& object, std::span<const Field> fields, void* out) {
    for (const Field& field : fields) {
      const Value* section = &object;
      if (field.section[0] != '\0') {
        section = object.find(field.section);
        if (section == nullptr) continue;
        if (!section->is(Kind::object)) tell(object, field.section, Problem::kind);
      }
      const Value* value = section->find(field.key);
      if (value == nullptr || value->is(Kind::null)) continue;
      if (!value->is(kinds[static_cast<std::size_t>(field.type)])) {
        tell(*section, field.key, Problem::kind, &field);
      } else if (!read_value(*value, field, static_cast<char*>(out) + field.offset)) {
        tell(*section, field.key, Problem::value, &field);
      }
    }
  }

  std::string_view read_id(const Value& object) {
    const std::string_view id = object.string("id");
    if (!id.empty() && id.size() <= max_id_bytes) return id;
    tell(object, "id", Problem::no_id);
    return {};
  }

  void read_campaign(const Value& object) {
    const std::size_t before = problems_;
    Campaign campaign;
    campaign.source = &object;
    campaign.id = read_id(object);
    if (campaign.id.empty()) return;
    campaign.hash = hash_of(campaign.id);
    read_fields(object, campaign_fields, &campaign);
    campaign.seed = object.string("seed");
    if (campaign.seed.empty()) campaign.seed = campaign.id;
    campaign.first_words = config_.words.size();
    read_variants(object);
    campaign.end_words = config_.words.size();
    // What counts articles needs what is kept about them.
    if (campaign.counts_articles() || campaign.skip_initial > 0) campaign.required |= history;
    if (problems_ != before) campaign.status = Status::draft;
    add(campaign);
  }

  /// Puts a campaign in its place; of two with one id neither stays live.
  void add(Campaign& campaign) {
    std::vector<Campaign>& all = config_.campaigns;
    for (Campaign& other : all) {
      if (other.hash != campaign.hash) continue;
      tell(*campaign.source, "id", Problem::id_twice);
      other.status = campaign.status = Status::draft;
    }
    all.push_back(campaign);
    for (std::size_t i = all.size() - 1; i > 0 && goes_before(campaign, all[i - 1]); --i) {
      all[i] = all[i - 1];
      all[i - 1] = campaign;
    }
  }

  static bool goes_before(const Campaign& a, const Campaign& b) {
    return a.priority != b.priority ? a.priority > b.priority : a.id < b.id;
  }

  void read_variants(const Value& campaign) {
    const Value* list = campaign.find("variants");
    if (list == nullptr) return read_words(campaign, "main");  // the short form
    const std::size_t count = list->items.size();
    if (count == 0 || count > max_variants) return tell(campaign, "variants", Problem::variants);
    const std::size_t first = config_.words.size();
    for (const Value& variant : list->items) {
      const std::string_view id = read_id(variant);
      for (std::size_t i = first; i < config_.words.size(); ++i) {
        if (config_.words[i].variant == id) tell(variant, "id", Problem::id_twice);
      }
      read_words(variant, id);
    }
  }

  void read_words(const Value& variant, std::string_view id) {
    Words words{id, {}, &variant, nullptr, whole_share, 0};
    read_fields(variant, for_variant, &words);
    const Value* copy = variant.find("copy");
    if (copy == nullptr || copy->members.empty()) return tell(variant, "copy", Problem::no_words);
    for (const json::Member& member : copy->members) {
      words.lang = member.key;
      words.copy = &member.value;
      words.tokens = 0;
      for (std::size_t i = 0; i < text_names.size(); ++i)
        words.tokens |= tokens_in(words.text(i), words.lang);
      if (words.text(0).empty() && words.text(1).empty()) tell(variant, "copy", Problem::no_words);
      config_.words.push_back(words);
    }
    if (button_url(config_, words).empty()) tell(variant, "cta", Problem::no_button);
  }

  Config& config_;
  const Listener* listener_;
  std::size_t problems_ = 0;
};

/// "22:30" in minutes; -1 for anything else.
std::int32_t read_clock(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return -1;
  std::int32_t digits = 0;
  for (const char c : text) {
    if (is_ascii_digit(c)) digits = digits * 10 + (c - '0');
  }
  const std::int32_t minutes = digits / 100 * 60 + digits % 100;
  return digits % 100 < 60 && minutes < minutes_per_day ? minutes : -1;
}

std::string_view label_of(const Value& variant, std::string_view key) {
  const Value* object = variant.find(key);
  return object != nullptr ? object->string("label") : std::string_view();
}

}  // namespace

const std::span<const Field> page_fields(for_page);
const std::span<const Field> campaign_fields(for_campaign);

bool names(List list, std::string_view text) {
  if (list == nullptr) return false;
  for (const Value& one : list->items) {
    if (equals_ignoring_ascii_case(one.text, text)) return true;
  }
  return false;
}

bool names_any(List list, List texts) {
  if (texts == nullptr) return false;
  for (const Value& text : texts->items) {
    if (names(list, text.text)) return true;
  }
  return false;
}

std::uint32_t hash_of_page(std::string_view id) { return id.empty() ? 0 : fmix32(fnv1a32(id)); }

std::uint32_t hash_of(std::string_view name) {
  if (name.empty()) return 0;
  std::uint32_t hash = fnv1a32_start;
  for (const char c : name) {
    const char lower = to_ascii_lower(c);
    hash = fnv1a32({&lower, 1}, hash);
  }
  return fmix32(hash);
}

std::string_view Words::text(std::size_t which) const {
  const std::string_view own = copy->string(text_names[which]);
  if (which < 2 || !own.empty()) return own;
  return label_of(*source, which == 2 ? "cta" : "membership");
}

std::int64_t Words::members() const {
  const Value* membership = source->find("membership");
  const double count = membership != nullptr ? membership->number_or("count", 0) : 0;
  return count >= 1 && count <= most ? static_cast<std::int64_t>(count) : 0;
}

std::string_view Words::country(std::string_view code) const {
  const Value* countries = copy->find("countries");
  if (countries == nullptr) return {};
  for (std::size_t i = countries->members.size(); i-- > 0;) {  // the last, as find() has it
    const json::Member& member = countries->members[i];
    if (equals_ignoring_ascii_case(member.key, code)) return member.value.text;
  }
  return {};
}

Config read_config(const Value& support, std::string_view base_url, const Listener* listener) {
  Config config;
  config.base_url = base_url;
  Reader(config, listener).read(support);
  return config;
}

std::string button_url(const Config& config, const Words& words) {
  const Value* cta = words.source->find("cta");
  const std::string_view href = cta != nullptr ? cta->string("url") : std::string_view();
  if (href.empty()) return {};
  SafeUrl url = safe_url(href, config.base_url, UrlUse::payment);
  return url ? std::move(*url) : std::string();
}

Hours hours_of(const Value& value) {
  return {read_clock(value.string("from")), read_clock(value.string("to"))};
}

bool counts_tag(const Config& config, std::string_view tag) {
  for (const Campaign& campaign : config.campaigns) {
    if (names(campaign.count_tags, tag)) return true;
  }
  return false;
}

}  // namespace lede::support
