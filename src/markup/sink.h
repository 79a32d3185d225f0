// The one place where a body's HTML is written. Markdown, HTML and plain text all come through
// here, so whatever they say, what comes out is one well-formed tree of allowed elements, in the
// very bytes that a browser would serialise it to.
#pragma once
#include "base/url.h"
#include "markup/elements.h"
#include "markup/facts.h"
#include "markup/markup.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

inline constexpr std::size_t max_nesting = 32;       ///< open elements
inline constexpr std::size_t max_nodes = 20'000;     ///< elements and texts; then a visible cut
inline constexpr std::size_t max_ids = 512;          ///< headings and anchors that can be linked to
inline constexpr std::size_t max_output_factor = 4;  ///< output: this many times the input ...
inline constexpr std::size_t max_output_extra = 64 * 1024;  ///< ... and this

/// A body's image as its writer gave it; nothing is checked yet.
struct ImageSource {
  std::string_view url, alt, title;
  std::uint32_t width = 0;  ///< 0: not given
  std::uint32_t height = 0;
};

class Sink {
 public:
  Sink(const MarkupOptions& options, std::size_t input_bytes);

  /// Opens an element where the content rules allow it, after closing or opening what they imply.
  /// @return whether it was written; only then may attr follow, and pop_to(depth() - 1) closes it.
  bool open(Tag tag);
  /// What a heading of the text becomes, `level` being its writer's: never past h6.
  [[nodiscard]] Tag heading(int level) const;
  /// The text's highest heading: in a card it becomes the first of ours.
  void fit_headings(int highest) { highest_heading_ = highest; }
  /// The box of a task, disabled; nothing outside of a list.
  void task_box(bool done);
  /// An attribute of the element just opened. `name` is a literal of ours, `value` is data, which
  /// loses the white space around it.
  void attr(std::string_view name, std::string_view value);
  void attr(std::string_view name, std::int64_t value);
  /// What an end tag does: closes the nearest such element, if there is one above the floor.
  void close(Tag tag);
  void text(std::string_view text);
  /// Where a block begins or ends that is not written: what stands before and what comes are kept
  /// apart, by a space, or by a line feed in preformatted text.
  void part() { apart_ = true; }

  /// `<a>` with a checked URL. `rel` comes before what we say ourselves: words of our own, each
  /// with a space after it. @return false, and nothing written, when the URL isn't allowed.
  bool open_link(std::string_view url, std::string_view title, std::string_view rel = {});
  /// `<img>` with a checked URL; when it isn't allowed, its alternative text.
  void image(const ImageSource& source);
  /// An `id` for the element just opened, from an author's own: prefixed, dropped when taken.
  void author_id(std::string_view id);

  /// The article's URL.
  [[nodiscard]] const UrlBase& base() const { return base_; }
  [[nodiscard]] std::size_t depth() const { return stack_.size(); }
  [[nodiscard]] Tag current() const { return stack_.empty() ? Tag::none : stack_.back().tag; }
  /// Whether such an element is open.
  [[nodiscard]] bool inside(Tag a, Tag b = Tag::none, Tag c = Tag::none) const {
    return nearest(a, b, c) + 1 > 0;
  }
  /// At which depth the innermost such element stands, or 0.
  [[nodiscard]] std::size_t depth_of(Tag tag) const { return nearest(tag) + 1; }
  /// Formatting waits for more text, to go on in it.
  [[nodiscard]] bool has_suspended() const { return !suspended_.empty(); }
  /// Closes elements until `depth` are open.
  void pop_to(std::size_t depth);
  /// No end tag and no implied end closes what stands below; returns the old floor.
  std::size_t set_floor(std::size_t floor);
  /// Only for --strict: a line feed, unless one was just written.
  void line_feed();
  /// Nothing more is taken: a cap was reached.
  [[nodiscard]] bool is_cut() const { return cut_; }

  /// Closes everything and gives what was written and found. The sink is spent.
  [[nodiscard]] Markup finish();

 private:
  bool place(Tag tag);
  bool place_in_table(Tag tag);
  bool place_in_ruby();
  bool leave_phrasing(Tag tag);
  void place_in_list(Tag tag);
  bool place_item(Tag tag);
  bool break_paragraph();
  void end_start();
  void keep_apart();
  void append(std::string_view text);
  void push(Tag tag);
  void pop();
  bool drop_empty();
  enum class Resume : std::uint8_t { outer, empty, all };
  void suspend_to(std::size_t depth, Resume which);
  void resume();
  bool forget(Tag tag);
  [[nodiscard]] std::size_t nearest(Tag a, Tag b = Tag::none, Tag c = Tag::none) const;
  [[nodiscard]] bool is_prose() const;
  [[nodiscard]] bool has_room() const;
  bool make_room(Tag tag);
  void finish_heading();
  void name_headings();
  struct Id {
    std::string name;
    std::uint32_t hash = 0;  ///< of the name: most others differ in it already
    std::int64_t given = 1;  ///< the last number that made a second one of this name
  };
  Id* find_id(std::string_view name);
  std::string claim_id(const std::string& id);
  [[nodiscard]] bool is_media_host(std::string_view url) const;

  struct Open {
    Tag tag;
    std::size_t start;     ///< of its start tag, in out_
    bool resumed = false;  ///< suspended formatting that goes on
    bool implied = false;  ///< a paragraph or list without a tag of its writer's
  };
  struct Suspended {
    Tag tag;
    std::string start_tag;  ///< without its `>` and id
  };
  [[nodiscard]] std::size_t content_of(const Open& open) const;

  const MarkupOptions& options_;
  UrlBase base_;
  std::size_t max_bytes_;
  std::string out_;
  std::vector<Open> stack_;
  std::vector<Suspended> suspended_;  ///< formatting that goes on with the next text
  std::size_t floor_ = 0;
  int highest_heading_ = 1;
  std::size_t nodes_ = 0;
  std::size_t last_item_ = 0;  ///< where the `<li>` that was closed last begins
  bool in_start_ = false;
  bool in_empty_ = false;
  bool wrap_;  ///< text at the top stands in paragraphs of its own
  bool cut_ = false;
  bool in_text_ = false;
  bool apart_ = false;          ///< part() was called since
  std::size_t heading_at_ = 0;  ///< where an open heading's id goes
  bool in_heading_ = false;
  std::string heading_text_;
  std::string heading_id_;  ///< its writer's own
  struct Nameless {
    std::size_t at;     ///< where its id goes, in out_
    std::size_t entry;  ///< in the outline
  };
  std::vector<Nameless> nameless_;  ///< headings whose ids wait for the text's end
  std::vector<Id> ids_;
  Markup result_;
  TextFacts facts_;
};

}  // namespace lede
