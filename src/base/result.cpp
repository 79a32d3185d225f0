#include "base/result.h"

namespace lede {

std::string_view code_name(ErrorCode code) {
  static constexpr std::string_view names[] = {
#define LEDE_ERROR(name, text) text,
#include "base/errors.def"
#undef LEDE_ERROR
  };
  return names[static_cast<std::size_t>(code)];
}

}  // namespace lede
