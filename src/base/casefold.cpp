#include "base/casefold.h"
#include "base/text.h"
#include <algorithm>
#include <cstdint>
#include <iterator>

namespace lede {
namespace {
#include "base/casefold.inc"

constexpr char32_t first_of(std::uint32_t head) { return head & 0xFFFFFU; }

}  // namespace

void append_case_folded(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += to_ascii_lower(static_cast<char>(c));
    return;
  }
  const auto* run =
      std::upper_bound(std::begin(run_heads), std::end(run_heads), c,
                       [](char32_t value, std::uint32_t head) { return value < first_of(head); });
  if (run != std::begin(run_heads)) {
    --run;
    const std::uint32_t apart = 1 + (*run >> 31);
    const std::uint32_t steps = (*run >> 20) & 0x7FFU;
    const char32_t distance = c - first_of(*run);
    if (distance <= steps * apart && distance % apart == 0) {
      append_utf8(out,
                  (c & 0xFFFF0000U) | ((c + run_deltas[run - std::begin(run_heads)]) & 0xFFFFU));
      return;
    }
  }
  const auto* row =
      std::lower_bound(std::begin(wide), std::end(wide), c,
                       [](const auto& entry, char32_t value) { return entry[0] < value; });
  if (row == std::end(wide) || (*row)[0] != c) {
    append_utf8(out, c);
    return;
  }
  for (int i = 1; i < 4 && (*row)[i] != 0; ++i) append_utf8(out, (*row)[i]);
}

}  // namespace lede
