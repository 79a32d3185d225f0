// Character references: `&amp;`, `&#8212;`, `&copy`. Decodes only; escaping is base/html.h's work.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lede {

/// What a name stands for: one code point, or two where `second` isn't 0.
struct NamedReference {
  char32_t first = 0;
  char32_t second = 0;
  bool without_semicolon = false;  ///< browsers take it without its semicolon too (`&copy`)
};

/// The reference called `name` (no `&`, no `;`; case matters), or nullptr.
/// The table is the HTML standard's, 13.5 "Named character references".
[[nodiscard]] const NamedReference* find_named_reference(std::string_view name);

/// Appends what the reference at `offset` (an `&`) stands for, as an HTML tokenizer reads it
/// (HTML standard, 13.2.5.72 to .80): Windows-1252 for 128 to 159, U+FFFD for what is no character.
/// @return how many bytes it took, the `&` included; 0 and nothing appended when it is plain text.
[[nodiscard]] std::size_t decode_reference(std::string_view text, std::size_t offset,
                                           bool in_attribute, std::string& out);

}  // namespace lede
