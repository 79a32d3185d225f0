// The module's memory: taken piece by piece, given back all at once.
#pragma once

namespace lede {

/// Gives back everything that new and malloc have given. Nothing that lives on may point into it.
void release_memory();

}  // namespace lede
