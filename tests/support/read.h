// What many tests need: a tree from JSON text, and faults as text to compare.
#pragma once
#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
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

}  // namespace lede::test
