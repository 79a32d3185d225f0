#include "markup/typography.h"
#include "base/text.h"
#include "markup/blocks.h"
#include <cstdint>
#include <iterator>

namespace lede {
namespace {

/// Double left, double right, single left, single right.
struct Marks {
  std::string_view languages;  ///< "|uk|ru|"
  const char* marks[4];
};

// CLDR's quotationStart and so on; French with its no-break spaces.
constexpr Marks table[] = {
    {"|en|", {"“", "”", "‘", "’"}},
    {"|uk|ru|be|kk|", {"«", "»", "„", "“"}},
    {"|de|cs|sk|sl|bg|et|lt|is|sr|mk|ka|", {"„", "“", "‚", "‘"}},
    {"|pl|ro|hu|hr|bs|", {"„", "”", "‚", "’"}},
    {"|fr|", {"«\u00A0", "\u00A0»", "‹\u00A0", "\u00A0›"}},
    {"|es|it|pt|el|ca|gl|eu|no|nb|nn|ar|fa|hy|sq|", {"«", "»", "“", "”"}},
    {"|sv|fi|", {"”", "”", "’", "’"}},
    {"|da|", {"»", "«", "›", "‹"}},
    {"|he|yi|", {"”", "”", "’", "’"}},
    {"|ja|", {"「", "」", "『", "』"}},
};

const char* const* marks_of(std::string_view lang) {
  const std::string primary = '|' + ascii_lower(lang.substr(0, lang.find_first_of("-_"))) + '|';
  for (const Marks& row : table) {
    if (row.languages.find(primary) != std::string_view::npos) return row.marks;
  }
  return table[0].marks;
}

enum Sentinel : std::uint8_t {
  em_dash,
  en_dash,
  ellipsis,
  left_double,
  right_double,
  left_single,
  right_single,
  tilde
};

/// Calls `each(sentinel)` for every sentinel and copies what is between.
template <typename Each>
std::string replaced(std::string_view text, Each each) {
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = text.find(sentinel_lead); at != std::string_view::npos;
       at = text.find(sentinel_lead, at + 2)) {
    if (at + 2 >= text.size()) break;
    const unsigned which =
        static_cast<unsigned char>(text[at + 2]) - static_cast<unsigned char>(sentinel_first);
    if (which > tilde) continue;
    out += text.substr(done, at - done);
    // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): looked at two lines above
    out += each(static_cast<Sentinel>(which));
    done = at + 3;
  }
  out += text.substr(done);
  return out;
}

}  // namespace

Typography::Typography(std::string_view lang) : marks_(marks_of(lang)) {}

std::string Typography::shown(std::string_view text) {
  return replaced(text, [&](Sentinel which) -> std::string_view {
    switch (which) {
      case em_dash:
        return "—";
      case en_dash:
        return "–";
      case ellipsis:
        return "…";
      case left_double:
        return marks_[0];
      case right_double:
        return marks_[1];
      case left_single:
        ++open_singles_;
        return marks_[2];
      case right_single:
        if (open_singles_ == 0) return "’";
        --open_singles_;
        return marks_[3];
      case tilde:
        break;
    }
    return "~";
  });
}

std::string as_written(std::string_view text, bool code) {
  constexpr std::string_view ascii[] = {"---", "--", "...", "\"", "\"", "'", "'"};
  return replaced(text, [&](Sentinel which) -> std::string_view {
    if (which == tilde) return code ? "\\~" : "~";
    return ascii[which];
  });
}

}  // namespace lede
