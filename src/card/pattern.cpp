#include "card/pattern.h"

#include "base/html.h"

#include <cstddef>

namespace lede {

void fill(std::string& out, Pattern pattern, std::initializer_list<std::string_view> data) {
  std::string_view rest = pattern.text();
  for (const std::string_view value : data) {
    const std::size_t hole = rest.find('%');
    const std::string_view before = rest.substr(0, hole);
    out += before;
    if (before.ends_with('"')) {
      append_attribute(out, value);
    } else {
      append_text(out, value);
    }
    rest.remove_prefix(hole + 1);
  }
  out += rest;
}

}  // namespace lede
