// Where an element may stand: what the HTML standard's content models make of the stack before it
// is opened.
#include "base/text.h"
#include "markup/sink.h"

namespace lede {
namespace {

constexpr std::size_t npos = static_cast<std::size_t>(-1);

// Lists and tables open only where what they need inside has room too.
constexpr std::size_t list_room = 8;
constexpr Tags table_parts(Tag::caption, Tag::colgroup, Tag::col, Tag::tbody, Tag::thead,
                           Tag::tfoot, Tag::tr, Tag::td, Tag::th);
constexpr Tags table_children(Tag::caption, Tag::colgroup, Tag::tbody, Tag::thead, Tag::tfoot);

}  // namespace

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
  while (!table_tags.has(stack_[keep - 1].tag)) --keep;  // the table at the latest
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

/// Room for an item: up to the list it belongs to, but not out of a cell, a quotation or another
/// box. @return false when there is no list, nor room for one.
bool Sink::place_item(Tag tag) {
  std::size_t i = stack_.size();
  const auto belongs = [&](Tag list) {
    return tag == Tag::li ? list == Tag::ul || list == Tag::ol : list == Tag::dl;
  };
  const auto passes = [&](Tag t) {
    return kind_of(t) == Kind::inline_ || kind_of(t) == Kind::box || t == Tag::li || t == Tag::dt ||
           t == Tag::dd;
  };
  while (i > floor_ && !belongs(stack_[i - 1].tag) && passes(stack_[i - 1].tag)) --i;
  if (i > 0 && belongs(stack_[i - 1].tag)) {
    pop_to(i);
  } else if (!list_tags.has(current()) && stack_.size() + list_room <= max_nesting) {
    push(tag == Tag::li ? Tag::ul : Tag::dl);
    stack_.back().implied = true;
  } else {
    return false;
  }
  return true;
}

/// What is no item stands in one, behind a list that its writer never began, or, a list itself, in
/// the item before.
void Sink::place_in_list(Tag tag) {
  constexpr std::string_view item_end = "</li>";
  if (stack_.back().implied && stack_.size() > floor_) {
    pop();
  } else if (list_tags.has(tag) && std::string_view(out_).ends_with(item_end)) {
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
  if (table_parts.has(tag)) return place_in_table(tag);
  // Groups of a list's terms.
  if (tag == Tag::div && current() == Tag::dl) return false;
  const std::size_t implied = list_tags.has(current()) ? 1 : table_tags.has(current()) ? 3 : 0;
  const std::size_t room = implied + (tag == Tag::table || list_tags.has(tag) ? list_room : 2);
  const bool is_item = tag == Tag::li || tag == Tag::dt || tag == Tag::dd;
  if (tag != Tag::none && !is_item && stack_.size() + room > max_nesting) return false;
  if (tag == Tag::table && table_tags.has(current())) {
    const std::size_t table = nearest(Tag::table);
    if (table < floor_) return false;
    pop_to(table);
  }
  if (table_tags.has(current())) {
    if (!open(Tag::td)) return false;
  }
  if (kind != Kind::inline_ && tag != Tag::br && tag != Tag::img && tag != Tag::input &&
      tag != Tag::wbr && !leave_phrasing(tag)) {
    return false;
  }
  if (is_item) return place_item(tag);
  if (list_tags.has(current())) place_in_list(tag);
  if (tag == Tag::a) {
    const std::size_t other = nearest(Tag::a);
    if (other != npos) {
      if (other < floor_) return false;
      for (std::size_t i = other; i < stack_.size(); ++i) {
        if (kind_of(stack_[i].tag) != Kind::inline_) return false;
      }
      if (other + 1 == stack_.size()) {
        pop();
      } else {
        suspend_to(other, Resume::all);
      }
    }
    forget(Tag::a);
  }
  if (ruby_tags.has(tag) && !place_in_ruby()) return false;
  if (tag == Tag::br && break_paragraph()) return false;
  const bool stands_in_line = kind == Kind::inline_ || (kind == Kind::empty && tag != Tag::hr);
  if (wrap_ && stack_.empty() && stands_in_line) {
    if (tag == Tag::br || tag == Tag::wbr) return false;
    push(Tag::p);
    stack_.back().implied = true;
  }
  return true;
}

}  // namespace lede
