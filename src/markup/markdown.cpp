#include "markup/markdown.h"
#include "base/text.h"
#include "markup/html_values.h"
#include "markup/markdown_renderer.h"
#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

/// A tight list's paragraphs have no `<p>`.
bool is_tight(const cmark_node* paragraph) {
  const cmark_node* const item = paragraph->parent;
  return item != nullptr && item->parent != nullptr && item->parent->type == CMARK_NODE_LIST &&
         item->parent->as.list.tight;
}

bool is_cell(const cmark_node* node) {
  return role_of(node) >= Role::cell && role_of(node) <= Role::cell_right;
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

}  // namespace

void MarkdownRenderer::walk(const cmark_node* root) {
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

void MarkdownRenderer::begin(bool opened) {
  Frame frame;
  frame.own = opened;
  frame.base = sink_.depth();
  frame.old_floor = sink_.set_floor(frame.base);
  frames_.push_back(frame);
}

/// Returns whether the node has an inside to go into; then leave() follows.
bool MarkdownRenderer::enter(const cmark_node* node) {
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
      if (holds_text(node)) blocks_.parse_inlines(node);
      if (begin_block(node)) return true;
      if (holds_text(node)) blocks_.drop_inlines(node);
      return false;
  }
}

bool MarkdownRenderer::begin_block(const cmark_node* node) {
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

void MarkdownRenderer::end() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  sink_.pop_to(frame.own ? frame.base - 1 : frame.base);
  sink_.set_floor(frame.old_floor);
}

void MarkdownRenderer::leave(const cmark_node* node) {
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
  if (holds_text(node)) blocks_.drop_inlines(node);
}

/// Of the headings that structure the text; those inside a quotation or a list are not asked.
int MarkdownRenderer::highest_heading() const {
  int highest = 6;
  for (const cmark_node* node = blocks_.root()->first_child; node != nullptr; node = node->next) {
    if (node->type == CMARK_NODE_HEADING) highest = std::min(highest, int{node->as.heading.level});
  }
  return highest;
}

void MarkdownRenderer::heading(const cmark_node* node) {
  strict_line();
  begin(sink_.open(sink_.heading(node->as.heading.level)));
}

void MarkdownRenderer::list(const cmark_node* node) {
  strict_line();
  const bool ordered = node->as.list.list_type == CMARK_ORDERED_LIST;
  const bool opened = sink_.open(ordered ? Tag::ol : Tag::ul);
  if (opened && ordered && node->as.list.start != 1) {
    sink_.attr("start", static_cast<std::uint32_t>(node->as.list.start));
  }
  begin(opened);
  strict_line();
}

void MarkdownRenderer::item() {
  strict_line();
  begin(sink_.open(Tag::li));
}

/// The box of a task, at the start of its first paragraph.
void MarkdownRenderer::task_box(const cmark_node* paragraph) {
  const Role role = paragraph->prev == nullptr ? role_of(paragraph->parent) : Role::none;
  if (role != Role::task_open && role != Role::task_done) return;
  sink_.task_box(role == Role::task_done);
}

void MarkdownRenderer::table_part(const cmark_node* node) {
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

void MarkdownRenderer::code_block(const cmark_node* node) {
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

void MarkdownRenderer::raw_html(const cmark_node* node) {
  const std::string_view html = without_instruction(literal_of(node));
  if (html.find(escaped_tilde) == npos) {
    html_.feed(html);
  } else {
    html_.feed(as_written(html, true));
  }
}

void render_markdown(std::string_view text, const MarkupOptions& options, Sink& sink) {
  Blocks blocks(text, options.strict);
  MarkdownRenderer(blocks, options, sink).render();
}

}  // namespace lede
