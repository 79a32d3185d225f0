// Limits that more than one folder holds to.
#pragma once
#include <cstddef>
#include <string_view>

namespace lede {

/// An article's body; longer ones are refused.
inline constexpr std::size_t max_body_bytes = 256 * 1024;
inline constexpr std::string_view body_too_large =
    "The body is over 262,144 bytes; shorten it or split it into parts.";

}  // namespace lede
