// Quotation marks, dashes and ellipses in the article's language.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lede {

/// Turns the sentinels that stand in cmark's text (markup/blocks.h) into marks of one language.
class Typography {
 public:
  struct Quotes;

  explicit Typography(std::string_view lang);

  /// `text` as it is shown; valid until the next call. Single quotation marks are counted, since an
  /// apostrophe looks like a closing one.
  [[nodiscard]] std::string_view shown(std::string_view text);
  /// A new block: quotations do not go on.
  void block() { open_singles_ = 0; }

 private:
  const Quotes* quotes_;
  std::size_t open_singles_ = 0;
  std::string shown_;  ///< kept from call to call, for its room
};

/// `text` as it was written, for code and URLs: each sentinel as the ASCII that it came from.
/// @param code whether an escaped tilde keeps its backslash.
[[nodiscard]] std::string as_written(std::string_view text, bool code);

}  // namespace lede
