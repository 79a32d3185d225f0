// Files and standard input as bytes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace lede::cli {

/// The whole file, or nothing where it cannot be read (errno says why). "-" is standard input.
[[nodiscard]] std::optional<std::string> read_file(const std::string& path);

/// Writes to standard output. @return whether every byte got there.
[[nodiscard]] bool print(std::string_view text);

/// A line on standard error, with "lede: " before it.
void complain(std::string_view sentence);

}  // namespace lede::cli
