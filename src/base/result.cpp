#include "base/result.h"

namespace lede {

std::string_view code_name(ErrorCode code) {
  switch (code) {
#define LEDE_ERROR(name, text) \
  case ErrorCode::name:        \
    return text;
#include "base/errors.def"
#undef LEDE_ERROR
  }
  return {};
}

}  // namespace lede
