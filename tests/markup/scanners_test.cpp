// Our hand-written scanners beside cmark's generated ones, over made-up lines of the characters
// that matter.
#ifdef LEDE_CMARK_HAS_REFERENCE
#include <cstdint>
#include <doctest/doctest.h>
#include <iterator>
#include <string>
#include <string_view>

extern "C" {
#include "chunk.h"
#include "cmark.h"
#include "scanners.h"
// clang-format off: it never comes to rest here
#define LEDE_SCANNERS(X) \
  X(autolink_uri) X(autolink_email) X(html_tag) X(html_comment) \
  X(html_pi) X(html_declaration) X(html_cdata) X(html_block_start) \
  X(html_block_start_7) X(html_block_end_1) X(html_block_end_2) X(html_block_end_3) \
  X(html_block_end_4) X(html_block_end_5) X(link_title) X(spacechars) \
  X(atx_heading_start) X(setext_heading_line) X(open_code_fence) X(close_code_fence)
// clang-format on
#define LEDE_DECLARE(name) bufsize_t reference_scan_##name(const unsigned char* p);
LEDE_SCANNERS(LEDE_DECLARE)
#undef LEDE_DECLARE
}

namespace {

struct Pair {
  const char* name;
  bufsize_t (*ours)(const unsigned char*);
  bufsize_t (*theirs)(const unsigned char*);
};

constexpr Pair pairs[] = {
#define LEDE_PAIR(name) {#name, _scan_##name, reference_scan_##name},
    LEDE_SCANNERS(LEDE_PAIR)
#undef LEDE_PAIR
};

// What lines are put together from: pieces that the patterns look for, and their near misses.
constexpr std::string_view pieces[] = {
    "<",
    "</",
    ">",
    "/>",
    "--",
    "-",
    "--->",
    "-->",
    "<!--",
    "<!-",
    "?",
    "?>",
    "<?",
    "]",
    "]]",
    "]]>",
    "CDATA[",
    "cdata[",
    "<![CDATA[",
    "<![cdata[",
    "<!A",
    "DOCTYPE ",
    "a",
    "Z",
    "9",
    "_",
    ":",
    ".",
    "+",
    "@",
    "=",
    "\"",
    "'",
    "(",
    ")",
    "\\",
    "`",
    "```",
    "~~~",
    "~",
    "#",
    "######",
    " ",
    "\t",
    "\n",
    "\r",
    "\v",
    "\f",
    "script",
    "PRE",
    "textarea",
    "style",
    "div",
    "DIV",
    "h1",
    "h7",
    "p",
    "pp",
    "optgroup",
    "blockquote",
    "blockquotes",
    "http",
    "mailto",
    "a-b",
    "x=y",
    " b='c'",
    " d=\"e\"",
    " f = g",
    "é",
    "中",
    "\x01",
    "{",
    "|",
    "&",
    ";",
    "!",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};

class Random {
 public:
  explicit Random(std::uint32_t seed) : state_(seed) {}
  std::uint32_t below(std::uint32_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 17;
    state_ ^= state_ << 5;
    return state_ % n;
  }

 private:
  std::uint32_t state_;
};

}  // namespace

TEST_CASE("our scanners find what cmark's generated ones find") {
  Random random(20261123);
  int wrong = 0;
  for (int round = 0; round < 400'000 && wrong < 10; ++round) {
    std::string text;
    for (std::uint32_t n = 1 + random.below(8); n > 0; --n)
      text += pieces[random.below(std::size(pieces))];
    if (random.below(2) == 0) text += '\n';
    const auto* const p = reinterpret_cast<const unsigned char*>(text.c_str());
    for (const Pair& pair : pairs) {
      const bufsize_t ours = pair.ours(p);
      const bufsize_t theirs = pair.theirs(p);
      if (ours == theirs) continue;
      ++wrong;
      CAPTURE(pair.name);
      CAPTURE(text);
      CHECK(ours == theirs);
    }
  }
  CHECK(wrong == 0);
}
#endif
