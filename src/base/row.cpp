#include "base/row.h"

namespace lede {

std::size_t Row::find(std::string_view text) const {
  std::size_t number = 0;
  while (number < size_ && (*this)[number] != text) ++number;
  return number;
}

}  // namespace lede
