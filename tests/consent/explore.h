// Walks the machine of one publisher through every state that a small world can bring it into.
#pragma once
#include "consent/machine.h"
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace lede::test {

using Machine = std::function<consent::Step(const consent::State&, const consent::Event&,
                                            const consent::Policy&)>;

struct Walk {
  std::size_t states = 0;
  std::size_t steps = 0;
  std::vector<std::string> broken;       ///< the invariants that did not hold, each once
  std::vector<std::string> transitions;  ///< "probing waited unasked", sorted, each once
};

/// Takes every event of the world in every state that can be reached, under one policy.
/// @param until ends the walk as soon as this invariant is broken.
[[nodiscard]] Walk explore(const consent::Policy& policy, const Machine& machine,
                           std::string_view until = {});

}  // namespace lede::test
