// Memory that is given back all at once, for what is read together and goes together.
#pragma once
#include <cstddef>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace lede {

/// What lies in it stays where it is, also when the arena itself is moved, and goes with it.
class Arena {
 public:
  Arena() = default;
  Arena(Arena&& other) noexcept
      : last_(std::exchange(other.last_, nullptr)),
        at_(std::exchange(other.at_, nullptr)),
        end_(std::exchange(other.end_, nullptr)) {}
  Arena& operator=(Arena&& other) noexcept {
    std::swap(last_, other.last_);
    std::swap(at_, other.at_);
    std::swap(end_, other.end_);
    return *this;
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena();

  /// Room for `size` bytes, fit for any plain data of ours; never null.
  [[nodiscard]] void* take(std::size_t size);

  /// A copy of the text.
  [[nodiscard]] std::string_view copy(std::string_view text);

  /// Room for `count` plain values, each as T{} makes it.
  template <typename T>
  [[nodiscard]] T* array(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= unit);
    T* const first = static_cast<T*>(take(count * sizeof(T)));
    for (std::size_t i = 0; i < count; ++i) new (first + i) T{};
    return first;
  }

 private:
  static constexpr std::size_t unit = 8;  ///< everything begins at a multiple of it
  struct Block {
    Block* before;
  };
  Block* last_ = nullptr;
  char* at_ = nullptr;
  char* end_ = nullptr;
};

/// Values that somebody else owns, one after the other.
template <typename T>
class Run {
 public:
  constexpr Run() = default;
  constexpr Run(const T* first, std::size_t size) : first_(first), size_(size) {}

  [[nodiscard]] constexpr const T* begin() const { return first_; }
  [[nodiscard]] constexpr const T* end() const { return first_ + size_; }
  [[nodiscard]] constexpr std::size_t size() const { return size_; }
  [[nodiscard]] constexpr bool empty() const { return size_ == 0; }
  [[nodiscard]] constexpr const T& operator[](std::size_t i) const { return first_[i]; }

 private:
  const T* first_ = nullptr;
  std::size_t size_ = 0;
};

}  // namespace lede
