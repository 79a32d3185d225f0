#include "cli/report.h"

#include "cli/files.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <ctime>

namespace lede::cli {

std::string where(const std::string& file, const Error& error) {
  if (error.offset >= 0) return file + ":@" + std::to_string(error.offset);
  return file + ":#" + error.pointer;
}

int report(const std::string& file, const Error& error) {
  complain(where(file, error) + ": " + error.message);
  return exit_bad_input;
}

int cannot_read(const std::string& file) {
  complain(file + ": " + std::strerror(errno) + ".");
  return exit_bad_input;
}

int bad_now() {
  complain("--now: this is not a date; write one such as 2023-03-16T09:00:00+02:00.");
  return exit_usage;
}

int print_all(const std::string& text) {
  if (print(text)) return exit_ok;
  complain("standard output could not be written.");
  return exit_bad_input;
}

Instant system_now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm local{};
  localtime_r(&seconds, &local);
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count(),
          static_cast<std::int32_t>(local.tm_gmtoff / 60)};
}

}  // namespace lede::cli
