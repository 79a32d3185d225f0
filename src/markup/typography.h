// Quotation marks, dashes and ellipses in the article's language.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lede {

/// Turns the sentinels that stand in cmark's text (markup/blocks.h) into marks of one language.
class Typography {
 public:
  explicit Typography(std::string_view lang);

  /// `text` as it is shown. Single quotation marks are counted, since an apostrophe looks like a
  /// closing one.
  [[nodiscard]] std::string shown(std::string_view text);
  /// A new block: quotations do not go on.
  void block() { open_singles_ = 0; }

 private:
  const char* const* marks_;
  std::size_t open_singles_ = 0;
};

/// `text` as it was written, for code and URLs: each sentinel as the ASCII that it came from.
/// @param code whether an escaped tilde keeps its backslash.
[[nodiscard]] std::string as_written(std::string_view text, bool code);

}  // namespace lede
