#include "markup/html_reader.h"
#include "base/entities.h"
#include "base/text.h"
#include "base/url.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t max_attributes = 48;

/// `list` is "|a|b|c|".
bool is_one_of(std::string_view name, std::string_view list) {
  if (name.empty() || name.find('|') != npos) return false;
  for (std::size_t at = list.find(name); at != npos; at = list.find(name, at + 1)) {
    if (list[at - 1] == '|' && list[at + name.size()] == '|') return true;
  }
  return false;
}

/// Where a tag's ignored starts are counted: headings in one place, since any of them ends any
/// other.
std::size_t slot_of(Tag tag) { return static_cast<std::size_t>(is_heading(tag) ? Tag::h1 : tag); }

// No tags are read inside these (13.2.5: script data, RAWTEXT, RCDATA): they end at their end tag
// alone.
constexpr std::string_view raw_elements =
    "|iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp|";
// Their content is not text of the article.
constexpr std::string_view skipped_elements =
    "|audio|canvas|datalist|math|meter|object|output|progress|select|svg|template|video|";
constexpr std::string_view embeds = "|audio|embed|iframe|object|video|";
// Ghost's players and icons, WordPress's frame around a link that stands beside it, and its words
// for screens that are heard.
constexpr std::string_view furniture =
    "|kg-audio-player|kg-bookmark-icon|kg-video-overlay|kg-video-player-container|"
    "screen-reader-text|";
// Where pages that load pictures late keep the real address.
constexpr std::string_view late_addresses[] = {"data-src", "data-lazy-src", "data-original",
                                               "data-orig-src"};

/// Elements that live on under another name.
Tag renamed(std::string_view name) {
  if (is_one_of(name, "|center|dialog|fieldset|form|hgroup|main|nav|search|")) return Tag::div;
  if (is_one_of(name, "|dir|menu|")) return Tag::ul;
  if (name == "strike") return Tag::s;
  if (name == "tt") return Tag::code;
  if (name == "acronym") return Tag::abbr;
  if (name == "image") return Tag::img;
  if (name == "listing") return Tag::pre;
  return tag_of(name);
}

/// Whether one of the words of `text` is in `list`.
bool has_one_of(std::string_view text, std::string_view list) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \t\n\f\r"), text.size());
    if (is_one_of(text.substr(0, end), list)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

/// Whether a style sheet in an attribute says `property: value`, with or without a space.
bool says(std::string_view style, std::string_view property, std::string_view value) {
  for (std::size_t at = style.find(property); at != npos; at = style.find(property, at + 1)) {
    if (at > 0 && style[at - 1] != ';' && style[at - 1] != ' ') continue;
    const std::string_view rest = trim(style.substr(at + property.size()));
    if (rest.starts_with(':') && trim(rest.substr(1)).starts_with(value)) return true;
  }
  return false;
}

/// A whole number in `text`, or -1.
std::int64_t number_in(std::string_view text) {
  text = trim(text);
  if (text.ends_with("px")) text.remove_suffix(2);
  if (text.empty() || text.size() > 9) return -1;
  std::int64_t value = 0;
  for (const char c : text) {
    if (!is_ascii_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

/// The widest of a `srcset`'s pictures that is no wider than a card can use, else the first.
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

/// What to call an address that nobody gave a name: its file, else its host.
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

/// A date or a duration as the HTML standard has them, roughly: nothing that could be taken for an
/// address.
bool is_date(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  const bool is_duration = text[0] == 'P' && text.find(':') == npos;
  if (!is_ascii_digit(text[0]) && !is_duration) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || std::string_view("-+:., ").find(c) != npos;
  });
}

/// "language-x" or "lang-x" among the classes: "language-x", else empty.
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

/// Where a comment ends: behind `-->` or `--!>`, or with the text.
std::size_t comment_end(std::string_view text) {
  for (std::size_t at = text.find("--"); at != npos; at = text.find("--", at + 1)) {
    const std::string_view rest = text.substr(at + 2);
    if (rest.starts_with('>')) return at + 3;
    if (rest.starts_with("!>")) return at + 4;
  }
  return text.size();
}

}  // namespace

bool is_code_language(std::string_view name) {
  return !name.empty() && name.size() <= 32 && std::all_of(name.begin(), name.end(), [](char c) {
    return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '+' || c == '_' || c == '#';
  });
}

void HtmlReader::stop_skipping() {
  if (is_one_of(skipped_, embeds)) end_embed();
  skipped_.clear();
}

void HtmlReader::text(std::string_view run) {
  if (run.empty() || is_skipping()) return;
  if (run.find_first_of(std::string_view("&\r\0", 3)) == npos) {
    sink_.text(run);
    return;
  }
  buffer_.clear();
  for (std::size_t i = 0; i < run.size();) {
    const char c = run[i];
    if (c == '&') {
      const std::size_t taken = decode_reference(run, i, false, buffer_);
      if (taken == 0) buffer_ += c;
      i += std::max<std::size_t>(taken, 1);
    } else {
      if (c == '\r' && (i + 1 == run.size() || run[i + 1] != '\n')) buffer_ += '\n';
      if (c != '\r' && c != '\0') buffer_ += c;
      ++i;
    }
  }
  sink_.text(buffer_);
}

void HtmlReader::feed(std::string_view html) {
  std::size_t done = 0;
  std::size_t i = 0;
  while (i < html.size() && !sink_.is_cut()) {
    i = html.find('<', i);
    if (i == npos || i + 1 >= html.size()) break;
    const char next = html[i + 1];
    const char after = i + 2 < html.size() ? html[i + 2] : '\0';
    const bool is_raw = is_one_of(skipped_, raw_elements);
    if (is_ascii_alpha(next) || (next == '/' && is_ascii_alpha(after))) {
      if (is_raw) {
        // Only its own end tag counts.
        const std::string_view rest = html.substr(i + 2);
        const bool ends =
            next == '/' && rest.size() >= skipped_.size() &&
            equals_ignoring_ascii_case(rest.substr(0, skipped_.size()), skipped_) &&
            (rest.size() == skipped_.size() || is_ascii_space(rest[skipped_.size()]) ||
             rest[skipped_.size()] == '/' || rest[skipped_.size()] == '>');
        if (!ends) {
          ++i;
          continue;
        }
      }
      text(html.substr(done, i - done));
      i = done = read_tag(html, i);
    } else if (!is_raw && (next == '!' || next == '?' || (next == '/' && after != '\0'))) {
      text(html.substr(done, i - done));
      if (html.substr(i).starts_with("<!--")) {
        const std::string_view rest = html.substr(i + 4);
        if (rest.starts_with('>') || rest.starts_with("->")) {
          i += rest.starts_with('>') ? 5 : 6;
        } else {
          i += 4 + comment_end(rest);
        }
      } else {  // what the standard calls a bogus comment, and doctypes
        const std::size_t end = html.find('>', i);
        i = end == npos ? html.size() : end + 1;
      }
      done = i;
    } else {
      ++i;
    }
  }
  if (done < html.size()) text(html.substr(done));
}

/// `at` is a `<` before a name or before `/` and a name. Returns where the tag ends.
std::size_t HtmlReader::read_tag(std::string_view html, std::size_t at) {
  const bool is_end = html[at + 1] == '/';
  std::size_t i = at + (is_end ? 2 : 1);
  std::string name;
  while (i < html.size() && !is_ascii_space(html[i]) && html[i] != '/' && html[i] != '>') {
    name += to_ascii_lower(html[i++]);
  }
  i = read_attributes(html, i);
  if (i == npos) return html.size();
  const bool self_closing = html[i - 2] == '/';
  if (is_end) {
    end_tag(name);
  } else {
    start_tag(name, self_closing);
  }
  return i;
}

/// Returns where the tag ends, behind its `>`, or npos when it doesn't.
std::size_t HtmlReader::read_attributes(std::string_view html, std::size_t i) {
  attributes_.clear();
  while (true) {
    while (i < html.size() && (is_ascii_space(html[i]) || html[i] == '/')) ++i;
    if (i >= html.size()) return npos;
    if (html[i] == '>') return i + 1;
    const std::size_t start = i++;  // a first `=` belongs to the name
    while (i < html.size() && !is_ascii_space(html[i]) && html[i] != '/' && html[i] != '>' &&
           html[i] != '=')
      ++i;
    Attribute attribute{ascii_lower(html.substr(start, i - start)), {}};
    while (i < html.size() && is_ascii_space(html[i])) ++i;
    if (i < html.size() && html[i] == '=') {
      ++i;
      while (i < html.size() && is_ascii_space(html[i])) ++i;
      if (i >= html.size()) return npos;
      const char quote = html[i];
      std::size_t end = 0;
      if (quote == '"' || quote == '\'') {
        end = html.find(quote, ++i);
        if (end == npos) return npos;
      } else {
        end = i;
        while (end < html.size() && !is_ascii_space(html[end]) && html[end] != '>') ++end;
      }
      const std::string_view raw = html.substr(i, end - i);
      for (std::size_t k = 0; k < raw.size();) {
        const std::size_t taken =
            raw[k] == '&' ? decode_reference(raw, k, true, attribute.value) : 0;
        if (taken == 0 && raw[k] == '\0') append_utf8(attribute.value, replacement_character);
        if (taken == 0 && raw[k] != '\0') attribute.value += raw[k];
        k += std::max<std::size_t>(taken, 1);
      }
      i = end + (quote == '"' || quote == '\'' ? 1 : 0);
    }
    if (attributes_.size() < max_attributes && !has(attribute.name))
      attributes_.push_back(std::move(attribute));
  }
}

bool HtmlReader::has(std::string_view name) const {
  return std::any_of(attributes_.begin(), attributes_.end(),
                     [&](const Attribute& a) { return a.name == name; });
}

std::string_view HtmlReader::value(std::string_view name) const {
  const auto found = std::find_if(attributes_.begin(), attributes_.end(),
                                  [&](const Attribute& a) { return a.name == name; });
  return found == attributes_.end() ? std::string_view() : std::string_view(found->value);
}

/// Whether the writer's own page would not show the element, or only as a part of what we leave
/// out.
bool HtmlReader::is_hidden(std::string_view name) const {
  // Where an end tag may be left out, too much would go with it.
  if (attributes_.empty() || is_one_of(name, "|body|dd|dt|html|li|td|th|tr|")) return false;
  const std::string style = ascii_lower(value("style"));
  return has("hidden") || says(style, "display", "none") || says(style, "mso-list", "ignore") ||
         has_one_of(value("class"), furniture) ||
         // WordPress's frame for an article of its own kind has a quotation of it beside it.
         (name == "iframe" && has_one_of(value("class"), "|wp-embedded-content|")) ||
         (name == "a" && value("aria-hidden") == "true");  // a heading's mark to copy
}

/// Whether the tag begins, or lies inside, an element whose content is dropped.
bool HtmlReader::skip_start(std::string_view name, bool self_closing) {
  if (is_skipping()) {
    if (name == skipped_ && name == "p") {  // a paragraph needs no end tag
      stop_skipping();
      return skip_start(name, self_closing);
    }
    if (name == skipped_ && !self_closing) ++skipped_depth_;
    if (name == "source" && embed_url_.empty()) embed_url_ = value("src");
    return true;
  }
  if (is_hidden(name)) {
    constexpr std::string_view without_content = "|br|col|embed|hr|img|input|wbr|";
    if (is_one_of(name, without_content)) return true;
  } else if (is_one_of(name, embeds)) {
    embed_url_ = value(name == "object" ? "data" : "src");
    embed_title_ = value("title");
    if (embed_title_.empty()) embed_title_ = value("aria-label");
    if (name == "embed") {
      end_embed();
      return true;
    }
    if (name == "object" && embed_url_.empty()) return false;  // what stands in it stands for it
  } else if (!is_one_of(name, raw_elements) && !is_one_of(name, skipped_elements)) {
    return false;
  }
  if (self_closing && (name == "svg" || name == "math")) return true;
  skipped_ = name;
  skipped_depth_ = 1;
  return true;
}

/// A player or a frame that we don't show becomes a link to what it would have shown.
void HtmlReader::end_embed() {
  const std::string url = std::exchange(embed_url_, {});
  const std::string title = std::exchange(embed_title_, {});
  if (url.empty()) return;
  const Result<std::string> checked = safe_url(url, options_.base_url, UrlUse::image);
  if (!checked) return;
  const bool apart = sink_.open(Tag::p);
  const std::size_t depth = sink_.depth();
  if (sink_.open_link(*checked, {})) {
    sink_.text(trim(title).empty() ? short_name(*checked) : trim(title));
    sink_.pop_to(depth);
  }
  if (apart) sink_.pop_to(depth - 1);
}

void HtmlReader::start_tag(std::string_view name, bool self_closing) {
  if (skip_start(name, self_closing)) return;
  Tag tag = renamed(name);
  if (tag == Tag::none) return;
  if (is_heading(tag)) {
    tag = sink_.heading(static_cast<int>(tag) - static_cast<int>(Tag::h1) + 1);
  }
  if (!open_as(tag)) open(tag);
}

/// Elements whose attributes make them others: WordPress's captions, and the spans of word
/// processors.
bool HtmlReader::open_as(Tag tag) {
  const bool is_span = tag == Tag::span;
  Tag other = Tag::none;
  if (is_span || tag == Tag::b || tag == Tag::strong) {
    const std::string style = ascii_lower(value("style"));
    const auto weighs = [&](std::string_view weight) { return says(style, "font-weight", weight); };
    if (!is_span && !weighs("normal") && !weighs("400")) return false;
    const bool is_bold = weighs("bold") || weighs("6") || weighs("7") || weighs("8") || weighs("9");
    if (is_span && is_bold) other = Tag::strong;
    if (is_span && says(style, "font-style", "italic")) other = Tag::em;
    const bool says_more = has("id") || has("lang") || has("dir") || has("title");
    if (is_span && other == Tag::none && says_more) other = tag;
  } else if (has_one_of(value("class"), "|wp-caption|")) {
    other = Tag::figure;
  } else if (tag == Tag::p && has_one_of(value("class"), "|wp-caption-text|")) {
    other = Tag::figcaption;
  } else {
    return false;
  }
  if (other != Tag::none && !sink_.open(other)) other = Tag::none;
  if (other != Tag::none) write_attributes(other);
  aliases_.push_back({tag, other, sink_.depth()});
  return true;
}

/// The end of an element that was opened as another, or not at all. @return false when there is
/// none such inside the innermost one that was opened as itself.
bool HtmlReader::end_alias(Tag tag) {
  while (!aliases_.empty() && aliases_.back().depth > sink_.depth()) aliases_.pop_back();
  for (std::size_t i = aliases_.size(); i-- > 0;) {
    const Alias alias = aliases_[i];
    if (alias.written != tag) continue;
    if (alias.depth < sink_.depth_of(tag)) return false;
    aliases_.erase(aliases_.begin() + static_cast<std::ptrdiff_t>(i));
    if (alias.opened != Tag::none) sink_.close(alias.opened);
    return true;
  }
  return false;
}

void HtmlReader::open(Tag tag) {
  const auto ignore = [&](Tag t) {
    if (kind_of(t) != Kind::empty) ++ignored_[slot_of(t)];
  };
  if (tag == Tag::img) {
    image();
    return;
  }
  if (tag == Tag::input) {
    if (equals_ignoring_ascii_case(value("type"), "checkbox")) sink_.task_box(has("checked"));
    return;
  }
  if (tag == Tag::a) {
    const std::string_view id = has("id") ? value("id") : value("name");
    if (!has("href") || !open_link()) {
      // An anchor stays a place to link to.
      if (!id.empty() && sink_.open(Tag::span)) {
        sink_.author_id(id);
        sink_.pop_to(sink_.depth() - 1);
      }
      ignore(tag);
      return;
    }
    sink_.author_id(id);
    return;
  }
  const bool is_layout =
      tag == Tag::table && !sink_.inside(tag) && has_one_of(value("role"), "|none|presentation|");
  if (is_layout || !sink_.open(tag)) {
    ignore(tag);
    return;
  }
  write_attributes(tag);
}

/// A link with what its writer says about it: paid links have to be marked as such.
bool HtmlReader::open_link() {
  const std::string said = ascii_lower(value("rel"));
  std::string rel;
  for (const std::string_view word : {"nofollow", "sponsored", "ugc"}) {
    std::string list = "|";
    list += word;
    list += '|';
    if (!has_one_of(said, list)) continue;
    rel += word;
    rel += ' ';
  }
  if (!sink_.open_link(value("href"), trim(value("title")), rel)) return false;
  if (const std::string_view label = trim(value("aria-label")); !label.empty())
    sink_.attr("aria-label", label);
  return true;
}

/// Where the text of a cell stands: by the attribute, the style, or WordPress's class.
std::string_view HtmlReader::alignment() const {
  for (const std::string_view name : {"align", "data-align", "style", "class"}) {
    std::string_view text = trim(value(name));
    if (name == "style" || name == "class") {
      constexpr std::string_view property = "text-align";
      const std::size_t at = text.find(property);
      if (at == npos) continue;
      text.remove_prefix(at + property.size());
      while (!text.empty() && (text[0] == '-' || text[0] == ':' || text[0] == ' '))
        text.remove_prefix(1);
    }
    for (const std::string_view side : {"left", "center", "right"}) {
      if (equals_ignoring_ascii_case(text.substr(0, side.size()), side)) return side;
    }
  }
  return {};
}

void HtmlReader::write_attributes(Tag tag) {
  const auto number = [&](std::string_view name, std::int64_t least, std::int64_t most) {
    const std::int64_t n = number_in(value(name));
    if (n >= least && n <= most) sink_.attr(name, static_cast<std::uint32_t>(n));
  };
  const auto word = [&](std::string_view name, std::string_view list) {
    const std::string chosen = ascii_lower(trim(value(name)));
    if (is_one_of(chosen, list)) sink_.attr(name, chosen);
  };
  sink_.author_id(value("id"));
  if (const std::string_view title = trim(value("title")); !title.empty())
    sink_.attr("title", title);
  if (const std::string_view lang = trim(value("lang")); is_language(lang))
    sink_.attr("lang", lang);
  word("dir", "|ltr|rtl|auto|");
  switch (tag) {
    case Tag::td:
    case Tag::th:
      number("colspan", 2, 1000);
      number("rowspan", 0, 65534);
      if (const std::string_view side = alignment(); !side.empty()) sink_.attr("align", side);
      if (tag == Tag::th) word("scope", "|col|row|colgroup|rowgroup|");
      break;
    case Tag::col:
    case Tag::colgroup:
      number("span", 2, 1000);
      break;
    case Tag::ol:
      number("start", 0, 999999999);
      if (has("reversed")) sink_.attr("reversed", "");
      if (is_one_of(trim(value("type")), "|1|a|A|i|I|")) sink_.attr("type", trim(value("type")));
      break;
    case Tag::li:
      number("value", 0, 999999999);
      break;
    case Tag::time:
    case Tag::ins:
    case Tag::del:
      if (const std::string_view date = trim(value("datetime")); is_date(date))
        sink_.attr("datetime", date);
      break;
    case Tag::details:
      if (has("open")) sink_.attr("open", "");
      break;
    case Tag::code:
    case Tag::pre:
      if (const std::string name = language_class(value("class")); !name.empty())
        sink_.attr("class", name);
      break;
    case Tag::blockquote:
    case Tag::q:
      if (has("cite")) {
        const Result<std::string> url = safe_url(value("cite"), options_.base_url, UrlUse::image);
        if (url) sink_.attr("cite", *url);
      }
      break;
    default:
      break;
  }
}

void HtmlReader::image() {
  const std::int64_t width = number_in(value("width"));
  const std::int64_t height = number_in(value("height"));
  if (width >= 0 && width <= 1 && height >= 0 && height <= 1) return;  // a counting pixel
  ImageSource source;
  source.url = value("src");
  for (const std::string_view name : late_addresses) {
    if (has(name)) source.url = value(name);
  }
  if (trim(source.url).empty() || trim(source.url).starts_with("data:")) {
    source.url = best_of(value(has("data-srcset") ? "data-srcset" : "srcset"));
  }
  if (trim(source.url).empty()) return;
  source.alt = value("alt");
  source.title = trim(value("title"));
  constexpr std::int64_t most = 100'000;
  if (width > 0 && width < most) source.width = static_cast<std::uint32_t>(width);
  if (height > 0 && height < most) source.height = static_cast<std::uint32_t>(height);
  sink_.image(source);
}

void HtmlReader::end_tag(std::string_view name) {
  if (is_skipping()) {
    if (name == skipped_ && (--skipped_depth_ == 0 || is_one_of(skipped_, raw_elements)))
      stop_skipping();
    return;
  }
  if (name == "br") {
    sink_.open(Tag::br);
    return;
  }
  const Tag tag = renamed(name);
  if (tag == Tag::none || kind_of(tag) == Kind::empty) return;
  if (end_alias(tag)) return;
  std::uint16_t& ignored = ignored_[slot_of(tag)];
  if (ignored > 0) {
    --ignored;
  } else {
    sink_.close(tag);
  }
}

}  // namespace lede
