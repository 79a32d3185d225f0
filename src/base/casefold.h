// Unicode's full case folding, for comparing names and making lower-case ids.
#pragma once
#include <string>

namespace lede {

/// Appends what `c` folds to (CaseFolding.txt, statuses C and F): one to three code points.
void append_case_folded(std::string& out, char32_t c);

}  // namespace lede
