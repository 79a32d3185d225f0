// What a person gives `lede decide` beside the profile, looked over before it is used: the engine
// itself passes over what it can't read. Linked as support/lint.h is.
#pragma once
#include "base/result.h"
#include "json/value.h"

namespace lede::support {

/// Names what is wrong with a list of events; see support/verbs.h for their form. Pointers begin at
/// the list.
void check_events(const json::Value& events, Faults& faults);

/// Names what is wrong with a page and its reader; see support/context.h for the form.
void check_context(const json::Value& context, Faults& faults);

}  // namespace lede::support
