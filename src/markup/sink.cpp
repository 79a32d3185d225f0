#include "markup/sink.h"
#include "base/html.h"
#include "base/text.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t npos = static_cast<std::size_t>(-1);

// What a writer may leave open across blocks or close in the wrong order: HTML's formatting
// elements (13.2.4.3), as far as they are allowed here, and the like.
constexpr Tags formatting(Tag::a, Tag::b, Tag::cite, Tag::code, Tag::del, Tag::em, Tag::i, Tag::ins,
                          Tag::mark, Tag::s, Tag::small, Tag::strong, Tag::u);
// Empty, they still mean something.
constexpr Tags kept_empty(Tag::td, Tag::th, Tag::tr, Tag::li, Tag::dt, Tag::dd, Tag::summary,
                          Tag::rt, Tag::rp, Tag::colgroup, Tag::code, Tag::kbd, Tag::samp,
                          Tag::pre);
constexpr std::size_t max_suspended = 8;
constexpr Tags not_prose(Tag::pre, Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5, Tag::h6, Tag::table,
                         Tag::figure, Tag::section, Tag::sup, Tag::rt);

bool is_blank(std::string_view text) { return trim(text).empty(); }

/// Whether a block's HTML shows nothing: white space, no-break spaces and line breaks.
bool shows_nothing(std::string_view html) {
  while (!html.empty()) {
    const std::string_view skipped = html.starts_with("&nbsp;") ? "&nbsp;"
                                     : html.starts_with("<br>") ? "<br>"
                                                                : html.substr(0, 1);
    if (skipped.size() == 1 && !is_ascii_space(skipped[0])) return false;
    html.remove_prefix(skipped.size());
  }
  return true;
}

/// Where ` name="` begins in a start tag of ours, or npos. Values may hold the same letters, so
/// each is stepped over.
std::size_t find_attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = tag.find(' '); at < tag.size() && tag[at] == ' ';) {
    const std::size_t equals = tag.find('=', at);
    if (equals == npos) break;
    if (tag.substr(at + 1, equals - at - 1) == name) return at;
    at = tag.find('"', equals + 2) + 1;
  }
  return npos;
}

/// Whether somebody who hears the HTML hears anything: text, or a picture with words of its own.
bool has_words(std::string_view html) {
  while (!html.empty()) {
    if (html[0] != '<') {
      const std::size_t end = std::min(html.find('<'), html.size());
      if (!shows_nothing(html.substr(0, end))) return true;
      html.remove_prefix(end);
      continue;
    }
    const std::string_view tag = html.substr(0, std::min(html.find('>'), html.size() - 1) + 1);
    const std::size_t alt = find_attribute(tag, "alt");
    if (alt != npos && tag[alt + 6] != '"') return true;
    html.remove_prefix(tag.size());
  }
  return false;
}

}  // namespace

Sink::Sink(const MarkupOptions& options, std::size_t input_bytes)
    : options_(options),
      base_(options.base_url),
      max_bytes_(input_bytes * max_output_factor + max_output_extra),
      wrap_(!options.strict) {
  out_.reserve(input_bytes + input_bytes / 2 + 256);
}

std::size_t Sink::nearest(Tag a, Tag b, Tag c) const {
  for (std::size_t i = stack_.size(); i-- > 0;) {
    const Tag tag = stack_[i].tag;
    if (tag == a || (tag == b && b != Tag::none) || (tag == c && c != Tag::none)) return i;
  }
  return npos;
}

bool Sink::is_prose() const {
  return std::none_of(stack_.begin(), stack_.end(),
                      [](const Open& open) { return not_prose.has(open.tag); });
}

void Sink::end_start() {
  if (!in_start_) return;
  in_start_ = false;
  out_ += options_.strict && in_empty_ ? " />" : ">";
  // Only an element without content can stand at the top and not on the stack.
  if (stack_.empty() && !options_.strict) out_ += '\n';
}

/// Whether another node may be written. Blocks are what the cut stands between: inline elements
/// beyond the cap only lose their tags.
bool Sink::has_room() const { return nodes_ < max_nodes && out_.size() < max_bytes_; }

void Sink::push(Tag tag) {
  keep_apart();
  end_start();
  ++nodes_;
  in_text_ = false;
  const std::size_t start = out_.size();
  out_ += '<';
  out_ += name_of(tag);
  in_start_ = true;
  if (kind_of(tag) != Kind::inline_) facts_.boundary();
  in_empty_ = kind_of(tag) == Kind::empty;
  if (in_heading_ && in_empty_) heading_text_ += ' ';
  if (in_empty_) return;
  if (is_heading(tag)) {
    heading_at_ = out_.size();
    in_heading_ = true;
  }
  if (cell_tags.has(tag)) suspended_.clear();
  stack_.push_back({tag, start});
}

/// Where the content of an open element begins; no attribute holds a bare `>`.
std::size_t Sink::content_of(const Open& open) const { return out_.find('>', open.start) + 1; }

/// Takes back the element on top of the stack when nobody would see it; of what stands in a line
/// only the tags. @return whether it did.
bool Sink::drop_empty() {
  const Open open = stack_.back();
  if (options_.strict || kept_empty.has(open.tag)) return false;
  end_start();
  const bool in_line = kind_of(open.tag) == Kind::inline_;
  const std::size_t content = content_of(open);
  const std::string_view inside = std::string_view(out_).substr(content);
  if (open.tag == Tag::a ? has_words(inside) : !shows_nothing(inside)) return false;
  const std::string_view start_tag =
      std::string_view(out_).substr(open.start, content - open.start);
  if (find_attribute(start_tag, "id") != npos || find_attribute(start_tag, "aria-label") != npos)
    return false;
  if (in_line) {
    out_.erase(open.start, content - open.start);
  } else {
    out_.resize(open.start);
  }
  stack_.pop_back();
  in_text_ = in_start_ = in_empty_ = false;
  if (is_heading(open.tag)) in_heading_ = false;
  // What it leaves now comes first in a <pre>, where a browser drops a line feed.
  if (current() == Tag::pre && content_of(stack_.back()) == open.start) {
    const std::size_t rest = std::min(out_.find_first_not_of('\n', open.start), out_.size());
    out_.erase(open.start, rest - open.start);
  }
  // What surrounds it may be as good as new.
  if (!stack_.empty() && content_of(stack_.back()) == out_.size()) {
    out_.pop_back();
    in_start_ = true;
  }
  return true;
}

void Sink::pop() {
  if (drop_empty()) return;
  end_start();
  in_text_ = false;
  const Tag tag = stack_.back().tag;
  if (kind_of(tag) != Kind::inline_ && !options_.strict) {
    while (out_.ends_with("<br>")) out_.resize(out_.size() - 4);
  }
  if (tag == Tag::li) last_item_ = stack_.back().start;
  stack_.pop_back();
  if (cell_tags.has(tag)) suspended_.clear();
  out_ += "</";
  out_ += name_of(tag);
  out_ += '>';
  if (kind_of(tag) != Kind::inline_) facts_.boundary();
  if (is_heading(tag)) finish_heading();
  if (stack_.empty() && tag == Tag::p) result_.paragraph_ends.push_back(out_.size());
  // A line for each block at the top: people read this, and it adds few nodes.
  if (stack_.empty() && !options_.strict) out_ += '\n';
}

void Sink::pop_to(std::size_t depth) {
  while (stack_.size() > depth) pop();
}

/// Closes elements as pop_to does. Formatting among them goes on with the next text where it did
/// not begin inside what is closed or holds nothing yet, and all of it where the writer crossed
/// tags (a browser lets all of it go on, 13.2.4.3: one tag left open then runs to the article's
/// end).
void Sink::suspend_to(std::size_t depth, Resume which) {
  end_start();
  for (std::size_t i = depth; i < stack_.size() && !options_.strict; ++i) {
    const Open& open = stack_[i];
    if (!formatting.has(open.tag) || suspended_.size() == max_suspended) continue;
    const std::size_t end = content_of(open);
    const bool goes_on =
        which == Resume::all || open.resumed ||
        (which == Resume::empty && shows_nothing(std::string_view(out_).substr(end)));
    if (!goes_on) continue;
    std::string tag = out_.substr(open.start, end - 1 - open.start);
    if (const std::size_t id = find_attribute(tag, "id"); id != npos) {
      tag.erase(id, tag.find('"', id + 5) + 1 - id);
    }
    suspended_.push_back({open.tag, std::move(tag)});
  }
  pop_to(depth);
}

/// Opens again what was suspended.
void Sink::resume() {
  if (suspended_.empty()) return;
  const std::vector<Suspended> waiting = std::exchange(suspended_, {});
  for (const Suspended& one : waiting) {
    if (stack_.size() + 2 > max_nesting || !has_room() || inside(one.tag)) continue;
    push(one.tag);
    out_.resize(stack_.back().start);
    out_ += one.start_tag;
    stack_.back().resumed = true;
  }
}

/// Formatting that waits for more text ends before that comes.
bool Sink::forget(Tag tag) {
  for (std::size_t i = suspended_.size(); i-- > 0;) {
    if (suspended_[i].tag != tag) continue;
    suspended_.erase(suspended_.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

std::size_t Sink::set_floor(std::size_t floor) { return std::exchange(floor_, floor); }

void Sink::line_feed() {
  end_start();
  if (!out_.empty() && out_.back() != '\n') out_ += '\n';
}

/// has_room, and otherwise what has to be noted.
bool Sink::make_room(Tag tag) {
  if (cut_ || has_room()) return !cut_;
  result_.cut = true;
  cut_ = kind_of(tag) != Kind::inline_ && tag != Tag::br && tag != Tag::wbr;
  return false;
}

bool Sink::open(Tag tag) {
  if (tag == Tag::none || !make_room(tag)) return false;
  if (!place(tag)) return false;
  // Ruby's own parts stand in it alone: what waits goes on inside them.
  if ((kind_of(tag) == Kind::inline_ && !ruby_tags.has(tag)) || tag == Tag::img) resume();
  push(tag);
  // Both scroll inside themselves when they are wide: by keyboard too (WCAG 2.2, 2.1.1).
  if (options_.in_card && (tag == Tag::pre || tag == Tag::table)) attr("tabindex", "0");
  return true;
}

Tag Sink::heading(int level) const {
  const int wanted = options_.heading_level + std::max(level - highest_heading_, 0);
  return static_cast<Tag>(static_cast<int>(Tag::h1) + std::min(wanted, 6) - 1);
}

void Sink::task_box(bool done) {
  if (!inside(Tag::li) || !open(Tag::input)) return;
  attr("type", "checkbox");
  attr("disabled", "");
  if (done) attr("checked", "");
  if (!options_.in_card) return;
  const bool ukrainian = equals_ignoring_ascii_case(options_.lang.substr(0, 2), "uk");
  attr("aria-label", ukrainian ? (done ? "зроблено" : "не зроблено") : (done ? "done" : "to do"));
}

void Sink::attr(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  if (options_.strict) {
    append_strict(out_, value);
  } else {
    // White space around it means nothing, and sanitisers take it away.
    append_attribute(out_, trim_unicode(value));
  }
  out_ += '"';
}

void Sink::attr(std::string_view name, std::int64_t value) { attr(name, to_decimal(value)); }

void Sink::close(Tag tag) {
  if (forget(tag)) return;
  for (std::size_t i = stack_.size(); i-- > floor_;) {
    const Tag open = stack_[i].tag;
    if (open == tag || (is_heading(open) && is_heading(tag))) {
      suspend_to(i + 1, kind_of(tag) == Kind::inline_ ? Resume::all : Resume::outer);
      pop();
      return;
    }
    // A cell's end tags stay inside it; only a table's own reach further.
    if (cell_tags.has(open) && !table_tags.has(tag) && !cell_tags.has(tag)) return;
    if (open == Tag::table) return;
  }
}

void Sink::append(std::string_view text) {
  if (options_.strict) {
    append_strict(out_, text);
  } else {
    append_text(out_, text);
  }
}

void Sink::text(std::string_view text) {
  if (cut_ || text.empty()) return;
  const Tag at = current();
  if (table_tags.has(at) || list_tags.has(at) || (stack_.empty() && wrap_)) {
    if (is_blank(text)) return;
    if (!has_room()) {
      cut_ = true;
      return;
    }
    if (!place(Tag::none)) return;
    while (is_ascii_space(text.front())) text.remove_prefix(1);
  }
  if (at == Tag::pre && (in_start_ || content_of(stack_.back()) == out_.size())) {
    // A browser drops the first line feed after <pre>, so none may stand there.
    while (!text.empty() && (text.front() == '\n' || text.front() == '\r')) text.remove_prefix(1);
    if (text.empty()) return;
  }
  if (!suspended_.empty() && !is_blank(text)) resume();
  keep_apart();
  end_start();
  if (!in_text_) ++nodes_;
  in_text_ = true;
  const std::size_t before = out_.size();
  append(text);
  while (out_.size() > max_bytes_ &&
         !text.empty()) {  // an end in a block's middle: no honest text is as long
    cut_ = true;
    std::size_t half = text.size() / 2;
    while (half > 0 && (static_cast<unsigned char>(text[half]) & 0xC0U) == 0x80) --half;
    text = text.substr(0, half);
    out_.resize(before);
    append(text);
  }
  if (in_heading_) heading_text_ += text;
  facts_.text(text);
  if (facts_.wants_prose() && is_prose()) facts_.prose(text);
}

void Sink::keep_apart() {
  if (!std::exchange(apart_, false) || in_start_ || stack_.empty()) return;
  const Tag at = current();
  const char gap = inside(Tag::pre) ? '\n' : ' ';
  if (kind_of(at) != Kind::inline_ && !phrasing_only.has(at)) return;
  if (out_.ends_with(gap) || content_of(stack_.back()) == out_.size()) return;
  out_ += gap;
  if (in_heading_) heading_text_ += gap;
  facts_.boundary();
}

Markup Sink::finish() {
  pop_to(0);
  name_headings();
  if (cut_ && !options_.strict) out_ += "<p>\xE2\x80\xA6</p>";
  end_start();
  while (!options_.strict && !out_.empty() && out_.back() == '\n') out_.pop_back();
  result_.html = std::move(out_);
  result_.cut = result_.cut || cut_;
  result_.words = facts_.words();
  result_.minutes = facts_.minutes();
  result_.excerpt = facts_.excerpt();
  return std::move(result_);
}

}  // namespace lede
