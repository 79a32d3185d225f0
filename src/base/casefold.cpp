#include "base/casefold.h"
#include "base/packed.h"
#include "base/text.h"
#include <algorithm>
#include <cstdint>
#include <iterator>

namespace lede {
namespace {
#include "base/casefold.inc"

constexpr std::size_t runs = std::size(run_heads);
constexpr std::size_t wide_rows = std::size(wide);

constexpr char32_t first_of(std::uint32_t head) { return head & 0xFFFFFU; }

// What the page downloads of these tables: the distances between firsts, the upper halves of the
// heads with their top bit last, the deltas with their sign last; then the wide rows, the first
// column as distances.
consteval auto flat() {
  std::array<std::uint32_t, runs * 3 + wide_rows * 4> out{};
  std::uint32_t last = 0;
  for (std::size_t i = 0; i < runs; ++i) {
    const std::uint32_t head = run_heads[i];
    out[i] = first_of(head) - last;
    last = first_of(head);
    out[runs + i] = (head >> 20U << 1U | head >> 31U) & 0xFFFU;
    const std::uint32_t delta = run_deltas[i];
    out[2 * runs + i] = (delta & 0x8000U) != 0 ? (0x10000U - delta) * 2 - 1 : delta * 2;
  }
  last = 0;
  for (std::size_t i = 0; i < wide_rows; ++i) {
    for (std::size_t j = 0; j < 4; ++j) out[3 * runs + 4 * i + j] = wide[i][j];
    out[3 * runs + 4 * i] -= last;
    last = wide[i][0];
  }
  return out;
}
constexpr auto numbers = flat();
constexpr auto packed = pack<numbers>();

/// The tables as casefold.inc has them.
struct Tables {
  Tables() {
    const unsigned char* at = packed.data();
    std::uint32_t last = 0;
    for (std::uint32_t& head : heads) head = last += unpack(at);
    for (std::uint32_t& head : heads) {
      const std::uint32_t high = unpack(at);
      head |= high >> 1U << 20U | high << 31U;
    }
    for (std::uint16_t& delta : deltas) {
      const std::uint32_t n = unpack(at);
      delta = static_cast<std::uint16_t>((n & 1U) != 0 ? 0 - (n + 1) / 2 : n / 2);
    }
    last = 0;
    for (auto& row : rows) {
      for (std::uint16_t& c : row) c = static_cast<std::uint16_t>(unpack(at));
      row[0] = static_cast<std::uint16_t>(last += row[0]);
    }
  }
  std::uint32_t heads[runs];
  std::uint16_t deltas[runs];
  std::uint16_t rows[wide_rows][4];
};

}  // namespace

void append_case_folded(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += to_ascii_lower(static_cast<char>(c));
    return;
  }
  static const Tables tables;
  const auto* run =
      std::upper_bound(std::begin(tables.heads), std::end(tables.heads), c,
                       [](char32_t value, std::uint32_t head) { return value < first_of(head); });
  if (run != std::begin(tables.heads)) {
    --run;
    const std::uint32_t apart = 1 + (*run >> 31);
    const std::uint32_t steps = (*run >> 20) & 0x7FFU;
    const char32_t distance = c - first_of(*run);
    if (distance <= steps * apart && distance % apart == 0) {
      append_utf8(
          out, (c & 0xFFFF0000U) | ((c + tables.deltas[run - std::begin(tables.heads)]) & 0xFFFFU));
      return;
    }
  }
  const auto* row =
      std::lower_bound(std::begin(tables.rows), std::end(tables.rows), c,
                       [](const auto& entry, char32_t value) { return entry[0] < value; });
  if (row == std::end(tables.rows) || (*row)[0] != c) {
    append_utf8(out, c);
    return;
  }
  for (int i = 1; i < 4 && (*row)[i] != 0; ++i) append_utf8(out, (*row)[i]);
}

}  // namespace lede
