#include "base/arena.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

using lede::Arena;

TEST_CASE("an arena has an address for everything, also for nothing") {
  Arena arena;
  CHECK(arena.take(0) != nullptr);
  CHECK(Arena().copy("").data() != nullptr);
  CHECK(Arena().array<int>(0) != nullptr);
}

TEST_CASE("what an arena gives is whole, apart from all else and fit for a number") {
  constexpr std::size_t sizes[] = {1, 7, 8, 9, 16 * 1024 - 1, 16 * 1024, 100 * 1024, 3};
  Arena arena;
  std::string_view copies[std::size(sizes)];
  for (std::size_t i = 0; i < std::size(sizes); ++i) {
    copies[i] = arena.copy(std::string(sizes[i], static_cast<char>('a' + i)));
    CHECK(reinterpret_cast<std::uintptr_t>(copies[i].data()) % alignof(double) == 0);
  }
  for (std::size_t i = 0; i < std::size(sizes); ++i)
    CHECK(copies[i] == std::string(sizes[i], static_cast<char>('a' + i)));
}

TEST_CASE("what lies in an arena stays where it is when the arena is moved") {
  Arena first;
  const std::string_view text = first.copy("stays");
  int* const numbers = first.array<int>(3);
  numbers[2] = 7;
  Arena second(std::move(first));
  Arena third;
  third = std::move(second);
  CHECK(text == "stays");
  CHECK(numbers[0] == 0);
  CHECK(numbers[2] == 7);
  CHECK(third.copy("more") == "more");
}
