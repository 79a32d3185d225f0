#include "support/assign.h"

#include "base/hash.h"

namespace lede::support {

std::uint32_t assigned_point(std::string_view seed, std::string_view salt,
                             std::string_view reader_seed) {
  std::uint32_t hash = fnv1a32_start;
  for (const std::string_view part : {seed, salt, reader_seed}) {
    if (part.empty() && part.data() == salt.data()) continue;
    if (hash != fnv1a32_start) hash = fnv1a32({"", 1}, hash);
    hash = fnv1a32(part, hash);
  }
  return static_cast<std::uint32_t>((std::uint64_t{fmix32(hash)} * basis_points) >> 32U);
}

}  // namespace lede::support
