// From cmark's trees into the sink. Private to markdown*.cpp: blocks, inlines and notes each have a
// file of their own.
#pragma once
#include "markup/blocks.h"
#include "markup/html_reader.h"
#include "markup/typography.h"
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

inline std::string_view literal_of(const cmark_node* node) {
  return {reinterpret_cast<const char*>(node->data), static_cast<std::size_t>(node->len)};
}

inline std::string_view view_of(const unsigned char* text) {
  return text == nullptr ? std::string_view()
                         : std::string_view(reinterpret_cast<const char*>(text));
}

/// Whether it is a block whose content is a text: cells of tables are paragraphs too.
inline bool holds_text(const cmark_node* node) {
  return node->type == CMARK_NODE_PARAGRAPH || node->type == CMARK_NODE_HEADING;
}

inline cmark_node_type type_of(const cmark_node* node) {
  return static_cast<cmark_node_type>(node->type);
}

/// Text, or an end of line that is nothing else.
inline bool is_text(const cmark_node* node) {
  return node->type == CMARK_NODE_TEXT || node->type == CMARK_NODE_SOFTBREAK;
}

/// Walks the trees of a document and its footnotes; not by recursion, since inlines nest as deep as
/// they like.
class MarkdownRenderer {
 public:
  MarkdownRenderer(Blocks& blocks, const MarkupOptions& options, Sink& sink)
      : blocks_(blocks),
        options_(options),
        sink_(sink),
        html_(sink),
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
    std::size_t strike = std::string_view::npos;  ///< where an open `<del>` stands
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

  Blocks& blocks_;
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

}  // namespace lede
