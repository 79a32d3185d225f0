#include "markup/line_guard.h"
#include "base/text.h"

namespace lede {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_end(char c) { return c == '\n' || c == '\r'; }
bool is_bullet(char c) { return c == '-' || c == '+' || c == '*'; }

cmark_node_type type_of(const cmark_node* node) { return static_cast<cmark_node_type>(node->type); }

/// The length of a list marker at `at`, 0 for none.
std::size_t list_marker(std::string_view line, std::size_t at) {
  const auto ends = [&](std::size_t i) {
    return i >= line.size() || is_space(line[i]) || is_end(line[i]);
  };
  if (at < line.size() && is_bullet(line[at])) return ends(at + 1) ? 1 : 0;
  std::size_t i = at;
  while (i < line.size() && i - at < 9 && is_ascii_digit(line[i])) ++i;
  if (i == at || i >= line.size() || (line[i] != '.' && line[i] != ')')) return 0;
  return ends(i + 1) ? i + 1 - at : 0;
}

/// How many containers the line could open at most.
int count_markers(std::string_view line) {
  int count = 0;
  for (std::size_t i = 0; i < line.size();) {
    if (is_space(line[i])) {
      ++i;
    } else if (line[i] == '>') {
      ++count;
      ++i;
    } else if (const std::size_t length = list_marker(line, i); length > 0) {
      count += 2;
      i += length;
    } else {
      break;
    }
  }
  return count;
}

bool is_thematic_break(std::string_view line) {
  int count = 0;
  for (const char c : line) {
    if (is_space(c) || is_end(c)) continue;
    if (c != line[0] || (c != '*' && c != '-' && c != '_')) return false;
    ++count;
  }
  return count >= 3;
}

int depth_of(const cmark_node* node) {
  int depth = 0;
  for (; node->parent != nullptr; node = node->parent) ++depth;
  return depth;
}

/// Tabs before the text as spaces, so that columns are bytes.
std::string expanded(std::string_view line) {
  std::string out;
  std::size_t i = 0;
  for (; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '\t') {
      do out += ' ';
      while (out.size() % 4 != 0);
    } else if (c == ' ' || c == '>' || is_bullet(c) || is_ascii_digit(c) || c == '.' || c == ')') {
      out += c;
    } else {
      break;
    }
  }
  out += line.substr(i);
  return out;
}

}  // namespace

bool LineGuard::is_verbatim() const {
  const cmark_node_type type = type_of(parser_->current);
  return type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK;
}

std::string_view LineGuard::checked(std::string_view line) {
  return limit_brackets(limit_containers(line));
}

/// Follows the containers that the line continues, as cmark will, then those that it opens.
std::string_view LineGuard::limit_containers(std::string_view line) {
  const int markers = count_markers(line);
  if (markers == 0 || depth_of(parser_->current) + markers <= max_containers) return line;

  std::string& text = containers_copy_;
  text = expanded(line);
  std::size_t at = 0;
  int depth = 0;
  const auto indent = [&] {
    std::size_t n = 0;
    while (at + n < text.size() && text[at + n] == ' ') ++n;
    return n;
  };
  const cmark_node* container = parser_->root;
  while (container->last_child != nullptr &&
         (container->last_child->flags & CMARK_NODE__OPEN) != 0) {
    const cmark_node* const child = container->last_child;
    const std::size_t spaces = indent();
    const bool blank = at + spaces >= text.size() || is_end(text[at + spaces]);
    const cmark_node_type type = type_of(child);
    if (type == CMARK_NODE_BLOCK_QUOTE) {
      if (spaces > 3 || blank || text[at + spaces] != '>') break;
      at += spaces + 1;
      if (at < text.size() && text[at] == ' ') ++at;
    } else if (type == CMARK_NODE_ITEM) {
      const auto needed = static_cast<std::size_t>(child->as.list.marker_offset) +
                          static_cast<std::size_t>(child->as.list.padding);
      if (spaces >= needed) {
        at += needed;
      } else if (blank && child->first_child != nullptr) {
        at += spaces;
      } else {
        break;
      }
    } else if (type != CMARK_NODE_LIST) {
      // A leaf: code and raw HTML go on as they are.
      if (type == CMARK_NODE_CODE_BLOCK || type == CMARK_NODE_HTML_BLOCK) return line;
      break;
    }
    ++depth;
    container = child;
  }
  bool in_list = type_of(container) == CMARK_NODE_LIST;
  while (true) {
    const std::size_t spaces = indent();
    if (spaces >= 4) return text;
    at += spaces;
    if (at >= text.size() || is_thematic_break(std::string_view(text).substr(at))) return text;
    std::size_t length = 1;
    int more = 1;
    if (text[at] != '>') {
      length = list_marker(text, at);
      if (length == 0) return text;
      more = in_list ? 1 : 2;
    }
    if (depth + more > max_containers) {
      text.insert(at + length - 1, 1, '\\');
      return text;
    }
    depth += more;
    in_list = false;
    at += length;
    if (at < text.size() && text[at] == ' ') {
      ++at;
      if (const std::size_t rest = indent(); length != 1 || text[at - 2] != '>')
        at += rest < 4 ? rest : 0;
    }
  }
}

/// `![` that stay open are walked over at each link that closes after them.
std::string_view LineGuard::limit_brackets(std::string_view line) {
  line_images_ = line_work_ = 0;
  // Without a picture there is nothing to count, and most lines have none.
  if (block_images_ == 0 && line.find("![") == std::string_view::npos) return line;
  if (is_verbatim()) return line;
  std::string& text = brackets_copy_;
  text.clear();
  std::size_t done = 0;
  const auto is_over = [&] {
    const std::uint64_t most =
        total_work_ > max_total_bracket_work ? max_bracket_work / 50 : max_bracket_work;
    return block_work_ + line_work_ > most;
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == ']') {
      line_work_ += block_images_ + line_images_;
    } else if (c == '[') {
      if (is_over()) {
        text += line.substr(done, i - done);
        text += "\\[";
        done = i + 1;
      } else if (i > 0 && line[i - 1] == '!') {
        ++line_images_;
      }
    }
  }
  if (done == 0) return line;
  text += line.substr(done);
  return text;
}

void LineGuard::fed() {
  if (parser_->current != leaf_) {
    leaf_ = parser_->current;
    block_images_ = block_work_ = 0;
  }
  block_images_ += line_images_;
  block_work_ += line_work_;
  total_work_ += line_work_;
  line_images_ = line_work_ = 0;
}

}  // namespace lede
