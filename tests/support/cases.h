// The fixtures of tests/cases/support: each a table of moments and what is decided in them.
// tests/cli runs the same through the command.
#pragma once
#include "json/value.h"
#include <string>
#include <string_view>
#include <vector>

namespace lede::test {

/// One decision of a case: what decide_bytes is given, and what must come of it.
struct SupportMoment {
  std::string name;
  std::string input;
  json::Value expected;
};

/// Every decision of a file, in its order. A case's own `support` and `context` are laid over the
/// file's, its `campaign` over the first campaign, field by field.
[[nodiscard]] std::vector<SupportMoment> support_moments(std::string_view file);

}  // namespace lede::test
