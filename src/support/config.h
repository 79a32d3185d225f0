// A publisher's `support`: campaigns, each a prompt's rules and variants, and what holds for all of
// them.
#pragma once
#include "base/result.h"
#include "json/fields.h"
#include "json/value.h"
#include "support/copy.h"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede::support {

inline constexpr std::int64_t ms_per_minute = 60'000;
inline constexpr std::int64_t ms_per_day = 86'400'000;
/// Stands for "at no time"; later than any date.
inline constexpr std::int64_t never = INT64_MAX;

/// How long a reader's state remembers: no rule may look back further.
inline constexpr int views_kept_days = 90;     ///< article counts and impressions
inline constexpr int answers_kept_days = 400;  ///< dismissals and conversions
/// How many impressions it holds, and so the most of them in views_kept_days, whatever the caps
/// say.
inline constexpr int max_impressions = 64;

inline constexpr std::size_t max_campaigns = 100;
inline constexpr std::size_t max_variants = 20;
inline constexpr std::size_t max_id_bytes = 64;

/// What may be remembered, as a set: a bit for each of `purpose_names`.
using Purposes = std::uint8_t;
inline constexpr Purposes preferences = 1;
inline constexpr Purposes history = 2;
inline constexpr Purposes measurement = 4;
inline constexpr std::array<std::string_view, 3> purpose_names = {"preferences", "history",
                                                                  "measurement"};

enum class Placement : std::uint8_t { end, inline_, top };
inline constexpr std::array<std::string_view, 3> placement_names = {"end", "inline", "top"};
enum class Status : std::uint8_t { live, draft, archived };
inline constexpr std::array<std::string_view, 3> status_names = {"live", "draft", "archived"};
enum class Audience : std::uint8_t { non_supporters, supporters, everyone };
inline constexpr std::array<std::string_view, 3> audience_names = {"non_supporters", "supporters",
                                                                   "everyone"};
enum class Device : std::uint8_t { phone, tablet, desktop };
inline constexpr std::array<std::string_view, 3> device_names = {"phone", "tablet", "desktop"};

/// A country's name as a sentence of the copy needs it ("UA", "в Україні").
struct CountryName {
  std::string code;
  std::string name;
};

/// A variant's words in one language.
struct Copy {
  std::string lang;
  std::string heading;
  std::string body;
  std::string label;       ///< of the button; empty for the interface's own
  std::string membership;  ///< the line above the block
  std::vector<CountryName> countries;
  Tokens tokens = 0;  ///< in all of the texts

  /// The name for a country's code; empty where there is none.
  [[nodiscard]] std::string_view country(std::string_view code) const;
};

struct Testimonial {
  std::string text;
  std::string by;
  std::string role;
};

struct Variant {
  std::string id;
  int weight = 10'000;       ///< its share is weight / sum of weights
  std::vector<Copy> copies;  ///< at least one
  std::string cta_url;       ///< has passed base/url for payments
  Testimonial quote;
  int members = 0;
  std::vector<std::string> payment_marks;

  /// Which of `copies` a reader of that locale gets: the same tag, else the same language, else the
  /// first.
  [[nodiscard]] std::size_t copy_for(std::string_view locale) const;
};

/// Local time of day, [from, to) in minutes; over midnight where `to` is the smaller.
struct Hours {
  int from = 0;
  int to = 0;
};

struct Cap {
  int max = 4;
  int window_days = 30;
};

/// How many articles of the last days, today among them.
struct ArticleCount {
  int min = 0;
  int max = INT32_MAX;
  int window_days = 30;
  std::vector<std::string> tags;  ///< counts articles of any of these; all where it is empty

  [[nodiscard]] bool is_rule() const { return min > 0 || max != INT32_MAX; }
};

/// Lists that are empty let everything pass.
struct Targeting {
  std::vector<std::string> countries;
  std::vector<std::string> sections;
  std::vector<std::string> tags;
  std::vector<std::string> excluded_sections;
  std::vector<std::string> excluded_tags;
  std::vector<std::string> locales;
  std::uint8_t devices = 0;  ///< a bit for each Device; 0 is all
  bool unknown_country_passes = false;
};

struct Campaign {
  std::string id;
  std::size_t position = 0;  ///< in the file
  Status status = Status::live;
  int priority = 0;  ///< the larger goes first
  std::int64_t start_ms = INT64_MIN;
  std::int64_t end_ms = never;
  std::vector<Hours> blackout;
  Placement placement = Placement::end;
  int after_paragraph = 3;  ///< where it is placed inline
  Audience audience = Audience::non_supporters;
  int supporter_pause_days = 90;
  Targeting targeting;
  ArticleCount article_count;
  Cap frequency_cap;
  int dismiss_cooldown_days = 14;
  int skip_initial = 0;
  int holdout_bp = 0;
  std::string seed;  ///< the campaign's id unless given: keep it where a campaign is renamed
  Purposes required = 0;
  std::vector<Variant> variants;  ///< at least one where the campaign is live
};

struct Exclusions {
  std::vector<std::string> sections;
  std::vector<std::string> tags;
  std::vector<std::string> ids;
};

struct Config {
  bool kill_switch = false;
  std::int64_t stale_at_ms = never;  ///< generated_at and stale_after_days
  Exclusions exclusions;
  Cap global_cap;
  int min_interval_minutes = 0;
  std::string beacon_url;
  std::vector<Campaign> campaigns;  ///< in the order in which they are looked at
};

/// Reads `support` of a profile. What cannot be read stops: a campaign with a fault is a draft, a
/// fault above the campaigns switches all of them off. A campaign without an id is left out; two of
/// one id are both drafts.
/// @param base_url where relative URLs lead: the profile's own address.
/// @param pointer of `support`, for the faults.
[[nodiscard]] Config read_config(const json::Value& support, std::string_view base_url,
                                 Faults* faults = nullptr, std::string_view pointer = "/support");

/// Those of an article's tags that some campaign counts: no other tag is remembered.
[[nodiscard]] std::vector<std::string> counted_tags(const Config& config,
                                                    const std::vector<std::string>& tags);

/// Whether a list names a text, in upper or lower case.
[[nodiscard]] bool names(const std::vector<std::string>& list, std::string_view text);
[[nodiscard]] bool names_any(const std::vector<std::string>& list,
                             const std::vector<std::string>& texts);

}  // namespace lede::support
