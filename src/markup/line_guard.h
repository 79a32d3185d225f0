// What keeps cmark 0.30 linear: each line is looked at before it is fed, and what no honest article
// has is made plain text by a backslash. The families it stops are measured in bench/ and named in
// docs/security.md.
#pragma once
#include "markup/cmark_glue.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

/// Open lists, items and quotations, one in another. With the paragraph inside, below max_nesting.
inline constexpr int max_containers = 28;
/// Pairs of (image opened in a block, bracket closed after it) that one block may make cmark look
/// at.
inline constexpr std::uint64_t max_bracket_work = 250'000;
/// The same over the whole document.
inline constexpr std::uint64_t max_total_bracket_work = 4'000'000;

class LineGuard {
 public:
  explicit LineGuard(const cmark_parser* parser) : parser_(parser) {}

  /// The line as it may be fed: itself, or a copy that is valid until the next call.
  std::string_view checked(std::string_view line);
  /// Whether the line goes on in code or raw HTML, where it is kept as it is.
  [[nodiscard]] bool is_verbatim() const;
  /// To be called after the line was fed.
  void fed();

 private:
  std::string_view limit_containers(std::string_view line);
  std::string_view limit_brackets(std::string_view line);

  const cmark_parser* parser_;
  std::string containers_copy_, brackets_copy_;
  const cmark_node* leaf_ = nullptr;
  std::uint64_t block_images_ = 0, block_work_ = 0;
  std::uint64_t line_images_ = 0, line_work_ = 0;
  std::uint64_t total_work_ = 0;
};

}  // namespace lede
