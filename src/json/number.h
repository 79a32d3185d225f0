// Decimal text to double, the same bits on every platform and without the C library's scanner.
#pragma once
#include <string_view>

namespace lede::json {

/// Reads a number as JSON writes it (RFC 8259, 6). Exact for integers up to 2^53; otherwise within
/// a few units in the last place between 1e-290 and 1e290, which is more than any field of ours
/// needs. What is larger may give infinity, what is smaller zero.
/// @param text must be a number already accepted by a JSON lexer.
[[nodiscard]] double parse_number(std::string_view text);

}  // namespace lede::json
