#include "support/assign.h"

#include "base/hash.h"

namespace lede::support {
namespace {

std::uint32_t and_then(std::uint32_t hash, std::string_view part) {
  constexpr std::string_view zero("\0", 1);
  return fnv1a32(part, fnv1a32(zero, hash));
}

}  // namespace

std::uint32_t assigned_point(std::string_view seed, std::string_view salt,
                             std::string_view reader_seed) {
  std::uint32_t hash = fnv1a32(seed);
  if (!salt.empty()) hash = and_then(hash, salt);
  hash = fmix32(and_then(hash, reader_seed));
  return static_cast<std::uint32_t>((std::uint64_t{hash} * basis_points) >> 32U);
}

}  // namespace lede::support
