// What a reader's browser remembers of one publisher's articles and prompts: never more than the
// limits below, whatever happens to it.
#pragma once
#include "json/value.h"
#include "json/writer.h"
#include "support/config.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede::support {

inline constexpr std::size_t max_counted_days = views_kept_days;
inline constexpr std::size_t max_counted_tags = 16;  ///< of a day
/// How many pages are known by name (a hash); also the most that count on one day.
inline constexpr std::size_t max_seen_pages = 64;
inline constexpr std::size_t max_dismissals = 128;  ///< one for each campaign, the latest
inline constexpr std::size_t max_conversions = 8;

struct TagCount {
  std::string tag;
  int count = 0;
  friend bool operator==(const TagCount&, const TagCount&) = default;
};

/// The articles read on one day of the reader's own calendar.
struct DayCount {
  std::int32_t day = 0;  ///< since 1970-01-01
  int count = 0;
  std::vector<TagCount> tags;  ///< by name
  friend bool operator==(const DayCount&, const DayCount&) = default;
};

/// Something that happened to a prompt.
struct Mark {
  std::int64_t t = 0;
  std::string campaign;  ///< empty for a conversion
  std::string variant;   ///< of an impression
  friend bool operator==(const Mark&, const Mark&) = default;
};

/// Every list is sorted, the newest first, without doubles.
struct ReaderState {
  std::string reader_seed;  ///< empty where none was made
  /// When the reader last asked to be forgotten: what is older never comes back from another tab.
  std::int64_t forgotten_at = 0;
  bool count_opted_out = false;
  std::vector<DayCount> day_counts;
  std::vector<std::uint64_t> seen_pages;  ///< day << 32 | hash of the page's id
  std::vector<Mark> impressions;
  std::vector<Mark> dismissals;
  std::vector<Mark> conversions;
  friend bool operator==(const ReaderState&, const ReaderState&) = default;
};

/// Reads what write_reader wrote; anything else is left out piece by piece, another version whole.
/// A time is milliseconds or an RFC 3339 date-time, a day "2026-11-14".
[[nodiscard]] ReaderState read_reader(const json::Value& value);

/// {"v":1,"reader_seed","forgotten_at","day_counts":[{day,count,tags{}}],"seen_pages":[],
/// "impressions":[{t,campaign,variant}],"dismissals":[{t,campaign}],"conversions":[{t}],
/// "opt_outs":["article_count"]}
void write_reader(json::Writer& out, const ReaderState& reader);

/// What two tabs know, together: commutative, associative, idempotent. Of a day's counts the larger
/// holds, of a campaign's dismissals the later; marks are united. Where one of them was forgotten
/// later, its counts and seed hold, and marks from before are gone.
[[nodiscard]] ReaderState merge(ReaderState a, const ReaderState& b);

/// A day of the reader's calendar, since 1970-01-01; times before are on day 0.
[[nodiscard]] std::int32_t local_day(std::int64_t now_ms, int tz_offset_min);

// The pieces that reduce() is made of.
void add_impression(ReaderState& reader, Mark mark);
void add_dismissal(ReaderState& reader, Mark mark);
void add_conversion(ReaderState& reader, std::int64_t t);
/// Counts a page once a day: where it, or as many as can be known, was counted already, nothing
/// changes.
void add_page(ReaderState& reader, std::int32_t day, std::string_view page_id,
              const std::vector<std::string>& tags);

}  // namespace lede::support
