#include "markup/html_names.h"
#include <algorithm>
#include <iterator>

namespace lede {
namespace {

struct Row {
  std::string_view name;
  Tag tag;
  std::uint8_t traits;
};

// In the order of the names. Those of markup/elements.def mean themselves.
constexpr Row rows[] = {
    {"acronym", Tag::abbr, 0},
    {"amp-img", Tag::img, 0},
    {"audio", Tag::none, skipped | embed},
    {"body", Tag::none, unended},
    {"canvas", Tag::none, skipped},
    {"center", Tag::div, 0},
    {"datalist", Tag::none, skipped},
    {"dialog", Tag::div, 0},
    {"dir", Tag::ul, 0},
    {"embed", Tag::none, embed},
    {"fieldset", Tag::div, 0},
    {"form", Tag::div, 0},
    {"hgroup", Tag::div, 0},
    {"html", Tag::none, unended},
    {"iframe", Tag::none, raw | embed},
    {"image", Tag::img, 0},
    {"listing", Tag::pre, 0},
    {"main", Tag::div, 0},
    {"math", Tag::none, skipped},
    {"menu", Tag::ul, 0},
    {"meter", Tag::none, skipped},
    {"nav", Tag::div, 0},
    {"noembed", Tag::none, raw},
    {"noframes", Tag::none, raw},
    {"noscript", Tag::none, raw},
    {"object", Tag::none, skipped | embed},
    {"output", Tag::none, skipped},
    {"plaintext", Tag::none, raw},
    {"progress", Tag::none, skipped},
    {"script", Tag::none, raw},
    {"search", Tag::div, 0},
    {"select", Tag::none, skipped},
    {"strike", Tag::s, 0},
    {"style", Tag::none, raw},
    {"svg", Tag::none, skipped},
    {"template", Tag::none, skipped},
    {"textarea", Tag::none, raw},
    {"title", Tag::none, raw},
    {"tt", Tag::code, 0},
    {"video", Tag::none, skipped | embed},
    {"xmp", Tag::none, raw},
};

}  // namespace

NameMeaning meaning_of(std::string_view name) {
  switch (const Tag tag = tag_of(name)) {
    case Tag::none:
      break;
    case Tag::dd:
    case Tag::dt:
    case Tag::li:
    case Tag::td:
    case Tag::th:
    case Tag::tr:
      return {tag, unended};
    default:
      return {tag, 0};
  }
  const auto* const row =
      std::lower_bound(std::begin(rows), std::end(rows), name,
                       [](const Row& r, std::string_view n) { return r.name < n; });
  if (row == std::end(rows) || row->name != name) return {};
  return {row->tag, row->traits};
}

}  // namespace lede
