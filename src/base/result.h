// Errors as values. Lede is built without exceptions: what can fail returns a Result.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
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

/// Whether anybody reads what is put there: false for null. In the page's module, which draws what
/// it can and names nothing, it is always false (src/wasm/unread_faults.cpp), and so the sentences
/// stay out of that module.
[[nodiscard]] bool is_read(const Faults* faults);

/// A value or the error that stands in its place. Ask before you dereference.
///
/// Both members are always there: what a std::variant spares in memory it costs, for every type, in
/// code.
template <typename T>
class [[nodiscard]] Result {
 public:
  // NOLINTBEGIN(google-explicit-constructor): `return value;` and `return error;` are the point
  Result(T&& value) : value_(std::move(value)), ok_(true) {}
  Result(const T& value) : value_(value), ok_(true) {}
  Result(Error&& error) : error_(std::move(error)) {}
  Result(const Error& error) : error_(error) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return ok_; }
  explicit operator bool() const { return ok(); }

  T& operator*() { return value_; }
  const T& operator*() const { return value_; }
  T* operator->() { return &value_; }
  const T* operator->() const { return &value_; }

  [[nodiscard]] const Error& error() const { return error_; }

 private:
  T value_{};
  Error error_;
  bool ok_ = false;
};

}  // namespace lede
