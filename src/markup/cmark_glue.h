// cmark's private interface, as C++ may include it, and the memory it works in.
#pragma once

extern "C" {
#include "cmark.h"
// In this order: node.h and parser.h lean on cmark.h.
#include "buffer.h"
#include "chunk.h"
#include "cmark_ctype.h"
#include "houdini.h"
#include "inlines.h"
#include "node.h"
#include "parser.h"
#include "references.h"
#include "utf8.h"

// Takes one line, without NUL and with no line end but its own last byte (see cmake/cmark.cmake).
// NOLINTNEXTLINE(readability-identifier-naming): cmark's name
void S_process_line(cmark_parser* parser, const unsigned char* line, bufsize_t size);
}

#undef likely
#undef unlikely

#if defined(__SANITIZE_ADDRESS__)
#define LEDE_PLAIN_CMARK_MEMORY 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEDE_PLAIN_CMARK_MEMORY 1
#endif
#endif

namespace lede {

/// The memory of one parse: handed out in a row and given back all at once, by
/// release_cmark_memory. Under a sanitizer it is plain malloc, and nodes and parsers have to be
/// freed one by one.
[[nodiscard]] cmark_mem* cmark_memory();
void release_cmark_memory();

/// How far the memory was handed out at some moment.
struct CmarkMark {
  void* block = nullptr;
  char* at = nullptr;
  char* end = nullptr;
};
[[nodiscard]] CmarkMark cmark_memory_mark();
/// Gives back what was handed out since; under a sanitizer nothing.
void rewind_cmark_memory(const CmarkMark& mark);

/// Whether cmark_memory needs what it gave to be freed piece by piece.
#ifdef LEDE_PLAIN_CMARK_MEMORY
inline constexpr bool cmark_memory_is_plain = true;
#else
inline constexpr bool cmark_memory_is_plain = false;
#endif

}  // namespace lede
