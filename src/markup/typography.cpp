#include "markup/typography.h"
#include "base/text.h"
#include "markup/blocks.h"
#include <cstdint>
#include <cstring>

namespace lede {
namespace {

// By sentinel, in the order of their code points.
enum Sentinel : std::uint8_t {
  em_dash,
  en_dash,
  ellipsis,
  left_double,
  right_double,
  left_single,
  right_single,
  tilde,
  sentinels
};

/// What is shown in a sentinel's place; one word, so that it is written at once.
struct Mark {
  template <std::size_t n>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a mark
  consteval Mark(const char (&text)[n]) : size(n - 1) {
    for (std::size_t i = 0; i + 1 < n; ++i) bytes[i] = text[i];
  }
  char bytes[7] = {};
  char size;
};

}  // namespace

/// Double left, double right, single left, single right.
struct Typography::Quotes {
  std::string_view languages;  ///< "|uk|ru|"
  Mark marks[4];
};

namespace {

// CLDR's quotationStart and so on; French with its no-break spaces.
constexpr Typography::Quotes quotes[] = {
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

constexpr Mark ascii[] = {"---", "--", "...", "\"", "\"", "'", "'", "~"};
constexpr Mark escaped = "\\~";
constexpr Mark apostrophe = "’";

const Typography::Quotes& quotes_of(std::string_view lang) {
  const std::string primary = '|' + ascii_lower(lang.substr(0, lang.find_first_of("-_"))) + '|';
  for (const Typography::Quotes& row : quotes) {
    if (row.languages.find(primary) != std::string_view::npos) return row;
  }
  return quotes[0];
}

/// Copies the text to `out`, which grows but never shrinks, with what `mark(sentinel)` gives for
/// each sentinel. @return the copy.
template <typename MarkOf>
std::string_view replaced(std::string& out, std::string_view text, MarkOf mark_of) {
  // A mark takes at most five bytes for the sentinel's three, and the last one is written as a
  // word.
  const std::size_t most = text.size() * 2 + sizeof(Mark);
  if (out.size() < most) out.resize(most);
  char* to = out.data();
  while (!text.empty()) {
    const std::size_t at = text[0] == sentinel_lead[0] ? 0 : text.find(sentinel_lead[0]);
    const std::string_view plain = text.substr(0, at);
    std::memcpy(to, plain.data(), plain.size());
    to += plain.size();
    text.remove_prefix(plain.size());
    if (text.empty()) break;
    const unsigned which =
        text.size() < 3 || text[1] != sentinel_lead[1]
            ? sentinels
            : static_cast<unsigned char>(text[2]) - static_cast<unsigned char>(sentinel_first);
    if (which < sentinels) {
      // NOLINTNEXTLINE(clang-analyzer-optin.core.EnumCastOutOfRange): looked at one line above
      const Mark mark = mark_of(static_cast<Sentinel>(which));
      std::memcpy(to, &mark, sizeof mark);
      to += mark.size;
      text.remove_prefix(3);
    } else {
      *to++ = text[0];
      text.remove_prefix(1);
    }
  }
  return {out.data(), static_cast<std::size_t>(to - out.data())};
}

}  // namespace

Typography::Typography(std::string_view lang) : quotes_(&quotes_of(lang)) {}

std::string_view Typography::shown(std::string_view text) {
  if (text.find(sentinel_lead) == std::string_view::npos) return text;
  return replaced(shown_, text, [&](Sentinel which) -> Mark {
    switch (which) {
      case em_dash:
        return "—";
      case en_dash:
        return "–";
      case ellipsis:
        return "…";
      case left_double:
      case right_double:
        return quotes_->marks[which - left_double];
      case left_single:
        ++open_singles_;
        return quotes_->marks[2];
      case right_single:
        if (open_singles_ == 0) return apostrophe;
        --open_singles_;
        return quotes_->marks[3];
      default:
        return "~";
    }
  });
}

std::string as_written(std::string_view text, bool code) {
  if (text.find(sentinel_lead) == std::string_view::npos) return std::string(text);
  std::string out;
  out.resize(replaced(out, text, [&](Sentinel which) {
               return which == tilde && code ? escaped : ascii[which];
             }).size());
  return out;
}

}  // namespace lede
