// The verb `check`: every fault of a document, in words.
#pragma once
#include "base/result.h"
#include <string>
#include <string_view>

namespace lede {

/// Names every fault of an article, a feed or a profile. What it is, is told by the document
/// itself: a `version` that begins with https://jsonfeed.org (or `items`) makes a feed, a `name` or
/// a numeric `version` without `items` and `id` a profile, anything else an item.
/// @return duplicate keys first, then what is missing for the whole and the fields in the order in
/// which they are read, a feed's repeated ids last; for what is no JSON one fault, with a byte
/// offset; empty when all is well.
[[nodiscard]] Faults check(std::string_view bytes);

/// [{code, pointer, offset?, message}]
[[nodiscard]] std::string faults_json(const Faults& faults);

/// {code, pointer, offset?, message}
[[nodiscard]] std::string error_json(const Error& error);

}  // namespace lede
