// A profile's `theme` to CSS declarations. Only checked values get through: a theme cannot carry
// CSS of its own.
#pragma once
#include "base/color.h"
#include "json/fields.h"
#include "json/value.h"
#include <string>

namespace lede {

/// Reads `theme`:
///   accent, accent_dark, background, background_dark, text, text_dark: "#rgb" or "#rrggbb";
///   body_font, heading_font: "serif", "sans" or "system"; radius: "none", "small" or "large".
/// A text colour that cannot be read on its background (below 4.5:1, WCAG 2.2, 1.4.3) is named as a
/// fault and both are left out. An ink for each accent is chosen here, black or white.
/// @return declarations of `--lede-*` tokens, in a fixed order, without a trailing semicolon.
[[nodiscard]] std::string theme_declarations(const json::Fields& fields);

/// Names an accent that can't be told from its background, light or dark (below 3:1, WCAG 2.2,
/// 1.4.11): it underlines links and draws borders. It is declared all the same.
void check_accents(const json::Value& theme, const json::Fields& fields);

/// Declarations of one accent for light and dark alike, with its ink: what a page asks for.
[[nodiscard]] std::string accent_declarations(Color accent);

}  // namespace lede
