// A JSON document as a plain tree.
#pragma once
#include "base/result.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

struct Member;

/// One value. Plain data: who holds the root owns the tree.
struct Value {
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string text;             ///< of a string: valid UTF-8
  std::vector<Value> items;     ///< of an array
  std::vector<Member> members;  ///< of an object, in the order of the document

  [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }

  /// The last member of that name, as JavaScript reads it, or nullptr (also when this is no
  /// object).
  [[nodiscard]] const Value* find(std::string_view key) const;

  /// The string of that member; empty when there is none or it is no string.
  [[nodiscard]] std::string_view string(std::string_view key) const;

  /// The number of that member, else `otherwise`.
  [[nodiscard]] double number_or(std::string_view key, double otherwise) const;

  /// The boolean of that member, else `otherwise`.
  [[nodiscard]] bool boolean_or(std::string_view key, bool otherwise) const;
};

struct Member {
  std::string key;
  Value value;
};

/// What a kind is called in a sentence: "a string", "an object".
[[nodiscard]] std::string_view kind_name(Kind kind);

/// `pointer` with one more reference token (RFC 6901, 3: `~` and `/` are escaped).
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view key);
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::size_t index);

}  // namespace lede::json
