// A page that events are sent to, with what is stored beside it, and what its steps want in a few
// words.
#pragma once
#include "json/value.h"
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace lede::test {

/// Times in these tests: a day in November 2026, at noon UTC.
inline constexpr std::int64_t noon = 1'794'657'600'000;
inline constexpr std::int64_t minute = 60'000;
inline constexpr std::int64_t day = 86'400'000;

class Page {
 public:
  /// A step. @param event its members, without the braces. @return what it wants, in short: "paint
  /// support p3 ask", "emit insert SHOWN winter:main", "store".
  std::string send(std::string_view event, std::int64_t now_ms = noon);

  /// Of the last step, the first effect that does this.
  [[nodiscard]] const json::Value& effect(std::string_view what) const;
  [[nodiscard]] const std::string& state() const { return state_; }
  /// What stands under the key; empty for nothing.
  [[nodiscard]] std::string stored(std::string_view key) const;
  /// All that the last step wants.
  [[nodiscard]] const json::Value& effects() const { return effects_; }

 private:
  std::string state_;
  json::Value effects_;
  std::map<std::string, std::string, std::less<>> stored_;
};

}  // namespace lede::test
