#include "card/messages.h"

#include "base/text.h"

#include <array>
#include <cstddef>

namespace lede {
namespace {

constexpr std::size_t languages = 2;

/// One text in every language, in the order of `Language`.
using Words = std::array<const char*, languages>;

constexpr Words messages[] = {
#define LEDE_MESSAGE(name, en, uk) {en, uk},
#include "card/messages.def"
#undef LEDE_MESSAGE
};

constexpr std::array<const char*, languages> tags = {"en", "uk"};

constexpr Words months[] = {
    {"January", "січня"},  {"February", "лютого"},    {"March", "березня"},
    {"April", "квітня"},   {"May", "травня"},         {"June", "червня"},
    {"July", "липня"},     {"August", "серпня"},      {"September", "вересня"},
    {"October", "жовтня"}, {"November", "листопада"}, {"December", "грудня"},
};

constexpr Words weekdays[] = {
    {"Sunday", "неділя"},    {"Monday", "понеділок"}, {"Tuesday", "вівторок"},
    {"Wednesday", "середа"}, {"Thursday", "четвер"},  {"Friday", "п\u02bcятниця"},
    {"Saturday", "субота"},
};

/// Languages whose usual script runs from right to left (CLDR 46, likely subtags), space-separated.
constexpr std::string_view rtl_languages =
    " ar arc azb bal bgn ckb dv fa glk he iw ks lrc mzn nqo pnb prs ps sd sdh skr syr ug ur uzs "
    "yi ";

/// ISO 15924 codes of the scripts that run from right to left and are written today.
constexpr std::string_view rtl_scripts = " adlm arab aran hebr mand nkoo rohg samr syrc thaa ";

constexpr std::size_t index(Language language) { return static_cast<std::size_t>(language); }

bool lists(std::string_view words, std::string_view word) {
  return words.find(' ' + std::string(word) + ' ') != std::string_view::npos;
}

/// Cuts the first subtag off; language and script are told apart by place and length (RFC
/// 5646, 2.1).
std::string_view take_subtag(std::string_view& tag) {
  const std::size_t end = tag.find_first_of("-_");
  const std::string_view subtag = tag.substr(0, end);
  tag.remove_prefix(end == std::string_view::npos ? tag.size() : end + 1);
  return subtag;
}

void append_two_digits(std::string& out, std::int64_t value) {
  if (value < 10) out += '0';
  append_number(out, value);
}

/// "March 8, 2023" / "8 березня 2023".
void append_day(std::string& out, const Civil& civil, Language language) {
  const char* month = months[civil.month - 1U][index(language)];
  if (language == Language::en) {
    out += month;
    out += ' ';
    append_number(out, civil.day);
    out += ", ";
  } else {
    append_number(out, civil.day);
    out += ' ';
    out += month;
    out += ' ';
  }
  append_number(out, civil.year);
}

/// CLDR cardinal rules of Ukrainian for whole numbers: 1, 21 one; 2, 24 few; 5, 11, 14 many.
const char* ukrainian(std::uint32_t n, const char* one, const char* few, const char* many) {
  const std::uint32_t last = n % 10;
  const bool teens = n % 100 / 10 == 1;
  if (last == 1 && !teens) return one;
  return last >= 2 && last <= 4 && !teens ? few : many;
}

}  // namespace

Language language_for(std::string_view tag, Language otherwise) {
  const std::string primary = ascii_lower(take_subtag(tag));
  for (std::size_t i = 0; i < languages; ++i) {
    if (primary == tags[i]) return static_cast<Language>(i);
  }
  return otherwise;
}

std::string_view language_tag(Language language) { return tags[index(language)]; }

std::string_view direction_of(std::string_view tag) {
  const std::string primary = ascii_lower(take_subtag(tag));
  std::string script = ascii_lower(take_subtag(tag));
  if (script.size() == 3)
    script = ascii_lower(take_subtag(tag));  // an extended language, "zh-yue-Hant"
  const bool rtl = script.size() == 4 && is_ascii_alpha(script.front())
                       ? lists(rtl_scripts, script)
                       : !primary.empty() && lists(rtl_languages, primary);
  return rtl ? "rtl" : "ltr";
}

std::string_view message(Message which, Language language) {
  return messages[static_cast<std::size_t>(which)][index(language)];
}

std::string reading_time(std::uint32_t minutes, Language language) {
  std::string out = to_decimal(minutes);
  if (language == Language::en) return out + " min read";
  out += ' ';
  out += ukrainian(minutes, "хвилина", "хвилини", "хвилин");
  return out + " читання";
}

std::string days_in_words(std::uint32_t days, Language language) {
  std::string out = to_decimal(days);
  out += ' ';
  if (language == Language::en) return out + (days == 1 ? "day" : "days");
  return out + ukrainian(days, "день", "дні", "днів");
}

std::string date_and_time(const Instant& instant, Language language) {
  const Civil civil = to_civil(instant);
  const bool english = language == Language::en;
  std::string out;
  append_day(out, civil, language);
  if (!instant.has_time) return out;
  out += ", ";
  append_number(out, english ? (civil.hour + 11) % 12 + 1 : civil.hour);
  out += ':';
  append_two_digits(out, civil.minute);
  if (english) out += civil.hour < 12 ? " am" : " pm";
  return out;
}

std::string long_date(const Instant& instant, Language language) {
  const Civil civil = to_civil(instant);
  std::string out = weekdays[civil.weekday][index(language)];
  out += ", ";
  append_day(out, civil, language);
  return out;
}

}  // namespace lede
