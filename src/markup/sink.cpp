#include "markup/sink.h"
#include "base/casefold.h"
#include "base/hash.h"
#include "base/html.h"
#include "base/text.h"
#include "base/url.h"
#include <algorithm>

namespace lede {
namespace {

struct Element {
  std::string_view name;
  Kind kind;
};

constexpr Element elements[] = {
    {"", Kind::inline_},
#define LEDE_ELEMENT(tag, name, kind) {name, Kind::kind},
#include "markup/elements.def"
#undef LEDE_ELEMENT
};

constexpr std::size_t npos = static_cast<std::size_t>(-1);

/// A set of tags; the whole table fits into two words.
class Tags {
 public:
  template <typename... T>
  consteval explicit Tags(T... tags) {
    (add(static_cast<unsigned>(tags)), ...);
  }
  [[nodiscard]] constexpr bool has(Tag tag) const {
    const auto n = static_cast<unsigned>(tag);
    return ((bits_[n / 64] >> (n % 64)) & 1U) != 0;
  }

 private:
  consteval void add(unsigned n) { bits_[n / 64] |= std::uint64_t{1} << (n % 64); }
  std::uint64_t bits_[2] = {};
};

constexpr Tags table_parts(Tag::table, Tag::tbody, Tag::thead, Tag::tfoot, Tag::tr, Tag::colgroup);
constexpr Tags table_children(Tag::caption, Tag::colgroup, Tag::tbody, Tag::thead, Tag::tfoot);
constexpr Tags cells(Tag::td, Tag::th, Tag::caption);
constexpr Tags lists(Tag::ul, Tag::ol, Tag::dl);
constexpr Tags phrasing_only(Tag::p, Tag::pre, Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5,
                             Tag::h6);
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

bool is_letter_like(char32_t c) {
  return c >= 0xAA && c != 0xAB && c != 0xAC && c != 0xAE && c != 0xAF && c != 0xB4 &&
         !(c >= 0xB6 && c <= 0xB9) && c != 0xBB && c != 0xBF && c != 0xD7 && c != 0xF7 &&
         !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x3004) &&
         !(c >= 0x3008 && c <= 0x3030) && !(c >= 0xFF00 && c <= 0xFF0F) &&
         !(c >= 0xFDD0 && c <= 0xFDEF) && c != replacement_character && c != 0xFEFF;
}

/// "Élan vital, 2nd part" -> "élan-vital-2nd-part": letters and digits folded, the rest as single
/// hyphens.
std::string slug_of(std::string_view text) {
  constexpr std::size_t max_bytes = 96;
  std::string out;
  bool gap = false;
  for (std::size_t i = 0; i < text.size() && out.size() < max_bytes;) {
    const CodePoint c = decode_utf8(text, i);
    i += c.size;
    const char ascii = c.value < 0x80 ? static_cast<char>(c.value) : '\0';
    if (is_ascii_alpha(ascii) || is_ascii_digit(ascii) || is_letter_like(c.value)) {
      if (gap && !out.empty()) out += '-';
      gap = false;
      append_case_folded(out, c.value);
    } else if (ascii != '\'' && c.value != 0x2019) {
      gap = true;
    }
  }
  return out.empty() ? std::string("section") : out;
}

/// A fragment as it stands in an id: percent-decoded, without spaces and controls.
std::string anchor_of(std::string_view fragment) {
  constexpr std::size_t max_bytes = 256;
  std::string out;
  for (std::size_t i = 0; i < fragment.size() && out.size() < max_bytes; ++i) {
    char c = fragment[i];
    if (c == '%' && i + 2 < fragment.size() && hex_value(fragment[i + 1]) >= 0 &&
        hex_value(fragment[i + 2]) >= 0) {
      c = static_cast<char>(hex_value(fragment[i + 1]) * 16 + hex_value(fragment[i + 2]));
      i += 2;
    }
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) out += c;
  }
  return std::string(trim_unicode(to_valid_utf8(out)));
}

// What houdini_href_e.c lets through; --strict writes URLs as cmark does.
constexpr std::string_view strict_url_marks = "-_.+!*(),%#@?=;:/$~";

std::string strict_href(std::string_view url) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    if (is_ascii_alpha(c) || is_ascii_digit(c) ||
        strict_url_marks.find(c) != std::string_view::npos) {
      out += c;
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\'') {
      out += "&#x27;";
    } else {
      out += '%';
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15U];
    }
  }
  return out;
}

/// cmark's own escaping: quotation marks in text too, no-break spaces as they are.
void append_strict(std::string& out, std::string_view text) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\0':
        out += "\xEF\xBF\xBD";
        break;
      default:
        out += c;
    }
  }
}

}  // namespace

Tag tag_of(std::string_view name) {
  const auto* const begin = std::begin(elements) + 1;
  const auto* const found =
      std::lower_bound(begin, std::end(elements), name,
                       [](const Element& e, std::string_view n) { return e.name < n; });
  if (found == std::end(elements) || found->name != name) return Tag::none;
  return static_cast<Tag>(found - std::begin(elements));
}

std::string_view name_of(Tag tag) { return elements[static_cast<std::size_t>(tag)].name; }

Kind kind_of(Tag tag) { return elements[static_cast<std::size_t>(tag)].kind; }

Sink::Sink(const MarkupOptions& options, std::size_t input_bytes)
    : options_(options),
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
  end_start();
  ++nodes_;
  in_text_ = false;
  const std::size_t start = out_.size();
  out_ += '<';
  out_ += name_of(tag);
  in_start_ = true;
  if (kind_of(tag) != Kind::inline_) facts_.boundary();
  in_empty_ = kind_of(tag) == Kind::empty;
  if (in_empty_) return;
  if (is_heading(tag)) {
    heading_at_ = out_.size();
    in_heading_ = true;
  }
  if (cells.has(tag)) suspended_.clear();
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
  if (cells.has(tag)) suspended_.clear();
  out_ += "</";
  out_ += name_of(tag);
  out_ += '>';
  if (kind_of(tag) != Kind::inline_) facts_.boundary();
  if (is_heading(tag)) finish_heading();
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

/// Ends the paragraph, heading or preformatted text in which `tag` can't stand. @return false when
/// `tag` must give way instead.
bool Sink::leave_phrasing(Tag tag) {
  // What goes on in every block by itself surrounds none.
  std::size_t line = stack_.size();
  while (line > floor_ && kind_of(stack_[line - 1].tag) == Kind::inline_) --line;
  while (line < stack_.size() && !stack_[line].resumed) ++line;
  suspend_to(line, Resume::empty);
  for (std::size_t above = stack_.size(); above > 0; --above) {
    const std::size_t i = above - 1;
    const Tag at = stack_[i].tag;
    if (!phrasing_only.has(at)) {
      if (kind_of(at) != Kind::inline_) break;
      continue;
    }
    const bool gives_way = at != Tag::p && kind_of(tag) == Kind::box;
    if (i < floor_ || gives_way) return false;
    suspend_to(i, stack_[i].implied ? Resume::all : Resume::empty);
  }
  return true;
}

/// Room for a part of a table: what must surround it is opened, what must not is closed.
bool Sink::place_in_table(Tag tag) {
  const std::size_t table = nearest(Tag::table);
  if (table == npos) return false;
  const bool is_child = table_children.has(tag);
  std::size_t keep = is_child ? table + 1 : stack_.size();
  while (!table_parts.has(stack_[keep - 1].tag)) --keep;  // the table at the latest
  if (tag == Tag::col && stack_[keep - 1].tag != Tag::colgroup) keep = table + 1;
  const Tag inner = stack_[keep - 1].tag;
  if ((inner == Tag::colgroup && tag != Tag::col) || (inner == Tag::tr && tag == Tag::tr)) --keep;
  if (keep < floor_) return false;
  pop_to(keep);
  if (is_child) return true;
  if (tag == Tag::col) {
    if (current() != Tag::colgroup) push(Tag::colgroup);
    return true;
  }
  if (current() == Tag::table) push(Tag::tbody);
  if (current() != Tag::tr && tag != Tag::tr) push(Tag::tr);
  return true;
}

/// What is no item stands in one, behind a list that its writer never began, or, a list itself, in
/// the item before.
void Sink::place_in_list(Tag tag) {
  constexpr std::string_view item_end = "</li>";
  if (stack_.back().implied && stack_.size() > floor_) {
    pop();
  } else if (lists.has(tag) && std::string_view(out_).ends_with(item_end)) {
    out_.resize(out_.size() - item_end.size());
    stack_.push_back({Tag::li, last_item_});
  } else {
    push(current() == Tag::dl ? Tag::dd : Tag::li);
  }
}

/// Two line breaks in a row are the end of a paragraph; one at a block's begin is nothing.
bool Sink::break_paragraph() {
  constexpr std::string_view line_break = "<br>";
  if (options_.strict || stack_.empty()) return false;
  if (in_start_ && !in_empty_) return kind_of(current()) != Kind::inline_;
  std::size_t at = stack_.size() - 1;
  while (at > floor_ && kind_of(stack_[at].tag) == Kind::inline_) --at;
  const Open paragraph = stack_[at];
  end_start();
  const std::string_view before = trim(out_);
  const bool plain = std::string_view(out_).substr(paragraph.start).starts_with("<p>");
  if (!plain || at < floor_ || !before.ends_with(line_break)) return false;
  out_.resize(before.size() - line_break.size());
  suspend_to(at, Resume::all);
  push(Tag::p);
  stack_.back().implied = paragraph.implied;
  return true;
}

/// Back to the ruby text that the element belongs to. @return false when there is none in this
/// line.
bool Sink::place_in_ruby() {
  const std::size_t ruby = nearest(Tag::ruby);
  if (ruby == npos || ruby + 1 < floor_) return false;
  for (std::size_t i = ruby; i < stack_.size(); ++i) {
    if (kind_of(stack_[i].tag) != Kind::inline_) return false;
  }
  pop_to(ruby + 1);
  return true;
}

/// Makes the stack fit for `tag` (none: text), by the HTML standard's content models. @return false
/// when the tag itself has to go.
bool Sink::place(Tag tag) {
  const Kind kind = kind_of(tag);
  switch (tag) {
    case Tag::caption:
    case Tag::colgroup:
    case Tag::col:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
      return place_in_table(tag);
    default:
      break;
  }
  // Lists and tables only where what they need inside has room too.
  constexpr std::size_t list_room = 8;
  const std::size_t implied = lists.has(current()) ? 1 : table_parts.has(current()) ? 3 : 0;
  const std::size_t room = implied + (tag == Tag::table || lists.has(tag) ? list_room : 2);
  const bool is_item = tag == Tag::li || tag == Tag::dt || tag == Tag::dd;
  if (tag != Tag::none && !is_item && stack_.size() + room > max_nesting) return false;
  if (tag == Tag::table && table_parts.has(current())) {
    const std::size_t table = nearest(Tag::table);
    if (table < floor_) return false;
    pop_to(table);
  }
  if (table_parts.has(current())) {
    if (!open(Tag::td)) return false;
  }
  if (kind != Kind::inline_ && tag != Tag::br && tag != Tag::img && tag != Tag::input &&
      tag != Tag::wbr && !leave_phrasing(tag)) {
    return false;
  }
  if (is_item) {
    // Up to the list it belongs to, but not out of a cell, a quotation or another box.
    std::size_t i = stack_.size();
    const auto belongs = [&](Tag list) {
      return tag == Tag::li ? list == Tag::ul || list == Tag::ol : list == Tag::dl;
    };
    const auto passes = [&](Tag t) {
      return kind_of(t) == Kind::inline_ || kind_of(t) == Kind::box || t == Tag::li ||
             t == Tag::dt || t == Tag::dd;
    };
    while (i > floor_ && !belongs(stack_[i - 1].tag) && passes(stack_[i - 1].tag)) --i;
    if (i > 0 && belongs(stack_[i - 1].tag)) {
      pop_to(i);
    } else if (!lists.has(current()) && stack_.size() + list_room <= max_nesting) {
      push(tag == Tag::li ? Tag::ul : Tag::dl);
      stack_.back().implied = true;
    } else {
      return false;
    }
    return true;
  }
  if (lists.has(current())) place_in_list(tag);
  if (tag == Tag::a) {
    const std::size_t other = nearest(Tag::a);
    if (other != npos) {
      if (other < floor_) return false;
      for (std::size_t i = other; i < stack_.size(); ++i) {
        if (kind_of(stack_[i].tag) != Kind::inline_) return false;
      }
      suspend_to(other, Resume::all);
    }
    forget(Tag::a);
  }
  if ((tag == Tag::rt || tag == Tag::rp) && !place_in_ruby()) return false;
  if (tag == Tag::br && break_paragraph()) return false;
  const bool stands_in_line = kind == Kind::inline_ || (kind == Kind::empty && tag != Tag::hr);
  if (wrap_ && stack_.empty() && stands_in_line) {
    if (tag == Tag::br || tag == Tag::wbr) return false;
    push(Tag::p);
    stack_.back().implied = true;
  }
  return true;
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
  if (kind_of(tag) == Kind::inline_ || tag == Tag::img) resume();
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

void Sink::attr(std::string_view name, std::uint32_t value) { attr(name, to_decimal(value)); }

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
    if (cells.has(open) && !table_parts.has(tag) && !cells.has(tag)) return;
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
  if (table_parts.has(at) || lists.has(at) || (stack_.empty() && wrap_)) {
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

bool Sink::is_media_host(std::string_view url) const {
  if (options_.media_hosts.empty()) return true;
  const std::string host = url_host(url);
  return std::any_of(
      options_.media_hosts.begin(), options_.media_hosts.end(), [&](std::string_view allowed) {
        if (host.size() == allowed.size()) return equals_ignoring_ascii_case(host, allowed);
        return host.size() > allowed.size() && host[host.size() - allowed.size() - 1] == '.' &&
               equals_ignoring_ascii_case(
                   std::string_view(host).substr(host.size() - allowed.size()), allowed);
      });
}

bool Sink::open_link(std::string_view url, std::string_view title, std::string_view rel) {
  if (!make_room(Tag::a)) return false;  // asked first, since looking at a URL costs more
  if (options_.strict) {
    if (!open(Tag::a)) return false;
    out_ += " href=\"";
    if (has_allowed_scheme(url, UrlUse::link)) out_ += strict_href(url);
    out_ += '"';
    if (!title.empty()) attr("title", title);
    return true;
  }
  title = trim(title);
  // As a browser reads it: controls and spaces before it don't count.
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20) url.remove_prefix(1);
  if (url.starts_with('#')) {  // stays in the card: the shim takes it over
    const std::string anchor = anchor_of(url.substr(1));
    if (anchor.empty() || !open(Tag::a)) return false;
    std::string href = "#";
    href += options_.id_prefix;
    href += anchor;
    attr("href", href);
    if (!title.empty()) attr("title", title);
    return true;
  }
  const Result<std::string> checked = safe_url(url, options_.base_url, UrlUse::link);
  if (!checked || checked->empty() || !open(Tag::a)) return false;
  attr("href", *checked);
  if (!title.empty()) attr("title", title);
  if (!checked->starts_with("mailto:") && !checked->starts_with("tel:")) {
    attr("target", "_blank");
    std::string all(rel);
    all += "noopener";
    attr("rel", all);
  }
  return true;
}

void Sink::image(const ImageSource& source) {
  if (options_.strict) {
    if (!open(Tag::img)) return;
    out_ += " src=\"";
    if (has_allowed_scheme(source.url, UrlUse::image)) out_ += strict_href(source.url);
    out_ += '"';
    attr("alt", source.alt);
    if (!source.title.empty()) attr("title", source.title);
    return;
  }
  const Result<std::string> checked = safe_url(source.url, options_.base_url, UrlUse::image);
  if (!checked || !is_media_host(*checked)) {
    text(source.alt);
    return;
  }
  if (!open(Tag::img)) return;
  if (result_.first_image.empty()) result_.first_image = *checked;
  attr("src", *checked);
  attr("alt", source.alt);
  if (const std::string_view title = trim(source.title); !title.empty()) attr("title", title);
  if (source.width > 0) attr("width", source.width);
  if (source.height > 0) attr("height", source.height);
  attr("loading", "lazy");
  attr("decoding", "async");
  attr("referrerpolicy", "no-referrer");
}

Sink::Id* Sink::find_id(std::string_view name) {
  const std::uint32_t hash = fnv1a32(name);
  const auto found = std::find_if(ids_.begin(), ids_.end(), [&](const Id& known) {
    return known.hash == hash && known.name == name;
  });
  return found == ids_.end() ? nullptr : &*found;
}

/// Makes an id the card's only one of that name, by a number where it must. Empty when there are
/// too many.
std::string Sink::claim_id(const std::string& id) {
  if (ids_.size() >= max_ids) return {};
  std::string name = id;
  while (find_id(name) != nullptr) {
    // Counting goes on where it stopped last time, so many equal headings stay cheap.
    Id* const first = find_id(id);
    name = id;
    name += '-';
    append_number(name, ++first->given);
  }
  ids_.push_back({name, fnv1a32(name), 1});
  return std::string(options_.id_prefix) + name;
}

void Sink::author_id(std::string_view id) {
  if (id.empty() || ids_.size() >= max_ids) return;
  std::string name = anchor_of(id);
  if (name.empty() || find_id(name) != nullptr) return;
  name = claim_id(name);
  if (name.empty()) return;
  attr("id", name);
  if (!in_empty_ && is_heading(current())) heading_id_ = std::move(name);
}

void Sink::finish_heading() {
  in_heading_ = false;
  const std::string text = std::exchange(heading_text_, {});
  OutlineEntry entry;
  entry.id = std::exchange(heading_id_, {});
  if (options_.strict || is_blank(text)) return;
  const std::string_view tag = std::string_view(out_).substr(heading_at_ - 1);
  entry.level = tag[0] - '0';
  entry.text = trim(text);
  if (entry.id.empty()) {
    entry.id = claim_id(slug_of(text));
    if (entry.id.empty()) return;
    std::string attribute = " id=\"";
    append_attribute(attribute, entry.id);
    attribute += '"';
    out_.insert(heading_at_, attribute);
  }
  result_.outline.push_back(std::move(entry));
}

Markup Sink::finish() {
  pop_to(0);
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
