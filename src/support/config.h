// A publisher's `support`: campaigns, each a prompt's rules and variants, and what holds for all of
// them. Plain data that points into the JSON it was read from.
#pragma once
#include "base/row.h"
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
inline constexpr std::int32_t no_limit = INT32_MAX;

/// How long a reader's state remembers: no rule may look back further.
inline constexpr std::int32_t views_kept_days = 90;     ///< article counts and impressions
inline constexpr std::int32_t answers_kept_days = 400;  ///< dismissals and conversions
/// How many impressions it holds, and so the most of them in views_kept_days, whatever the caps
/// say.
inline constexpr std::int32_t max_impressions = 64;

inline constexpr std::size_t max_campaigns = 100;
inline constexpr std::size_t max_variants = 20;
inline constexpr std::size_t max_id_bytes = 64;

/// A set of names: a bit for each, in the order of its table.
using Set = std::uint8_t;

inline constexpr Row purpose_names = "preferences\0history\0measurement";
using Purposes = Set;  ///< what may be remembered
inline constexpr Purposes preferences = 1;
inline constexpr Purposes history = 2;
inline constexpr Purposes measurement = 4;

// Choices: the first is what holds where nothing is said.
inline constexpr Row status_names = "live\0draft\0archived";
enum class Status : std::uint8_t { live, draft, archived };
inline constexpr Row placement_names = "end\0inline\0top";
enum class Placement : std::uint8_t { end, inline_, top };
inline constexpr Row audience_names = "non_supporters\0supporters\0everyone";
enum class Audience : std::uint8_t { non_supporters, supporters, everyone };
inline constexpr Row unknown_names = "fail\0pass";
enum class Unknown : std::uint8_t { fail, pass };
inline constexpr Row device_names = "phone\0tablet\0desktop";
enum class Device : std::uint8_t { phone, tablet, desktop };

/// A JSON array; nullptr is an empty one.
using List = const json::Value*;

/// Whether a list asks for anything: one that is empty, or not there, is meant for everybody.
[[nodiscard]] inline bool asks_for(List list) { return list != nullptr && !list->items.empty(); }
/// Whether a list names a text, in upper or lower case.
[[nodiscard]] bool names(List list, std::string_view text);
/// Whether a list names any of the texts.
[[nodiscard]] bool names_any(List list, List texts);

/// A name as it is remembered: a number that tells it from others, and tells nobody what was read.
/// The same in upper and lower case. 0 for no name.
[[nodiscard]] std::uint32_t hash_of(std::string_view name);
/// The same of a page's id, in which upper and lower case differ.
[[nodiscard]] std::uint32_t hash_of_page(std::string_view id);

/// The texts of a prompt, in the order of `Words::text`.
inline constexpr Row text_names = "heading\0body\0label\0membership";

/// A variant in one language.
struct Words {
  std::string_view variant;  ///< its id
  std::string_view lang;
  const json::Value* source;  ///< the variant: quote, payment_marks, cta, membership
  const json::Value* copy;    ///< its texts in this language
  std::int32_t weight;        ///< the variant's share is its weight / the sum of all
  Tokens tokens;              ///< in any of the texts

  /// One of the texts, its tokens unfilled: the copy's, else the label of the variant's `cta` or
  /// `membership`. Empty where there is none.
  [[nodiscard]] std::string_view text(std::size_t which) const;
  /// How many members to speak of; 0 where nobody says.
  [[nodiscard]] std::int64_t members() const;
  /// What the copy calls the country of that code, in upper or lower case; empty where it has no
  /// word for it.
  [[nodiscard]] std::string_view country(std::string_view code) const;
};

struct Campaign {
  std::string_view id;
  std::uint32_t hash = 0;  ///< hash_of(id): what a reader's state knows it by
  std::string_view seed;   ///< the id unless given: keep it where a campaign is renamed
  const json::Value* source = nullptr;
  std::size_t first_words = 0;  ///< its variants are Config::words[first_words, end_words)
  std::size_t end_words = 0;

  std::int64_t start_ms = INT64_MIN;
  std::int64_t end_ms = never;
  List blackout = nullptr;  ///< objects {from, to}; see hours_of
  List countries = nullptr;
  List sections = nullptr;
  List tags = nullptr;
  List excluded_sections = nullptr;
  List excluded_tags = nullptr;
  List locales = nullptr;
  List count_tags = nullptr;  ///< counts articles with any of these; all without it

  std::int32_t priority = 0;  ///< the larger goes first
  std::int32_t after_paragraph = 3;
  std::int32_t supporter_pause_days = 90;
  std::int32_t count_min = 0;
  std::int32_t count_max = no_limit;
  std::int32_t count_days = 30;
  std::int32_t cap_max = 4;
  std::int32_t cap_days = 30;
  std::int32_t dismiss_cooldown_days = 14;
  std::int32_t skip_initial = 0;
  std::int32_t holdout_bp = 0;

  Status status = Status::live;
  Placement placement = Placement::end;
  Audience audience = Audience::non_supporters;
  Unknown unknown_country = Unknown::fail;
  Set devices = 0;  ///< 0 is all
  Purposes required = 0;

  [[nodiscard]] bool counts_articles() const { return count_min > 0 || count_max != no_limit; }
};

/// What holds for all campaigns.
struct PageRules {
  std::int64_t generated_ms = never;
  List excluded_sections = nullptr;
  List excluded_tags = nullptr;
  List excluded_ids = nullptr;
  List campaigns = nullptr;
  std::int32_t schema_version = 1;
  std::int32_t stale_after_days = -1;  ///< -1 is never
  std::int32_t cap_max = 4;
  std::int32_t cap_days = 30;
  std::int32_t min_interval_minutes = 0;
  bool kill_switch = false;
};

struct Config {
  std::string_view base_url;  ///< where relative URLs lead
  PageRules page;
  std::vector<Campaign> campaigns;  ///< in the order in which they are looked at
  std::vector<Words> words;
};

struct Field;

/// What is wrong with a member of an object of `support`. Worded by support/lint.h, which the page
/// never loads.
struct Problem {
  enum Kind : std::uint8_t { kind, value, no_id, id_twice, variants, no_words, no_button, no_date };
  const json::Value* object;
  const char* key;
  Kind what;
  const Field* field;  ///< of `kind` and `value`: what was wanted; else nullptr
};

/// Told of every problem.
struct Listener {
  void (*tell)(void* to, const Problem& problem);
  void* to;
};

/// Reads `support` of a profile. What cannot be read stops: a campaign with a problem is a draft, a
/// problem above the campaigns switches all of them off. A campaign without an id is left out; two
/// of one id are both drafts.
/// @param support must outlive the config.
/// @param base_url where relative URLs lead: the profile's own address. Must outlive it too.
[[nodiscard]] Config read_config(const json::Value& support, std::string_view base_url,
                                 const Listener* listener = nullptr);

/// Where a button of these words leads, checked by base/url; empty where that is refused.
[[nodiscard]] std::string button_url(const Config& config, const Words& words);

/// Local time of day, [from, to) in minutes; over midnight where `to` is the smaller.
struct Hours {
  std::int32_t from;
  std::int32_t to;  ///< either is -1 where it is no time of day
};
[[nodiscard]] Hours hours_of(const json::Value& value);

/// Whether some campaign counts articles with that tag: no other tag is remembered.
[[nodiscard]] bool counts_tag(const Config& config, std::string_view tag);

}  // namespace lede::support
