// What authors and their systems write into attributes, read: words of classes, styles, sizes,
// candidates of pictures, dates.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

/// Whether `name` is in `list`, which is "|a|b|c|".
[[nodiscard]] bool is_one_of(std::string_view name, std::string_view list);
/// Whether one of the words of `text` is in `list`.
[[nodiscard]] bool has_one_of(std::string_view text, std::string_view list);
/// Whether a style sheet in an attribute, in lower case, says `property: value`, with or without a
/// space.
[[nodiscard]] bool says(std::string_view style, std::string_view property, std::string_view value);
/// A whole number of at most nine digits in `text`, with or without `px`; else `no_number`.
inline constexpr std::int64_t no_number = -1000000000;
[[nodiscard]] std::int64_t number_in(std::string_view text);
/// The widest of a `srcset`'s pictures that is no wider than a card can use, else the first.
[[nodiscard]] std::string_view best_of(std::string_view srcset);
/// What to call an address that nobody gave a name: its file, else its host.
[[nodiscard]] std::string_view short_name(std::string_view url);
[[nodiscard]] bool is_language(std::string_view text);
/// A date or a duration as the HTML standard has them, roughly: nothing that could be taken for an
/// address.
[[nodiscard]] bool is_date(std::string_view text);
/// Whether `name` may stand in code's `class="language-..."`.
[[nodiscard]] bool is_code_language(std::string_view name);
/// "language-x" or "lang-x" among the classes: "language-x", else empty.
[[nodiscard]] std::string language_class(std::string_view classes);

}  // namespace lede
