#include "markup/html_values.h"
#include "base/text.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

}  // namespace

bool is_one_of(std::string_view name, std::string_view list) {
  if (name.empty() || name.find('|') != npos) return false;
  for (std::size_t at = list.find(name); at != npos; at = list.find(name, at + 1)) {
    if (list[at - 1] == '|' && list[at + name.size()] == '|') return true;
  }
  return false;
}

bool has_one_of(std::string_view text, std::string_view list) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\n\f\r"), text.size());
    if (is_one_of(text.substr(0, end), list)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

bool says(std::string_view style, std::string_view property, std::string_view value) {
  for (std::size_t at = style.find(property); at != npos; at = style.find(property, at + 1)) {
    if (at > 0 && style[at - 1] != ';' && style[at - 1] != ' ') continue;
    const std::string_view rest = trim(style.substr(at + property.size()));
    if (rest.starts_with(':') && trim(rest.substr(1)).starts_with(value)) return true;
  }
  return false;
}

std::int64_t number_in(std::string_view text) {
  text = trim(text);
  if (text.ends_with("px")) text.remove_suffix(2);
  const int sign = text.starts_with('-') ? -1 : 1;
  if (sign < 0) text.remove_prefix(1);
  if (text.empty() || text.size() > 9) return no_number;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return no_number;
    value = value * 10 + (c - '0');
  }
  return sign * value;
}

std::string_view best_of(std::string_view srcset) {
  constexpr std::int64_t wide_enough = 1600;
  std::string_view best;
  std::int64_t best_width = -1;
  while (!srcset.empty()) {
    const std::size_t end = std::min(srcset.find(", "), srcset.size());
    const std::string_view candidate = trim(srcset.substr(0, end));
    srcset.remove_prefix(std::min(end + 2, srcset.size()));
    const std::size_t space = std::min(candidate.find(' '), candidate.size());
    std::string_view width = trim(candidate.substr(space));
    if (width.ends_with('w')) width.remove_suffix(1);
    const std::int64_t n = std::max<std::int64_t>(number_in(width), 0);
    if (best.empty() || (n > best_width && n <= wide_enough)) {
      best = candidate.substr(0, space);
      best_width = n;
    }
  }
  return best;
}

std::string_view short_name(std::string_view url) {
  std::string_view path = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = path.rfind('/');
  if (slash != npos && path.find('.', slash) != npos && path.find("//") + 1 < slash) {
    return path.substr(slash + 1);
  }
  const std::size_t host = path.find("//");
  if (host == npos) return url;
  path = path.substr(host + 2, path.find('/', host + 2) - host - 2);
  if (path.starts_with("www.")) path.remove_prefix(4);
  return path;
}

bool is_language(std::string_view text) {
  if (text.empty() || text.size() > 35 || !is_ascii_alpha(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-'; });
}

bool is_date(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  const bool is_duration = text[0] == 'P' && text.find(':') == npos;
  if (!is_ascii_digit(text[0]) && !is_duration) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || std::string_view("-+:., ").find(c) != npos;
  });
}

bool is_code_language(std::string_view name) {
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '+' || c == '_' || c == '#';
  });
}

std::string language_class(std::string_view classes) {
  while (!classes.empty()) {
    const std::size_t end = std::min(classes.find_first_of(" \t\n\f\r"), classes.size());
    std::string_view name = classes.substr(0, end);
    classes.remove_prefix(std::min(end + 1, classes.size()));
    if (name.starts_with("language-")) {
      name.remove_prefix(9);
    } else if (name.starts_with("lang-")) {
      name.remove_prefix(5);
    } else {
      continue;
    }
    if (is_code_language(name)) return "language-" + std::string(name);
  }
  return {};
}

}  // namespace lede
