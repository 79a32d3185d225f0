#include "card/pattern.h"

#include "base/html.h"

namespace lede {

[[gnu::noinline]] Filling::Filling(const std::string& text) : text_(text) {}

void fill_from(std::string& out, Pattern pattern, const Filling* data) {
  char before = '\0';
  for (const char* c = pattern.text(); *c != '\0'; ++c) {
    if (*c != '%') {
      out += *c;
    } else if (before == '"') {
      append_attribute(out, data++->text());
    } else {
      append_text(out, data++->text());
    }
    before = *c;
  }
}

}  // namespace lede
