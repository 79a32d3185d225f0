// What a start tag becomes: which element is opened for it, and what is kept of its attributes.
#include "base/text.h"
#include "base/url.h"
#include "markup/html_reader.h"
#include "markup/html_values.h"

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// Where pages that load pictures late keep the real address.
constexpr Attr late_addresses[] = {Attr::data_src, Attr::data_lazy_src, Attr::data_original,
                                   Attr::data_orig_src};

}  // namespace

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
    if (is_span && says(style, "text-decoration", "line-through")) other = Tag::s;
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
    if (kind_of(t) != Kind::empty) ++ignored(t);
    if (kind_of(t) == Kind::box) sink_.part();
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

std::string_view HtmlReader::address() const {
  Attr last = Attr::src;
  for (const Attr attr : late_addresses) {
    if (tag_.has(attr)) last = attr;
  }
  return tag_.value(last);
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
    if (n >= least && n <= most) sink_.attr(name_of(attr), n);
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
      number(Attr::start, -999999999, 999999999);
      if (tag_.has(Attr::reversed)) sink_.attr("reversed", "");
      if (is_one_of(trim(tag_.value(Attr::type)), "|1|a|A|i|I|"))
        sink_.attr("type", trim(tag_.value(Attr::type)));
      break;
    case Tag::li:
      number(Attr::value, -999999999, 999999999);
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
  source.url = address();
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

}  // namespace lede
