// Addresses that stand bare in a text (GFM 6.9, "autolinks (extension)").
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lede {

struct BareLink {
  std::size_t start = std::string_view::npos;  ///< npos: none
  std::size_t size = 0;
  std::string_view prefix;  ///< what the address lacks: "http://", "mailto:" or nothing
};

/// The first bare address in `text` at or behind `from`.
[[nodiscard]] BareLink find_bare_link(std::string_view text, std::size_t from);

}  // namespace lede
