// Test data as bytes, found by its path in the project. The same natively and in Node.
#pragma once
#include <string>
#include <string_view>

namespace lede::test {

/// The whole file; a failed check and an empty string where it cannot be read.
/// @param path from the project's top, such as "tests/cases/render/closed/item.json".
[[nodiscard]] std::string read_file(std::string_view path);

[[nodiscard]] bool file_exists(std::string_view path);

/// The same, or an empty string where there is no such file.
[[nodiscard]] std::string read_file_if_any(std::string_view path);

}  // namespace lede::test
