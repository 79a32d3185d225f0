// malloc and free, new and delete, over the module's own memory: Emscripten's are three times as
// large and slower. Nothing in the module asks for realloc or calloc.
#include "wasm/heap.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>

// NOLINTNEXTLINE(bugprone-reserved-identifier): the linker's name for where the heap may begin
extern "C" char __heap_base;

namespace {

constexpr std::size_t page = 64 * 1024;

struct Memory {
  bool begun = false;

  lede::Span operator()(std::size_t at_least) {
    if (!begun) {
      begun = true;
      const auto base = reinterpret_cast<std::uintptr_t>(&__heap_base);
      constexpr std::uintptr_t unit = 4096;
      return {reinterpret_cast<char*>((base + unit - 1) / unit * unit),
              at_page(__builtin_wasm_memory_size(0))};
    }
    // Some more than asked for, since each time costs; but less where the engine refuses that.
    constexpr std::size_t usual_pages = 16;
    const std::size_t needed = (at_least + page - 1) / page;
    for (const std::size_t pages : {std::max(needed, usual_pages), needed}) {
      const std::size_t old = __builtin_wasm_memory_grow(0, pages);
      if (old != static_cast<std::size_t>(-1)) return {at_page(old), at_page(old + pages)};
    }
    return {};
  }

  static char* at_page(std::size_t n) { return reinterpret_cast<char*>(n * page); }
};

lede::Heap<Memory> heap{Memory()};

}  // namespace

extern "C" {

void* malloc(std::size_t size) { return heap.take(size); }

void free(void* memory) { heap.give(memory); }

}  // extern "C"

void* operator new(std::size_t size) {
  void* const memory = heap.take(size);
  if (memory == nullptr) __builtin_trap();
  return memory;
}

void operator delete(void* memory) noexcept { heap.give(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { heap.give(memory); }
