// A JSON document as a plain tree.
#pragma once
#include "base/arena.h"
#include "base/result.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede::json {

enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

struct Member;

/// One value. Plain data, a view of what its Document owns.
struct Value {
  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string_view text;  ///< of a string: valid UTF-8
  Run<Value> items;       ///< of an array
  Run<Member> members;    ///< of an object, in the order of the document

  [[nodiscard]] bool is(Kind wanted) const { return kind == wanted; }
  /// Whether it is a whole number from `least` to `most`.
  [[nodiscard]] bool is_whole(double least, double most) const;

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
  std::string_view key;
  Value value;
};

/// A tree, and the memory that all of it lies in.
struct Document {
  Value root;
  Arena memory;
};

/// Where a value stands: the chain of keys down to it. Becomes text only when a fault is told,
/// since most documents have none. Points to what is above it, which must outlive it.
struct Path {
  const Path* above = nullptr;  ///< nullptr: this is the root, or a member of it
  std::string_view key;         ///< of a member; without data() in the root
  std::size_t index = 0;        ///< of an item of an array
  bool is_item = false;

  /// As a JSON pointer (RFC 6901); empty for the root.
  [[nodiscard]] std::string pointer() const;
  [[nodiscard]] Path member(std::string_view name) const { return {this, name}; }
  [[nodiscard]] Path item(std::size_t at) const { return {this, {}, at, true}; }
};

/// What a kind is called in a sentence: "a string", "an object".
[[nodiscard]] std::string_view kind_name(Kind kind);

/// `pointer` with one more reference token (RFC 6901, 3: `~` and `/` are escaped).
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view key);
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::size_t index);

}  // namespace lede::json
