#include "card/messages.h"

#include "base/row.h"
#include "base/text.h"
#include "base/words.h"

#include <cstddef>

namespace lede {
namespace {

constexpr Row tags = "en\0uk";
constexpr std::size_t languages = tags.size();

// Every text in every language, in the order of `Language`.

constexpr Row messages =
#define LEDE_MESSAGE(name, en, uk) en "\0" uk "\0"
#include "card/messages.def"
#undef LEDE_MESSAGE
    ;

constexpr Row weekdays =
    "Sunday\0неділя\0Monday\0понеділок\0Tuesday\0вівторок\0Wednesday\0середа\0"
    "Thursday\0четвер\0Friday\0п\u02bcятниця\0Saturday\0субота";

/// Languages whose usual script runs from right to left (CLDR 46, likely subtags), space-separated.
constexpr std::string_view rtl_languages =
    " ar arc azb bal bgn ckb dv fa glk he iw ks lrc mzn nqo pnb prs ps sd sdh skr syr ug ur uzs "
    "yi ";

/// ISO 15924 codes of the scripts that run from right to left and are written today.
constexpr std::string_view rtl_scripts = " adlm arab aran hebr mand nkoo rohg samr syrc thaa ";

constexpr std::size_t index(Language language) { return static_cast<std::size_t>(language); }

std::string_view in_language(Row texts, std::size_t number, Language language) {
  return texts[number * languages + index(language)];
}

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

/// The one of "article|articles" that goes with `n`.
std::string_view form_for(std::int64_t n, std::string_view forms, Language language) {
  for (std::size_t form = plural_form(language_tag(language), n); form > 0; --form)
    forms.remove_prefix(forms.find('|') + 1);
  return forms.substr(0, forms.find('|'));
}

}  // namespace

Language language_for(std::string_view tag, Language otherwise) {
  const std::string primary = ascii_lower(take_subtag(tag));
  const std::size_t place = tags.find(primary);
  return place < languages ? static_cast<Language>(place) : otherwise;
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
  return in_language(messages, static_cast<std::size_t>(which), language);
}

std::string number_of(std::int64_t n, Message forms, Language language) {
  std::string out;
  append_grouped(out, n, language_tag(language));
  out += ' ';
  out += form_for(n, message(forms, language), language);
  return out;
}

std::string date_and_time(const Instant& instant, Language language) {
  const Civil civil = to_civil(instant);
  const bool english = language == Language::en;
  std::string out;
  append_day(out, civil, language_tag(language));
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
  std::string out(in_language(weekdays, civil.weekday, language));
  out += ", ";
  append_day(out, civil, language_tag(language));
  return out;
}

}  // namespace lede
