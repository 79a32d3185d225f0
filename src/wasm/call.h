// How a call of a module ends: what both modules' exports share.
#pragma once
#include "base/result.h"
#include <string>

#define LEDE_EXPORT(name) extern "C" __attribute__((export_name(#name), used))

namespace lede {

/// Begins a call that brought no input; one that did was begun by its first lede_alloc. What the
/// last call took, its results too, goes.
void begin_call();

/// Each leaves results for lede_out(). @return what the export returns: 0, or 1 for an error.
int succeed(std::string one, std::string two = {});
int fail(const Error& error);
int answer(Result<std::string> result);

}  // namespace lede
