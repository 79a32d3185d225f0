#include "widget/effects.h"

#include "widget/names.h"

namespace lede {

using json::Writer;

Writer& Effects::begin(std::string_view what, const char* key, std::string_view value) {
  return out_.begin_object().member("do", what).member(key, value);
}

void Effects::act(std::string_view what, const CardState& card, const char* key,
                  std::string_view value) {
  begin(what, "card", card.id).member(key, value).end_object();
}

Writer& Effects::begin_paint(const CardState& card, std::string_view region) {
  return begin(names::effect_paint, "card", card.id)
      .member("region", region)
      .flag("expanded", card.open);
}

Writer& Effects::begin_emit(const CardState& card, std::string_view name) {
  return begin(names::effect_emit, "card", card.id)
      .member("name", name)
      .key("detail")
      .begin_object()
      .member("id", card.fact("id"))
      .member("url", card.fact("url"));
}

void Effects::emit(const CardState& card, std::string_view name) {
  begin_emit(card, name).end_object().end_object();
}

std::string Effects::take() {
  out_.end_array();
  return out_.take();
}

}  // namespace lede
