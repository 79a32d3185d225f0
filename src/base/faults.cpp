// In a file of its own, so that the page's module can have another in its place.
#include "base/result.h"

namespace lede {

bool is_read(const Faults* faults) { return faults != nullptr; }

}  // namespace lede
