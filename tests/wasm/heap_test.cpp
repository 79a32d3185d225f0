#include "wasm/heap.h"
#include <algorithm>
#include <cstdint>
#include <cstring>
#include <doctest/doctest.h>
#include <vector>

namespace {

/// Hands out `room`, piece by piece.
struct Pieces {
  std::vector<char>* room;
  std::size_t* taken;

  lede::Span operator()(std::size_t at_least) const {
    constexpr std::size_t unit = 4096;
    const std::size_t size = (at_least + unit - 1) / unit * unit;
    const auto start = reinterpret_cast<std::uintptr_t>(room->data());
    const std::size_t begin = (unit - start % unit) % unit + *taken;
    if (begin + size > room->size()) return {};
    *taken += size;
    return {room->data() + begin, room->data() + begin + size};
  }
};

struct Fixture {
  std::vector<char> room = std::vector<char>(std::size_t{4} << 20U);
  std::size_t taken = 0;
  lede::Heap<Pieces> heap{Pieces{&room, &taken}};
};

/// A block filled with a letter of its own, to see whether another one writes into it.
struct Filled {
  char* at;
  std::size_t size;
  char letter;

  [[nodiscard]] bool is_whole() const {
    return std::all_of(at, at + size, [&](char c) { return c == letter; });
  }
};

/// Numbers that follow from a seed alone (xorshift).
std::uint32_t next(std::uint32_t& state) {
  state ^= state << 13U;
  state ^= state >> 17U;
  state ^= state << 5U;
  return state;
}

}  // namespace

TEST_CASE("a heap gives blocks of every size, aligned and apart from each other") {
  Fixture f;
  std::vector<Filled> blocks;
  for (std::size_t size = 0; size <= 5000; size += size < 600 ? 1 : 97) {
    auto* const at = static_cast<char*>(f.heap.take(size));
    REQUIRE(at != nullptr);
    CHECK(reinterpret_cast<std::uintptr_t>(at) % lede::Heap<Pieces>::unit == 0);
    const char letter = static_cast<char>('a' + blocks.size() % 26);
    std::memset(at, letter, size);
    blocks.push_back({at, size, letter});
  }
  CHECK(std::all_of(blocks.begin(), blocks.end(), [](const Filled& b) { return b.is_whole(); }));
}

TEST_CASE("a heap whose memory ends gives null, and goes on with what comes back") {
  Fixture f;
  CHECK(f.heap.take(SIZE_MAX) == nullptr);
  CHECK(f.heap.take(f.room.size()) == nullptr);
  std::vector<void*> blocks;
  while (void* const block = f.heap.take(100'000)) blocks.push_back(block);
  CHECK(blocks.size() > 30);
  std::size_t small = 0;
  while (f.heap.take(16) != nullptr) ++small;
  CHECK(f.heap.take(16) == nullptr);
  for (void* const block : blocks) f.heap.give(block);
  f.heap.give(nullptr);
  CHECK(f.heap.take(16) != nullptr);
  CHECK(f.heap.take(3'000'000) != nullptr);  // neighbours have joined
}

TEST_CASE("a heap takes no more than was in use at one time, however long it is used") {
  Fixture f;
  std::uint32_t state = 1;
  std::vector<Filled> blocks;
  bool whole = true;
  const auto round = [&] {
    for (int i = 0; i < 200; ++i) {
      const std::uint32_t random = next(state);
      const std::size_t size = random % 8 == 0 ? random % 60'000 : random % 300;
      auto* const at = static_cast<char*>(f.heap.take(size));
      REQUIRE(at != nullptr);
      const char letter = static_cast<char>(random);
      std::memset(at, letter, size);
      blocks.push_back({at, size, letter});
    }
    while (!blocks.empty()) {  // in another order
      std::swap(blocks[next(state) % blocks.size()], blocks.back());
      whole = whole && blocks.back().is_whole();
      f.heap.give(blocks.back().at);
      blocks.pop_back();
    }
  };
  for (int i = 0; i < 200; ++i) round();
  const std::size_t taken = f.taken;
  for (int i = 0; i < 2000; ++i) round();
  CHECK(whole);
  CHECK(f.taken <= taken + taken / 4);
}
