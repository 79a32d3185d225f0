#include "widget/widget.h"

#include "card/messages.h"
#include "json/reader.h"
#include "json/writer.h"
#include "widget/names.h"
#include "widget/state.h"

#include <string_view>
#include <utility>

namespace lede {
namespace {

using json::Value;
using json::Writer;

// Writes effects in the order in which the shim is to carry them out.
class Effects {
 public:
  Effects() { out_.begin_array(); }

  Writer& begin(std::string_view what, std::string_view card) {
    return out_.begin_object().member("do", what).member("card", card);
  }
  void end() { out_.end_object(); }

  void paint(std::string_view card, std::string_view region, bool expanded) {
    begin(names::effect_paint, card).member("region", region).key("expanded").boolean(expanded);
    end();
  }
  void open(std::string_view card, bool open) {
    begin(names::effect_open, card).key("open").boolean(open);
    end();
  }
  void focus(std::string_view card, std::string_view target) {
    begin(names::effect_focus, card).member("target", target);
    end();
  }
  void say(std::string_view card, std::string_view text) {
    begin(names::effect_say, card).member("text", text);
    end();
  }
  // The detail of every event names the article, so that a page with many cards can tell them
  // apart.
  Writer& begin_emit(const CardState& card, std::string_view name) {
    return begin(names::effect_emit, card.id)
        .member("name", name)
        .key("detail")
        .begin_object()
        .member("id", card.article_id)
        .member("url", card.url);
  }
  void emit(const CardState& card, std::string_view name) {
    begin_emit(card, name).end_object();
    end();
  }

  std::string take() {
    out_.end_array();
    return out_.take();
  }

 private:
  Writer out_;
};

void paint_regions(Effects& effects, std::string_view card, bool expanded) {
  for (const std::string_view region :
       {names::region_body, names::region_support, names::region_notice}) {
    effects.paint(card, region, expanded);
  }
}

void on_article(PageState& page, const Value& event, Effects& effects) {
  CardState card = read_card(event.string("card"), event);
  page.add_profile(card.profile);
  effects.emit(card, names::event_ready);
  page.put(std::move(card));
}

// The host may say no: only an uncancelled `lede:before-expand` comes back as `opened`.
void on_open(const CardState& card, Effects& effects) {
  if (card.open || !card.opens) return;
  effects.begin_emit(card, names::event_before_expand)
      .end_object()
      .key("cancelable")
      .boolean(true)
      .key("then")
      .begin_object()
      .member("type", names::input_opened)
      .member("card", card.id)
      .end_object();
  effects.end();
}

void on_opened(CardState& card, Effects& effects) {
  if (!card.opens || std::exchange(card.open, true)) return;
  paint_regions(effects, card.id, true);
  effects.open(card.id, true);
  effects.emit(card, names::event_expand);
}

// Focus moves before the regions are emptied, so that it is never lost with them.
void on_close(CardState& card, Effects& effects) {
  if (card.full || !std::exchange(card.open, false)) return;
  effects.focus(card.id, names::action_toggle);
  effects.open(card.id, false);
  paint_regions(effects, card.id, false);
  effects.emit(card, names::event_collapse);
}

void on_share(const CardState& card, const Value& event, Effects& effects) {
  effects.begin(names::effect_share, card.id)
      .member("how", event.string("can"))
      .member("url", card.url)
      .member("title", card.title);
  effects.end();
}

void on_shared(const CardState& card, const Value& event, Effects& effects) {
  const std::string_view how = event.string("how");
  const Language language = language_for(card.interface_lang, Language::en);
  if (how == "copy") effects.say(card.id, message(Message::copied, language));
  if (how == "failed") effects.say(card.id, message(Message::share_failed, language));
  if (how != "share" && how != "copy") return;
  effects.begin_emit(card, names::event_share).member("how", how).end_object();
  effects.end();
}

Error bad_event(std::string_view field, std::string message) {
  return {ErrorCode::bad_event, json::pointer_to({}, field), std::move(message)};
}

// Events about a card that the page does not know (it left while a fetch was under way) change
// nothing.
Result<bool> on_card_event(PageState& page, const Value& event, Effects& effects) {
  const std::string_view type = event.string("type");
  const std::string_view id = event.string("card");
  if (id.empty()) return bad_event("card", "The event must name its card.");
  if (type == names::input_article) {
    on_article(page, event, effects);
    return true;
  }
  if (type == names::input_gone) {
    page.remove(id);
    return true;
  }
  CardState* card = page.find(id);
  if (card == nullptr) return true;
  if (type == names::input_open) {
    on_open(*card, effects);
  } else if (type == names::input_opened) {
    on_opened(*card, effects);
  } else if (type == names::input_close) {
    on_close(*card, effects);
  } else if (type == names::input_share) {
    on_share(*card, event, effects);
  } else if (type == names::input_shared) {
    on_shared(*card, event, effects);
  }
  return true;
}

bool is_card_event(std::string_view type) {
  for (const std::string_view known :
       {names::input_article, names::input_open, names::input_opened, names::input_close,
        names::input_share, names::input_shared, names::input_gone}) {
    if (type == known) return true;
  }
  return false;
}

}  // namespace

Result<Step> step(const Value& state, const Value& event) {
  PageState page = read_state(state);
  Effects effects;
  const std::string_view type = event.string("type");
  if (type == names::input_profile) {
    if (event.string("url").empty())
      return bad_event("url", "The event must name the profile's address.");
    page.add_profile(event.string("url"));
  } else if (type == names::input_consent || type == names::input_supported) {
    // The host's own answers: nothing is remembered yet, so nothing follows from them.
  } else if (is_card_event(type)) {
    const Result<bool> done = on_card_event(page, event, effects);
    if (!done) return done.error();
  } else {
    return bad_event("type", "No event has this type.");
  }
  return Step{write_state(page), effects.take()};
}

Result<Step> step_bytes(std::string_view state, std::string_view event) {
  const Result<Value> event_json = json::read(event);
  if (!event_json) return event_json.error();
  const Result<Value> state_json = json::read(state);
  const Value new_page;
  return step(state_json ? *state_json : new_page, *event_json);
}

}  // namespace lede
