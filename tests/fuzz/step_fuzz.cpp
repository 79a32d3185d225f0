// libFuzzer's entry: the page's machine. First comes a state, then events, with a byte 0x1E between
// each.
#include "checker.h"
#include "json/reader.h"
#include "widget/widget.h"
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using lede::fuzz::check;
using lede::json::Kind;
using lede::json::Value;

struct Name {
  std::string_view kind;
  std::string_view name;
};
constexpr Name names[] = {
#define LEDE_NAME(kind, identifier, name) {#kind, name},
#include "widget/names.def"
#undef LEDE_NAME
};

bool is_known(std::string_view kind, std::string_view name) {
  for (const Name& one : names) {
    if (one.kind == kind && one.name == name) return true;
  }
  return false;
}

void check_effects(const std::string& json) {
  const lede::Result<Value> effects = lede::json::read(json);
  check(effects.ok() && effects->is(Kind::array), "the effects are no list", json);
  for (const Value& effect : effects->items) {
    check(is_known("effect", effect.string("do")), "an effect has no known name", json);
    if (effect.string("do") == "emit")
      check(is_known("event", effect.string("name")), "an event has no known name", json);
    if (effect.string("do") == "paint")
      check(is_known("region", effect.string("region")), "a region has no known name", json);
  }
}

/// What was written as a state is read as the same one.
/// In the same millisecond, since time alone may end an answer.
void check_state(const std::string& state, std::string_view event) {
  constexpr double last_ms_of_9999 = 253402300799999.0;
  const lede::Result<Value> told = lede::json::read(event);
  const double ms = told.ok() ? told->number_or("now_ms", 0) : 0;
  const bool is_time = ms >= 0 && ms <= last_ms_of_9999;
  const std::string nothing = R"({"type":"gone","card":"nobody","now_ms":)" +
                              std::to_string(is_time ? static_cast<std::int64_t>(ms) : 0) + '}';
  const lede::Result<Value> value = lede::json::read(state);
  check(value.ok() && value->is(Kind::object), "the state is no object", state);
  const Value* const cards = value->find("cards");
  if (cards != nullptr && cards->find("nobody") != nullptr) return;
  const lede::Result<lede::Step> same = lede::step_bytes(state, nothing);
  check(same.ok() && same->state == state, same.ok() ? same->state : "refused", state);
  check(same->effects == "[]", "nothing has happened, and something is to be done", state);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const auto next = [&rest] {
    const std::string_view part = rest.substr(0, rest.find('\x1E'));
    rest.remove_prefix(std::min(part.size() + 1, rest.size()));
    return part;
  };
  std::string state(next());
  while (!rest.empty()) {
    const std::string_view event = next();
    const lede::Result<lede::Step> step = lede::step_bytes(state, event);
    const lede::Result<lede::Step> again = lede::step_bytes(state, event);
    check(step.ok() == again.ok(), "the second time it is refused, or the first", event);
    if (!step) {
      check(!step.error().message.empty(), "an error says nothing", event);
      continue;  // a refused event changes nothing
    }
    check(again->state == step->state && again->effects == step->effects,
          "the second time something else follows", event);
    check_effects(step->effects);
    check_state(step->state, event);
    state = step->state;
  }
  return 0;
}
