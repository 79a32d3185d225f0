#include "widget/effects.h"

#include "widget/names.h"

namespace lede {

void Effects::paint(std::string_view card, std::string_view region, bool expanded) {
  begin(names::effect_paint, card).member("region", region).key("expanded").boolean(expanded);
  end();
}

void Effects::open(std::string_view card, bool open) {
  begin(names::effect_open, card).key("open").boolean(open);
  end();
}

void Effects::focus(std::string_view card, std::string_view target) {
  begin(names::effect_focus, card).member("target", target);
  end();
}

void Effects::say(std::string_view card, std::string_view text) {
  begin(names::effect_say, card).member("text", text);
  end();
}

json::Writer& Effects::begin_emit(const CardState& card, std::string_view name) {
  return begin(names::effect_emit, card.id)
      .member("name", name)
      .key("detail")
      .begin_object()
      .member("id", card.article_id)
      .member("url", card.url);
}

void Effects::emit(const CardState& card, std::string_view name) {
  begin_emit(card, name).end_object();
  end();
}

std::string Effects::take() {
  out_.end_array();
  return out_.take();
}

}  // namespace lede
