// Footnotes: references to them, the notes behind the text, and the ways back.
#include "base/text.h"
#include "markup/markdown.h"
#include "markup/markdown_renderer.h"
#include <algorithm>

namespace lede {
namespace {

constexpr std::string_view back_arrow =
    "\xE2\x86\xA9\xEF\xB8\x8E";  // U+21A9, as text and not as a picture

/// Letters and digits alone, in lower case: what is left of a label when its marks were read.
void append_letters(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80)
      out += to_ascii_lower(c);
  }
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

}  // namespace

/// `[^a][^b]` and `[text][^b]` are, for cmark, one link to the note; but what its first brackets
/// hold is a reference of its own, or text.
void MarkdownRenderer::before_reference(const cmark_node* node, std::size_t index) {
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

void MarkdownRenderer::footnote_reference(std::size_t index) {
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
void MarkdownRenderer::footnotes() {
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

void MarkdownRenderer::back_links() {
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

}  // namespace lede
