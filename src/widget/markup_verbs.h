// The verbs `markdown` and `html`: a text and JSON options in, safe HTML out.
#pragma once
#include "base/result.h"
#include "markup/markup.h"
#include <string>
#include <string_view>

namespace lede {

/// Renders a text as safe HTML. Options: {base_url, lang, heading_level (1 to 6), strict,
/// id_prefix}; empty for the defaults.
/// @param cut set to whether a cap left something out, where it isn't null.
/// @return HTML; or too_large, bad_option, or the fault of the options as JSON.
[[nodiscard]] Result<std::string> markup_verb(std::string_view text, BodyFormat format,
                                              std::string_view options, bool* cut = nullptr);

}  // namespace lede
