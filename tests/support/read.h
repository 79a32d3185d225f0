// What many tests need: a tree from JSON text, faults as text to compare, and a look into texts.
#pragma once
#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
#include <cstddef>
#include <string>
#include <string_view>

namespace lede::test {

/// The tree of a JSON text that is known to be good; a failed check and null where it is not.
/// Kept, with all that it points to, until 2,000 others have been read.
[[nodiscard]] json::Value tree(std::string_view text);

/// For texts that are kept as long.
[[nodiscard]] Arena& texts();

/// "bad-date /date_published; missing /id": code and pointer of each fault, in their order.
[[nodiscard]] std::string listed(const Faults& faults);

/// Whether a part stands in a text, and how often; what overlaps counts once.
[[nodiscard]] bool has(std::string_view text, std::string_view part);
[[nodiscard]] std::size_t count(std::string_view text, std::string_view part);

}  // namespace lede::test
