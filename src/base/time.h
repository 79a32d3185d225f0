// Instants with the zone they were written in, and the calendar. No clock: time comes in.
#pragma once
#include "base/result.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lede {

/// Times and offsets of others are believed up to here.
inline constexpr double last_ms_of_9999 = 253402300799999.0;
inline constexpr double most_offset_min = 24 * 60;

/// Milliseconds since 1970-01-01T00:00:00Z and the offset the writer's clock had from UTC.
struct Instant {
  std::int64_t ms = 0;
  std::int32_t offset_min = 0;
  bool has_time = true;  ///< false where only a day was written
  bool has_zone = true;  ///< false where none was written, so that UTC was taken for it

  friend bool operator==(const Instant&, const Instant&) = default;
};

/// A reading of a wall clock in the proleptic Gregorian calendar.
struct Civil {
  std::int32_t year = 1970;
  std::uint8_t month = 1;    ///< 1 to 12
  std::uint8_t day = 1;      ///< 1 to 31
  std::uint8_t weekday = 4;  ///< 0 is Sunday
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::uint8_t second = 0;
};

/// Reads an RFC 3339 date-time ("2023-03-08T16:16:00+02:00"), the form JSON Feed 1.1 asks for.
/// Lower-case t and z, a space for the T, seconds left out and `+0200` are taken too; a leap second
/// is the second after it. A date-time without a zone, or a date alone, is read as UTC.
/// @return the instant, or nothing where the text is no such date.
[[nodiscard]] std::optional<Instant> parse_instant(std::string_view text);

/// Whether it is a date-time as RFC 3339, 5.6 has it, with its seconds and its zone: parse_instant
/// takes more.
[[nodiscard]] bool is_rfc3339(std::string_view text);

/// The wall clock at that instant in the instant's own offset.
[[nodiscard]] Civil to_civil(const Instant& instant);

/// "2023-03-08T16:16:00+02:00"; "Z" where the offset is 0; "2023-03-08" without a time. Years from
/// 0000 to 9999.
[[nodiscard]] std::string to_rfc3339(const Instant& instant);

}  // namespace lede
