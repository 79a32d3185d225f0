// Texts in a row, each ended by a NUL: of constants that are looked up by number a table of pointers
// would be as much to download as a good part of the words.
#pragma once
#include <cstddef>
#include <cstring>
#include <string_view>

namespace lede {

/// The text of that number, from 0; there must be so many.
[[nodiscard]] inline std::string_view text_in(const char* row, std::size_t number) {
  for (; number > 0; --number) row += std::strlen(row) + 1;
  return row;
}

}  // namespace lede
