#include "checker.h"
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <iterator>

namespace lede::fuzz {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t deepest = 32;

enum class Kind : std::uint8_t { inline_, box, block, empty };

struct Element {
  std::string_view name;
  Kind kind;
  std::string_view attributes;  ///< besides those that all may have
};

// The names and kinds are the product's; what each may have stands here a second time.
constexpr Element elements[] = {
#define LEDE_ELEMENT(tag, name, kind) {name, Kind::kind, {}},
#include "markup/elements.def"
#undef LEDE_ELEMENT
};

constexpr std::string_view attributes_of[][2] = {
    {"a", "|href|target|rel|role|"},
    {"blockquote", "|cite|"},
    {"code", "|class|"},
    {"col", "|span|"},
    {"colgroup", "|span|"},
    {"del", "|datetime|"},
    {"details", "|open|"},
    {"img", "|src|alt|width|height|loading|decoding|referrerpolicy|"},
    {"input", "|type|disabled|checked|aria-label|"},
    {"ins", "|datetime|"},
    {"li", "|value|"},
    {"ol", "|start|reversed|type|"},
    {"pre", "|class|tabindex|"},
    {"q", "|cite|"},
    {"section", "|role|"},
    {"table", "|tabindex|"},
    {"td", "|colspan|rowspan|align|"},
    {"th", "|colspan|rowspan|align|scope|"},
    {"time", "|datetime|"},
};

bool is_listed(std::string_view word, std::string_view list) {
  for (std::size_t at = list.find(word); at != npos; at = list.find(word, at + 1)) {
    if (at > 0 && list[at - 1] == '|' && at + word.size() < list.size() &&
        list[at + word.size()] == '|')
      return !word.empty();
  }
  return false;
}

bool is_number(std::string_view text) {
  return !text.empty() && text.size() <= 9 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_lower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// The length of the reference at `at`, 0 for one that may not stand there.
std::size_t reference(std::string_view text, std::size_t at, bool quotes, bool apostrophes) {
  const std::string_view rest = text.substr(at);
  if (rest.starts_with("&amp;")) return 5;
  if (rest.starts_with("&lt;") || rest.starts_with("&gt;")) return 4;
  if (rest.starts_with("&nbsp;")) return 6;
  if (quotes && rest.starts_with("&quot;")) return 6;
  if (apostrophes && rest.starts_with("&#x27;")) return 6;
  return 0;
}

void decode(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '&') {
      out += text[i];
      continue;
    }
    const std::string_view rest = text.substr(i);
    out += rest.starts_with("&lt;")     ? '<'
           : rest.starts_with("&gt;")   ? '>'
           : rest.starts_with("&quot;") ? '"'
           : rest.starts_with("&#x27;") ? '\''
           : rest.starts_with("&nbsp;") ? '\xA0'
                                        : '&';
    i = text.find(';', i);
  }
}

/// One reading of one body.
class Checker {
 public:
  Checker(std::string_view html, const Asked& asked, Seen& seen)
      : html_(html), asked_(asked), seen_(seen) {}

  void run() {
    std::size_t i = 0;
    while (i < html_.size()) {
      if (html_[i] == '<') {
        i = html_.substr(i).starts_with("</") ? end_tag(i) : start_tag(i);
      } else {
        i = text(i);
      }
    }
    hold(depth_ == 0, "an element is left open");
    std::sort(seen_.ids.begin(), seen_.ids.end());
    hold(std::adjacent_find(seen_.ids.begin(), seen_.ids.end()) == seen_.ids.end(),
         "an id is there twice");
  }

 private:
  void hold(bool good, std::string_view sentence) const { check(good, sentence, html_); }

  [[nodiscard]] const Element* at_top() const { return depth_ > 0 ? stack_[depth_ - 1] : nullptr; }
  [[nodiscard]] std::string_view parent() const { return depth_ > 0 ? at_top()->name : ""; }
  [[nodiscard]] bool inside(std::string_view name) const {
    for (std::size_t i = 0; i < depth_; ++i)
      if (stack_[i]->name == name) return true;
    return false;
  }

  std::size_t text(std::size_t at) {
    const std::size_t end = std::min(html_.find('<', at), html_.size());
    bool blank = true;
    for (std::size_t i = at; i < end; ++i) {
      const char c = html_[i];
      blank = blank && (c == ' ' || c == '\n' || c == '\t' || c == '\f');
      hold(c != '>' && c != '\0' && (c != '\r' || asked_.strict),
           "text holds what has to be escaped");
      if (c == '&') {
        const std::size_t length = reference(html_, i, asked_.strict, false);
        hold(length > 0, "text holds a reference of another kind");
        i += length - 1;
      }
      if (c == '\xC2' && !asked_.strict)
        hold(i + 1 == end || html_[i + 1] != '\xA0', "text holds a bare no-break space");
    }
    const std::string_view outside = parent();
    if (is_listed(outside, "|table|thead|tbody|tfoot|tr|colgroup|ul|ol|dl|")) {
      hold(blank && asked_.strict, "text stands between the parts of a table or list");
    }
    if (outside.empty() && !asked_.strict) hold(blank, "text stands outside of every block");
    // In strict mode cmark's own line feeds may stand there, which a browser drops.
    if (!asked_.strict && outside == "pre" && html_[at - 1] == '>' &&
        html_.substr(0, at).ends_with(open_tag_))
      hold(html_[at] != '\n', "preformatted text begins with a line feed");
    open_tag_ = "\xFF";
    if (!outside.empty() || !blank) ++seen_.nodes;
    return end;
  }

  std::size_t end_tag(std::size_t at) {
    const std::size_t end = html_.find('>', at);
    hold(end != npos, "an end tag is cut off");
    hold(depth_ > 0 && html_.substr(at + 2, end - at - 2) == parent(), "an end tag has no start");
    --depth_;
    return end + 1;
  }

  std::size_t start_tag(std::size_t at) {
    ++seen_.nodes;
    std::size_t i = at + 1;
    while (i < html_.size() && is_lower(html_[i])) ++i;
    const std::string_view name = html_.substr(at + 1, i - at - 1);
    const Element* const element =
        std::lower_bound(std::begin(elements), std::end(elements), name,
                         [](const Element& e, std::string_view wanted) { return e.name < wanted; });
    hold(element != std::end(elements) && element->name == name, "an element is not allowed");
    hold_place(*element);
    std::array<std::string_view, 16> names;
    std::size_t count = 0;
    while (i < html_.size() && html_[i] == ' ' && html_[i + 1] != '/') {
      std::size_t end = ++i;
      while (end < html_.size() && (is_lower(html_[end]) || html_[end] == '-')) ++end;
      const std::string_view attribute = html_.substr(i, end - i);
      hold(html_.substr(end).starts_with("=\""), "an attribute is not quoted");
      i = end + 2;
      end = std::min(html_.find('"', i), html_.size());
      hold_value(html_.substr(i, end - i));
      for (std::size_t k = 0; k < count; ++k)
        hold(names[k] != attribute, "an attribute is there twice");
      hold(count < names.size(), "an element has too many attributes");
      names[count++] = attribute;
      hold_attribute(*element, attribute, html_.substr(i, end - i));
      i = end + 1;
    }
    const bool is_empty = element->kind == Kind::empty;
    const std::string_view end = is_empty && asked_.strict ? " />" : ">";
    hold(html_.substr(i).starts_with(end), "a start tag does not end");
    i += end.size();
    if (name == "a") hold(count > 0 && names[0] == "href", "a link leads nowhere");
    if (name == "img") hold(count > 1 && names[0] == "src" && names[1] == "alt", "an image is odd");
    if (name == "input") hold(count > 1 && names[1] == "disabled", "a box can be ticked");
    if (!is_empty) {
      hold(depth_ < deepest, "elements are nested too deep");
      stack_[depth_++] = element;
      open_tag_ = html_.substr(at, i - at);
    }
    return i;
  }

  /// Where the element stands is where a browser's parser would leave it (13.2.6).
  void hold_place(const Element& element) {
    const std::string_view name = element.name;
    const std::string_view outside = parent();
    const auto needs = [&](std::string_view parents) {
      hold(is_listed(outside, parents), "an element stands outside of what it belongs to");
    };
    if (is_listed(name, "|thead|tbody|tfoot|caption|colgroup|")) return needs("|table|");
    if (name == "tr") return needs("|thead|tbody|tfoot|");
    if (name == "td" || name == "th") return needs("|tr|");
    if (name == "col") return needs("|colgroup|");
    hold(!is_listed(outside, "|table|thead|tbody|tfoot|tr|colgroup|"),
         "an element stands between the parts of a table");
    if (name == "li") return needs("|ul|ol|");
    if (name == "dd" || name == "dt") return needs("|dl|");
    hold(!is_listed(outside, "|ul|ol|dl|"), "an element stands between the items of a list");
    if (name == "rt" || name == "rp") return needs("|ruby|");
    if (name == "a") hold(!inside("a"), "a link stands in a link");
    if (!asked_.strict && depth_ == 0)
      hold(element.kind == Kind::box || element.kind == Kind::block || name == "hr",
           "an inline element stands outside of every block");
    const bool is_block = element.kind == Kind::box || element.kind == Kind::block || name == "hr";
    if (name.size() == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6')
      seen_.highest_heading = std::min(seen_.highest_heading, name[1] - '0');
    if (!is_block) return;
    for (std::size_t i = depth_; i-- > 0;) {
      const std::string_view other = stack_[i]->name;
      if (is_listed(other, "|td|th|caption|")) break;
      hold(!is_listed(other, "|p|pre|h1|h2|h3|h4|h5|h6|"), "a block stands in a paragraph");
    }
  }

  void hold_value(std::string_view value) const {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const char c = value[i];
      hold(c != '<' && c != '>' && c != '\0' && (c != '\r' || asked_.strict),
           "a value holds what has to be escaped");
      if (c == '&') {
        const std::size_t length = reference(value, i, true, asked_.strict);
        hold(length > 0, "a value holds a reference of another kind");
        i += length - 1;
      }
      if (c == '\xC2' && !asked_.strict)
        hold(i + 1 == value.size() || value[i + 1] != '\xA0',
             "a value holds a bare no-break space");
    }
  }

  void hold_attribute(const Element& element, std::string_view name, std::string_view value) {
    const auto* const own =
        std::find_if(std::begin(attributes_of), std::end(attributes_of),
                     [&](const std::string_view(&row)[2]) { return row[0] == element.name; });
    const bool is_own = own != std::end(attributes_of) && is_listed(name, (*own)[1]);
    const bool is_common = is_listed(name, "|id|title|lang|dir|") && element.name != "input";
    const bool is_note = name == "role" && element.name == "section";
    hold(is_own || is_common || is_note, "an attribute is not allowed");
    const auto one_of = [&](std::string_view list) {
      hold(is_listed(value, list), "an attribute's value is not allowed");
    };
    if (name == "id") {
      hold(value.starts_with(asked_.id_prefix) && value.size() > asked_.id_prefix.size(),
           "an id lacks its prefix");
      hold(value.find_first_of(" \t\n\f") == npos, "an id holds a space");
      seen_.ids.push_back(value);
    } else if (name == "href") {
      hold_link(value);
    } else if (name == "src" || name == "cite") {
      hold_source(value, name == "src");
    } else if (is_listed(name, "|width|height|colspan|rowspan|span|start|value|")) {
      // A list may count below nothing.
      const bool is_below = is_listed(name, "|start|value|") && value.starts_with('-');
      hold(is_number(value.substr(is_below ? 1 : 0)), "an attribute is no number");
    } else if (name == "class") {
      hold(value.starts_with("language-"), "a class is not a language's");
      if (!asked_.strict)
        hold(value.find_first_of(" \t\n\f") == npos, "there is more than one class");
    } else if (name == "target") {
      one_of("|_blank|");
    } else if (name == "rel") {
      one_of("|noopener|");
    } else if (name == "role") {
      one_of("|doc-noteref|doc-backlink|doc-endnotes|");
    } else if (name == "dir") {
      one_of("|ltr|rtl|auto|");
    } else if (name == "align") {
      one_of("|left|center|right|");
    } else if (name == "scope") {
      one_of("|col|row|colgroup|rowgroup|");
    } else if (name == "loading") {
      one_of("|lazy|");
    } else if (name == "decoding") {
      one_of("|async|");
    } else if (name == "referrerpolicy") {
      one_of("|no-referrer|");
    } else if (name == "tabindex") {
      hold(asked_.in_card && value == "0", "the keyboard's order is changed");
    } else if (name == "type") {
      one_of(element.name == "input" ? "|checkbox|" : "|1|a|A|i|I|");
    } else if (is_listed(name, "|open|reversed|checked|disabled|")) {
      hold(value.empty(), "a boolean attribute has a value");
    } else if (name == "lang") {
      hold(std::all_of(value.begin(), value.end(),
                       [](char c) { return is_lower(c) || (c >= 'A' && c <= 'Z') || c == '-'; }),
           "a language is none");
    }
  }

  void hold_link(std::string_view value) {
    decode(value, url_);
    if (!asked_.strict && value.starts_with('#')) {
      hold(url_.size() > asked_.id_prefix.size() + 1 &&
               std::string_view(url_).substr(1).starts_with(asked_.id_prefix),
           "a link leads to an id that is not the card's");
      return;
    }
    const std::string scheme = scheme_for_browser(url_);
    hold(scheme.empty() ? asked_.strict || !asked_.has_base
                        : is_listed(scheme, "|http|https|mailto|tel|"),
         "a link's scheme is not allowed");
    if (asked_.strict) return;
    hold(!url_.empty() && url_.find_first_of(" \"<>\t\n") == npos, "a link holds what it may not");
    hold(url_.size() <= 4096, "a link is too long");
  }

  void hold_source(std::string_view value, bool is_image) {
    decode(value, url_);
    const std::string scheme = scheme_for_browser(url_);
    if (asked_.strict && is_image) {
      hold(scheme.empty() || is_listed(scheme, "|http|https|"), "an image's scheme is not allowed");
      return;
    }
    hold(is_listed(scheme, "|http|https|"), "an image's scheme is not allowed");
    hold(url_.find_first_of(" \"<>\t\n") == npos, "an image's address holds what it may not");
    hold(url_.size() <= 4096, "an image's address is too long");
    if (!is_image || asked_.media_hosts == nullptr || asked_.media_hosts->empty()) return;
    std::string_view host = std::string_view(url_).substr(url_.find("//") + 2);
    host = host.substr(0, host.find_first_of("/?#"));
    const bool known = std::any_of(
        asked_.media_hosts->begin(), asked_.media_hosts->end(), [&](std::string_view allowed) {
          return host == allowed ||
                 (host.ends_with(allowed) && host[host.size() - allowed.size() - 1] == '.');
        });
    hold(known, "an image comes from elsewhere");
  }

  std::string_view html_;
  const Asked& asked_;
  Seen& seen_;
  std::array<const Element*, deepest> stack_{};
  std::size_t depth_ = 0;
  std::string_view open_tag_ = "\xFF";
  std::string url_;
};

}  // namespace

void fail(std::string_view sentence, std::string_view text) {
  std::fputs("\nFAILED: ", stderr);
  std::fwrite(sentence.data(), 1, sentence.size(), stderr);
  std::fputc('\n', stderr);
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
  std::fflush(stderr);
  std::abort();
}

void check(bool good, std::string_view sentence, std::string_view text) {
  if (!good) fail(sentence, text);
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i++]);
    if (lead < 0x80) continue;
    const std::size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || text.size() - i < more) return false;
    std::uint32_t value = lead & (0x3FU >> more);
    for (std::size_t k = 0; k < more; ++k) {
      const auto next = static_cast<unsigned char>(text[i++]);
      if ((next & 0xC0U) != 0x80) return false;
      value = (value << 6) | (next & 0x3FU);
    }
    constexpr std::uint32_t least[] = {0, 0x80, 0x800, 0x10000};
    if (value < least[more] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
      return false;
  }
  return true;
}

std::string scheme_for_browser(std::string_view url) {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20) url.remove_prefix(1);
  std::string scheme;
  for (const char c : url) {
    if (c == '\t' || c == '\n' || c == '\r') continue;
    if (c == ':') return scheme;
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!letter && (!later || scheme.empty())) break;
    scheme += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  }
  return {};
}

void check_body(std::string_view html, const Asked& asked, Seen& seen) {
  seen.nodes = 0;
  seen.highest_heading = 6;
  seen.ids.clear();
  check(is_utf8(html), "the HTML is not UTF-8", html);
  Checker(html, asked, seen).run();
}

void without_ids(std::string_view html, std::string& out) {
  constexpr std::string_view names[] = {" href=\"#", " id=\"", " role=\""};
  out.clear();
  bool in_tag = false;
  for (std::size_t i = 0; i < html.size(); ++i) {
    const char c = html[i];
    if (c == '<' || c == '>') in_tag = c == '<';
    if (in_tag && c == ' ') {
      const std::string_view rest = html.substr(i);
      const auto* const found =
          std::find_if(std::begin(names), std::end(names),
                       [&](std::string_view name) { return rest.starts_with(name); });
      if (found != std::end(names)) {
        if (found == std::begin(names)) out += *found;
        i = html.find('"', i + found->size());
        continue;
      }
    }
    out += c;
  }
}

}  // namespace lede::fuzz

// Sanitizers' settings for speed: short stacks for each allocation, a small heap of freed memory.
extern "C" const char* __asan_default_options() {  // NOLINT: its name is the runtime's
  return "malloc_context_size=3:quarantine_size_mb=8:thread_local_quarantine_size_kb=512";
}
