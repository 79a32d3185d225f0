// Codes of countries and languages, for the person who writes them. Linked as support/lint.h is.
#pragma once
#include <string_view>

namespace lede::support {

/// What is wrong with a code of a country that readers are to be in: what is none of ISO 3166-1,
/// and a region, since the country alone is compared. Empty where nothing is.
[[nodiscard]] std::string_view country_fault(std::string_view code);

/// What is wrong with a language tag (BCP 47, RFC 5646) that readers are to have. Empty where
/// nothing is.
[[nodiscard]] std::string_view language_fault(std::string_view tag);

}  // namespace lede::support
