// The elements that may stand in a body, and sets of them that content rules speak of.
#pragma once
#include <cstdint>
#include <string_view>

namespace lede {

enum class Tag : std::uint8_t {
  none,
#define LEDE_ELEMENT(tag, name, kind) tag,
#include "markup/elements.def"
#undef LEDE_ELEMENT
};

enum class Kind : std::uint8_t { inline_, box, block, empty };

/// The allowed element called `name` (lower case), or none.
[[nodiscard]] Tag tag_of(std::string_view name);
[[nodiscard]] std::string_view name_of(Tag tag);
[[nodiscard]] Kind kind_of(Tag tag);
[[nodiscard]] constexpr bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

/// A set of tags; the whole table fits into two words.
class Tags {
 public:
  template <typename... T>
  consteval explicit Tags(T... tags) {
    (add(static_cast<unsigned>(tags)), ...);
  }
  [[nodiscard]] constexpr bool has(Tag tag) const {
    const auto n = static_cast<unsigned>(tag);
    return ((bits_[n / 64] >> (n % 64)) & 1U) != 0;
  }

 private:
  consteval void add(unsigned n) { bits_[n / 64] |= std::uint64_t{1} << (n % 64); }
  std::uint64_t bits_[2] = {};
};

inline constexpr Tags table_tags(Tag::table, Tag::tbody, Tag::thead, Tag::tfoot, Tag::tr,
                                 Tag::colgroup);
inline constexpr Tags cell_tags(Tag::td, Tag::th, Tag::caption);
inline constexpr Tags list_tags(Tag::ul, Tag::ol, Tag::dl);
inline constexpr Tags phrasing_only(Tag::p, Tag::pre, Tag::h1, Tag::h2, Tag::h3, Tag::h4, Tag::h5,
                                    Tag::h6);
inline constexpr Tags ruby_tags(Tag::rt, Tag::rp);

}  // namespace lede
