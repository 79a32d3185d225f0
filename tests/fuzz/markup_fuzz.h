// What the Markdown and the HTML harness share.
#pragma once
#include "markup/markup.h"
#include <cstddef>
#include <cstdint>

namespace lede::fuzz {

/// Renders what follows the first two bytes, which choose the options, and holds the result to what
/// a body promises. Bit by bit: in_card, strict, heading level (3 bits), no base URL, longer id
/// prefix, media hosts; language (2 bits).
void check_markup(const std::uint8_t* data, std::size_t size, BodyFormat format);

}  // namespace lede::fuzz
