// A card's facts as JSON, for what stands outside: the shim, the page's machine, a program.
#pragma once
#include "card/card.h"
#include <string>

namespace lede {

/// {id, url, title, section, sensitive, opens, tags, lang, dir, interface_lang, publisher, words,
/// minutes, outline, theme}
[[nodiscard]] std::string facts_json(const CardFacts& facts);

}  // namespace lede
