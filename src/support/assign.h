// Which variant a reader gets: the same one each time, nothing to remember but the reader's seed.
#pragma once
#include <cstdint>
#include <string_view>

namespace lede::support {

inline constexpr std::uint32_t basis_points = 10'000;

/// Where a reader stands among a campaign's variants, in [0, 10000): 32-bit FNV-1a over the UTF-8
/// of `seed \0 reader_seed`, MurmurHash3's finisher, scaled.
/// @param salt where it isn't empty the hash is over `seed \0 salt \0 reader_seed`: "holdout", so
/// that who is held out says nothing of variants.
[[nodiscard]] std::uint32_t assigned_point(std::string_view seed, std::string_view salt,
                                           std::string_view reader_seed);

}  // namespace lede::support
