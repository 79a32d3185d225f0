// Colours of a theme: sRGB hex and the contrast between two of them.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lede {

struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  friend bool operator==(const Color&, const Color&) = default;
};

inline constexpr Color white{255, 255, 255};
inline constexpr Color black{0, 0, 0};

/// Reads "#rgb" or "#rrggbb", nothing else.
[[nodiscard]] std::optional<Color> parse_color(std::string_view text);

/// "#rrggbb", in lower case.
[[nodiscard]] std::string to_hex(Color color);

/// Contrast ratio from 1 to 21, in hundredths (WCAG 2.2, "contrast ratio").
[[nodiscard]] std::int32_t contrast_hundredths(Color a, Color b);

/// Black or white, whichever is easier to read on `background`.
[[nodiscard]] Color ink_for(Color background);

}  // namespace lede
