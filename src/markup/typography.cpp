#include "markup/typography.h"
#include "base/text.h"
#include "markup/blocks.h"
#include <algorithm>
#include <cstring>
#include <iterator>

namespace lede {
namespace {

// Of the sentinels, in the order of their code points: three that are the same in every language,
// four quotation marks and an escaped tilde.
constexpr unsigned left_double = 3;
constexpr unsigned left_single = 5;
constexpr unsigned right_single = 6;
constexpr std::size_t sentinels = 8;

/// Double left, double right, single left, single right.
struct Quotes {
  std::string_view languages;  ///< "|uk|ru|"
  Mark marks[4];
};

// CLDR's quotationStart and so on; French with its no-break spaces.
constexpr Quotes quotes[] = {
    {"|en|", {"“", "”", "‘", "’"}},
    {"|uk|ru|be|kk|", {"«", "»", "„", "“"}},
    {"|de|cs|sk|sl|bg|et|lt|is|sr|mk|ka|", {"„", "“", "‚", "‘"}},
    {"|pl|ro|hu|hr|bs|", {"„", "”", "‚", "’"}},
    {"|fr|", {"«\u00A0", "\u00A0»", "‹\u00A0", "\u00A0›"}},
    {"|es|it|pt|el|ca|gl|eu|no|nb|nn|ar|fa|hy|sq|", {"«", "»", "“", "”"}},
    {"|sv|fi|", {"”", "”", "’", "’"}},
    {"|da|", {"»", "«", "›", "‹"}},
    {"|he|yi|", {"”", "”", "’", "’"}},
    // Written without spaces, so that nothing tells which of two marks opens: left as they are.
    {"|ja|zh|", {"\"", "\"", "'", "'"}},
};

constexpr Mark plain_tilde = "~";
constexpr Mark apostrophe = "’";
constexpr Mark ascii[] = {"---", "--", "...", "\"", "\"", "'", "'", plain_tilde};
constexpr Mark ascii_in_code[] = {"---", "--", "...", "\"", "\"", "'", "'", "\\~"};

const Quotes& quotes_of(std::string_view lang) {
  const std::string primary = '|' + ascii_lower(lang.substr(0, lang.find_first_of("-_"))) + '|';
  for (const Quotes& row : quotes) {
    if (row.languages.find(primary) != std::string_view::npos) return row;
  }
  return quotes[0];
}

/// Copies the text to `out`, which grows but never shrinks, with the marks for its sentinels.
/// @param open_singles counts single quotations; null where each mark is as the sentinel says.
/// @return the copy.
std::string_view replaced(std::string& out, std::string_view text, const Mark* marks,
                          std::size_t* open_singles) {
  // A mark takes at most five bytes for the sentinel's three, and the last one is written as a
  // word.
  const std::size_t most = text.size() * 2 + sizeof(Mark);
  if (out.size() < most) out.resize(most);
  char* to = out.data();
  while (!text.empty()) {
    const std::size_t at = text[0] == sentinel_lead[0] ? 0 : text.find(sentinel_lead[0]);
    const std::string_view plain = text.substr(0, at);
    to += plain.copy(to, plain.size());
    text.remove_prefix(plain.size());
    if (text.empty()) break;
    const unsigned which =
        text.starts_with(sentinel_lead) && text.size() > 2
            ? static_cast<unsigned char>(text[2]) - static_cast<unsigned char>(sentinel_first)
            : sentinels;
    if (which >= sentinels) {
      *to++ = text[0];
      text.remove_prefix(1);
      continue;
    }
    const Mark* mark = marks + which;
    if (open_singles != nullptr) {
      if (which == left_single) {
        ++*open_singles;
      } else if (which == right_single) {
        if (*open_singles == 0) {
          mark = &apostrophe;
        } else {
          --*open_singles;
        }
      }
    }
    std::memcpy(to, mark, sizeof *mark);
    to += mark->size;
    text.remove_prefix(3);
  }
  return {out.data(), static_cast<std::size_t>(to - out.data())};
}

}  // namespace

Typography::Typography(std::string_view lang)
    : marks_{"—", "–", "…", plain_tilde, plain_tilde, plain_tilde, plain_tilde, plain_tilde} {
  const Quotes& own = quotes_of(lang);
  std::copy(std::begin(own.marks), std::end(own.marks), marks_ + left_double);
}

std::string_view Typography::shown(std::string_view text) {
  if (text.find(sentinel_lead) == std::string_view::npos) return text;
  return replaced(shown_, text, marks_, &open_singles_);
}

std::string as_written(std::string_view text, bool code) {
  if (text.find(sentinel_lead) == std::string_view::npos) return std::string(text);
  std::string out;
  out.resize(replaced(out, text, code ? ascii_in_code : ascii, nullptr).size());
  return out;
}

}  // namespace lede
