// Which variant a reader gets: the same one each time, nothing to remember but the reader's seed.
#pragma once
#include "base/hash.h"
#include <cstdint>
#include <string_view>

namespace lede::support {

inline constexpr std::uint32_t basis_points = 10'000;

/// Hashes the parts with a zero byte between them.
[[nodiscard]] constexpr std::uint32_t seeded_hash(std::string_view seed,
                                                  std::string_view reader_seed) {
  return fnv1a32(reader_seed, fnv1a32(std::string_view("", 1), fnv1a32(seed)));
}

[[nodiscard]] constexpr std::uint32_t to_basis_points(std::uint32_t hash) {
  return static_cast<std::uint32_t>((std::uint64_t{fmix32(hash)} * basis_points) >> 32U);
}

/// Where a reader stands among a campaign's variants: FNV-1a over UTF-8 `seed \0 reader_seed`,
/// MurmurHash3's finisher, scaled to [0, 10000).
[[nodiscard]] constexpr std::uint32_t assigned_point(std::string_view seed,
                                                     std::string_view reader_seed) {
  return to_basis_points(seeded_hash(seed, reader_seed));
}

/// The same over `seed \0 "holdout" \0 reader_seed`, so that who is held out says nothing of
/// variants.
[[nodiscard]] constexpr std::uint32_t holdout_point(std::string_view seed,
                                                    std::string_view reader_seed) {
  constexpr std::string_view name("\0holdout\0", 9);
  return to_basis_points(fnv1a32(reader_seed, fnv1a32(name, fnv1a32(seed))));
}

}  // namespace lede::support
