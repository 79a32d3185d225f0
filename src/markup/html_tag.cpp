#include "markup/html_tag.h"
#include "base/entities.h"
#include "base/text.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

constexpr std::string_view names[] = {
#define LEDE_ATTRIBUTE(attr, name) name,
#include "markup/html_attributes.def"
#undef LEDE_ATTRIBUTE
};

Attr attr_of(std::string_view name) {
  const auto* const found = std::lower_bound(std::begin(names), std::end(names), name);
  if (found == std::end(names) || *found != name) return Attr::none;
  return static_cast<Attr>(found - std::begin(names));
}

bool ends_name(char c) { return is_ascii_space(c) || c == '/' || c == '>'; }

std::size_t skip_space(std::string_view html, std::size_t i) {
  while (i < html.size() && is_ascii_space(html[i])) ++i;
  return i;
}

void assign_lower(std::string& out, std::string_view text) {
  out.clear();
  for (const char c : text) out += to_ascii_lower(c);
}

}  // namespace

std::string_view name_of(Attr attr) { return names[static_cast<std::size_t>(attr)]; }

std::size_t HtmlTag::read(std::string_view html, std::size_t at) {
  is_end_ = html[at + 1] == '/';
  const std::size_t start = at + (is_end_ ? 2 : 1);
  std::size_t i = start;
  while (i < html.size() && !ends_name(html[i])) ++i;
  assign_lower(name_, html.substr(start, i - start));
  i = read_attributes(html, i);
  is_self_closing_ = i != npos && html[i - 2] == '/';
  return i;
}

/// Returns where the tag ends, behind its `>`, or npos when it doesn't.
std::size_t HtmlTag::read_attributes(std::string_view html, std::size_t i) {
  present_ = 0;
  while (true) {
    while (i < html.size() && (is_ascii_space(html[i]) || html[i] == '/')) ++i;
    if (i >= html.size()) return npos;
    if (html[i] == '>') return i + 1;
    const std::size_t start = i++;  // a first `=` belongs to the name
    while (i < html.size() && !ends_name(html[i]) && html[i] != '=') ++i;
    assign_lower(attribute_name_, html.substr(start, i - start));
    i = skip_space(html, i);
    std::string_view raw;
    if (i < html.size() && html[i] == '=') {
      i = skip_space(html, i + 1);
      if (i >= html.size()) return npos;
      const char quote = html[i];
      const bool is_quoted = quote == '"' || quote == '\'';
      if (is_quoted) ++i;
      std::size_t end = i;
      if (is_quoted) {
        end = html.find(quote, i);
        if (end == npos) return npos;
      } else {
        while (end < html.size() && !is_ascii_space(html[end]) && html[end] != '>') ++end;
      }
      raw = html.substr(i, end - i);
      i = end + (is_quoted ? 1 : 0);
    }
    const Attr attr = attr_of(attribute_name_);
    if (attr != Attr::none && !has(attr)) keep(attr, raw);
  }
}

void HtmlTag::keep(Attr attr, std::string_view raw) {
  constexpr ByteSet special(std::string_view("&\0", 2));
  present_ |= std::uint64_t{1} << index(attr);
  std::string& value = values_[index(attr)];
  value.clear();
  std::size_t done = 0;
  for (std::size_t i = special.find(raw); i < raw.size(); i = special.find(raw, i)) {
    value += raw.substr(done, i - done);
    done = i;
    if (raw[i] == '\0') {
      append_utf8(value, replacement_character);
      done = ++i;
    } else {
      done += decode_reference(raw, i, true, value);
      i = std::max(i + 1, done);
    }
  }
  value += raw.substr(done);
}

}  // namespace lede
