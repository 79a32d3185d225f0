// Links, pictures and text; what `~~` strikes through and addresses that stand bare.
#include "base/text.h"
#include "markup/autolink.h"
#include "markup/markdown.h"
#include "markup/markdown_renderer.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

/// Whether a text that stands beside `node` begins or ends there as if beside a space.
bool ends_line(const cmark_node* node) {
  return node == nullptr || node->type == CMARK_NODE_SOFTBREAK ||
         node->type == CMARK_NODE_LINEBREAK;
}

}  // namespace

/// A paragraph of one image that has a title.
bool MarkdownRenderer::figure(const cmark_node* paragraph) {
  const cmark_node* const only = paragraph->first_child;
  if (only == nullptr || only->next != nullptr || only->type != CMARK_NODE_IMAGE) return false;
  const std::string_view title = trim(view_of(only->as.link.title));
  if (title.empty() && !options_.in_card) return false;
  if (view_of(only->as.link.url).starts_with(footnote_mark)) return false;
  begin(sink_.open(Tag::figure));
  image(only, false);
  if (!title.empty()) {
    begin(sink_.open(Tag::figcaption));
    sink_.text(as_written(title, false));
    end();
  }
  end();
  return true;
}

void MarkdownRenderer::image(const cmark_node* node, bool with_title) {
  if (html_.is_skipping()) return;
  const std::string_view url = view_of(node->as.link.url);
  if (!options_.strict && url.starts_with(footnote_mark)) {  // `![^1]` is a mark and a reference
    shown("!");
    link(node);
    return;
  }
  const std::string alt = alt_of(node);
  if (options_.strict) {
    sink_.image({url, alt, view_of(node->as.link.title)});
    return;
  }
  const std::string source = as_written(url, false);
  const std::string title =
      with_title ? as_written(view_of(node->as.link.title), false) : std::string();
  sink_.image({source, alt, title});
}

std::string MarkdownRenderer::alt_of(const cmark_node* node) {
  std::string out;
  const cmark_node* at = node->first_child;
  while (at != nullptr) {
    switch (type_of(at)) {
      case CMARK_NODE_TEXT:
        out += options_.strict ? literal_of(at) : typography_.shown(literal_of(at));
        break;
      case CMARK_NODE_CODE:
        out += options_.strict ? std::string(literal_of(at)) : as_written(literal_of(at), true);
        break;
      case CMARK_NODE_SOFTBREAK:
      case CMARK_NODE_LINEBREAK:
        out += ' ';
        break;
      default:
        break;
    }
    if (at->first_child != nullptr) {
      at = at->first_child;
      continue;
    }
    while (at != node && at->next == nullptr) at = at->parent;
    at = at == node ? nullptr : at->next;
  }
  return out;
}

bool MarkdownRenderer::link(const cmark_node* node) {
  const std::string_view url = view_of(node->as.link.url);
  if (!options_.strict && url.starts_with(footnote_mark)) {
    std::size_t index = 0;
    for (const char c : url.substr(1)) {
      if (!is_ascii_digit(c) || index > max_footnotes) return false;
      index = index * 10 + static_cast<std::size_t>(c - '0');
    }
    if (index < blocks_.footnotes() && !html_.is_skipping()) {
      before_reference(node, index);
      footnote_reference(index);
    }
    return false;
  }
  ++links_;
  if (html_.is_skipping()) {
    begin(false);
  } else if (options_.strict) {
    begin(sink_.open_link(url, view_of(node->as.link.title)));
  } else {
    begin(sink_.open_link(as_written(url, false), as_written(view_of(node->as.link.title), false)));
  }
  return true;
}

/// The texts that stand in a row from `node` on, as one; `node` becomes the last of them. Where
/// formatting waits for more text, the end of a line is a text by itself: it wakes none. So it is
/// behind a CR that was written as a reference, which would else be one end of line with it.
std::string_view MarkdownRenderer::take_run(const cmark_node*& node, std::string& joined) const {
  const auto piece_of = [](const cmark_node* one) {
    return one->type == CMARK_NODE_TEXT ? literal_of(one) : std::string_view("\n");
  };
  std::string_view run = piece_of(node);
  bool after_cr = false;
  while (true) {
    if (!run.empty()) after_cr = run.back() == '\r';
    const cmark_node* const next = node->next;
    if (next == nullptr || !is_text(next)) return run;
    if (next->type != node->type && (after_cr || sink_.has_suspended())) return run;
    node = next;
    const std::string_view piece = piece_of(node);
    const std::size_t size = run.size() + piece.size();
    const bool is_first = run.data() != joined.data();
    if (joined.size() < size) joined.resize(2 * size);
    if (is_first) run.copy(joined.data(), run.size());
    piece.copy(joined.data() + run.size(), piece.size());
    run = {joined.data(), size};
  }
}

/// Whether a run of exactly `size` tildes that can close follows, in `rest` or in the texts behind
/// `node`.
bool MarkdownRenderer::has_closer(const cmark_node* node, std::string_view rest, std::size_t size) {
  bool after_text = true;  // what stands before the run is no space
  while (true) {
    for (std::size_t at = rest.find('~'); at != npos;) {
      const std::size_t end = std::min(rest.find_first_not_of('~', at), rest.size());
      const bool closes = at == 0 ? after_text : !is_ascii_space(rest[at - 1]);
      if (end - at == size && closes) return true;
      at = rest.find('~', end);
    }
    do {
      after_text = !ends_line(node);
      node = node->next;
    } while (node != nullptr && !is_text(node));
    if (node == nullptr) return false;
    rest = take_run(node, later_run_);
  }
}

/// Text, with what `~~` strikes through: runs of one or two tildes, between texts of one parent.
/// Returns the last node of what it took.
const cmark_node* MarkdownRenderer::text(const cmark_node* node) {
  const cmark_node* const first = node;
  const std::string_view whole = take_run(node, run_);
  if (html_.is_skipping()) return node;
  if (options_.strict) {
    sink_.text(whole);
    return node;
  }
  std::size_t done = 0;
  const bool may_strike = blocks_.has_tildes() && !frames_.empty();
  for (std::size_t at = may_strike ? whole.find('~') : npos; at != npos;) {
    const std::size_t end = std::min(whole.find_first_not_of('~', at), whole.size());
    const std::size_t size = end - at;
    Frame& frame = frames_.back();
    const bool space_before = at == 0 ? ends_line(first->prev) : is_ascii_space(whole[at - 1]);
    const bool space_after =
        end == whole.size() ? ends_line(node->next) : is_ascii_space(whole[end]);
    if (frame.strike != npos && size == frame.strike_size && !space_before) {
      text_with_links(whole.substr(done, at - done));
      sink_.pop_to(frame.strike);
      frame.strike = npos;
      done = end;
    } else if (frame.strike == npos && size <= 2 && !space_after && !frame.no_closer[size]) {
      if (has_closer(node, whole.substr(end), size)) {
        text_with_links(whole.substr(done, at - done));
        if (sink_.open(Tag::del)) {
          frames_.back().strike = sink_.depth() - 1;
          frames_.back().strike_size = size;
          done = end;
        } else {  // no room: there will be none for the others either
          done = at;
          frame.no_closer[1] = frame.no_closer[2] = true;
        }
      } else {
        frame.no_closer[size] = true;
      }
    }
    at = whole.find('~', end);
  }
  text_with_links(whole.substr(done));
  return node;
}

void MarkdownRenderer::text_with_links(std::string_view text) {
  if (links_ > 0) {
    shown(text);
    return;
  }
  std::size_t done = 0;
  for (BareLink found = find_bare_link(text, 0); found.start != npos;
       found = find_bare_link(text, done)) {
    shown(text.substr(done, found.start - done));
    done = found.start + found.size;
    const std::string label = as_written(text.substr(found.start, found.size), false);
    std::string url(found.prefix);
    url += label;
    const bool opened = sink_.open_link(url, {});
    const std::size_t depth = sink_.depth();
    sink_.text(label);
    if (opened) sink_.pop_to(depth - 1);
  }
  shown(text.substr(done));
}

void MarkdownRenderer::shown(std::string_view text) { sink_.text(typography_.shown(text)); }

}  // namespace lede
