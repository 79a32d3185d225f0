// The module's heap: what malloc is made of (wasm/memory.cpp). Knows nothing of WebAssembly, so
// that it can be tested over any memory.
//
// Small blocks come from lists, one for each of four sizes an octave, and stay of their size. Large
// ones are cut from runs of free memory, which join again when their neighbours come back. What is
// in use at one time so bounds what is ever taken, however many calls follow.
#pragma once
#include <bit>
#include <cstddef>
#include <cstdint>

namespace lede {

/// A piece of memory, aligned to Heap's run_unit at both ends; empty: there is no more.
struct Span {
  char* begin = nullptr;
  char* end = nullptr;
};

/// `Source` gives more memory: Span operator()(std::size_t at_least). It may give less, and be
/// asked again.
template <typename Source>
class Heap {
 public:
  static constexpr std::size_t unit = 8;         ///< what every block is aligned to
  static constexpr std::size_t run_unit = 4096;  ///< what every large block is a multiple of

  constexpr explicit Heap(Source source) : source_(source) {}

  /// A block of at least `size` bytes, or nullptr, and nothing changed, where there is no room.
  [[nodiscard]] void* take(std::size_t size) {
    if (size > most_small) return size > most ? nullptr : take_run(size);
    const unsigned group = group_of(size);
    Block* const first = free_[group];
    if (first == nullptr) return carve(group);
    free_[group] = first->next;
    return first;
  }

  /// Takes a block back; nullptr is none.
  void give(void* memory) {
    if (memory == nullptr) return;
    char* const head = static_cast<char*>(memory) - unit;
    const std::size_t kind = kind_of(head);
    if (kind >= run_unit) return give_run(head, kind);
    auto* const block = static_cast<Block*>(memory);
    block->next = free_[kind];
    free_[kind] = block;
  }

 private:
  struct Block {
    Block* next;
  };
  struct Run {
    std::size_t size;
    Run* next;
  };

  static constexpr std::size_t most_small = 4096;
  static constexpr std::size_t most = SIZE_MAX / 2;
  static constexpr std::size_t carved_run = 64 * 1024 - unit;
  static constexpr std::size_t groups = 33;

  /// In front of each block: its group, or the size of its run, which is always more.
  static std::size_t& kind_of(char* head) { return *reinterpret_cast<std::size_t*>(head); }

  /// 1 to 4 hold as many units; from there four groups for each doubling.
  static constexpr unsigned group_of(std::size_t size) {
    const auto last = static_cast<unsigned>((size == 0 ? 0 : size - 1) / unit);
    if (last < 4) return last + 1;
    const auto octave = static_cast<unsigned>(std::bit_width(last)) - 3;
    return octave * 4 + (last >> octave) + 1;
  }
  static constexpr std::size_t size_of(unsigned group) {
    const unsigned last = group - 1;
    return unit * (last < 4 ? group : (5 + last % 4) << (last / 4 - 1));
  }
  static_assert(group_of(most_small) == groups - 1 && size_of(groups - 1) == most_small);

  /// A block that was never used before.
  void* carve(unsigned group) {
    const std::size_t size = unit + size_of(group);
    if (static_cast<std::size_t>(end_ - at_) < size) {
      char* const run = static_cast<char*>(take_run(carved_run));
      if (run == nullptr) return nullptr;
      at_ = run;
      end_ = run + carved_run;
    }
    char* const head = at_;
    at_ += size;
    kind_of(head) = group;
    return head + unit;
  }

  /// From the end of the first run with room.
  void* take_run(std::size_t size) {
    size = (size + unit + run_unit - 1) / run_unit * run_unit;
    while (true) {
      for (Run** at = &runs_; *at != nullptr; at = &(*at)->next) {
        Run* const run = *at;
        if (run->size < size) continue;
        run->size -= size;
        if (run->size == 0) *at = run->next;
        char* const head = reinterpret_cast<char*>(run) + run->size;
        kind_of(head) = size;
        return head + unit;
      }
      const Span more = source_(size);
      if (more.begin == more.end) return nullptr;
      give_run(more.begin, static_cast<std::size_t>(more.end - more.begin));
    }
  }

  /// Runs stand in the order of their addresses, so that neighbours meet.
  void give_run(char* begin, std::size_t size) {
    Run* before = nullptr;
    Run** at = &runs_;
    while (*at != nullptr && reinterpret_cast<char*>(*at) < begin) {
      before = *at;
      at = &before->next;
    }
    auto* const run = reinterpret_cast<Run*>(begin);
    *run = {size, *at};
    *at = run;
    join_next(run);
    if (before != nullptr) join_next(before);
  }

  static void join_next(Run* run) {
    const Run* const next = run->next;
    if (reinterpret_cast<char*>(run) + run->size != reinterpret_cast<const char*>(next)) return;
    run->size += next->size;
    run->next = next->next;
  }

  Source source_;
  char* at_ = nullptr;  ///< the run that small blocks are carved from
  char* end_ = nullptr;
  Run* runs_ = nullptr;
  Block* free_[groups] = {};
};

}  // namespace lede
