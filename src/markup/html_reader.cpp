#include "markup/html_reader.h"
#include "base/entities.h"
#include "base/text.h"
#include "base/url.h"
#include "markup/html_values.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

/// Where a tag's ignored starts are counted: headings in one place, since any of them ends any
/// other.
std::size_t slot_of(Tag tag) { return static_cast<std::size_t>(is_heading(tag) ? Tag::h1 : tag); }

// Ghost's players and icons, WordPress's frame around a link that stands beside it, and its words
// for screens that are heard.
constexpr std::string_view furniture =
    "|kg-audio-player|kg-bookmark-icon|kg-video-overlay|kg-video-player-container|"
    "screen-reader-text|";
// Where pages that load pictures late keep the real address.
constexpr Attr late_addresses[] = {Attr::data_src, Attr::data_lazy_src, Attr::data_original,
                                   Attr::data_orig_src};

/// Where a comment ends: behind `-->` or `--!>`, or with the text.
std::size_t comment_end(std::string_view text) {
  for (std::size_t at = text.find("--"); at != npos; at = text.find("--", at + 1)) {
    const std::string_view rest = text.substr(at + 2);
    if (rest.starts_with('>')) return at + 3;
    if (rest.starts_with("!>")) return at + 4;
  }
  return text.size();
}

/// Where the comment, the doctype or the like that begins at `at` ends.
std::size_t skip_markup(std::string_view html, std::size_t at) {
  if (html.substr(at).starts_with("<!--")) {
    const std::string_view rest = html.substr(at + 4);
    if (rest.starts_with('>')) return at + 5;
    if (rest.starts_with("->")) return at + 6;
    return at + 4 + comment_end(rest);
  }
  const std::size_t end = html.find('>', at);  // what the standard calls a bogus comment
  return end == npos ? html.size() : end + 1;
}

}  // namespace

void HtmlReader::stop_skipping() {
  if (is_skipping() && (skipped_traits_ & embed) != 0) end_embed();
  skipped_.clear();
}

void HtmlReader::text(std::string_view run) {
  if (run.empty() || is_skipping()) return;
  constexpr ByteSet special(std::string_view("&\r\0", 3));
  std::size_t i = special.find(run);
  if (i == run.size()) {
    sink_.text(run);
    return;
  }
  buffer_.clear();
  std::size_t done = 0;
  for (; i < run.size(); i = special.find(run, i)) {
    buffer_ += run.substr(done, i - done);
    done = i;
    if (run[i] == '&') {
      done += decode_reference(run, i, false, buffer_);
    } else {
      ++done;
      if (run[i] == '\r' && (done == run.size() || run[done] != '\n')) buffer_ += '\n';
    }
    i = std::max(i + 1, done);
  }
  buffer_ += run.substr(done);
  sink_.text(buffer_);
}

/// Whether the end tag of the element whose content is dropped begins with `rest`, behind `</`.
bool HtmlReader::ends_skipped(std::string_view rest) const {
  const std::size_t size = skipped_.size();
  if (rest.size() < size || !equals_ignoring_ascii_case(rest.substr(0, size), skipped_))
    return false;
  return rest.size() == size || is_ascii_space(rest[size]) || rest[size] == '/' ||
         rest[size] == '>';
}

void HtmlReader::feed(std::string_view html) {
  std::size_t done = 0;
  std::size_t i = 0;
  while (i < html.size() && !sink_.is_cut()) {
    i = html.find('<', i);
    if (i == npos || i + 1 >= html.size()) break;
    const char next = html[i + 1];
    const char after = i + 2 < html.size() ? html[i + 2] : '\0';
    const bool is_raw = is_skipping() && (skipped_traits_ & raw) != 0;
    const bool is_tag = is_ascii_alpha(next) || (next == '/' && is_ascii_alpha(after));
    if (is_raw ? next == '/' && ends_skipped(html.substr(i + 2)) : is_tag) {
      text(html.substr(done, i - done));
      i = tag_.read(html, i);
      if (i == npos) return;
      done = i;
      take_tag();
    } else if (!is_raw && (next == '!' || next == '?' || (next == '/' && after != '\0'))) {
      text(html.substr(done, i - done));
      i = done = skip_markup(html, i);
    } else {
      ++i;
    }
  }
  if (done < html.size()) text(html.substr(done));
}

void HtmlReader::take_tag() {
  const NameMeaning meaning = meaning_of(tag_.name());
  if (tag_.is_end()) {
    end_tag(meaning);
  } else {
    start_tag(meaning);
  }
}

/// Whether the writer's own page would not show the element, or only as a part of what we leave
/// out.
bool HtmlReader::is_hidden(const NameMeaning& meaning) const {
  // Where an end tag may be left out, too much would go with it.
  if (!tag_.has_attributes() || (meaning.traits & unended) != 0) return false;
  const std::string style = ascii_lower(tag_.value(Attr::style));
  const std::string_view classes = tag_.value(Attr::class_);
  return tag_.has(Attr::hidden) || says(style, "display", "none") ||
         says(style, "mso-list", "ignore") || has_one_of(classes, furniture) ||
         // WordPress's frame for an article of its own kind has a quotation of it beside it.
         (tag_.name() == "iframe" && has_one_of(classes, "|wp-embedded-content|")) ||
         // A heading's mark to copy.
         (meaning.tag == Tag::a && tag_.value(Attr::aria_hidden) == "true");
}

/// Whether the tag begins, or lies inside, an element whose content is dropped.
bool HtmlReader::skip_start(const NameMeaning& meaning) {
  const std::string& name = tag_.name();
  if (is_skipping() && name == skipped_ && meaning.tag == Tag::p) {
    stop_skipping();  // a paragraph needs no end tag
  }
  if (is_skipping()) {
    if (name == skipped_ && !tag_.is_self_closing()) ++skipped_depth_;
    if (name == "source" && embed_url_.empty()) embed_url_ = tag_.value(Attr::src);
    return true;
  }
  if (is_hidden(meaning)) {
    if (meaning.tag != Tag::none ? kind_of(meaning.tag) == Kind::empty : name == "embed")
      return true;
  } else if ((meaning.traits & embed) != 0) {
    embed_url_ = tag_.value(name == "object" ? Attr::data : Attr::src);
    embed_title_ = tag_.value(Attr::title);
    if (embed_title_.empty()) embed_title_ = tag_.value(Attr::aria_label);
    if (name == "embed") {
      end_embed();
      return true;
    }
    if (name == "object" && embed_url_.empty()) return false;  // what stands in it stands for it
  } else if ((meaning.traits & (raw | skipped)) == 0) {
    return false;
  }
  if (tag_.is_self_closing() && (name == "svg" || name == "math")) return true;
  skipped_ = name;
  skipped_traits_ = meaning.traits;
  skipped_depth_ = 1;
  return true;
}

/// A player or a frame that we don't show becomes a link to what it would have shown.
void HtmlReader::end_embed() {
  const std::string url = std::exchange(embed_url_, {});
  const std::string title = std::exchange(embed_title_, {});
  if (url.empty()) return;
  const SafeUrl checked = safe_url(url, sink_.base(), UrlUse::image);
  if (!checked) return;
  const bool apart = sink_.open(Tag::p);
  const std::size_t depth = sink_.depth();
  if (sink_.open_link(*checked, {})) {
    sink_.text(trim_unicode(title).empty() ? short_name(*checked) : trim_unicode(title));
    sink_.pop_to(depth);
  }
  if (apart) sink_.pop_to(depth - 1);
}

void HtmlReader::start_tag(const NameMeaning& meaning) {
  if (skip_start(meaning)) return;
  Tag tag = meaning.tag;
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
    const std::string style = ascii_lower(tag_.value(Attr::style));
    const auto weighs = [&](std::string_view weight) { return says(style, "font-weight", weight); };
    if (!is_span && !weighs("normal") && !weighs("400")) return false;
    const bool is_bold = weighs("bold") || weighs("6") || weighs("7") || weighs("8") || weighs("9");
    if (is_span && is_bold) other = Tag::strong;
    if (is_span && says(style, "font-style", "italic")) other = Tag::em;
    bool says_more = false;
    for (const Attr attr : {Attr::id, Attr::lang, Attr::dir, Attr::title})
      says_more = says_more || !trim_unicode(tag_.value(attr)).empty();
    if (is_span && other == Tag::none && says_more) other = tag;
  } else if (has_one_of(tag_.value(Attr::class_), "|wp-caption|")) {
    other = Tag::figure;
  } else if (tag == Tag::p && has_one_of(tag_.value(Attr::class_), "|wp-caption-text|")) {
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
    if (equals_ignoring_ascii_case(tag_.value(Attr::type), "checkbox"))
      sink_.task_box(tag_.has(Attr::checked));
    return;
  }
  if (tag == Tag::a) {
    const std::string_view id = tag_.has(Attr::id) ? tag_.value(Attr::id) : tag_.value(Attr::name);
    if (!tag_.has(Attr::href) || !open_link()) {
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
  const bool is_layout = tag == Tag::table && !sink_.inside(tag) &&
                         has_one_of(tag_.value(Attr::role), "|none|presentation|");
  if (is_layout || !sink_.open(tag)) {
    ignore(tag);
    return;
  }
  write_attributes(tag);
}

/// A link with what its writer says about it: paid links have to be marked as such.
bool HtmlReader::open_link() {
  const std::string said = ascii_lower(tag_.value(Attr::rel));
  std::string rel;
  for (const std::string_view word : {"|nofollow|", "|sponsored|", "|ugc|"}) {
    if (!has_one_of(said, word)) continue;
    rel += word.substr(1, word.size() - 2);
    rel += ' ';
  }
  if (!sink_.open_link(tag_.value(Attr::href), trim_unicode(tag_.value(Attr::title)), rel))
    return false;
  if (const std::string_view label = trim_unicode(tag_.value(Attr::aria_label)); !label.empty())
    sink_.attr("aria-label", label);
  return true;
}

/// Where the text of a cell stands: by the attribute, the style, or WordPress's class.
std::string_view HtmlReader::alignment() const {
  for (const Attr attr : {Attr::align, Attr::data_align, Attr::style, Attr::class_}) {
    std::string_view text = trim(tag_.value(attr));
    if (attr == Attr::style || attr == Attr::class_) {
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
  if (!tag_.has_attributes()) return;
  const auto number = [&](Attr attr, std::int64_t least, std::int64_t most) {
    const std::int64_t n = number_in(tag_.value(attr));
    if (n >= least && n <= most) sink_.attr(name_of(attr), static_cast<std::uint32_t>(n));
  };
  const auto word = [&](Attr attr, std::string_view list) {
    const std::string chosen = ascii_lower(trim(tag_.value(attr)));
    if (is_one_of(chosen, list)) sink_.attr(name_of(attr), chosen);
  };
  sink_.author_id(tag_.value(Attr::id));
  if (const std::string_view title = trim_unicode(tag_.value(Attr::title)); !title.empty())
    sink_.attr("title", title);
  if (const std::string_view lang = trim(tag_.value(Attr::lang)); is_language(lang))
    sink_.attr("lang", lang);
  word(Attr::dir, "|ltr|rtl|auto|");
  switch (tag) {
    case Tag::td:
    case Tag::th:
      number(Attr::colspan, 2, 1000);
      number(Attr::rowspan, 0, 65534);
      if (const std::string_view side = alignment(); !side.empty()) sink_.attr("align", side);
      if (tag == Tag::th) word(Attr::scope, "|col|row|colgroup|rowgroup|");
      break;
    case Tag::col:
    case Tag::colgroup:
      number(Attr::span, 2, 1000);
      break;
    case Tag::ol:
      number(Attr::start, 0, 999999999);
      if (tag_.has(Attr::reversed)) sink_.attr("reversed", "");
      if (is_one_of(trim(tag_.value(Attr::type)), "|1|a|A|i|I|"))
        sink_.attr("type", trim(tag_.value(Attr::type)));
      break;
    case Tag::li:
      number(Attr::value, 0, 999999999);
      break;
    case Tag::time:
    case Tag::ins:
    case Tag::del:
      if (const std::string_view date = trim(tag_.value(Attr::datetime)); is_date(date))
        sink_.attr("datetime", date);
      break;
    case Tag::details:
      if (tag_.has(Attr::open)) sink_.attr("open", "");
      break;
    case Tag::code:
    case Tag::pre:
      if (const std::string name = language_class(tag_.value(Attr::class_)); !name.empty())
        sink_.attr("class", name);
      break;
    case Tag::blockquote:
    case Tag::q:
      if (tag_.has(Attr::cite)) {
        const SafeUrl url = safe_url(tag_.value(Attr::cite), sink_.base(), UrlUse::image);
        if (url) sink_.attr("cite", *url);
      }
      break;
    default:
      break;
  }
}

void HtmlReader::image() {
  const std::int64_t width = number_in(tag_.value(Attr::width));
  const std::int64_t height = number_in(tag_.value(Attr::height));
  if (width >= 0 && width <= 1 && height >= 0 && height <= 1) return;  // a counting pixel
  ImageSource source;
  source.url = tag_.value(Attr::src);
  for (const Attr attr : late_addresses) {
    if (tag_.has(attr)) source.url = tag_.value(attr);
  }
  if (trim(source.url).empty() || trim(source.url).starts_with("data:")) {
    source.url =
        best_of(tag_.value(tag_.has(Attr::data_srcset) ? Attr::data_srcset : Attr::srcset));
  }
  if (trim(source.url).empty()) return;
  source.alt = tag_.value(Attr::alt);
  source.title = trim_unicode(tag_.value(Attr::title));
  constexpr std::int64_t most = 100'000;
  if (width > 0 && width < most) source.width = static_cast<std::uint32_t>(width);
  if (height > 0 && height < most) source.height = static_cast<std::uint32_t>(height);
  sink_.image(source);
}

void HtmlReader::end_tag(const NameMeaning& meaning) {
  if (is_skipping()) {
    if (tag_.name() == skipped_ && (--skipped_depth_ == 0 || (skipped_traits_ & raw) != 0))
      stop_skipping();
    return;
  }
  const Tag tag = meaning.tag;
  if (tag == Tag::br) {
    sink_.open(tag);
    return;
  }
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
