// All of cmark as a shared library that shows one function, beside the half of it that Lede
// contains.
#include "cmark.h"

__attribute__((visibility("default"))) char* lede_bench_cmark(const char* text, size_t size) {
  return cmark_markdown_to_html(text, size, CMARK_OPT_DEFAULT);
}
