#include "base/color.h"

#include "base/text.h"

#include <array>
#include <cstddef>

namespace lede {
namespace {

// x^2.4 for x in [0, 1], by x^2 * x^0.4 and Newton's method for the fifth root of x^2: no pow() to
// link in, and the same bits everywhere.
double power_2_4(double x) {
  const double square = x * x;
  double root = 1;
  for (int i = 0; i < 40; ++i) {
    const double fourth = root * root * root * root;
    root -= (root * fourth - square) / (5 * fourth);
  }
  return square * root;
}

double linear(std::uint8_t channel) {
  const double value = channel / 255.0;
  return value <= 0.04045 ? value / 12.92 : power_2_4((value + 0.055) / 1.055);
}

double luminance(Color color) {
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

}  // namespace

std::optional<Color> parse_color(std::string_view text) {
  if ((text.size() != 4 && text.size() != 7) || text[0] != '#') return {};
  const std::size_t width = (text.size() - 1) / 3;
  std::array<std::uint8_t, 3> channels{};
  for (std::size_t i = 0; i < 3; ++i) {
    const int high = hex_value(text[1 + i * width]);
    const int low = hex_value(text[i * width + width]);
    if (high < 0 || low < 0) return {};
    channels[i] = static_cast<std::uint8_t>(high * 16 + low);
  }
  return Color{channels[0], channels[1], channels[2]};
}

std::string to_hex(Color color) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "#";
  for (const std::uint8_t channel : {color.red, color.green, color.blue}) {
    out += digits[channel >> 4];
    out += digits[channel & 15];
  }
  return out;
}

std::int32_t contrast_hundredths(Color a, Color b) {
  double lighter = luminance(a);
  double darker = luminance(b);
  if (lighter < darker) {
    const double swapped = lighter;
    lighter = darker;
    darker = swapped;
  }
  return static_cast<std::int32_t>((lighter + 0.05) / (darker + 0.05) * 100);
}

Color ink_for(Color background) {
  return contrast_hundredths(background, white) >= contrast_hundredths(background, black) ? white
                                                                                          : black;
}

}  // namespace lede
