// The verb `render`: bytes in, HTML and facts out. The page, the command and the library all call
// this one.
#pragma once
#include "base/arena.h"
#include "base/result.h"
#include "card/card.h"
#include "json/value.h"
#include <optional>
#include <string>
#include <string_view>

namespace lede {

struct RenderRequest {
  std::string_view article;                 ///< JSON: an item, or a feed that holds it
  std::optional<std::string_view> profile;  ///< JSON, if there is one
  std::string_view options;  ///< JSON object, see docs/architecture.md; empty for the defaults
};

struct Rendered {
  Card card;
  std::string facts;      ///< the card's facts as JSON
  Faults faults;          ///< of the article; what was wrong was left out
  Faults profile_faults;  ///< likewise
  // What the card's facts are views of.
  json::Document article;
  Arena texts;
};

/// What the sentence of an error begins with that is not the article's.
inline constexpr std::string_view in_profile = "profile: ";
inline constexpr std::string_view in_options = "options: ";

/// Renders a card or one of its regions.
/// @return the HTML and facts; or the error of the document at fault, or bad_option with the
/// pointer into the options.
[[nodiscard]] Result<Rendered> render(const RenderRequest& request);

}  // namespace lede
