// One page's machine: which cards stand in it, which are open, and what is to be done about an
// event.
#pragma once
#include "base/result.h"
#include "json/value.h"
#include <string>
#include <string_view>

namespace lede {

struct Step {
  std::string state;    ///< JSON, to be handed in with the next event
  std::string effects;  ///< JSON array, to be carried out in order
};

/// Takes one event in. Pure: the same state and event give the same step.
/// @param state what the last step gave; null (Kind::null) for a new page.
/// @return the step; or bad_event where the event has no known type or lacks a field.
[[nodiscard]] Result<Step> step(const json::Value& state, const json::Value& event);

/// The same from JSON text. A state that cannot be read is a new page: it was ours, and nothing
/// else is lost with it.
/// @param state empty for a new page.
[[nodiscard]] Result<Step> step_bytes(std::string_view state, std::string_view event);

}  // namespace lede
