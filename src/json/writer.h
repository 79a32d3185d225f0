// JSON text, written front to back. The caller keeps the order of keys; the same calls give the
// same bytes.
#pragma once
#include "json/value.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace lede::json {

class Writer {
 public:
  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  Writer& string(std::string_view text);
  Writer& integer(std::int64_t value);
  Writer& boolean(bool value);
  Writer& null();
  /// A tree read before, unchanged. Numbers are written as integers where they are whole, else with
  /// at most six decimals.
  Writer& value(const Value& value);

  // Key and value in one.
  Writer& member(const char* name, std::string_view text);
  Writer& number(const char* name, std::int64_t value);
  Writer& flag(const char* name, bool value);

  [[nodiscard]] std::string take();

 private:
  void before_value();
  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace lede::json
