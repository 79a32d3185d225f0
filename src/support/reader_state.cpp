#include "support/reader_state.h"

#include "base/hash.h"
#include "base/text.h"
#include "base/time.h"

#include <optional>
#include <utility>

namespace lede::support {
namespace {

using json::Kind;
using json::Value;
using json::Writer;

constexpr int version = 1;
constexpr double largest_exact_integer = 9007199254740992.0;  // 2^53
constexpr int most_count = 1'000'000;
constexpr std::string_view count_opt_out = "article_count";

// --- Sorted lists
// -----------------------------------------------------------------------------------

bool goes_before(std::uint64_t a, std::uint64_t b) { return a > b; }
bool goes_before(const DayCount& a, const DayCount& b) { return a.day > b.day; }
bool goes_before(const TagCount& a, const TagCount& b) { return a.tag < b.tag; }
bool goes_before(const Mark& a, const Mark& b) {
  if (a.t != b.t) return a.t > b.t;
  const int order = a.campaign.compare(b.campaign);
  return order != 0 ? order < 0 : a.variant < b.variant;
}

/// The entry of that key, put in its place where there is none; nullptr where the list is full of
/// what goes before it. Cutting at the end by the lists' own order keeps merge() associative.
template <typename T>
T* place(std::vector<T>& list, T one, std::size_t limit) {
  std::size_t at = list.size();
  while (at > 0 && goes_before(one, list[at - 1])) --at;
  if (at > 0 && !goes_before(list[at - 1], one)) return &list[at - 1];
  if (at == limit) return nullptr;
  list.push_back(std::move(one));
  for (std::size_t i = list.size() - 1; i > at; --i) std::swap(list[i], list[i - 1]);
  if (list.size() > limit) list.pop_back();
  return &list[at];
}

int larger(int a, int b) { return a > b ? a : b; }

void join_day(std::vector<DayCount>& days, const DayCount& one) {
  DayCount* const day = place(days, DayCount{one.day, 0, {}}, max_counted_days);
  if (day == nullptr) return;
  day->count = larger(day->count, one.count);
  for (const TagCount& tag : one.tags) {
    if (TagCount* const known = place(day->tags, TagCount{tag.tag, 0}, max_counted_tags))
      known->count = larger(known->count, tag.count);
  }
}

// --- JSON
// -------------------------------------------------------------------------------------------

std::optional<std::int64_t> read_time(const Value* value) {
  if (value == nullptr) return {};
  if (value->is(Kind::string)) {
    const std::optional<Instant> instant = parse_instant(value->text);
    return instant ? std::optional(instant->ms) : std::nullopt;
  }
  if (!value->is(Kind::number) || !(value->number >= 0 && value->number <= largest_exact_integer))
    return {};
  return static_cast<std::int64_t>(value->number);
}

int read_count(const Value& value) {
  return value.is(Kind::number) && value.number >= 1 && value.number <= most_count
             ? static_cast<int>(value.number)
             : 0;
}

std::optional<Mark> read_mark(const Value& value) {
  const std::optional<std::int64_t> t = read_time(value.find("t"));
  const std::string_view campaign = value.string("campaign");
  const std::string_view variant = value.string("variant");
  if (!t || campaign.size() > max_id_bytes || variant.size() > max_id_bytes) return {};
  return Mark{*t, std::string(campaign), std::string(variant)};
}

const std::vector<Value>& items(const Value& value, std::string_view key) {
  const Value* list = value.find(key);
  return list != nullptr ? list->items : value.items;  // an object has none
}

void read_day(ReaderState& reader, const Value& value) {
  const std::optional<std::int64_t> t = read_time(value.find("day"));
  const Value* count = value.find("count");
  DayCount day{t ? local_day(*t, 0) : 0, count != nullptr ? read_count(*count) : 0, {}};
  if (!t || day.count == 0) return;
  if (const Value* tags = value.find("tags")) {
    for (const json::Member& tag : tags->members) {
      const int times = read_count(tag.value);
      if (times > 0 && tag.key.size() <= max_id_bytes) day.tags.push_back({tag.key, times});
    }
  }
  join_day(reader.day_counts, day);
}

void write_marks(Writer& out, std::string_view key, const std::vector<Mark>& marks) {
  if (marks.empty()) return;
  out.key(key).begin_array();
  for (const Mark& mark : marks) {
    out.begin_object().key("t").integer(mark.t);
    if (!mark.campaign.empty()) out.member("campaign", mark.campaign);
    if (!mark.variant.empty()) out.member("variant", mark.variant);
    out.end_object();
  }
  out.end_array();
}

void write_day(Writer& out, const DayCount& day) {
  out.begin_object().member("day", to_rfc3339({day.day * ms_per_day, 0, false}));
  out.key("count").integer(day.count);
  if (!day.tags.empty()) {
    out.key("tags").begin_object();
    for (const TagCount& tag : day.tags) out.key(tag.tag).integer(tag.count);
    out.end_object();
  }
  out.end_object();
}

/// A reader who doesn't want to be counted has no counts, wherever they come from.
void keep_promises(ReaderState& reader) {
  if (reader.count_opted_out) {
    reader.day_counts.clear();
    reader.seen_pages.clear();
  }
  for (std::vector<Mark>* marks : {&reader.impressions, &reader.dismissals, &reader.conversions}) {
    // Sorted: what was forgotten is at the end.
    while (!marks->empty() && marks->back().t < reader.forgotten_at) marks->pop_back();
  }
}

}  // namespace

std::int32_t local_day(std::int64_t now_ms, int tz_offset_min) {
  constexpr std::int64_t last_day = 2'932'896;  // 9999-12-31
  const std::int64_t local_ms = now_ms + tz_offset_min * ms_per_minute;
  const std::int64_t day = local_ms > 0 ? local_ms / ms_per_day : 0;
  return static_cast<std::int32_t>(day < last_day ? day : last_day);
}

void add_impression(ReaderState& reader, Mark mark) {
  place(reader.impressions, std::move(mark), max_impressions);
}

void add_dismissal(ReaderState& reader, Mark mark) {
  std::vector<Mark>& marks = reader.dismissals;
  mark.variant.clear();
  for (std::size_t i = 0; i < marks.size(); ++i) {
    if (marks[i].campaign != mark.campaign) continue;
    if (marks[i].t >= mark.t) return;
    marks.erase(marks.begin() + static_cast<std::ptrdiff_t>(i));
    break;
  }
  place(marks, std::move(mark), max_dismissals);
}

void add_conversion(ReaderState& reader, std::int64_t t) {
  place(reader.conversions, Mark{t, {}, {}}, max_conversions);
}

void add_page(ReaderState& reader, std::int32_t day, std::string_view page_id,
              const std::vector<std::string>& tags) {
  const std::uint64_t today = static_cast<std::uint64_t>(day) << 32U;
  const std::uint64_t page = today | fmix32(fnv1a32(page_id));
  std::size_t counted = 0;
  for (const std::uint64_t seen : reader.seen_pages) {
    if (seen == page) return;
    counted += seen >= today ? 1U : 0U;
  }
  if (counted == max_seen_pages) return;
  DayCount* const count = place(reader.day_counts, DayCount{day, 0, {}}, max_counted_days);
  if (count == nullptr) return;
  place(reader.seen_pages, page, max_seen_pages);
  ++count->count;
  for (const std::string& tag : tags) {
    if (tag.size() > max_id_bytes) continue;
    if (TagCount* const known = place(count->tags, TagCount{tag, 0}, max_counted_tags))
      ++known->count;
  }
}

ReaderState read_reader(const Value& value) {
  ReaderState reader;
  if (value.number_or("v", 0) != version) return reader;
  if (value.string("reader_seed").size() <= max_id_bytes)
    reader.reader_seed = value.string("reader_seed");
  reader.forgotten_at = read_time(value.find("forgotten_at")).value_or(0);
  for (const Value& day : items(value, "day_counts")) read_day(reader, day);
  for (const Value& page : items(value, "seen_pages")) {
    if (const std::optional<std::int64_t> key = read_time(&page))
      place(reader.seen_pages, static_cast<std::uint64_t>(*key), max_seen_pages);
  }
  for (const Value& one : items(value, "impressions")) {
    if (std::optional<Mark> mark = read_mark(one)) add_impression(reader, std::move(*mark));
  }
  for (const Value& one : items(value, "dismissals")) {
    if (std::optional<Mark> mark = read_mark(one)) add_dismissal(reader, std::move(*mark));
  }
  for (const Value& one : items(value, "conversions")) {
    if (const std::optional<Mark> mark = read_mark(one)) add_conversion(reader, mark->t);
  }
  for (const Value& name : items(value, "opt_outs"))
    reader.count_opted_out = reader.count_opted_out || name.text == count_opt_out;
  keep_promises(reader);
  return reader;
}

void write_reader(Writer& out, const ReaderState& reader) {
  out.begin_object().key("v").integer(version);
  if (!reader.reader_seed.empty()) out.member("reader_seed", reader.reader_seed);
  if (reader.forgotten_at != 0) out.key("forgotten_at").integer(reader.forgotten_at);
  if (!reader.day_counts.empty()) {
    out.key("day_counts").begin_array();
    for (const DayCount& day : reader.day_counts) write_day(out, day);
    out.end_array().key("seen_pages").begin_array();
    for (const std::uint64_t page : reader.seen_pages) out.integer(static_cast<std::int64_t>(page));
    out.end_array();
  }
  write_marks(out, "impressions", reader.impressions);
  write_marks(out, "dismissals", reader.dismissals);
  write_marks(out, "conversions", reader.conversions);
  if (reader.count_opted_out) out.key("opt_outs").begin_array().string(count_opt_out).end_array();
  out.end_object();
}

ReaderState merge(ReaderState a, const ReaderState& b) {
  if (b.forgotten_at > a.forgotten_at) {
    a.forgotten_at = b.forgotten_at;
    a.reader_seed = b.reader_seed;
    a.day_counts = b.day_counts;
    a.seen_pages = b.seen_pages;
  } else if (b.forgotten_at == a.forgotten_at) {
    // Two seeds were made at once: any one will do, so long as both tabs take the same.
    if (a.reader_seed.empty() || (!b.reader_seed.empty() && b.reader_seed < a.reader_seed))
      a.reader_seed = b.reader_seed;
    for (const DayCount& day : b.day_counts) join_day(a.day_counts, day);
    for (const std::uint64_t page : b.seen_pages) place(a.seen_pages, page, max_seen_pages);
  }
  for (const Mark& mark : b.impressions) add_impression(a, mark);
  for (const Mark& mark : b.dismissals) add_dismissal(a, mark);
  for (const Mark& mark : b.conversions) add_conversion(a, mark.t);
  a.count_opted_out = a.count_opted_out || b.count_opted_out;
  keep_promises(a);
  return a;
}

}  // namespace lede::support
