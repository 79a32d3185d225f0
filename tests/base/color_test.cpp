#include "base/color.h"

#include <doctest/doctest.h>

#include <string>

using lede::black;
using lede::Color;
using lede::contrast_hundredths;
using lede::ink_for;
using lede::parse_color;
using lede::to_hex;
using lede::white;

TEST_CASE("a colour is read from three or six hexadecimal digits") {
  CHECK(parse_color("#9a3412") == Color{0x9a, 0x34, 0x12});
  CHECK(parse_color("#9A3412") == Color{0x9a, 0x34, 0x12});
  CHECK(parse_color("#abc") == Color{0xaa, 0xbb, 0xcc});
  CHECK(parse_color("#FfF") == white);
}

TEST_CASE("nothing else is a colour") {
  for (const char* text :
       {"", "#", "#ab", "#abcd", "#abcdef0", "#12345678", "9a3412", "red", "#ggg", "#12345g",
        " #fff", "#fff ", "#@@@", "#a;b", "rgb(0,0,0)", "#-1-1-1"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_color(text).has_value());
  }
}

TEST_CASE("a colour is written as six digits in lower case and reads back") {
  CHECK(to_hex({0x0A, 0xB0, 0xFF}) == "#0ab0ff");
  for (unsigned n = 0; n < 256; ++n) {
    const auto channel = static_cast<std::uint8_t>(n);
    const Color color{channel, static_cast<std::uint8_t>(255 - n),
                      static_cast<std::uint8_t>(n * 7 % 256)};
    CHECK(parse_color(to_hex(color)) == color);
  }
}

TEST_CASE("contrast is WCAG's, the same whichever colour comes first") {
  CHECK(contrast_hundredths(black, white) == 2100);
  CHECK(contrast_hundredths(white, white) == 100);
  // Known pairs of WCAG's own understanding documents and tools: 4.54, 4.48, 5.25 and 2.32 to 1.
  CHECK(contrast_hundredths({0x76, 0x76, 0x76}, white) == 454);
  CHECK(contrast_hundredths({0x77, 0x77, 0x77}, white) == 447);
  CHECK(contrast_hundredths({255, 0, 0}, black) == 525);
  CHECK(contrast_hundredths({0xaa, 0xaa, 0xaa}, white) == 232);
  CHECK(contrast_hundredths(white, {0x76, 0x76, 0x76}) == 454);
}

TEST_CASE("the ink of an accent can always be read: at least 4.5 to 1") {
  for (unsigned red = 0; red < 256; red += 15) {
    for (unsigned green = 0; green < 256; green += 15) {
      for (unsigned blue = 0; blue < 256; blue += 51) {
        const Color accent{static_cast<std::uint8_t>(red), static_cast<std::uint8_t>(green),
                           static_cast<std::uint8_t>(blue)};
        const std::int32_t contrast = contrast_hundredths(accent, ink_for(accent));
        if (contrast < 450) FAIL_CHECK(to_hex(accent) << " has " << contrast);
      }
    }
  }
  CHECK(ink_for(black) == white);
  CHECK(ink_for(white) == black);
}
