// What happened, and what is remembered of it.
#pragma once
#include "support/reader_state.h"
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace lede::support {

enum class EventKind : std::uint8_t { article, impression, dismiss, conversion, opt_out, forget };
inline constexpr std::array<std::string_view, 6> event_names = {
    "article", "impression", "dismiss", "conversion", "opt_out", "forget"};

struct Event {
  EventKind kind = EventKind::article;
  std::int64_t now_ms = 0;
  int tz_offset_min = 0;
  std::string page_id;            ///< of an article
  std::vector<std::string> tags;  ///< of an article: those that counted_tags() leaves
  std::string campaign;           ///< of an impression and a dismissal
  std::string variant;            ///< of an impression
};

/// The reader's state after the event. An article counts once a day of the reader's own calendar;
/// `opt_out` ends the counting and clears it; `forget` leaves only that, and when.
/// What is older than any rule may look back is dropped, and so is what lies in the future: the
/// clock was set back, and a time to come would block for ever.
[[nodiscard]] ReaderState reduce(ReaderState reader, const Event& event);

}  // namespace lede::support
