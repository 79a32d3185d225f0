// The tokens in a prompt's copy: %%ARTICLE_COUNT%%, %%COUNTRY%%, %%DATE%% and %%MEMBERS%%.
//
// A number may carry its noun in every plural form of the language, in CLDR's order:
//   "%%ARTICLE_COUNT|article|articles%%" -> "5 articles"
//   "%%ARTICLE_COUNT|статтю|статті|статей%%" -> "5 статей"
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede::support {

/// A set of tokens: one bit for each.
using Tokens = std::uint8_t;
inline constexpr Tokens token_count = 1;
inline constexpr Tokens token_members = 2;
inline constexpr Tokens token_country = 4;
inline constexpr Tokens token_date = 8;
/// One that can never be filled: a name that is none of ours, plural forms that are not the
/// language's, a date in a language whose months Lede doesn't know, a "%%" whose other one is
/// missing.
inline constexpr Tokens token_faulty = 128;

/// One token as it stands in a text.
struct Token {
  std::size_t begin = std::string_view::npos;  ///< of its first %; npos where there is no more
  std::size_t end = 0;                         ///< behind its last %
  std::string_view name;                       ///< empty where a "%%" has no other
  std::string_view forms;                      ///< "article|articles"; empty where there are none
  Tokens bit = 0;
};

/// The first token at or behind `from`. A "%%" behind a number and before no name (100%% sure) is
/// text; any other has to open a token or close one.
[[nodiscard]] Token next_token(std::string_view text, std::size_t from, std::string_view lang);

/// Every token of a text.
[[nodiscard]] Tokens tokens_in(std::string_view text, std::string_view lang);

/// What tokens are filled with.
struct Filling {
  std::int64_t count = 0;
  std::int64_t members = 0;
  std::string_view country;  ///< its name as the copy words it
  std::string_view date;
};

/// The text with its tokens filled. What is missing (a zero, an empty text) becomes "…": only a
/// forced preview gets that far, since decide() passes such a variant over.
[[nodiscard]] std::string filled(std::string_view text, std::string_view lang,
                                 const Filling& filling);

}  // namespace lede::support
