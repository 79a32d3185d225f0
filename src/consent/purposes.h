// What may be remembered. Three purposes, so a set of them is three bits.
#pragma once
#include "json/value.h"
#include "json/writer.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace lede::consent {

/// A set of purposes: bit `i` stands for `purpose_names[i]`.
using Purposes = std::uint8_t;

inline constexpr std::array<std::string_view, 3> purpose_names = {"preferences", "history",
                                                                  "measurement"};
inline constexpr Purposes preferences = 1;
inline constexpr Purposes history = 2;
inline constexpr Purposes measurement = 4;
inline constexpr Purposes all_purposes = 7;

[[nodiscard]] constexpr Purposes purpose_bit(std::size_t index) {
  return static_cast<Purposes>(1U << index);
}

/// Where a name stands in a table of names; the table's size where it does not.
[[nodiscard]] std::size_t place_of(std::string_view name, std::span<const std::string_view> names);

/// The value of an enum whose names these are; the first where the name is none of them.
template <typename Enum, std::size_t N>
[[nodiscard]] Enum one_of(std::string_view name, const std::array<std::string_view, N>& names) {
  return static_cast<Enum>(place_of(name, names) % N);
}

/// The set of that one name; empty for a name that is no purpose's.
[[nodiscard]] Purposes purpose_named(std::string_view name);

/// A set as others write it: an array of names, an object of name: true or false, or true or false
/// for all. What is not understood grants nothing: an unknown name adds none, another kind is the
/// empty set.
/// @param strangers set to true where an array names something that is no purpose; may be null.
[[nodiscard]] Purposes read_purposes(const json::Value* value, bool* strangers = nullptr);

/// An array of names, in the order of `purpose_names`.
void write_purposes(json::Writer& out, Purposes purposes);

}  // namespace lede::consent
