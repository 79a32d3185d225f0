// Tables of numbers that the compiler packs, so that a page downloads half of them: one byte for
// what is below 128, seven bits in each further one. They are unpacked where they are first asked
// for.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace lede {

/// `Numbers` as bytes: the high digits first, the top bit on all but the last.
template <const auto& Numbers>
[[nodiscard]] consteval auto pack() {
  constexpr auto digits = [](std::uint32_t n) {
    std::size_t count = 1;
    for (; n >= 0x80; n >>= 7U) ++count;
    return count;
  };
  constexpr std::size_t size = [=] {
    std::size_t sum = 0;
    for (const std::uint32_t n : Numbers) sum += digits(n);
    return sum;
  }();
  std::array<unsigned char, size> bytes{};
  std::size_t at = 0;
  for (const std::uint32_t n : Numbers) {
    for (std::size_t left = digits(n); left-- > 0;)
      bytes[at++] = static_cast<unsigned char>((n >> (7 * left) & 0x7FU) | (left > 0 ? 0x80U : 0U));
  }
  return bytes;
}

/// Takes one number of what pack() made.
[[nodiscard]] inline std::uint32_t unpack(const unsigned char*& at) {
  std::uint32_t value = 0;
  while (*at >= 0x80) value = (value | (*at++ & 0x7FU)) << 7U;
  return value | *at++;
}

}  // namespace lede
