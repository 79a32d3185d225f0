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
  const lede::Result<lede::json::Document> effects = lede::json::read(json);
  check(effects.ok() && effects->root.is(Kind::array), "the effects are no list", json);
  for (const Value& effect : effects->root.items) {
    check(is_known("effect", effect.string("do")), "an effect has no known name", json);
    if (effect.string("do") == "emit")
      check(is_known("event", effect.string("name")), "an event has no known name", json);
    if (effect.string("do") == "paint")
      check(is_known("region", effect.string("region")), "a region has no known name", json);
  }
}

/// Whether some publisher of the state may keep what its readers read.
bool grants_history(const Value& state) {
  const Value* const profiles = state.find("profiles");
  if (profiles == nullptr) return false;
  for (const lede::json::Member& profile : profiles->members) {
    const Value* const consent = profile.value.find("consent");
    const Value* const grants = consent != nullptr ? consent->find("grants") : nullptr;
    if (grants == nullptr) continue;
    for (const Value& grant : grants->items) {
      if (grant.text == "history") return true;
    }
  }
  return false;
}

/// What a step may never do, whatever came before: ask for support beside a question, keep what was
/// read without the grant, tell of a preview.
void check_prompts(const std::string& state_json, const std::string& effects_json) {
  const lede::Result<lede::json::Document> state = lede::json::read(state_json);
  const lede::Result<lede::json::Document> effects = lede::json::read(effects_json);
  if (!state || !effects) return;
  const Value* const cards = state->root.find("cards");
  const bool asking = !state->root.string("asking").empty();
  for (std::size_t i = 0; cards != nullptr && i < cards->members.size(); ++i) {
    const Value* const prompt = cards->members[i].value.find("prompt");
    check(!asking || prompt == nullptr || prompt->string("view") != "ask",
          "a prompt stands beside a question", state_json);
  }
  for (const Value& effect : effects->root.items) {
    if (effect.string("do") != "store") continue;
    const lede::Result<lede::json::Document> stored = lede::json::read(effect.string("value"));
    check(stored.ok(), "what is stored cannot be read", effects_json);
    check(stored->root.find("reader") == nullptr || grants_history(state->root),
          "what was read is stored without the grant", effects_json);
  }
}

/// What was written as a state is read as the same one.
/// In the same millisecond, since time alone may end an answer, and in a page as it was.
void check_state(const std::string& state, std::string_view event) {
  constexpr double last_ms_of_9999 = 253402300799999.0;
  const lede::Result<lede::json::Document> told = lede::json::read(event);
  const double ms = told.ok() ? told->root.number_or("now_ms", 0) : 0;
  const bool is_time = ms >= 0 && ms <= last_ms_of_9999;
  std::string nothing = R"({"type":"gone","card":"nobody","now_ms":)" +
                        std::to_string(is_time ? static_cast<std::int64_t>(ms) : 0);
  if (told.ok() && told->root.boolean_or("prerendering", false))
    nothing += R"(,"prerendering":true)";
  nothing += '}';
  const lede::Result<lede::json::Document> value = lede::json::read(state);
  check(value.ok() && value->root.is(Kind::object), "the state is no object", state);
  const Value* const cards = value->root.find("cards");
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
    check_prompts(step->state, step->effects);
    check_state(step->state, event);
    state = step->state;
  }
  return 0;
}
