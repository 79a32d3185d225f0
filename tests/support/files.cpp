#include "support/files.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <memory>

namespace lede::test {
namespace {

struct Close {
  void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
};

std::unique_ptr<std::FILE, Close> open(std::string_view path) {
  const std::string whole = std::string(LEDE_SOURCE_DIR) + "/" + std::string(path);
  return std::unique_ptr<std::FILE, Close>(std::fopen(whole.c_str(), "rb"));
}

}  // namespace

std::string read_file(std::string_view path) {
  const auto file = open(path);
  CHECK_MESSAGE(file != nullptr, "cannot be read: ", path);
  std::string bytes;
  char chunk[4096];
  while (const std::size_t got = file ? std::fread(chunk, 1, sizeof chunk, file.get()) : 0) {
    bytes.append(chunk, got);
  }
  return bytes;
}

bool file_exists(std::string_view path) { return open(path) != nullptr; }

std::string read_file_if_any(std::string_view path) {
  return file_exists(path) ? read_file(path) : std::string();
}

}  // namespace lede::test
