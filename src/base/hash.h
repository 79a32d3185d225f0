// Hashes that are the same everywhere: for fingerprints and for shares of readers, not for secrets.
#pragma once
#include <cstdint>
#include <string_view>

namespace lede {

inline constexpr std::uint32_t fnv1a32_start = 2166136261U;

/// 32-bit FNV-1a (draft-eastlake-fnv, 2) over bytes; `hash` carries an earlier part on.
[[nodiscard]] constexpr std::uint32_t fnv1a32(std::string_view bytes,
                                              std::uint32_t hash = fnv1a32_start) {
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return hash;
}

/// The last step of MurmurHash3 (x86, 32 bits): every bit of the input moves every bit of the
/// output.
[[nodiscard]] constexpr std::uint32_t fmix32(std::uint32_t hash) {
  hash = (hash ^ (hash >> 16U)) * 0x85EBCA6BU;
  hash = (hash ^ (hash >> 13U)) * 0xC2B2AE35U;
  return hash ^ (hash >> 16U);
}

}  // namespace lede
