#include "consent/purposes.h"

namespace lede::consent {

using json::Kind;
using json::Value;

Purposes purpose_named(std::string_view name) {
  return purpose_bit(purpose_names.find(name)) & all_purposes;
}

Purposes read_purposes(const Value* value, bool* strangers) {
  if (value == nullptr) return 0;
  if (value->is(Kind::boolean)) return value->boolean ? all_purposes : 0;
  Purposes purposes = 0;
  for (const Value& item : value->items) {
    const Purposes one = purpose_named(item.text);
    if (one == 0 && strangers != nullptr) *strangers = true;
    purposes |= one;
  }
  for (std::size_t i = 0; i < purpose_names.size(); ++i) {
    if (value->boolean_or(purpose_names[i], false)) purposes |= purpose_bit(i);
  }
  return purposes;
}

void write_purposes(json::Writer& out, Purposes purposes) {
  out.begin_array();
  for (std::size_t i = 0; i < purpose_names.size(); ++i) {
    if ((purposes & purpose_bit(i)) != 0) out.string(purpose_names[i]);
  }
  out.end_array();
}

}  // namespace lede::consent
