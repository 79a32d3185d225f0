#include "base/arena.h"

#include <algorithm>
#include <new>

namespace lede {
namespace {

/// Enough for most articles and profiles.
constexpr std::size_t usual_block = 16 * 1024;

}  // namespace

Arena::~Arena() {
  while (last_ != nullptr) ::operator delete(std::exchange(last_, last_->before));
}

void* Arena::take(std::size_t size) {
  size = (size / unit + 1) * unit;  // a byte at the least: nothing has an address too
  if (static_cast<std::size_t>(end_ - at_) < size) {
    const std::size_t whole = sizeof(Block) + unit + std::max(size, usual_block);
    auto* const block = static_cast<Block*>(::operator new(whole));
    block->before = std::exchange(last_, block);
    at_ = reinterpret_cast<char*>(block) + unit;
    end_ = reinterpret_cast<char*>(block) + whole;
  }
  return std::exchange(at_, at_ + size);
}

std::string_view Arena::copy(std::string_view text) {
  char* const copy = static_cast<char*>(take(text.size()));
  std::copy(text.begin(), text.end(), copy);
  return {copy, text.size()};
}

}  // namespace lede
