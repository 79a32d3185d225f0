// The exports of the editors' module: what `lede check`, `lede decide` and `lede lint` do. No
// partner's page loads it.
#include "support/lint_verb.h"
#include "support/verbs.h"
#include "wasm/call.h"
#include "widget/check.h"

LEDE_EXPORT(lede_check) int lede_check(const char* text, std::size_t size) {
  return lede::succeed(lede::faults_json(lede::check({text, size})));
}

LEDE_EXPORT(lede_decide) int lede_decide(const char* input, std::size_t size) {
  return lede::answer(lede::support::decide_bytes({input, size}));
}

LEDE_EXPORT(lede_lint)
int lede_lint(const char* profile, std::size_t profile_size, const char* options,
              std::size_t options_size) {
  return lede::answer(lede::support::lint_bytes({profile, profile_size}, {options, options_size}));
}
