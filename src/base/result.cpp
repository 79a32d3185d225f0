#include "base/result.h"

#include "base/row.h"

namespace lede {

std::string_view code_name(ErrorCode code) {
  constexpr Row names =
#define LEDE_ERROR(name, text) text "\0"
#include "base/errors.def"
#undef LEDE_ERROR
      ;
  return names[static_cast<std::size_t>(code)];
}

}  // namespace lede
