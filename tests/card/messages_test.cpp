#include "card/messages.h"

#include <doctest/doctest.h>

#include <string>

using lede::date_and_time;
using lede::direction_of;
using lede::Instant;
using lede::Language;
using lede::language_for;
using lede::long_date;
using lede::Message;
using lede::number_of;
using lede::parse_instant;

namespace {

std::string moment(const char* text, Language language) {
  const auto instant = parse_instant(text);
  return instant ? date_and_time(*instant, language) : "no instant";
}

}  // namespace

TEST_CASE("a time is told in words, in the zone it was written in") {
  CHECK(moment("2023-03-08T16:16:00+02:00", Language::en) == "March 8, 2023, 4:16 pm");
  CHECK(moment("2023-03-08T16:16:00+02:00", Language::uk) == "8 березня 2023, 16:16");
  CHECK(moment("2023-03-08T16:16:00-11:00", Language::en) == "March 8, 2023, 4:16 pm");
}

TEST_CASE("midnight and noon are twelve in English and 0 and 12 in Ukrainian") {
  CHECK(moment("2024-02-29T00:05:00Z", Language::en) == "February 29, 2024, 12:05 am");
  CHECK(moment("2024-02-29T12:00:00Z", Language::en) == "February 29, 2024, 12:00 pm");
  CHECK(moment("2024-02-29T11:59:00Z", Language::en) == "February 29, 2024, 11:59 am");
  CHECK(moment("2024-02-29T00:05:00Z", Language::uk) == "29 лютого 2024, 0:05");
}

TEST_CASE("the day on the masthead has its weekday") {
  const Instant day = parse_instant("2023-03-16T10:00:00+02:00").value_or(Instant{});
  CHECK(long_date(day, Language::en) == "Thursday, March 16, 2023");
  CHECK(long_date(day, Language::uk) == "четвер, 16 березня 2023");
}

TEST_CASE("Ukrainian minutes agree with their number") {
  CHECK(number_of(1, Message::minutes, Language::uk) == "1 хвилина читання");
  CHECK(number_of(2, Message::minutes, Language::uk) == "2 хвилини читання");
  CHECK(number_of(5, Message::minutes, Language::uk) == "5 хвилин читання");
  CHECK(number_of(11, Message::minutes, Language::uk) == "11 хвилин читання");
  CHECK(number_of(14, Message::minutes, Language::uk) == "14 хвилин читання");
  CHECK(number_of(21, Message::minutes, Language::uk) == "21 хвилина читання");
  CHECK(number_of(22, Message::minutes, Language::uk) == "22 хвилини читання");
  CHECK(number_of(111, Message::minutes, Language::uk) == "111 хвилин читання");
  CHECK(number_of(1, Message::minutes, Language::en) == "1 min read");
  CHECK(number_of(8, Message::minutes, Language::en) == "8 min read");
}

TEST_CASE("days agree with their number") {
  CHECK(number_of(1, Message::days, Language::en) == "1 day");
  CHECK(number_of(182, Message::days, Language::en) == "182 days");
  CHECK(number_of(1, Message::days, Language::uk) == "1 день");
  CHECK(number_of(182, Message::days, Language::uk) == "182 дні");
  CHECK(number_of(30, Message::days, Language::uk) == "30 днів");
  CHECK(number_of(12, Message::days, Language::uk) == "12 днів");
}

TEST_CASE("a language is known by its primary subtag, whatever its case") {
  CHECK(language_for("uk", Language::en) == Language::uk);
  CHECK(language_for("UK-ua", Language::en) == Language::uk);
  CHECK(language_for("en_GB", Language::uk) == Language::en);
  CHECK(language_for("ukr", Language::en) == Language::en);
  CHECK(language_for("", Language::uk) == Language::uk);
}

TEST_CASE("the script decides the direction, else the language does") {
  CHECK(direction_of("ar") == "rtl");
  CHECK(direction_of("HE-il") == "rtl");
  CHECK(direction_of("az-Arab-IR") == "rtl");
  CHECK(direction_of("ar-Latn") == "ltr");
  CHECK(direction_of("pa-arab") == "rtl");
  CHECK(direction_of("zh-yue-Hant") == "ltr");
  CHECK(direction_of("ar-1994") == "rtl");
  CHECK(direction_of("en") == "ltr");
  CHECK(direction_of("") == "ltr");
}
