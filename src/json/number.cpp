#include "json/number.h"

#include "base/text.h"

#include <cstdint>

namespace lede::json {
namespace {

constexpr int largest_exponent = 400;  // beyond it every double is 0 or infinite

double scale_by_ten(double value, int exponent) {
  double factor = 1;
  double power = 10;
  for (int left = exponent < 0 ? -exponent : exponent; left != 0; left >>= 1) {
    if ((left & 1) != 0) factor *= power;
    power *= power;
  }
  return exponent < 0 ? value / factor : value * factor;
}

}  // namespace

double parse_number(std::string_view text) {
  constexpr std::uint64_t room_for_a_digit = (UINT64_MAX - 9) / 10;
  std::uint64_t mantissa = 0;
  int exponent = 0;
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++at;

  bool in_fraction = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '.') {
      in_fraction = true;
    } else if (!is_ascii_digit(c)) {
      break;
    } else if (mantissa <= room_for_a_digit) {
      mantissa = mantissa * 10 + static_cast<std::uint64_t>(c - '0');
      exponent -= in_fraction ? 1 : 0;
    } else if (exponent < largest_exponent) {
      exponent += in_fraction ? 0 : 1;  // digits beyond the mantissa only move the point
    }
  }

  if (at < text.size()) {  // e or E
    ++at;
    const bool below = at < text.size() && text[at] == '-';
    if (at < text.size() && !is_ascii_digit(text[at])) ++at;
    int written = 0;
    for (; at < text.size(); ++at) {
      if (written < 10'000) written = written * 10 + (text[at] - '0');
    }
    exponent += below ? -written : written;
  }

  if (mantissa == 0) return negative ? -0.0 : 0.0;
  if (exponent > largest_exponent) exponent = largest_exponent;
  if (exponent < -largest_exponent) exponent = -largest_exponent;
  const double value = scale_by_ten(static_cast<double>(mantissa), exponent);
  return negative ? -value : value;
}

}  // namespace lede::json
