// How the command ends and what it says: shared by its subcommands.
#pragma once
#include "base/result.h"
#include "base/time.h"
#include <string>

namespace lede::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_bad_input = 1;
inline constexpr int exit_usage = 2;

/// "FILE:#/pointer", or "FILE:@offset" where there is no pointer.
[[nodiscard]] std::string where(const std::string& file, const Error& error);

/// Each says what is wrong on standard error. @return the exit status for it.
int report(const std::string& file, const Error& error);
int cannot_read(const std::string& file);
int bad_now();

/// Writes to standard output. @return exit_ok, or exit_bad_input where that fails.
int print_all(const std::string& text);

/// The reader's clock and zone, as a page would hand them in.
[[nodiscard]] Instant system_now();

}  // namespace lede::cli
