// A call of the module is short and its results are read before the next begins, so nothing is
// given back within it: memory is a pointer that moves on, and delete is nothing. That is the
// quickest there is, and the compiler leaves every destructor out (1.4 KB brotli). What a call can
// take is bounded by the caps on its input. Natively the same code runs with the system's
// allocator, under the sanitizers.
#include "wasm/memory.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <new>

// NOLINTNEXTLINE(bugprone-reserved-identifier): the linker's name for where the heap may begin
extern "C" char __heap_base;

namespace {

constexpr std::size_t page = 64 * 1024;
constexpr std::size_t unit = 8;

char* at = &__heap_base;
char* end = nullptr;

/// Makes room for `size` bytes at `at`, or returns false and changes nothing.
bool grow(std::size_t size) {
  if (end == nullptr) end = reinterpret_cast<char*>(__builtin_wasm_memory_size(0) * page);
  const auto room = static_cast<std::size_t>(end - at);
  if (size <= room) return true;
  // Some more than asked for, since each time costs; but less where the engine refuses that.
  constexpr std::size_t usual_pages = 16;
  const std::size_t needed = (size - room + page - 1) / page;
  for (const std::size_t pages : {std::max(needed, usual_pages), needed}) {
    if (__builtin_wasm_memory_grow(0, pages) == SIZE_MAX) continue;
    end += pages * page;
    return true;
  }
  return false;
}

void* take(std::size_t size) {
  if (size > SIZE_MAX / 2) return nullptr;
  size = (size + unit - 1) / unit * unit;
  if (static_cast<std::size_t>(end - at) < size || end == nullptr) {
    if (!grow(size)) return nullptr;
  }
  char* const memory = at;
  at += size;
  return memory;
}

}  // namespace

namespace lede {

void release_memory() { at = &__heap_base; }

}  // namespace lede

extern "C" {

void* malloc(std::size_t size) { return take(size); }

void free(void* /*memory*/) {}

}  // extern "C"

void* operator new(std::size_t size) {
  void* const memory = take(size);
  if (memory == nullptr) __builtin_trap();
  return memory;
}

void operator delete(void* /*memory*/) noexcept {}
void operator delete(void* /*memory*/, std::size_t /*size*/) noexcept {}
