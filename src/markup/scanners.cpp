// The patterns that cmark asks for, written by hand: its own come out of a generator as 10 KB of
// brotli, these take 2. Each begins where it is pointed and reads up to a NUL; all return the
// length of the longest match, or 0, or the kind of block where the name says so. A test holds them
// equal to cmark's over what a generator makes up. Bytes are enough, since the text is valid UTF-8
// before it comes here.
#ifdef LEDE_CMARK_OWN_TABLES
#include "base/text.h"
#include "markup/elements.h"
#include <cstddef>
#include <cstring>
#include <string_view>

extern "C" {
#include "chunk.h"
#include "cmark.h"
#include "scanners.h"
}

namespace {

using Bytes = const unsigned char*;
using lede::is_ascii_alpha;
using lede::is_ascii_digit;

char at(Bytes p, std::size_t i) { return static_cast<char>(p[i]); }
bool is_alnum(char c) { return is_ascii_alpha(c) || is_ascii_digit(c); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_end(char c) { return c == '\r' || c == '\n'; }
bool is_in(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }
bufsize_t length(std::size_t n) { return static_cast<bufsize_t>(n); }

std::size_t skip_spaces(Bytes p, std::size_t i) {
  while (is_space(at(p, i))) ++i;
  return i;
}

/// How often `c` stands at the start.
std::size_t run_of(Bytes p, char c) {
  std::size_t n = 0;
  while (at(p, n) == c) ++n;
  return n;
}

/// [A-Za-z][A-Za-z0-9.+-]{1,31}: its length, or 0.
std::size_t scheme(Bytes p) {
  if (!is_ascii_alpha(at(p, 0))) return 0;
  std::size_t n = 1;
  while (is_alnum(at(p, n)) || is_in(at(p, n), ".+-")) {
    if (++n > 32) return 0;
  }
  return n < 2 ? 0 : n;
}

std::size_t tag_name(Bytes p, std::size_t i) {
  if (!is_ascii_alpha(at(p, i))) return i;
  while (is_alnum(at(p, i)) || at(p, i) == '-') ++i;
  return i;
}

/// An attribute's value behind its `=`. Returns where it ends, or 0.
std::size_t value(Bytes p, std::size_t i) {
  const char quote = at(p, i);
  const std::size_t start = i;
  if (quote == '"' || quote == '\'') {
    do ++i;
    while (at(p, i) != quote && at(p, i) != '\0');
    return at(p, i) == quote ? i + 1 : 0;
  }
  while (at(p, i) != '\0' && !is_space(at(p, i)) && !is_in(at(p, i), "\"'=<>`")) ++i;
  return i == start ? 0 : i;
}

/// An open or a closing tag behind its `<`. Returns where it ends, or 0.
std::size_t tag(Bytes p) {
  const bool closing = at(p, 0) == '/';
  const std::size_t start = closing ? 1 : 0;
  std::size_t i = tag_name(p, start);
  if (i == start) return 0;
  if (closing) {
    i = skip_spaces(p, i);
    return at(p, i) == '>' ? i + 1 : 0;
  }
  while (true) {
    const std::size_t name = skip_spaces(p, i);
    const char c = at(p, name);
    if (name == i || !(is_ascii_alpha(c) || c == '_' || c == ':')) {
      i = name;
      break;
    }
    i = name + 1;
    while (is_alnum(at(p, i)) || is_in(at(p, i), "_:.-")) ++i;
    const std::size_t equals = skip_spaces(p, i);
    if (at(p, equals) != '=') continue;
    i = value(p, skip_spaces(p, equals + 1));
    if (i == 0) return 0;
  }
  if (at(p, i) == '/') ++i;
  return at(p, i) == '>' ? i + 1 : 0;
}

/// The name at `p` in lower case, with a bar on both sides; empty when it is longer than all that
/// are asked for.
struct Name {
  explicit Name(Bytes p) {
    for (; is_alnum(at(p, size)); ++size) {
      if (size == 10) {
        size = 0;
        return;
      }
      bytes[size + 1] = lede::to_ascii_lower(at(p, size));
    }
    bytes[size + 1] = '|';
  }
  /// Whether it is one of `names` ("|a|b|").
  [[nodiscard]] bool is_in(std::string_view names) const {
    return size > 0 && names.find(std::string_view(bytes, size + 2)) != std::string_view::npos;
  }
  [[nodiscard]] std::string_view view() const { return {bytes + 1, size}; }

  std::size_t size = 0;
  char bytes[13] = "|";
};

constexpr std::string_view verbatim_names = "|script|pre|textarea|style|";
// Besides our own elements that stand in no line.
constexpr std::string_view block_names =
    "|base|basefont|body|center|dialog|dir|fieldset|form|frame|frameset|head|html|iframe|legend|"
    "link|main|menu|menuitem|nav|noframes|optgroup|option|param|source|title|track|";
constexpr lede::Tags no_block(lede::Tag::none, lede::Tag::br, lede::Tag::img, lede::Tag::input,
                              lede::Tag::pre, lede::Tag::wbr);

/// The rest of the line.
std::string_view line(Bytes p) {
  return {reinterpret_cast<const char*>(p), std::strcspn(reinterpret_cast<const char*>(p), "\n")};
}

/// Where the last `end` in the line ends, or 0.
bufsize_t last_end(Bytes p, std::string_view end) {
  const std::size_t found = line(p).rfind(end);
  return found == std::string_view::npos ? 0 : length(found + end.size());
}

// These two are asked at every `<`, so they must not look for the line's end.
bool begins(Bytes p, std::string_view text) {
  return std::strncmp(reinterpret_cast<const char*>(p), text.data(), text.size()) == 0;
}

/// In any case, as cmark has it, though the standard wants capitals.
bool begins_cdata(Bytes p) {
  constexpr std::string_view name = "CDATA[";
  const void* const end = std::memchr(p, '\0', name.size());
  return end == nullptr &&
         lede::equals_ignoring_ascii_case({reinterpret_cast<const char*>(p), name.size()}, name);
}

}  // namespace

extern "C" {

bufsize_t _scan_at(bufsize_t (*scanner)(const unsigned char*), cmark_chunk* c, bufsize_t offset) {
  if (c->data == nullptr || offset > c->len) return 0;
  // The byte behind the chunk is lent: cmark's chunks lie in buffers of its own.
  auto* const end = const_cast<unsigned char*>(c->data) + c->len;
  const unsigned char kept = *end;
  *end = '\0';
  const bufsize_t found = scanner(c->data + offset);
  *end = kept;
  return found;
}

bufsize_t _scan_autolink_uri(Bytes p) {
  std::size_t i = scheme(p);
  if (i == 0 || at(p, i) != ':') return 0;
  do ++i;
  while (p[i] > ' ' && at(p, i) != '<' && at(p, i) != '>');
  return at(p, i) == '>' ? length(i + 1) : 0;
}

bufsize_t _scan_autolink_email(Bytes p) {
  std::size_t i = 0;
  while (is_alnum(at(p, i)) || (at(p, i) != '\0' && is_in(at(p, i), ".!#$%&'*+/=?^_`{|}~-"))) ++i;
  if (i == 0 || at(p, i) != '@') return 0;
  do {
    const std::size_t start = ++i;
    while (is_alnum(at(p, i)) || at(p, i) == '-') ++i;
    if (i == start || i - start > 63 || at(p, start) == '-' || at(p, i - 1) == '-') return 0;
  } while (at(p, i) == '.');
  return at(p, i) == '>' ? length(i + 1) : 0;
}

bufsize_t _scan_html_tag(Bytes p) { return length(tag(p)); }

// Behind `<!-`: no `>` or `->` first, no `--` inside, no `-` last (CommonMark 0.30, 6.6).
bufsize_t _scan_html_comment(Bytes p) {
  if (begins(p, "--->")) return 4;
  if (at(p, 0) != '-') return 0;
  std::size_t i = at(p, 1) == '-' ? 2 : 1;
  if (at(p, i) == '>' || at(p, i) == '-') return 0;
  for (; at(p, i) != '\0'; ++i) {
    if (at(p, i) != '-') continue;
    if (at(p, ++i) == '-') return at(p, i + 1) == '>' ? length(i + 2) : 0;
    if (at(p, i) == '\0') return 0;
  }
  return 0;
}

bufsize_t _scan_html_pi(Bytes p) {
  std::size_t i = 0;
  while (at(p, i) != '\0') {
    if (at(p, i) == '?') {
      if (at(p, i + 1) == '>' || at(p, i + 1) == '\0') break;
      ++i;
    }
    ++i;
  }
  return length(i);
}

bufsize_t _scan_html_declaration(Bytes p) {
  std::size_t i = 0;
  while (at(p, i) >= 'A' && at(p, i) <= 'Z') ++i;
  if (i == 0 || !is_space(at(p, i))) return 0;
  while (at(p, i) != '>' && at(p, i) != '\0') ++i;
  return length(i);
}

bufsize_t _scan_html_cdata(Bytes p) {
  if (!begins_cdata(p)) return 0;
  std::size_t i = 6;
  while (at(p, i) != '\0') {
    if (at(p, i) != ']') {
      ++i;
    } else if (at(p, i + 1) != ']') {
      if (at(p, i + 1) == '\0') break;
      i += 2;
    } else {
      if (at(p, i + 2) == '>' || at(p, i + 2) == '\0') break;
      i += 3;
    }
  }
  return length(i);
}

bufsize_t _scan_html_block_start(Bytes p) {
  if (at(p, 0) != '<') return 0;
  if (begins(p, "<!--")) return 2;
  if (at(p, 1) == '?') return 3;
  if (at(p, 1) == '!') {
    if (at(p, 2) >= 'A' && at(p, 2) <= 'Z') return 4;
    return at(p, 2) == '[' && begins_cdata(p + 3) ? 5 : 0;
  }
  const std::size_t start = at(p, 1) == '/' ? 2 : 1;
  const Name name(p + start);
  const std::size_t after = start + name.size;
  if (start == 1 && (is_space(at(p, after)) || at(p, after) == '>') && name.is_in(verbatim_names))
    return 1;
  const lede::Tag tag = lede::tag_of(name.view());
  const bool is_block = lede::kind_of(tag) != lede::Kind::inline_ && !no_block.has(tag);
  if (!is_block && !name.is_in(block_names)) return 0;
  const bool ends = is_space(at(p, after)) || at(p, after) == '>' ||
                    (at(p, after) == '/' && at(p, after + 1) == '>');
  return ends ? 6 : 0;
}

bufsize_t _scan_html_block_start_7(Bytes p) {
  if (at(p, 0) != '<') return 0;
  std::size_t i = tag(p + 1);
  if (i == 0) return 0;
  bool ended = false;
  for (++i; is_blank(at(p, i)) || at(p, i) == '\f' || at(p, i) == '\n'; ++i)
    ended = ended || at(p, i) == '\n';
  return ended || at(p, i) == '\r' ? 7 : 0;
}

bufsize_t _scan_html_block_end_1(Bytes p) {
  const std::string_view rest = line(p);
  for (std::size_t i = rest.rfind("</"); i != std::string_view::npos;
       i = i == 0 ? std::string_view::npos : rest.rfind("</", i - 1)) {
    const Name name(p + i + 2);
    if (at(p, i + 2 + name.size) == '>' && name.is_in(verbatim_names))
      return length(i + 3 + name.size);
  }
  return 0;
}

bufsize_t _scan_html_block_end_2(Bytes p) { return last_end(p, "-->"); }
bufsize_t _scan_html_block_end_3(Bytes p) { return last_end(p, "?>"); }
bufsize_t _scan_html_block_end_4(Bytes p) { return last_end(p, ">"); }
bufsize_t _scan_html_block_end_5(Bytes p) { return last_end(p, "]]>"); }

// A mark behind a backslash may both end the title and stand in it; the longest reading wins.
bufsize_t _scan_link_title(Bytes p) {
  const char open = at(p, 0);
  if (open != '"' && open != '\'' && open != '(') return 0;
  const char close = open == '(' ? ')' : open;
  std::size_t longest = 0;
  for (std::size_t i = 1; at(p, i) != '\0'; ++i) {
    const bool escaped = i > 1 && at(p, i - 1) == '\\';
    if (at(p, i) == close) {
      longest = i + 1;
      if (!escaped) break;
    } else if (at(p, i) == '(' && open == '(' && !escaped) {
      break;
    }
  }
  return length(longest);
}

bufsize_t _scan_spacechars(Bytes p) { return length(skip_spaces(p, 0)); }

bufsize_t _scan_atx_heading_start(Bytes p) {
  std::size_t i = run_of(p, '#');
  if (i == 0 || i > 6) return 0;
  if (is_end(at(p, i))) return length(i + 1);
  const std::size_t marks = i;
  while (is_blank(at(p, i))) ++i;
  return i == marks ? 0 : length(i);
}

bufsize_t _scan_setext_heading_line(Bytes p) {
  const char mark = at(p, 0);
  if (mark != '=' && mark != '-') return 0;
  std::size_t i = run_of(p, mark);
  while (is_blank(at(p, i))) ++i;
  if (!is_end(at(p, i))) return 0;
  return mark == '=' ? 1 : 2;
}

bufsize_t _scan_open_code_fence(Bytes p) {
  const char mark = at(p, 0);
  if (mark != '`' && mark != '~') return 0;
  const std::size_t run = run_of(p, mark);
  if (run < 3) return 0;
  std::size_t i = run;
  while (!is_end(at(p, i)) && at(p, i) != '\0') {
    if (mark == '`' && at(p, i) == '`') return 0;
    ++i;
  }
  return at(p, i) == '\0' ? 0 : length(run);
}

bufsize_t _scan_close_code_fence(Bytes p) {
  const char mark = at(p, 0);
  if (mark != '`' && mark != '~') return 0;
  const std::size_t run = run_of(p, mark);
  std::size_t i = run;
  while (is_blank(at(p, i))) ++i;
  return run >= 3 && is_end(at(p, i)) ? length(run) : 0;
}

}  // extern "C"

#endif  // LEDE_CMARK_OWN_TABLES
