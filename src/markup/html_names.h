// What the names of HTML's elements mean to us: those that may stand in a body, those that live on
// under another name, and those whose content is no text of the article.
#pragma once
#include "markup/elements.h"
#include <cstdint>
#include <string_view>

namespace lede {

/// No tags are read inside (13.2.5: script data, RAWTEXT, RCDATA): it ends at its end tag alone,
/// and its content is dropped.
inline constexpr unsigned raw = 1;
/// Its content is dropped.
inline constexpr unsigned skipped = 2;
/// A player or a frame: becomes a link.
inline constexpr unsigned embed = 4;
/// Its end tag may be left out.
inline constexpr unsigned unended = 8;

struct NameMeaning {
  Tag tag = Tag::none;  ///< what it is written as
  unsigned traits = 0;
};

/// `name` is in lower case.
[[nodiscard]] NameMeaning meaning_of(std::string_view name);

}  // namespace lede
