// A whole document around one card: `lede render --page`, later the iframe form.
#pragma once
#include "card/card.h"
#include <string>

namespace lede {

/// A document that opens from disk: the card, its stylesheet and nothing that runs.
[[nodiscard]] std::string render_page(const Card& card, std::string_view interface_lang);

}  // namespace lede
