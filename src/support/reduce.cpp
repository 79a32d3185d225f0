#include "support/reduce.h"

#include <utility>

namespace lede::support {
namespace {

void prune_marks(std::vector<Mark>& marks, std::int64_t now_ms, int kept_days) {
  const std::int64_t oldest = now_ms - kept_days * ms_per_day;
  std::erase_if(marks, [=](const Mark& mark) { return mark.t <= oldest || mark.t > now_ms; });
}

void prune(ReaderState& reader, std::int64_t now_ms, std::int32_t today) {
  prune_marks(reader.impressions, now_ms, views_kept_days);
  prune_marks(reader.dismissals, now_ms, answers_kept_days);
  prune_marks(reader.conversions, now_ms, answers_kept_days);
  // A day may still be ahead after a flight to the west, and comes again.
  std::erase_if(reader.day_counts, [=](const DayCount& day) {
    return day.day <= today - views_kept_days || day.day > today + 1;
  });
  std::erase_if(reader.seen_pages, [=](std::uint64_t page) {
    const auto day = static_cast<std::int64_t>(page >> 32U);
    return day < today - 1 || day > today + 1;
  });
  if (reader.forgotten_at > now_ms) reader.forgotten_at = now_ms;
}

}  // namespace

ReaderState reduce(ReaderState reader, const Event& event) {
  const std::int32_t today = local_day(event.now_ms, event.tz_offset_min);
  prune(reader, event.now_ms, today);
  switch (event.kind) {
    case EventKind::article:
      if (!reader.count_opted_out) add_page(reader, today, event.page_id, event.tags);
      break;
    case EventKind::impression:
      add_impression(reader, {event.now_ms, event.campaign, event.variant});
      break;
    case EventKind::dismiss:
      add_dismissal(reader, {event.now_ms, event.campaign, {}});
      break;
    case EventKind::conversion:
      add_conversion(reader, event.now_ms);
      break;
    case EventKind::opt_out:
      reader.count_opted_out = true;
      reader.day_counts.clear();
      reader.seen_pages.clear();
      break;
    case EventKind::forget: {
      ReaderState forgotten;
      forgotten.forgotten_at = event.now_ms;
      forgotten.count_opted_out = reader.count_opted_out;
      return forgotten;
    }
  }
  return reader;
}

}  // namespace lede::support
