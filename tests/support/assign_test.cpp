#include "support/assign.h"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

using lede::support::assigned_point;

TEST_CASE("a reader's point is that of FNV-1a and fmix32, reckoned elsewhere") {
  CHECK(assigned_point("winter", {}, "9") == 3698);
  CHECK(assigned_point("winter", {}, "7") == 6733);
  CHECK(assigned_point("autumn", {}, "7") == 3786);
  CHECK(assigned_point("winter", "holdout", "5") == 181);
  CHECK(assigned_point("winter", "holdout", "tide") == 1425);
}

TEST_CASE("a seed and a reader's seed don't run together") {
  CHECK(assigned_point("winter1", {}, "2") != assigned_point("winter", {}, "12"));
}

TEST_CASE("over a million readers each variant's share is its weight, within 0.2 points") {
  constexpr int readers = 1'000'000;
  constexpr std::array<std::uint32_t, 4> bounds = {500, 2500, 6000, 10'000};
  for (const std::string_view seed : {"winter", "осінь", "2026-q4"}) {
    for (const std::string_view salt : {"", "holdout"}) {
      CAPTURE(seed);
      std::array<int, 4> seen{};
      for (int i = 0; i < readers; ++i) {
        const std::uint32_t point = assigned_point(seed, salt, std::to_string(i));
        std::size_t variant = 0;
        while (point >= bounds[variant]) ++variant;
        ++seen[variant];
      }
      for (std::size_t i = 0; i < bounds.size(); ++i) {
        const std::uint32_t share = bounds[i] - (i > 0 ? bounds[i - 1] : 0);
        const int expected = static_cast<int>(share) * (readers / 10'000);
        CHECK(std::abs(seen[i] - expected) <= readers / 500);
      }
    }
  }
}

TEST_CASE("who is held out says nothing of the variant") {
  int held_out = 0;
  int first_variant = 0;
  for (int i = 0; i < 200'000; ++i) {
    const std::string reader = std::to_string(i);
    if (assigned_point("winter", "holdout", reader) >= 1000) continue;
    ++held_out;
    if (assigned_point("winter", {}, reader) < 5000) ++first_variant;
  }
  CHECK(std::abs(held_out - 20'000) < 800);
  CHECK(std::abs(2 * first_variant - held_out) < 800);
}
