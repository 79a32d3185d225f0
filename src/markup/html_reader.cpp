#include "markup/html_reader.h"
#include "base/entities.h"
#include "base/text.h"
#include "base/url.h"
#include "markup/html_values.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

// Ghost's players and icons, WordPress's frame around a link that stands beside it, and its words
// for screens that are heard.
constexpr std::string_view furniture =
    "|kg-audio-player|kg-bookmark-icon|kg-video-overlay|kg-video-player-container|"
    "screen-reader-text|";

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
    write(run);
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
  write(buffer_);
}

/// An address that stands alone between two tags leads there, as in a player's empty frame.
void HtmlReader::write(std::string_view decoded) {
  const std::string_view lone = trim(decoded);
  const bool is_address = (lone.starts_with("https://") || lone.starts_with("http://")) &&
                          std::none_of(lone.begin(), lone.end(), is_ascii_space) &&
                          !sink_.inside(Tag::a, Tag::code, Tag::pre);
  if (!is_address || !sink_.open_link(lone, {})) return sink_.text(decoded);
  sink_.text(lone);
  sink_.pop_to(sink_.depth() - 1);
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

std::uint16_t& HtmlReader::ignored(Tag tag) {
  return ignored_[static_cast<std::size_t>(is_heading(tag) ? Tag::h1 : tag)];
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
    embed_url_ = name == "object" ? tag_.value(Attr::data) : address();
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
  sink_.text(tag_.value(Attr::alttext));  // of a formula
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
  if (std::uint16_t& starts = ignored(tag); starts > 0) {
    --starts;
    if (kind_of(tag) == Kind::box) sink_.part();
  } else if (tag == Tag::p && !sink_.inside(tag)) {
    sink_.open(Tag::br);  // a browser makes an empty paragraph of it
  } else {
    sink_.close(tag);
  }
}

}  // namespace lede
