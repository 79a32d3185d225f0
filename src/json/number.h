// Decimal text to double, the same bits on every platform and without the C library's scanner.
#pragma once
#include <string_view>

namespace lede::json {

/// 2^53: every integer up to here is a double of its own.
inline constexpr double largest_exact_integer = 9007199254740992.0;

/// Reads a number as JSON writes it (RFC 8259, 6). Exact for integers up to 2^53; otherwise within
/// a few units in the last place between 1e-290 and 1e290, which is more than any field of ours
/// needs. What is larger may give infinity, what is smaller zero.
/// @param text must be a number already accepted by a JSON lexer.
[[nodiscard]] double parse_number(std::string_view text);

}  // namespace lede::json
