// Strings in as pointer and length, results out through lede_out().
//
// Every verb returns 0 and leaves its results, or 1 and leaves an error as JSON in the first slot.
// Inputs go into memory from lede_alloc. Inputs and results are valid until the next call begins,
// with its first lede_alloc; nobody gives them back.
#include "wasm/call.h"

#include "wasm/memory.h"
#include "widget/check.h"

#include <cstdlib>
#include <utility>

namespace {

struct Slot {
  const char* data;
  std::size_t size;
};

std::string first;
std::string second;
Slot out[2];
bool answered = false;

}  // namespace

namespace lede {

void begin_call() {
  if (!std::exchange(answered, false)) return;
  first = std::string();
  second = std::string();
  release_memory();
}

int succeed(std::string one, std::string two) {
  first = std::move(one);
  second = std::move(two);
  out[0] = {first.data(), first.size()};
  out[1] = {second.data(), second.size()};
  answered = true;
  return 0;
}

int fail(const Error& error) {
  succeed(error_json(error));
  return 1;
}

int answer(Result<std::string> result) {
  return result ? succeed(std::move(*result)) : fail(result.error());
}

}  // namespace lede

/// @return memory for an input, or null where there is no more.
LEDE_EXPORT(lede_alloc) void* lede_alloc(std::size_t size) {
  lede::begin_call();
  return std::malloc(size);
}

LEDE_EXPORT(lede_out) const Slot* lede_out() { return out; }
