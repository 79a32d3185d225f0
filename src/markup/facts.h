// What can be told about a body while its text goes by: words, reading time, excerpt.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

inline constexpr std::size_t max_excerpt_points = 280;

/// Counts text given piece by piece. A word may be cut over pieces (`wo<b>r</b>d` is one).
class TextFacts {
 public:
  void text(std::string_view text);
  /// Text that may stand in the excerpt (headings, tables and code may not).
  void prose(std::string_view text);
  /// Whether the excerpt can still take some.
  [[nodiscard]] bool wants_prose() const { return !full_; }
  /// A block begins or ends here: words and sentences do not go on.
  void boundary();

  /// Words between spaces, and each ideograph or kana; five letters of Thai, Lao, Khmer or Burmese
  /// are one.
  [[nodiscard]] std::uint32_t words() const;
  /// 230 words or 500 ideographs a minute, rounded up; at least 1 where there are words.
  [[nodiscard]] std::uint32_t minutes() const;
  /// The beginning of the prose, at most max_excerpt_points code points, cut at a word with an
  /// ellipsis.
  [[nodiscard]] std::string excerpt() const;

 private:
  std::uint32_t words_ = 0;
  std::uint32_t ideographs_ = 0;
  std::uint32_t unspaced_ = 0;
  unsigned in_word_ = 0;  ///< 1 inside a word
  std::string excerpt_;
  std::size_t points_ = 0;
  bool space_due_ = false;
  bool full_ = false;
};

}  // namespace lede
