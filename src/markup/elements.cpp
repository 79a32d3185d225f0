#include "markup/elements.h"
#include <algorithm>
#include <iterator>

namespace lede {
namespace {

struct Element {
  std::string_view name;
  Kind kind;
};

constexpr Element elements[] = {
    {"", Kind::inline_},
#define LEDE_ELEMENT(tag, name, kind) {name, Kind::kind},
#include "markup/elements.def"
#undef LEDE_ELEMENT
};

}  // namespace

Tag tag_of(std::string_view name) {
  const auto* const begin = std::begin(elements) + 1;
  const auto* const found =
      std::lower_bound(begin, std::end(elements), name,
                       [](const Element& e, std::string_view n) { return e.name < n; });
  if (found == std::end(elements) || found->name != name) return Tag::none;
  return static_cast<Tag>(found - std::begin(elements));
}

std::string_view name_of(Tag tag) { return elements[static_cast<std::size_t>(tag)].name; }

Kind kind_of(Tag tag) { return elements[static_cast<std::size_t>(tag)].kind; }

}  // namespace lede
