#include "markup/blocks.h"
#include "base/text.h"
#include "markup/markdown.h"
#include <algorithm>
#include <cstring>
#include <utility>

namespace lede {
namespace {

constexpr std::size_t npos = std::string_view::npos;

/// The next line with its end; `text` loses it.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end);
  return line;
}

/// As cmark sees it: spaces and tabs alone.
bool is_blank(std::string_view line) {
  while (!line.empty() && (line[0] == ' ' || line[0] == '\t')) line.remove_prefix(1);
  return line.empty() || line[0] == '\n';
}

std::string_view without_end(std::string_view line) {
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  return line;
}

/// With line feeds alone as ends of lines, and U+FFFD for NUL (CommonMark 2.1 and 2.3).
std::string with_plain_ends(std::string_view text) {
  constexpr ByteSet odd(std::string_view("\r\0", 2));
  std::string out;
  out.reserve(text.size());
  std::size_t done = 0;
  for (std::size_t i = odd.find(text); i < text.size(); i = odd.find(text, i + 1)) {
    out += text.substr(done, i - done);
    done = i + 1;
    if (text[i] == '\0') {
      append_utf8(out, replacement_character);
    } else if (done == text.size() || text[done] != '\n') {
      out += '\n';
    }
  }
  out += text.substr(done);
  return out;
}

std::size_t indent_of(std::string_view line) {
  std::size_t column = 0;
  for (const char c : line) {
    if (c == ' ') {
      ++column;
    } else if (c == '\t') {
      column = column / 4 * 4 + 4;
    } else {
      break;
    }
  }
  return column;
}

/// The length of `[^label]:` at the start of `line` (no indent), and its label; 0 for none.
std::size_t note_start(std::string_view line, std::string_view& label) {
  constexpr std::size_t max_label = 100;
  if (!line.starts_with("[^")) return 0;
  std::size_t i = 2;
  while (i < line.size() && i < max_label && line[i] != ']' && line[i] != '[' &&
         !is_ascii_space(line[i]))
    ++i;
  if (i == 2 || i + 1 >= line.size() || line[i] != ']' || line[i + 1] != ':') return 0;
  label = line.substr(1, i - 1);
  return i + 2;
}

/// Whether the line looks like a link's definition, which ends a footnote even without a blank
/// line.
bool is_definition(std::string_view line) {
  return line.starts_with('[') && line.substr(0, line.find(']') + 2).ends_with("]:");
}

/// `\~` as one sentinel, so that it can't strike through; code gives it back as it was.
std::string_view with_tildes_kept(std::string_view line, std::string& copy) {
  if (line.find("\\~") == npos) return line;
  copy.clear();
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != '\\' || i + 1 == line.size()) {
      copy += line[i];
    } else if (line[++i] == '~') {
      copy += escaped_tilde;
    } else {
      copy += '\\';
      copy += line[i];
    }
  }
  return copy;
}

void set_role(cmark_node* node, Role role) {
  // cmark keeps it and never looks.
  // NOLINTNEXTLINE(performance-no-int-to-ptr): a number is all that has to be kept
  node->user_data = reinterpret_cast<void*>(static_cast<std::uintptr_t>(role));
}

cmark_chunk chunk_of(const std::string& text) {
  // cmark only reads it.
  return {reinterpret_cast<unsigned char*>(const_cast<char*>(text.data())),
          static_cast<bufsize_t>(text.size())};
}

void set_data(cmark_node* node, std::string_view text) {
  auto* data = static_cast<unsigned char*>(node->mem->calloc(text.size() + 1, 1));
  text.copy(reinterpret_cast<char*>(data), text.size());
  node->data = data;
  node->len = static_cast<bufsize_t>(text.size());
}

/// The cells of a table's line: between bars that no backslash escapes; `\|` becomes a bar.
class Cells {
 public:
  explicit Cells(std::string_view line) : rest_(trim(line)) {
    if (rest_.starts_with('|')) rest_.remove_prefix(1);
  }

  /// Takes the next cell, valid until the one behind it is taken; false, and an empty one, behind
  /// the last. A line has at least one.
  bool next() {
    cell_ = {};
    if (!is_first_ && rest_.empty()) return false;
    is_first_ = false;
    constexpr ByteSet marks("\\|");
    copy_.clear();
    std::size_t done = 0;
    std::size_t i = marks.find(rest_);
    for (; i < rest_.size() && rest_[i] == '\\'; i = marks.find(rest_, i + 1)) {
      if (rest_.substr(i + 1, 1) != "|") continue;
      copy_ += rest_.substr(done, i - done);
      done = ++i;
    }
    cell_ = rest_.substr(done, i - done);
    if (done > 0) cell_ = copy_ += cell_;
    cell_ = trim(cell_);
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
    return true;
  }
  [[nodiscard]] std::string_view cell() const { return cell_; }

 private:
  std::string_view rest_, cell_;
  std::string copy_;
  bool is_first_ = true;
};

std::size_t count_cells(std::string_view line) {
  std::size_t count = 0;
  for (Cells cells(line); cells.next();) ++count;
  return count;
}

/// The columns that a delimiter row (`|:--|--:|`) gives; empty when it is none.
std::vector<Role> columns_of(std::string_view line) {
  line = trim(line);
  if (line.find_first_not_of(" \t\f|:-") != npos || line.find('-') == npos) return {};
  // Dashes alone underline a heading, or are indented too far to mean anything.
  if (line.find_first_of("|:") == npos) return {};
  std::vector<Role> columns;
  for (Cells cells(line); cells.next();) {
    std::string_view dashes = cells.cell();
    const bool left = dashes.starts_with(':');
    if (left) dashes.remove_prefix(1);
    const bool right = dashes.ends_with(':');
    if (right) dashes.remove_suffix(1);
    if (dashes.empty() || dashes.find_first_not_of('-') != npos ||
        columns.size() == max_table_columns)
      return {};
    columns.push_back(left && right ? Role::cell_center
                      : left        ? Role::cell_left
                      : right       ? Role::cell_right
                                    : Role::cell);
  }
  return columns;
}

void append_child(cmark_node* parent, cmark_node* child) {
  child->parent = parent;
  child->prev = parent->last_child;
  (parent->last_child != nullptr ? parent->last_child->next : parent->first_child) = child;
  parent->last_child = child;
}

cmark_node* add(cmark_node* parent, cmark_node_type type, Role role) {
  cmark_node* node = cmark_node_new_with_mem(type, parent->mem);
  set_role(node, role);
  append_child(parent, node);
  return node;
}

#ifdef LEDE_PLAIN_CMARK_MEMORY
/// Under a sanitizer: a tree with the texts that cmark would have freed when it parsed them.
void free_tree(cmark_node* root) {
  cmark_iter* const iter = cmark_iter_new(root);
  for (cmark_event_type event = cmark_iter_next(iter); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(iter)) {
    cmark_node* const node = cmark_iter_get_node(iter);
    const bool has_text = node->type == CMARK_NODE_PARAGRAPH || node->type == CMARK_NODE_HEADING;
    if (has_text && event == CMARK_EVENT_ENTER) node->mem->free(std::exchange(node->data, nullptr));
  }
  cmark_iter_free(iter);
  cmark_node_free(root);
}
#endif

}  // namespace

Role role_of(const cmark_node* node) {
  return static_cast<Role>(reinterpret_cast<std::uintptr_t>(node->user_data));
}

Blocks::Blocks(std::string_view text, bool strict)
    : strict_(strict),
      options_(strict ? CMARK_OPT_DEFAULT : CMARK_OPT_SMART),
      parser_(cmark_parser_new_with_mem(options_, cmark_memory())) {
  std::string plain;
  if (text.find('\r') != npos || text.find('\0') != npos) text = plain = with_plain_ends(text);
  has_tildes_ = !strict && text.find('~') != npos;
  feed(text, parser_, !strict);
  // A reference to a note is, for cmark, a link whose definition we give; so escapes, code and
  // tables need nothing of ours. The first definition of a label wins.
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    std::string url(1, footnote_mark);
    append_number(url, static_cast<std::int64_t>(i));
    cmark_chunk label = chunk_of(notes_[i].label);
    cmark_chunk target = chunk_of(url);
    cmark_chunk title = {nullptr, 0};
    cmark_reference_create(parser_->refmap, &label, &target, &title);
  }
  for (Note& note : notes_) {
    // Each note is a document of its own that shares the article's definitions.
    note.parser = cmark_parser_new_with_mem(options_, cmark_memory());
    cmark_reference_map_free(note.parser->refmap);
    note.parser->refmap = parser_->refmap;
    feed(note.text, note.parser, false);
  }
  // Only now are all definitions known, so only now inlines may be parsed.
  if (!strict) {
    extend(parser_->root);
    for (const Note& note : notes_) extend(note.parser->root);
  }
  root_ = cmark_parser_finish(parser_);
  for (Note& note : notes_) {
    note.parser->total_size = parser_->total_size;
    note.root = cmark_parser_finish(note.parser);
  }
}

Blocks::~Blocks() {
#ifdef LEDE_PLAIN_CMARK_MEMORY
  for (Note& note : notes_) {
    free_tree(note.root);
    note.parser->refmap = nullptr;
    cmark_parser_free(note.parser);
  }
  free_tree(root_);
  cmark_parser_free(parser_);
#endif
  release_cmark_memory();
}

void Blocks::parse_inlines(const cmark_node* block) {
  auto* const node = const_cast<cmark_node*>(block);
  mark_ = cmark_memory_mark();
  sorted_ = parser_->refmap->sorted;
  cmark_parse_inlines(node->mem, node, parser_->refmap, options_);
}

void Blocks::drop_inlines(const cmark_node* block) {
  // The first reference that is looked up makes an index, which has to stay.
  if (cmark_memory_is_plain || sorted_ != parser_->refmap->sorted) return;
  auto* const node = const_cast<cmark_node*>(block);
  node->first_child = node->last_child = nullptr;
  rewind_cmark_memory(mark_);
}

/// Whether `line` is the first of a footnote's definition; if so it is taken into notes_.
bool Blocks::begins_note(std::string_view line, const cmark_parser* parser) {
  const std::size_t indent = indent_of(line);
  const auto type = static_cast<cmark_node_type>(parser->current->type);
  if (indent > 3 || type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) return false;
  std::string_view label;
  const std::size_t length = note_start(line.substr(indent), label);
  if (length == 0 || notes_.size() == max_footnotes) return false;
  Note& note = notes_.emplace_back();
  note.label = label;
  note.text = trim(line.substr(indent + length));
  note.text += '\n';
  return true;
}

void Blocks::feed(std::string_view text, cmark_parser* parser, bool with_notes) {
  LineGuard guard(parser);
  std::string copy;
  bool in_note = false;
  bool blank_before = false;
  std::string_view blank_line;  ///< the line passed last, if it was blank
  std::size_t blank_lines = 0;  ///< how often in a row
  const auto pass = [&](std::string_view line) {
    // The third blank line of a kind tells cmark nothing that two did not; but it would ask each
    // open container. (The second closes an item whose text was definitions alone.)
    blank_lines = line == blank_line ? blank_lines + 1 : 1;
    if (blank_lines > 2 && !guard.is_verbatim()) return;
    blank_line = is_blank(line) ? line : std::string_view();
    if (has_tildes_) line = with_tildes_kept(line, copy);
    line = guard.checked(line);
    parser->total_size += static_cast<unsigned>(line.size());
    S_process_line(parser, reinterpret_cast<const unsigned char*>(line.data()),
                   static_cast<bufsize_t>(line.size()));
    guard.fed();
  };
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    const bool blank = trim(line).empty();
    if (in_note && !begins_note(line, parser)) {
      const bool goes_on = !blank_before && !is_definition(line);
      if (blank || indent_of(line) >= 4 || goes_on) {
        // Its text: four columns further in, or going on without a blank line between.
        std::string& note = notes_.back().text;
        std::string_view rest = without_end(line);
        for (std::size_t column = 0;
             column < 4 && !rest.empty() && (rest[0] == ' ' || rest[0] == '\t');) {
          column = rest[0] == '\t' ? 4 : column + 1;
          rest.remove_prefix(1);
        }
        note += rest;
        note += '\n';
        blank_before = blank;
        continue;
      }
      in_note = false;
    } else if (in_note || (with_notes && begins_note(line, parser))) {
      if (!in_note) pass("\n");
      in_note = true;
      blank_before = false;
      continue;
    }
    pass(line);
  }
  // Ends a paragraph, so that its definitions are read and its text is complete.
  if (parser->current->type == CMARK_NODE_PARAGRAPH) pass("\n");
}

/// Tables and tasks, in the paragraphs of the tree below `root`.
void Blocks::extend(cmark_node* root) {
  cmark_node* node = root->first_child;
  while (node != nullptr) {
    if (node->type == CMARK_NODE_ITEM) make_task(node);
    if (node->type == CMARK_NODE_PARAGRAPH) {
      cmark_node* const next = node->next;
      cmark_node* const parent = node->parent;
      make_table(node);  // may put nodes behind it, or take its place
      node = next;
      if (node != nullptr) continue;
      node = parent;
    } else if (node->first_child != nullptr) {
      node = node->first_child;
      continue;
    }
    while (node != root && node->next == nullptr) node = node->parent;
    node = node == root ? nullptr : node->next;
  }
}

void Blocks::make_task(cmark_node* item) {
  cmark_node* const text = item->first_child;
  if (text == nullptr || text->type != CMARK_NODE_PARAGRAPH || text->len < 4) return;
  const unsigned char* const d = text->data;
  if (d[0] != '[' || d[2] != ']' || (d[3] != ' ' && d[3] != '\t')) return;
  if (d[1] != ' ' && d[1] != 'x' && d[1] != 'X') return;
  set_role(item, d[1] == ' ' ? Role::task_open : Role::task_done);
  text->len -= 3;
  std::memmove(text->data, text->data + 3, static_cast<std::size_t>(text->len) + 1);
}

/// A paragraph whose lines hold a header and a delimiter row of as many cells becomes a table
/// (GFM 4.10); lines before the header stay a paragraph.
void Blocks::make_table(cmark_node* paragraph) {
  if (paragraph->start_line == paragraph->end_line) return;
  const std::string_view text(reinterpret_cast<const char*>(paragraph->data),
                              static_cast<std::size_t>(paragraph->len));
  if (text.find('-') == npos) return;
  std::string_view rest = text;
  std::string_view header = take_line(rest);
  std::vector<Role> columns;
  while (!rest.empty()) {
    std::string_view after = rest;
    const std::string_view line = take_line(after);
    columns = columns_of(line);
    if (!columns.empty() && count_cells(header) == columns.size()) {
      rest = after;
      break;
    }
    columns.clear();
    header = line;
    rest = after;
  }
  if (columns.empty() || cells_ + columns.size() > max_table_cells) return;

  cmark_node* const table = cmark_node_new_with_mem(CMARK_NODE_CUSTOM_BLOCK, paragraph->mem);
  set_role(table, Role::table);
  const auto add_row = [&](std::string_view line, Role role) {
    Cells cells(line);
    cells_ += columns.size();
    cmark_node* const row = add(table, CMARK_NODE_CUSTOM_BLOCK, role);
    for (const Role column : columns) {
      cells.next();
      set_data(add(row, CMARK_NODE_PARAGRAPH, column), cells.cell());
    }
  };
  add_row(header, Role::head_row);
  while (!rest.empty() && cells_ + columns.size() <= max_table_cells)
    add_row(take_line(rest), Role::row);

  // The table stands behind the paragraph; what is over the cap is a paragraph behind the table.
  cmark_node* last = paragraph;
  const auto insert = [&](cmark_node* node) {
    node->parent = paragraph->parent;
    node->prev = last;
    node->next = last->next;
    (last->next != nullptr ? last->next->prev : paragraph->parent->last_child) = node;
    last->next = node;
    last = node;
  };
  insert(table);
  if (!trim(rest).empty()) {
    cmark_node* const more = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, paragraph->mem);
    set_data(more, rest);
    insert(more);
  }
  const auto before = static_cast<std::size_t>(header.data() - text.data());
  if (before == 0) {
    paragraph->mem->free(paragraph->data);
    paragraph->data = nullptr;
    paragraph->len = 0;
    cmark_node_free(paragraph);
  } else {
    paragraph->len = static_cast<bufsize_t>(before);
    paragraph->data[before] = 0;
  }
}

}  // namespace lede
