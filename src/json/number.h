// Decimal text to double, the same bits on every platform and without the C library's scanner.
#pragma once
#include <string_view>

namespace lede::json {

/// Reads a number as JSON writes it (RFC 8259, 6). Exact for integers up to 2^53; otherwise within two units
/// in the last place, which is more than any field of ours needs. Overflow gives infinity.
/// @param text must be a number already accepted by a JSON lexer.
[[nodiscard]] double parse_number(std::string_view text);

}  // namespace lede::json
