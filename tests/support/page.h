// A page that events are sent to, with what is stored beside it, and what its steps want in a few
// words.
#pragma once
#include "json/value.h"
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace lede::test {

/// Times in these tests: a day in November 2026, at noon UTC.
inline constexpr std::int64_t noon = 1'794'657'600'000;
inline constexpr std::int64_t minute = 60'000;
inline constexpr std::int64_t day = 86'400'000;

/// An event as JSON. @param rest its other members, without the braces.
[[nodiscard]] std::string event_at(std::int64_t now_ms, std::string_view rest);

/// What an object grants: "[history measurement]".
[[nodiscard]] std::string grants_of(const json::Value& object);

class Page {
 public:
  /// @param usual_ms when all happens that nothing else is said of.
  explicit Page(std::int64_t usual_ms = noon) : usual_ms_(usual_ms) {}

  /// A step. @param event its members, without the braces. @return what it wants, in short: "paint
  /// support p3 ask", "emit insert SHOWN winter:main", "emit lede:consent [history] user", "store".
  std::string send(std::string_view event, std::int64_t now_ms);
  std::string send(std::string_view event) { return send(event, usual_ms_); }

  /// Of the last step, the first effect that does this.
  [[nodiscard]] const json::Value& effect(std::string_view what) const;
  [[nodiscard]] const std::string& state() const { return state_; }
  /// What stands under the key; empty for nothing.
  [[nodiscard]] std::string stored(std::string_view key) const;
  [[nodiscard]] std::size_t stored_keys() const { return stored_.size(); }
  /// All that the last step wants.
  [[nodiscard]] const json::Value& effects() const { return effects_; }

 private:
  std::int64_t usual_ms_;
  std::string state_;
  json::Value effects_;
  std::map<std::string, std::string, std::less<>> stored_;
};

}  // namespace lede::test
