#include "support/page.h"

#include "support/read.h"
#include "widget/widget.h"

#include <doctest/doctest.h>

#include <initializer_list>

namespace lede::test {
namespace {

using json::Value;

void append(std::string& out, std::string_view word) {
  if (word.empty()) return;
  out += ' ';
  out += word;
}

std::string in_short(const Value& effect) {
  std::string out(effect.string("do"));
  const Value* detail = effect.find("detail");
  if (detail != nullptr && effect.string("name") == "lede:support") {
    append(out, detail->string("action"));
    append(out, detail->string("reason"));
    if (!detail->string("campaign").empty()) {
      append(out, detail->string("campaign"));
      out += ':';
      out += detail->string("variant");
    }
    return out;
  }
  for (const std::string_view key : {"region", "slot", "name", "target", "text", "url", "code"})
    append(out, effect.string(key));
  if (effect.boolean_or("late", false)) append(out, "late");
  if (const Value* with = effect.find("with")) append(out, with->string("view"));
  if (detail != nullptr && effect.string("name") == "lede:consent") {
    append(out, grants_of(*detail));
    append(out, detail->string("source"));
  }
  return out;
}

}  // namespace

std::string event_at(std::int64_t now_ms, std::string_view rest) {
  std::string event = "{\"now_ms\":" + std::to_string(now_ms);
  event += ',';
  event += rest;
  return event + '}';
}

std::string grants_of(const Value& object) {
  std::string out = "[";
  if (const Value* grants = object.find("grants")) {
    for (const Value& one : grants->items) {
      if (out.size() > 1) out += ' ';
      out += one.text;
    }
  }
  return out + "]";
}

std::string Page::send(std::string_view event, std::int64_t now_ms) {
  const std::string whole = event_at(now_ms, event);
  const Result<Step> next = step_bytes(state_, whole);
  CHECK_MESSAGE(next.ok(), "refused: ", whole);
  if (!next) return {};
  state_ = next->state;
  effects_ = tree(next->effects);
  std::string out;
  for (const Value& effect : effects_.items) {
    if (!out.empty()) out += ", ";
    out += in_short(effect);
    const std::string key(effect.string("key"));
    if (effect.string("do") == "store") stored_[key] = effect.string("value");
    if (effect.string("do") == "forget") stored_.erase(key);
  }
  return out;
}

const Value& Page::effect(std::string_view what) const {
  static const Value nothing;
  for (const Value& effect : effects_.items) {
    if (effect.string("do") == what) return effect;
  }
  return nothing;
}

std::string Page::stored(std::string_view key) const {
  const auto found = stored_.find(key);
  return found != stored_.end() ? found->second : std::string();
}

}  // namespace lede::test
