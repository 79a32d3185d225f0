// What may be remembered. Three purposes, so a set of them is three bits.
#pragma once
#include "base/row.h"
#include "json/value.h"
#include "json/writer.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lede::consent {

/// A set of purposes: bit `i` stands for `purpose_names[i]`.
using Purposes = std::uint8_t;

inline constexpr Row purpose_names = "preferences\0history\0measurement";
inline constexpr Purposes preferences = 1;
inline constexpr Purposes history = 2;
inline constexpr Purposes measurement = 4;
inline constexpr Purposes all_purposes = 7;

[[nodiscard]] constexpr Purposes purpose_bit(std::size_t index) {
  return static_cast<Purposes>(1U << index);
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
