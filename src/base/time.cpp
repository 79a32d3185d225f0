#include "base/time.h"

#include "base/text.h"

#include <cstddef>

namespace lede {
namespace {

constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t ms_per_day = 86'400'000;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

// Days since 1970-01-01, after Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms":
// years begin in March there, so that the leap day comes last.
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era =
      year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr int days_in_month(int year, int month) {
  constexpr std::uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && leap ? 29 : days[month - 1];
}

// Takes apart the fixed-width digits of a date; remembers whether everything fitted.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (i >= rest_.size() || !is_ascii_digit(rest_[i])) return fail();
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return value;
  }

  bool skip(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  void expect(std::string_view any_of) {
    if (!skip(any_of)) fail();
  }

  void skip_digits() {
    while (skip("0123456789")) {
    }
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }

  int fail() {
    good_ = false;
    return 0;
  }

 private:
  std::string_view rest_;
  bool good_ = true;
};

std::int32_t scan_offset(Scanner& in) {
  if (in.skip("Zz")) return 0;
  const bool west = in.next() == '-';
  in.expect("+-");
  const int hours = in.digits(2);
  in.skip(":");
  const int minutes = in.digits(2);
  if (hours > 23 || minutes > 59) in.fail();
  const int offset = hours * 60 + minutes;
  return west ? -offset : offset;
}

std::int64_t scan_time_of_day(Scanner& in) {
  const int hour = in.digits(2);
  in.expect(":");
  const int minute = in.digits(2);
  int second = 0;
  std::int64_t ms = 0;
  if (in.skip(":")) {
    second = in.digits(2);
    if (in.skip(".,")) {
      for (int scale = 100; scale > 0 && is_ascii_digit(in.next()); scale /= 10) {
        ms += std::int64_t{in.digits(1)} * scale;
      }
      in.skip_digits();
    }
  }
  if (hour > 23 || minute > 59 || second > 60) in.fail();
  return ((hour * 60 + minute) * 60 + second) * std::int64_t{1000} + ms;
}

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = to_decimal(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

std::optional<Instant> parse_instant(std::string_view text) {
  Scanner in(trim(text));
  const int year = in.digits(4);
  in.expect("-");
  const int month = in.digits(2);
  in.expect("-");
  const int day = in.digits(2);
  if (!in.good() || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
    return {};

  Instant instant{days_from_civil(year, month, day) * ms_per_day, 0, !in.at_end(), false};
  if (in.at_end()) return instant;
  in.expect("Tt ");
  instant.ms += scan_time_of_day(in);
  instant.has_zone = !in.at_end();
  if (instant.has_zone) instant.offset_min = scan_offset(in);
  instant.ms -= instant.offset_min * ms_per_minute;
  if (!in.good() || !in.at_end()) return {};
  return instant;
}

bool is_rfc3339(std::string_view text) {
  constexpr std::size_t seconds_end = 19;  // "2023-03-08T16:16:00"
  const std::optional<Instant> instant = parse_instant(text);
  if (!instant || !instant->has_zone || trim(text).size() != text.size()) return false;
  if (text.size() <= seconds_end || text[16] != ':') return false;
  std::string_view zone = text.substr(seconds_end);
  if (zone[0] == '.') {
    const std::size_t digits_end = zone.find_first_not_of("0123456789", 1);
    if (digits_end == 1) return false;
    zone.remove_prefix(digits_end);
  }
  return zone.size() == 1 || (zone.size() == 6 && zone[3] == ':');
}

Civil to_civil(const Instant& instant) {
  const std::int64_t local_ms = instant.ms + instant.offset_min * ms_per_minute;
  const std::int64_t days = floor_div(local_ms, ms_per_day);
  const std::int64_t second_of_day = (local_ms - days * ms_per_day) / 1000;

  const std::int64_t shifted = days + 719'468;
  const std::int64_t era = floor_div(shifted, 146'097);
  const std::int64_t day_of_era = shifted - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year =
      day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t march_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = march_month < 10 ? march_month + 3 : march_month - 9;

  Civil civil;
  civil.year = static_cast<std::int32_t>(year_of_era + era * 400 + (month <= 2 ? 1 : 0));
  civil.month = static_cast<std::uint8_t>(month);
  civil.day = static_cast<std::uint8_t>(day_of_year - (153 * march_month + 2) / 5 + 1);
  civil.weekday = static_cast<std::uint8_t>((days % 7 + 11) % 7);  // day 0 was a Thursday
  civil.hour = static_cast<std::uint8_t>(second_of_day / 3600);
  civil.minute = static_cast<std::uint8_t>(second_of_day / 60 % 60);
  civil.second = static_cast<std::uint8_t>(second_of_day % 60);
  return civil;
}

std::string to_rfc3339(const Instant& instant) {
  const Civil civil = to_civil(instant);
  std::string out;
  append_padded(out, civil.year, 4);
  out += '-';
  append_padded(out, civil.month, 2);
  out += '-';
  append_padded(out, civil.day, 2);
  if (!instant.has_time) return out;
  out += 'T';
  append_padded(out, civil.hour, 2);
  out += ':';
  append_padded(out, civil.minute, 2);
  out += ':';
  append_padded(out, civil.second, 2);
  if (instant.offset_min == 0) return out + 'Z';
  const std::int32_t minutes = instant.offset_min < 0 ? -instant.offset_min : instant.offset_min;
  out += instant.offset_min < 0 ? '-' : '+';
  append_padded(out, minutes / 60, 2);
  out += ':';
  append_padded(out, minutes % 60, 2);
  return out;
}

}  // namespace lede
