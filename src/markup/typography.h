// Quotation marks, dashes and ellipses in the article's language.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lede {

/// What is shown in a sentinel's place; one word, so that it is written at once.
struct Mark {
  template <std::size_t Size>
  // NOLINTNEXTLINE(google-explicit-constructor): a literal is a mark
  consteval Mark(const char (&text)[Size]) : size(Size - 1) {
    for (std::size_t i = 0; i + 1 < Size; ++i) bytes[i] = text[i];
  }
  char bytes[7] = {};
  char size;
};

/// Turns the sentinels that stand in cmark's text (markup/blocks.h) into marks of one language.
class Typography {
 public:
  explicit Typography(std::string_view lang);

  /// `text` as it is shown; valid until the next call. Single quotation marks are counted, since an
  /// apostrophe looks like a closing one.
  [[nodiscard]] std::string_view shown(std::string_view text);
  /// A new block: quotations do not go on.
  void block() { open_singles_ = 0; }

 private:
  Mark marks_[8];  ///< by sentinel
  std::size_t open_singles_ = 0;
  std::string shown_;  ///< kept from call to call, for its room
};

/// `text` as it was written, for code and URLs: each sentinel as the ASCII that it came from.
/// @param code whether an escaped tilde keeps its backslash.
[[nodiscard]] std::string as_written(std::string_view text, bool code);

}  // namespace lede
