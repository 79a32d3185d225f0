// A card's facts as JSON, for what stands outside: the shim, the page's machine, a program.
#pragma once
#include "card/card.h"
#include "profile/profile.h"
#include <string>

namespace lede {

/// {id, url, title, section, sensitive, opens, tags, lang, dir, interface_lang, publisher, words,
/// minutes, paragraphs, outline, theme, cut: true where it is, settings}
/// @param profile may be null; where it has a consent policy or campaigns, they are the settings,
/// as they were written.
[[nodiscard]] std::string facts_json(const CardFacts& facts, const Profile* profile);

}  // namespace lede
