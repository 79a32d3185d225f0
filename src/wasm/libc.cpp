// What nlohmann's lexer wants from the C library, in small: musl's own scanner of numbers brings long double
// arithmetic with it, 16 KB of code. The values are not used (json/reader.cpp reads numbers itself), so only
// the contract with the lexer counts: the whole token is taken. The linker puts these in place of musl's (--wrap).
#include "json/number.h"

#include <cstring>

namespace {

double scan(const char* text, char** end) {
  const std::size_t size = std::strlen(text);
  if (end != nullptr) *end = const_cast<char*>(text) + size;  // NOLINT(cppcoreguidelines-pro-type-const-cast): C's signature
  return lede::json::parse_number({text, size});
}

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

}  // NOLINTEND(bugprone-reserved-identifier)
