// `lede lint` and `lede decide`: campaigns for the people who write them.
#pragma once
#include <memory>

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}  // namespace CLI

namespace lede::cli {

/// The two subcommands and what was given to them.
class SupportCommands {
 public:
  explicit SupportCommands(CLI::App& app);
  ~SupportCommands();
  SupportCommands(const SupportCommands&) = delete;
  SupportCommands& operator=(const SupportCommands&) = delete;

  [[nodiscard]] bool parsed() const;
  /// @return the exit status.
  [[nodiscard]] int run() const;

 private:
  struct Arguments;
  std::unique_ptr<Arguments> arguments_;
  CLI::App* lint_;
  CLI::App* decide_;
};

}  // namespace lede::cli
