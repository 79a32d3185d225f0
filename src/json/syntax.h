// Why a text is no JSON, in more words than a page needs: for the command and for editors.
#pragma once
#include "base/result.h"
#include <string_view>

namespace lede::json {

/// The error of json::read with a sentence for the slip that it most likely is: a comma too many,
/// single or curly quotes, a line that ends inside a text, a comment, something after the end.
/// Another error comes back as it is.
[[nodiscard]] Error explained(Error error, std::string_view bytes);

}  // namespace lede::json
