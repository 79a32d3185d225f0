// From Markdown text to cmark's tree: lines, footnote definitions, tables and task lists.
#pragma once
#include "markup/cmark_glue.h"
#include "markup/line_guard.h"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

/// What we made of a node; kept in its user_data. None is 0.
enum class Role : std::uint8_t {
  none,
  table,
  head_row,
  row,
  cell,
  cell_left,
  cell_center,
  cell_right,
  task_open,
  task_done,
};

[[nodiscard]] Role role_of(const cmark_node* node);

/// Stands before the number in the URL that a footnote's reference gets from cmark.
inline constexpr char footnote_mark = '\x01';

// Code points that are no characters stand for what cmark's smart punctuation found (see
// cmake/cmark.cmake) and for an escaped tilde; the text itself can't hold them.
inline constexpr std::string_view sentinel_lead = "\xEF\xB7";
inline constexpr char sentinel_first = '\x90';  ///< U+FDD0
inline constexpr std::string_view escaped_tilde = "\xEF\xB7\x97";

/// One Markdown document's parse: its tree and those of its footnotes.
class Blocks {
 public:
  /// @param text valid UTF-8, without the sentinels.
  Blocks(std::string_view text, bool strict);
  ~Blocks();
  Blocks(const Blocks&) = delete;
  Blocks& operator=(const Blocks&) = delete;

  [[nodiscard]] const cmark_node* root() const { return root_; }
  /// Parses the text of a paragraph or a heading into nodes below it. They live until drop_inlines,
  /// which has to be called before the next.
  void parse_inlines(const cmark_node* block);
  void drop_inlines(const cmark_node* block);
  /// Whether anything may be struck through.
  [[nodiscard]] bool has_tildes() const { return has_tildes_; }
  [[nodiscard]] std::size_t footnotes() const { return notes_.size(); }
  [[nodiscard]] const cmark_node* footnote(std::size_t index) const { return notes_[index].root; }
  /// As it was written, with its `^`.
  [[nodiscard]] std::string_view footnote_label(std::size_t index) const {
    return notes_[index].label;
  }

 private:
  struct Note {
    std::string label, text;
    cmark_parser* parser = nullptr;
    cmark_node* root = nullptr;
  };

  void feed(std::string_view text, cmark_parser* parser, bool with_notes);
  bool begins_note(std::string_view line, const cmark_parser* parser);
  void extend(cmark_node* root);
  void make_table(cmark_node* paragraph);
  void make_task(cmark_node* item);

  bool strict_;
  bool has_tildes_ = false;
  int options_;
  cmark_parser* parser_;
  cmark_node* root_ = nullptr;
  CmarkMark mark_;                      ///< before the inlines that live now
  cmark_reference** sorted_ = nullptr;  ///< cmark's index of references, as it was then
  std::vector<Note> notes_;
  std::size_t cells_ = 0;
};

}  // namespace lede
