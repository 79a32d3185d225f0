// The linter as JSON in and JSON out: for the campaign lab.
#pragma once
#include "base/result.h"
#include <string>
#include <string_view>

namespace lede::support {

/// Looks over a profile as `lede lint` does.
/// @param profile the bytes of a lede.json.
/// @param options {now_ms, base_url?}: what has ended by then is named; where relative URLs lead.
/// @return [{severity: "error" | "warning", pointer, sentence}]; or a fault of the profile's JSON,
/// with its offset in `profile`; or one of the options, as bad_option.
[[nodiscard]] Result<std::string> lint_bytes(std::string_view profile, std::string_view options);

}  // namespace lede::support
