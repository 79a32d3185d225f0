#include "markup/autolink.h"
#include "base/text.h"
#include "markup/blocks.h"

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }

/// Whether an address may begin behind `c`.
bool may_precede(std::string_view text, std::size_t at) {
  if (at == 0) return true;
  const char c = text[at - 1];
  return is_ascii_space(c) || c == '*' || c == '_' || c == '~' || c == '(' || c == '"' ||
         c == '\'' || static_cast<unsigned char>(c) >= 0x80;
}

/// A valid domain: segments of letters, digits, `_` and `-`; at least one dot; no `_` in the last
/// two; no longer than DNS allows, so that a text of almost-domains is not read again and again.
std::size_t domain(std::string_view text, bool needs_dot) {
  constexpr std::size_t longest = 253;
  std::size_t i = 0;
  std::size_t dots = 0;
  std::size_t underscores_last = 0;
  std::size_t underscores_before = 0;
  for (; i < text.size() && i <= longest; ++i) {
    const char c = text[i];
    if (c == '_') {
      ++underscores_last;
    } else if (c == '.') {
      underscores_before = underscores_last;
      underscores_last = 0;
      ++dots;
    } else if (!is_alnum(c) && c != '-' && static_cast<unsigned char>(c) < 0x80) {
      break;
    }
  }
  if (i > longest || underscores_last > 0 || underscores_before > 0 || (needs_dot && dots == 0))
    return 0;
  return i;
}

/// Where the address ends: before space or `<`, without closing punctuation, brackets balanced.
std::size_t without_trailing(std::string_view link) {
  constexpr ByteSet ends(" \t\n\f\r<");
  std::size_t end = ends.find(link);
  std::size_t opened = 0;
  std::size_t closed = 0;
  for (std::size_t i = 0; i < end; ++i) {
    if (link[i] == '(') ++opened;
    if (link[i] == ')') ++closed;
  }
  while (end > 0) {
    const char c = link[end - 1];
    if (std::string_view("?!.,:*_~'\"").find(c) != npos) {
      --end;
    } else if (end >= 3 && link.substr(end - 3, 2) == sentinel_lead) {
      end -= 3;  // a mark of smart punctuation
    } else if (c == ')') {
      if (closed <= opened) break;
      --closed;
      --end;
    } else if (c == ';') {
      std::size_t start = end - 1;
      while (start > 0 && is_alnum(link[start - 1])) --start;
      if (start == 0 || start == end - 1 || link[start - 1] != '&') {
        --end;
      } else {
        end = start - 1;
      }
    } else {
      break;
    }
  }
  return end;
}

bool starts_with_any_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         equals_ignoring_ascii_case(text.substr(0, lower.size()), lower);
}

BareLink web_address(std::string_view text, std::size_t at, std::string_view scheme,
                     std::string_view prefix) {
  const std::string_view rest = text.substr(at);
  if (!starts_with_any_case(rest, scheme) || !may_precede(text, at)) return {};
  const std::size_t skipped = prefix.empty() ? scheme.size() : 0;
  const std::size_t host = domain(rest.substr(skipped), true);
  if (host == 0) return {};
  const std::size_t size = without_trailing(rest);
  if (size <= scheme.size()) return {};
  return {at, size, prefix};
}

/// `sign` is the `@`. `from` bounds how far back the name may reach.
BareLink mail_address(std::string_view text, std::size_t sign, std::size_t from) {
  std::size_t start = sign;
  while (start > from &&
         (is_alnum(text[start - 1]) || std::string_view(".-_+").find(text[start - 1]) != npos))
    --start;
  if (start == sign) return {};
  std::size_t end = sign + 1;
  std::size_t dots = 0;
  while (end < text.size() &&
         (is_alnum(text[end]) || text[end] == '.' || text[end] == '-' || text[end] == '_')) {
    dots += text[end] == '.' && end + 1 < text.size() && is_alnum(text[end + 1]) ? 1U : 0U;
    ++end;
  }
  while (end > sign && text[end - 1] == '.') --end;
  if (dots == 0 || text[end - 1] == '-' || text[end - 1] == '_') return {};
  return {start, end - start, "mailto:"};
}

}  // namespace

BareLink find_bare_link(std::string_view text, std::size_t from) {
  // What is seldom and in each of them: the colon of a scheme, the dot behind www, the at sign.
  constexpr ByteSet signs(":.@");
  for (std::size_t i = signs.find(text, from); i < text.size(); i = signs.find(text, i + 1)) {
    BareLink found;
    if (text[i] == '@') {
      found = mail_address(text, i, from);
    } else if (text[i] == '.') {
      if (i >= from + 3) found = web_address(text, i - 3, "www.", "http://");
    } else if (i >= from + 4) {
      found = web_address(text, i - 4, "http://", {});
      if (found.start == npos && i > from + 4) found = web_address(text, i - 5, "https://", {});
    }
    if (found.start != npos) return found;
  }
  return {};
}

}  // namespace lede
