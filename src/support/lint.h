// What is wrong or unwise in a profile's campaigns, for the person who writes them. Linked into the
// command and the editors' module; no partner's page has it.
#pragma once
#include "json/value.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede::support {

enum class Severity : std::uint8_t { error, warning };

/// A finding: an error is never shown to readers as it was meant; a warning may be meant.
struct Finding {
  Severity severity = Severity::error;
  std::string pointer;   ///< JSON pointer into the profile
  std::string sentence;  ///< what is wrong and what to change
};

/// Looks over `support` of a profile: what can't be read, what can never be shown, what readers
/// would see broken.
/// @param base_url of the profile; where empty, relative URLs are taken for good.
/// @param now_ms what has ended or is stale by then is named.
[[nodiscard]] std::vector<Finding> lint(const json::Value& profile, std::string_view base_url,
                                        std::int64_t now_ms);

}  // namespace lede::support
