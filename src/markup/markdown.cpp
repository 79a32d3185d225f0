#include "markup/markdown.h"
#include "base/text.h"
#include "markup/autolink.h"
#include "markup/blocks.h"
#include "markup/html_reader.h"
#include "markup/html_values.h"
#include "markup/typography.h"
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::string_view back_arrow =
    "\xE2\x86\xA9\xEF\xB8\x8E";  // U+21A9, as text and not as a picture

std::string_view literal_of(const cmark_node* node) {
  return {reinterpret_cast<const char*>(node->data), static_cast<std::size_t>(node->len)};
}

std::string_view view_of(const unsigned char* text) {
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text));
}

cmark_node_type type_of(const cmark_node* node) { return static_cast<cmark_node_type>(node->type); }

/// Text, or an end of line that is nothing else.
bool is_text(const cmark_node* node) {
  return node->type == CMARK_NODE_TEXT || node->type == CMARK_NODE_SOFTBREAK;
}

/// Whether a text that stands beside `node` begins or ends there as if beside a space.
bool ends_line(const cmark_node* node) {
  return node == nullptr || node->type == CMARK_NODE_SOFTBREAK ||
         node->type == CMARK_NODE_LINEBREAK;
}

/// A tight list's paragraphs have no `<p>`.
bool is_tight(const cmark_node* paragraph) {
  const cmark_node* const item = paragraph->parent;
  return item != nullptr && item->parent != nullptr && item->parent->type == CMARK_NODE_LIST &&
         item->parent->as.list.tight;
}

bool is_cell(const cmark_node* node) {
  return role_of(node) >= Role::cell && role_of(node) <= Role::cell_right;
}

/// Letters and digits alone, in lower case: what is left of a label when its marks were read.
void append_letters(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80)
      out += to_ascii_lower(c);
  }
}

/// Raw HTML without the `<? ... ?>` or `<![CDATA[ ... ]]>` that it begins with. An HTML tokenizer
/// would end these at their first `>`, but Markdown has found their real ends.
std::string_view without_instruction(std::string_view html) {
  const std::string_view inside = trim(html);
  const std::string_view end = inside.starts_with("<?")          ? "?>"
                               : inside.starts_with("<![CDATA[") ? "]]>"
                                                                 : "";
  if (end.empty()) return html;
  const std::size_t at = html.find(end);
  return at == npos ? std::string_view() : html.substr(at + end.size());
}

/// Walks the trees of a document and its footnotes; not by recursion, since inlines nest as deep as
/// they like.
class Renderer {
 public:
  Renderer(const Blocks& blocks, const MarkupOptions& options, Sink& sink)
      : blocks_(blocks),
        options_(options),
        sink_(sink),
        html_(sink, options),
        typography_(options.lang),
        numbers_(blocks.footnotes(), 0),
        references_(blocks.footnotes(), 0) {}

  void render() {
    if (options_.in_card) sink_.fit_headings(highest_heading());
    walk(blocks_.root());
    footnotes();
  }

 private:
  /// An open node: on leaving, elements above `base` are closed, and its own if it has one.
  struct Frame {
    std::size_t base = 0;
    std::size_t old_floor = 0;
    std::size_t strike = npos;  ///< where an open `<del>` stands
    std::size_t strike_size = 0;
    bool no_closer[3] = {false, false, false};
    bool own = false;
  };

  [[nodiscard]] int highest_heading() const;
  void walk(const cmark_node* root);
  bool enter(const cmark_node* node);
  void leave(const cmark_node* node);
  void end();
  void begin(bool opened);
  bool begin_block(const cmark_node* node);
  void heading(const cmark_node* node);
  void list(const cmark_node* node);
  void item();
  void task_box(const cmark_node* paragraph);
  void table_part(const cmark_node* node);
  void code_block(const cmark_node* node);
  void raw_html(const cmark_node* node);
  bool figure(const cmark_node* paragraph);
  void image(const cmark_node* node, bool with_title);
  bool link(const cmark_node* node);
  void before_reference(const cmark_node* node, std::size_t index);
  void footnote_reference(std::size_t index);
  void footnotes();
  void back_links();
  const cmark_node* text(const cmark_node* node);
  std::string_view take_run(const cmark_node*& node, std::string& joined) const;
  void text_with_links(std::string_view text);
  void shown(std::string_view text);
  bool has_closer(const cmark_node* node, std::string_view rest, std::size_t size);
  std::string alt_of(const cmark_node* node);
  void strict_line() {
    if (options_.strict) sink_.line_feed();
  }

  const Blocks& blocks_;
  const MarkupOptions& options_;
  Sink& sink_;
  HtmlReader html_;
  Typography typography_;
  std::vector<Frame> frames_;
  std::string run_, later_run_;          ///< texts of several nodes, joined
  int links_ = 0;                        ///< open links
  std::vector<std::string> labels_;      ///< by note: what tells its label from others
  std::vector<std::size_t> numbers_;     ///< by note: the number shown, 0 for none yet
  std::vector<std::size_t> references_;  ///< by note: how often it was referred to
  std::vector<std::size_t> order_;       ///< notes by number
  std::size_t reference_count_ = 0;
  const cmark_node* back_links_at_ = nullptr;  ///< the paragraph that ends with a note's back links
  std::size_t note_ = 0;                       ///< the note being rendered
};

void Renderer::walk(const cmark_node* root) {
  const cmark_node* node = root->first_child;
  while (node != nullptr && !sink_.is_cut()) {
    if (is_text(node)) {
      node = text(node);
    } else if (enter(node)) {
      if (node->first_child != nullptr) {
        node = node->first_child;
        continue;
      }
      leave(node);
    }
    while (node->next == nullptr && node->parent != root) {
      node = node->parent;
      leave(node);
    }
    node = node->next;
  }
  frames_.clear();
}

void Renderer::begin(bool opened) {
  Frame frame;
  frame.own = opened;
  frame.base = sink_.depth();
  frame.old_floor = sink_.set_floor(frame.base);
  frames_.push_back(frame);
}

/// Returns whether the node has an inside to go into; then leave() follows.
bool Renderer::enter(const cmark_node* node) {
  switch (type_of(node)) {
    case CMARK_NODE_LINEBREAK:
      if (!html_.is_skipping()) {
        sink_.open(Tag::br);
        if (options_.strict) sink_.text("\n");
      }
      return false;
    case CMARK_NODE_CODE:
      if (!html_.is_skipping()) {
        begin(sink_.open(Tag::code));
        sink_.text(options_.strict ? std::string(literal_of(node))
                                   : as_written(literal_of(node), true));
        end();
      }
      return false;
    case CMARK_NODE_HTML_INLINE:
      raw_html(node);
      return false;
    case CMARK_NODE_EMPH:
      begin(sink_.open(Tag::em));
      return true;
    case CMARK_NODE_STRONG:
      begin(sink_.open(Tag::strong));
      return true;
    case CMARK_NODE_LINK:
      return link(node);
    case CMARK_NODE_IMAGE:
      image(node, true);
      return false;
    default:
      typography_.block();
      html_.stop_skipping();
      return begin_block(node);
  }
}

bool Renderer::begin_block(const cmark_node* node) {
  switch (type_of(node)) {
    case CMARK_NODE_BLOCK_QUOTE:
      strict_line();
      begin(sink_.open(Tag::blockquote));
      strict_line();
      return true;
    case CMARK_NODE_LIST:
      list(node);
      return true;
    case CMARK_NODE_ITEM:
      item();
      return true;
    case CMARK_NODE_PARAGRAPH:
      if (is_cell(node)) {
        table_part(node);
        return true;
      }
      if (is_tight(node)) {
        begin(false);
        task_box(node);
        return true;
      }
      if (!options_.strict && figure(node)) return false;
      strict_line();
      begin(sink_.open(Tag::p));
      task_box(node);
      return true;
    case CMARK_NODE_HEADING:
      heading(node);
      return true;
    case CMARK_NODE_THEMATIC_BREAK:
      strict_line();
      sink_.open(Tag::hr);
      strict_line();
      return false;
    case CMARK_NODE_CODE_BLOCK:
      code_block(node);
      return false;
    case CMARK_NODE_HTML_BLOCK:
      strict_line();
      raw_html(node);
      html_.stop_skipping();
      strict_line();
      return false;
    default:  // CMARK_NODE_CUSTOM_BLOCK
      table_part(node);
      return true;
  }
}

void Renderer::end() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  sink_.pop_to(frame.own ? frame.base - 1 : frame.base);
  sink_.set_floor(frame.old_floor);
}

void Renderer::leave(const cmark_node* node) {
  const Frame frame = frames_.back();
  if (node->type == CMARK_NODE_LINK) --links_;
  const bool is_block = node->type < CMARK_NODE_FIRST_INLINE;
  if (is_block) html_.stop_skipping();
  if (node == back_links_at_) {
    sink_.pop_to(frame.base);
    back_links();
  }
  if (node->type == CMARK_NODE_BLOCK_QUOTE || node->type == CMARK_NODE_LIST) strict_line();
  end();
  if (is_block && frame.own) strict_line();
}

/// Of the headings that structure the text; those inside a quotation or a list are not asked.
int Renderer::highest_heading() const {
  int highest = 6;
  for (const cmark_node* node = blocks_.root()->first_child; node != nullptr; node = node->next) {
    if (node->type == CMARK_NODE_HEADING) highest = std::min(highest, int{node->as.heading.level});
  }
  return highest;
}

void Renderer::heading(const cmark_node* node) {
  strict_line();
  begin(sink_.open(sink_.heading(node->as.heading.level)));
}

void Renderer::list(const cmark_node* node) {
  strict_line();
  const bool ordered = node->as.list.list_type == CMARK_ORDERED_LIST;
  const bool opened = sink_.open(ordered ? Tag::ol : Tag::ul);
  if (opened && ordered && node->as.list.start != 1) {
    sink_.attr("start", static_cast<std::uint32_t>(node->as.list.start));
  }
  begin(opened);
  strict_line();
}

void Renderer::item() {
  strict_line();
  begin(sink_.open(Tag::li));
}

/// The box of a task, at the start of its first paragraph.
void Renderer::task_box(const cmark_node* paragraph) {
  const Role role = paragraph->prev == nullptr ? role_of(paragraph->parent) : Role::none;
  if (role != Role::task_open && role != Role::task_done) return;
  sink_.task_box(role == Role::task_done);
}

void Renderer::table_part(const cmark_node* node) {
  switch (role_of(node)) {
    case Role::table:
      begin(sink_.open(Tag::table));
      return;
    case Role::head_row:
      sink_.open(Tag::thead);
      begin(sink_.open(Tag::tr));
      return;
    case Role::row:
      if (node->prev != nullptr && role_of(node->prev) == Role::head_row) {
        sink_.set_floor(frames_.back().base);
        sink_.pop_to(frames_.back().base);
        sink_.open(Tag::tbody);
      }
      begin(sink_.open(Tag::tr));
      return;
    default: {
      const bool is_head = role_of(node->parent) == Role::head_row;
      const bool opened = sink_.open(is_head ? Tag::th : Tag::td);
      if (opened && role_of(node) != Role::cell) {
        sink_.attr("align", role_of(node) == Role::cell_left     ? "left"
                            : role_of(node) == Role::cell_center ? "center"
                                                                 : "right");
      }
      begin(opened);
    }
  }
}

void Renderer::code_block(const cmark_node* node) {
  strict_line();
  begin(sink_.open(Tag::pre));
  const bool opened = sink_.open(Tag::code);
  std::string_view info = view_of(node->as.code.info);
  info = info.substr(0, info.find_first_of(" \t\n"));
  if (opened && (options_.strict ? !info.empty() : is_code_language(info))) {
    std::string name = "language-";
    name += info;
    sink_.attr("class", name);
  }
  sink_.text(options_.strict ? std::string(literal_of(node)) : as_written(literal_of(node), true));
  end();
  strict_line();
}

void Renderer::raw_html(const cmark_node* node) {
  const std::string_view html = without_instruction(literal_of(node));
  if (html.find(escaped_tilde) == npos) {
    html_.feed(html);
  } else {
    html_.feed(as_written(html, true));
  }
}

/// A paragraph of one image that has a title.
bool Renderer::figure(const cmark_node* paragraph) {
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

void Renderer::image(const cmark_node* node, bool with_title) {
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

std::string Renderer::alt_of(const cmark_node* node) {
  std::string out;
  const cmark_node* at = node->first_child;
  while (at != nullptr) {
    switch (type_of(at)) {
      case CMARK_NODE_TEXT:
        out += options_.strict ? std::string(literal_of(at)) : typography_.shown(literal_of(at));
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

bool Renderer::link(const cmark_node* node) {
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

// Ids of notes hold a colon, which no heading's id does.
std::string note_anchor(std::string_view kind, std::size_t number, std::size_t repeat) {
  std::string id(kind);
  append_number(id, static_cast<std::int64_t>(number));
  if (repeat > 1) {
    id += ':';
    append_number(id, static_cast<std::int64_t>(repeat));
  }
  return id;
}

/// `[^a][^b]` and `[text][^b]` are, for cmark, one link to the note; but what its first brackets
/// hold is a reference of its own, or text.
void Renderer::before_reference(const cmark_node* node, std::size_t index) {
  std::string inside;
  for (const cmark_node* at = node->first_child; at != nullptr;) {
    append_letters(inside, as_written(literal_of(at), false));
    if (at->first_child != nullptr) {
      at = at->first_child;
      continue;
    }
    while (at != node && at->next == nullptr) at = at->parent;
    at = at == node ? nullptr : at->next;
  }
  if (labels_.empty()) {
    for (std::size_t i = 0; i < blocks_.footnotes(); ++i)
      append_letters(labels_.emplace_back(), blocks_.footnote_label(i));
  }
  if (inside == labels_[index]) return;
  const cmark_node* const first = node->first_child;
  const bool is_reference = first != nullptr && literal_of(first).starts_with('^');
  const auto other = std::find(labels_.begin(), labels_.end(), inside);
  if (is_reference && other != labels_.end()) {
    footnote_reference(static_cast<std::size_t>(other - labels_.begin()));
  } else {
    sink_.text("[");
    sink_.text(alt_of(node));
    sink_.text("]");
  }
}

void Renderer::footnote_reference(std::size_t index) {
  if (numbers_[index] == 0) {
    order_.push_back(index);
    numbers_[index] = order_.size();
  }
  const std::size_t number = numbers_[index];
  const bool counts = reference_count_ < max_footnote_references;
  if (counts) {
    ++reference_count_;
    ++references_[index];
  }
  begin(sink_.open(Tag::sup));
  const bool opened = links_ == 0 && sink_.open_link('#' + note_anchor("fn:", number, 1), {});
  if (opened && counts) {
    sink_.attr("id",
               std::string(options_.id_prefix) + note_anchor("fnref:", number, references_[index]));
    sink_.attr("role", "doc-noteref");
  }
  sink_.text(to_decimal(static_cast<std::int64_t>(number)));
  end();
}

/// The notes that were referred to, in that order; a note may refer to more.
void Renderer::footnotes() {
  if (order_.empty() || sink_.is_cut()) return;
  sink_.set_floor(0);
  sink_.pop_to(0);
  links_ = 0;
  if (!sink_.open(Tag::section)) return;
  sink_.attr("role", "doc-endnotes");
  sink_.open(Tag::ol);
  const std::size_t depth = sink_.depth();
  for (std::size_t n = 0; n < order_.size() && !sink_.is_cut(); ++n) {
    note_ = order_[n];
    if (!sink_.open(Tag::li)) break;
    sink_.attr("id", std::string(options_.id_prefix) + note_anchor("fn:", n + 1, 1));
    sink_.set_floor(sink_.depth());
    const cmark_node* const root = blocks_.footnote(note_);
    const cmark_node* const last = root->last_child;
    back_links_at_ = last != nullptr && last->type == CMARK_NODE_PARAGRAPH ? last : nullptr;
    walk(root);
    if (back_links_at_ == nullptr && sink_.open(Tag::p)) back_links();
    sink_.set_floor(0);
    sink_.pop_to(depth);
  }
  sink_.pop_to(0);
}

void Renderer::back_links() {
  const std::size_t number = numbers_[note_];
  for (std::size_t n = 1; n <= references_[note_]; ++n) {
    sink_.text(" ");
    const std::size_t depth = sink_.depth();
    if (!sink_.open_link('#' + note_anchor("fnref:", number, n), {})) return;
    sink_.attr("role", "doc-backlink");
    sink_.text(back_arrow);
    sink_.pop_to(depth);
  }
}

/// The texts that stand in a row from `node` on, as one; `node` becomes the last of them. Where
/// formatting waits for more text, the end of a line is a text by itself: it wakes none. So it is
/// behind a CR that was written as a reference, which would else be one end of line with it.
std::string_view Renderer::take_run(const cmark_node*& node, std::string& joined) const {
  const auto piece_of = [](const cmark_node* one) {
    return one->type == CMARK_NODE_TEXT ? literal_of(one) : std::string_view("\n");
  };
  const auto goes_on = [&](std::string_view so_far) {
    const cmark_node* const next = node->next;
    return next != nullptr && is_text(next) &&
           (next->type == node->type || !(sink_.has_suspended() || so_far.ends_with('\r')));
  };
  const std::string_view first = piece_of(node);
  if (!goes_on(first)) return first;
  joined = first;
  do {
    node = node->next;
    joined += piece_of(node);
  } while (goes_on(joined));
  return joined;
}

/// Whether a run of exactly `size` tildes that can close follows, in `rest` or in the texts behind
/// `node`.
bool Renderer::has_closer(const cmark_node* node, std::string_view rest, std::size_t size) {
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
const cmark_node* Renderer::text(const cmark_node* node) {
  const cmark_node* const first = node;
  const std::string_view whole = take_run(node, run_);
  if (html_.is_skipping()) return node;
  if (options_.strict) {
    sink_.text(whole);
    return node;
  }
  std::size_t done = 0;
  for (std::size_t at = frames_.empty() ? npos : whole.find('~'); at != npos;) {
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

void Renderer::text_with_links(std::string_view text) {
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

void Renderer::shown(std::string_view text) {
  if (text.find(sentinel_lead) == npos) {
    sink_.text(text);
  } else {
    sink_.text(typography_.shown(text));
  }
}

}  // namespace

void render_markdown(std::string_view text, const MarkupOptions& options, Sink& sink) {
  const Blocks blocks(text, options.strict);
  Renderer(blocks, options, sink).render();
}

}  // namespace lede
