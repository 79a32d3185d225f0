// Bytes to a JSON tree: the only user of nlohmann/json.
#pragma once
#include "base/result.h"
#include "json/value.h"
#include <cstddef>
#include <string_view>

namespace lede::json {

/// Feeds may be this long; deeper nesting than max_depth has no meaning in any format that Lede
/// reads.
inline constexpr std::size_t max_bytes = 8 * 1024 * 1024;
inline constexpr std::size_t max_depth = 64;
/// So that 8 MB of `[[],[],` cannot become half a gigabyte of tree.
inline constexpr std::size_t max_values = 500'000;

/// Reads one JSON document (RFC 8259). A leading byte order mark is passed over.
/// Where an object names a key twice the last one counts, as in JavaScript.
/// @param duplicates when given, gains a fault for every key that was named twice.
/// @return the tree; or json_syntax, utf8 (both with a byte offset), json_depth, json_size.
[[nodiscard]] Result<Document> read(std::string_view bytes, Faults* duplicates = nullptr);

}  // namespace lede::json
