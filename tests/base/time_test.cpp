#include "base/time.h"

#include <doctest/doctest.h>

#include <string>

using lede::Civil;
using lede::Instant;
using lede::parse_instant;
using lede::to_civil;
using lede::to_rfc3339;

TEST_CASE("a date-time keeps the instant and the zone it was written in") {
  const auto instant = parse_instant("2023-03-08T16:16:00+02:00");
  REQUIRE(instant.has_value());
  CHECK(*instant == Instant{1678284960000, 120});
  CHECK(to_rfc3339(*instant) == "2023-03-08T16:16:00+02:00");
}

TEST_CASE("the forms that feeds have are read") {
  CHECK(parse_instant("1970-01-01T00:00:00Z") == Instant{0, 0});
  CHECK(parse_instant("1970-01-01t00:00:00z") == Instant{0, 0});
  CHECK(parse_instant("1970-01-01 00:00:00.250Z") == Instant{250, 0});
  CHECK(parse_instant("1970-01-01T00:00:00.123456Z") == Instant{123, 0});
  CHECK(parse_instant("1970-01-01T00:00Z") == Instant{0, 0});
  CHECK(parse_instant("1970-01-01T05:30:00+0530") == Instant{0, 330});
  CHECK(parse_instant("1969-12-31T19:00:00-05:00") == Instant{0, -300});
  CHECK(parse_instant("1970-01-02") == Instant{86'400'000, 0, false, false});
  CHECK(parse_instant("1970-01-01T00:00:00") == Instant{0, 0, true, false});
  CHECK(parse_instant("2016-12-31T23:59:60Z") == parse_instant("2017-01-01T00:00:00Z"));
}

TEST_CASE("a day without a time stays a day") {
  const auto day = parse_instant("2023-03-08");
  REQUIRE(day.has_value());
  CHECK(to_rfc3339(day.value_or(Instant{})) == "2023-03-08");
}

TEST_CASE("what is no date is refused") {
  for (const char* text :
       {"", "yesterday", "2023", "2023-13-01", "2023-00-10", "2023-02-29", "1900-02-29",
        "2023-04-31", "2023-3-8", "2023-03-08T24:00:00Z", "2023-03-08T16:60:00Z",
        "2023-03-08T16:16:61Z", "2023-03-08T16:16:00+24:00", "2023-03-08T16:16:00+02:60",
        "2023-03-08T16:16:00 Z", "2023-03-08T16:16:00Zx", "2023-03-08T", "08/03/2023"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_instant(text).has_value());
  }
}

TEST_CASE("every day of four centuries follows the one before in date and weekday") {
  Civil before = to_civil({-11'676'096'000'000, 0});  // 1600-01-01, a Saturday
  CHECK(before.year == 1600);
  CHECK(before.month == 1);
  CHECK(before.day == 1);
  CHECK(before.weekday == 6);
  int leap_days = 0;
  for (std::int64_t day = 1; day <= 146'097; ++day) {
    const Civil now = to_civil({-11'676'096'000'000 + day * 86'400'000, 0});
    const bool next_day =
        now.day == before.day + 1 && now.month == before.month && now.year == before.year;
    const bool next_month =
        now.day == 1 && now.month == before.month + 1 && now.year == before.year;
    const bool next_year =
        now.day == 1 && now.month == 1 && before.month == 12 && now.year == before.year + 1;
    const bool follows = next_day || next_month || next_year;
    if (!follows || now.weekday != (before.weekday + 1) % 7) FAIL_CHECK(to_rfc3339({day, 0}));
    leap_days += now.month == 2 && now.day == 29 ? 1 : 0;
    before = now;
  }
  CHECK(leap_days == 97);
  CHECK(before.year == 2000);
  CHECK(before.weekday == 6);
}

TEST_CASE("a wall clock is read in the instant's own zone") {
  const Civil civil = to_civil({1678284960000, 120});
  CHECK(civil.year == 2023);
  CHECK(civil.month == 3);
  CHECK(civil.day == 8);
  CHECK(civil.weekday == 3);
  CHECK(civil.hour == 16);
  CHECK(civil.minute == 16);
  CHECK(to_civil({1678284960000, -16 * 60}).day == 7);
}

TEST_CASE("RFC 3339 is narrower than what is read") {
  for (const std::string_view text :
       {"2023-03-08T16:16:00Z", "2023-03-08t16:16:00.123z", "2023-03-08 16:16:00-05:30"}) {
    CAPTURE(text);
    CHECK(lede::is_rfc3339(text));
  }
  for (const std::string_view text :
       {"2023-03-08", "2023-03-08T16:16:00", "2023-03-08T16:16Z", "2023-03-08T16:16:00,5Z",
        "2023-03-08T16:16:00.Z", " 2023-03-08T16:16:00Z", "2023-03-08T16:16:00+0200",
        "2023-02-30T16:16:00Z", "2023-03-08T16:16+02:00", "2023-03-08T16:16:00.5", ""}) {
    CAPTURE(text);
    CHECK_FALSE(lede::is_rfc3339(text));
  }
}
