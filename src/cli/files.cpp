#include "cli/files.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <memory>

namespace lede::cli {
namespace {

struct Close {
  void operator()(std::FILE* file) const {
    if (file != stdin) static_cast<void>(std::fclose(file));
  }
};

}  // namespace

std::optional<std::string> read_file(const std::string& path) {
  const std::unique_ptr<std::FILE, Close> file(path == "-" ? stdin
                                                           : std::fopen(path.c_str(), "rb"));
  if (!file) return {};
  std::string bytes;
  std::array<char, 1 << 16> chunk{};
  while (std::feof(file.get()) == 0 && std::ferror(file.get()) == 0) {
    bytes.append(chunk.data(), std::fread(chunk.data(), 1, chunk.size(), file.get()));
  }
  if (std::ferror(file.get()) != 0) return {};
  return bytes;
}

bool print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  return std::fflush(stdout) == 0 && written;
}

void complain(std::string_view sentence) {
  std::fprintf(stderr, "lede: %.*s\n", static_cast<int>(sentence.size()), sentence.data());
}

}  // namespace lede::cli
