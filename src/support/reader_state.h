// What a reader's browser remembers of one publisher's articles and prompts: one list of facts, and
// never more of them than the limits below, whatever happens to it.
#pragma once
#include "json/value.h"
#include "json/writer.h"
#include "support/config.h"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede::support {

/// What a fact tells, and so what its `t` and `name` are.
enum class FactKind : std::uint8_t {
  day_count,   ///< articles of a day
  tag_count,   ///< those of them with a tag that some campaign counts
  seen_page,   ///< a page of that day
  impression,  ///< a campaign's prompt was in view
  dismissal,   ///< the latest of each campaign
  conversion,
};

/// How a kind of fact is kept, and its names in JSON.
struct FactRule {
  std::string_view list;
  std::string_view name;  ///< of Fact::name
  std::uint16_t kept_days;
  std::uint16_t most;
  bool by_day;       ///< `t` is a day's midnight, "2026-11-14" in JSON
  bool latest_only;  ///< one for each name
};
inline constexpr std::array<FactRule, 6> fact_rules = {{
    {"day_counts", "", views_kept_days, views_kept_days, true, false},
    {"tag_counts", "tag", views_kept_days, 4 * views_kept_days, true, false},
    {"seen_pages", "page", 2, 64, true, false},  // so many count on one day
    {"impressions", "campaign", views_kept_days, max_impressions, false, false},
    {"dismissals", "campaign", answers_kept_days, 128, false, true},
    {"conversions", "", answers_kept_days, 8, false, false},
}};

[[nodiscard]] constexpr const FactRule& rule_of(FactKind kind) {
  return fact_rules[static_cast<std::size_t>(kind)];
}

struct Fact {
  std::int64_t t = 0;  ///< milliseconds; of a day, its midnight as if the reader's clock were UTC
  std::uint32_t name = 0;     ///< hash_of a tag, a page or a campaign
  std::uint32_t variant = 0;  ///< of an impression
  std::int32_t count = 0;
  FactKind kind = FactKind::day_count;
  friend bool operator==(const Fact&, const Fact&) = default;
};

struct ReaderState {
  std::string reader_seed;  ///< empty where none was made
  /// When the reader last asked to be forgotten: what is older never comes back from another tab.
  std::int64_t forgotten_at = 0;
  bool count_opted_out = false;
  std::vector<Fact> facts;  ///< by kind, then the newest first, then by name; no two alike
  friend bool operator==(const ReaderState&, const ReaderState&) = default;
};

/// Whether nothing is remembered, not even that something was forgotten.
[[nodiscard]] bool is_empty(const ReaderState& reader);

/// Reads what write_reader wrote; anything else is left out piece by piece, another version whole.
/// A time may be an RFC 3339 date-time as well, a name the text itself.
[[nodiscard]] ReaderState read_reader(const json::Value& value);

/// {"v":1,"reader_seed","forgotten_at","opt_outs":["article_count"],"day_counts":[{day,count}],
/// "tag_counts":[{day,tag,count}],"seen_pages":[{day,page}],"impressions":[{t,campaign,variant}],
/// "dismissals":[{t,campaign}],"conversions":[{t}]}; what is empty is left out, names are hashes.
void write_reader(json::Writer& out, const ReaderState& reader);

/// What two tabs know, together: commutative, associative, idempotent. Facts are united; of a day's
/// counts the larger holds, of a campaign's dismissals the later. Where one tab was asked to forget
/// later, its counts and seed hold, and what is from before is gone.
[[nodiscard]] ReaderState merge(ReaderState a, const ReaderState& b);

/// Adds a fact in its place, or joins it to the one that is there. Where its kind is full the
/// oldest goes; nullptr where that is the fact itself.
Fact* add(ReaderState& reader, Fact fact);

/// Leaves of what is remembered no article, nor a count of any.
void forget_articles(ReaderState& reader);

/// The midnight that began the reader's day, as if their clock were UTC; 0 before 1970.
[[nodiscard]] std::int64_t local_midnight(std::int64_t now_ms, std::int32_t tz_offset_min);

}  // namespace lede::support
