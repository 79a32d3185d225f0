// What the C library would bring along, in small. The linker puts these in place of musl's
// (--wrap).
//
// Numbers: nlohmann's lexer asks for them, and musl's scanner brings long double arithmetic with
// it, 16 KB of code. The values are not used (json/reader.cpp reads numbers itself), so only the
// contract with the lexer counts: the whole token is taken. Words before the end: cmark prints a
// line and aborts where a text passes 2 GB. A trap says as much as a console that isn't there.
#include "json/number.h"

#include <cstdint>
#include <cstdio>
#include <cstring>

namespace {

double scan(const char* text, char** end) {
  const std::size_t size = std::strlen(text);
  if (end != nullptr)
    *end = const_cast<char*>(text) +
           size;  // NOLINT(cppcoreguidelines-pro-type-const-cast): C's signature
  return lede::json::parse_number({text, size});
}

// A heap of `count` things of `size` bytes each, for __wrap_qsort.
struct Heap {
  char* first;
  std::size_t size;
  int (*compare)(const void*, const void*);

  [[nodiscard]] char* at(std::size_t i) const { return first + i * size; }

  void swap(std::size_t a, std::size_t b) const {
    for (std::size_t i = 0; i < size; ++i) {
      const char kept = at(a)[i];
      at(a)[i] = at(b)[i];
      at(b)[i] = kept;
    }
  }

  void sink(std::size_t i, std::size_t end) const {
    for (std::size_t child = 2 * i + 1; child < end; child = 2 * i + 1) {
      if (child + 1 < end && compare(at(child), at(child + 1)) < 0) ++child;
      if (compare(at(i), at(child)) >= 0) return;
      swap(i, child);
      i = child;
    }
  }
};

}  // namespace

extern "C" {  // NOLINTBEGIN(bugprone-reserved-identifier): the linker's names

double __wrap_strtod(const char* text, char** end) { return scan(text, end); }
long long __wrap_strtoll(const char* text, char** end, int /*base*/) {
  scan(text, end);
  return 0;
}
unsigned long long __wrap_strtoull(const char* text, char** end, int /*base*/) {
  scan(text, end);
  return 0;
}

// Every search for one character ends here, and musl's looks at four bytes at a time.
void* __wrap_memchr(const void* memory, int byte, std::size_t size) {
  constexpr std::uint64_t ones = 0x0101010101010101U;
  const auto* at = static_cast<const unsigned char*>(memory);
  const unsigned char* const end = at + size;
  const auto wanted = static_cast<unsigned char>(byte);
  // Whether a byte of the word is the one: then it is 0 here, and borrows.
  const auto has = [&](const unsigned char* from) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, from, sizeof eight);
    eight ^= ones * wanted;
    return (eight - ones) & ~eight & (ones << 7U);
  };
  while (end - at >= 16 && (has(at) | has(at + 8)) == 0) at += 16;
  while (at != end && *at != wanted) ++at;
  return at != end
             ? const_cast<unsigned char*>(at)  // NOLINT(cppcoreguidelines-pro-type-const-cast)
             : nullptr;
}

// Emscripten's compiler writes fiprintf where no number has a fraction.
int __wrap_fprintf(void* /*file*/, const char* /*format*/, ...) { __builtin_trap(); }
int __wrap_fiprintf(void* /*file*/, const char* /*format*/, ...) { __builtin_trap(); }
[[noreturn]] void __wrap_abort() { __builtin_trap(); }

// No function, so nothing to wrap: it only has to be here before the library's is looked for.
FILE* const stderr = nullptr;

/// Sorts in place in n log n whatever it is given; equal things in any order, as C allows.
void __wrap_qsort(void* base, std::size_t count, std::size_t size,
                  int (*compare)(const void*, const void*)) {
  const Heap heap{static_cast<char*>(base), size, compare};
  for (std::size_t i = count / 2; i-- > 0;) heap.sink(i, count);
  for (std::size_t end = count; end-- > 1;) {
    heap.swap(0, end);
    heap.sink(0, end);
  }
}

}  // NOLINTEND(bugprone-reserved-identifier)
