// Errors as values. Lede is built without exceptions: what can fail returns a Result.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace lede {

enum class ErrorCode : std::uint8_t {
#define LEDE_ERROR(name, text) name,
#include "base/errors.def"
#undef LEDE_ERROR
};

/// The code as users see it, such as "json-syntax".
[[nodiscard]] std::string_view code_name(ErrorCode code);

/// One thing that is wrong, where it is, and what to change.
struct Error {
  ErrorCode code = ErrorCode::json_syntax;
  /// JSON pointer (RFC 6901) of the value at fault; empty is the whole document.
  std::string pointer;
  /// A sentence for the person who wrote the input: what is wrong and what to change.
  std::string message;
  /// Byte offset into the input; only for faults that have no pointer (syntax, encoding), else -1.
  std::int64_t offset = -1;

  friend bool operator==(const Error&, const Error&) = default;
};

using Faults = std::vector<Error>;

/// A value or the error that stands in its place. Ask before you dereference.
template <typename T>
class [[nodiscard]] Result {
 public:
  // NOLINTBEGIN(google-explicit-constructor): `return value;` and `return error;` are the point
  Result(T value) : held_(std::move(value)) {}
  Result(Error error) : held_(std::move(error)) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& operator*() { return *std::get_if<0>(&held_); }
  const T& operator*() const { return *std::get_if<0>(&held_); }
  T* operator->() { return std::get_if<0>(&held_); }
  const T* operator->() const { return std::get_if<0>(&held_); }

  [[nodiscard]] const Error& error() const { return *std::get_if<1>(&held_); }

 private:
  std::variant<T, Error> held_;
};

}  // namespace lede
