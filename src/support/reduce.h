// What happened, and what is remembered of it.
#pragma once
#include "base/row.h"
#include "support/reader_state.h"
#include <array>
#include <string_view>

namespace lede::support {

/// So many tags of an article are looked at.
inline constexpr std::size_t max_counted_tags = 64;

enum class EventKind : std::uint8_t { article, impression, dismiss, conversion, opt_out, forget };
inline constexpr Row event_names = "article\0impression\0dismiss\0conversion\0opt_out\0forget";

/// Views, for the time of a call.
struct Event {
  EventKind kind = EventKind::article;
  std::int64_t now_ms = 0;
  std::int32_t tz_offset_min = 0;
  std::string_view page_id;        ///< of an article
  List tags = nullptr;             ///< of an article
  const Config* config = nullptr;  ///< says which of those tags are worth remembering; none without
  std::string_view campaign;       ///< of an impression and a dismissal
  std::string_view variant;        ///< of an impression
};

/// The reader's state after the event. An article counts once a day of the reader's own calendar;
/// `opt_out` ends the counting and clears it; `forget` leaves only that, and when.
/// What is older than any rule may look back is dropped, and so is what lies in the future: the
/// clock was set back, and a time to come would block for ever.
[[nodiscard]] ReaderState reduce(ReaderState reader, const Event& event);

}  // namespace lede::support
