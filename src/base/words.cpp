#include "base/words.h"

#include "base/row.h"
#include "base/text.h"

namespace lede {
namespace {

constexpr Row months =
    "January\0січня\0February\0лютого\0March\0березня\0April\0квітня\0May\0травня\0June\0червня\0"
    "July\0липня\0August\0серпня\0September\0вересня\0October\0жовтня\0November\0листопада\0"
    "December\0грудня";

bool has_primary(std::string_view tag, std::string_view language) {
  return equals_ignoring_ascii_case(tag.substr(0, tag.find_first_of("-_")), language);
}

bool is_ukrainian(std::string_view lang) { return has_primary(lang, "uk"); }

}  // namespace

std::size_t plural_forms(std::string_view lang) {
  return is_ukrainian(lang) || has_primary(lang, "ru") || has_primary(lang, "be") ? 3 : 2;
}

std::size_t plural_form(std::string_view lang, std::int64_t n) {
  if (plural_forms(lang) == 2) return n == 1 ? 0 : 1;
  const std::int64_t last = n % 10;
  const bool teens = n % 100 / 10 == 1;
  if (last == 1 && !teens) return 0;
  return last >= 2 && last <= 4 && !teens ? 1 : 2;
}

void append_grouped(std::string& out, std::int64_t n, std::string_view lang) {
  const std::size_t begin = out.size();
  append_number(out, n);
  const std::string_view mark = is_ukrainian(lang) ? "\u00a0" : ",";
  const std::size_t digits = begin + (n < 0 ? 1 : 0);
  for (std::size_t at = out.size(); at > digits + 3;) out.insert(at -= 3, mark);
}

bool has_months(std::string_view lang) { return is_ukrainian(lang) || has_primary(lang, "en"); }

void append_day(std::string& out, const Civil& civil, std::string_view lang) {
  const bool ukrainian = is_ukrainian(lang);
  const std::string_view month = months[(civil.month - 1U) * 2 + (ukrainian ? 1 : 0)];
  if (ukrainian) {
    append_number(out, civil.day);
    out += ' ';
    out += month;
    out += ' ';
  } else {
    out += month;
    out += ' ';
    append_number(out, civil.day);
    out += ", ";
  }
  append_number(out, civil.year);
}

}  // namespace lede
