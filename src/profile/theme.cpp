#include "profile/theme.h"

#include "base/text.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>

namespace lede {
namespace {

using json::Fields;

constexpr std::int32_t least_contrast = 450;         // WCAG 2.2, 1.4.3, in hundredths
constexpr std::int32_t least_accent_contrast = 300;  // 1.4.11
// What card/card.css has where a theme says nothing.
constexpr Color usual_dark_background = {0x16, 0x15, 0x14};
constexpr Color usual_accent = {0x8f, 0x1d, 0x14};
constexpr Color usual_dark_accent = {0xf0, 0xa0, 0x8f};

struct Choice {
  std::string_view name;
  std::string_view css;
};

constexpr std::array fonts = {
    Choice{"serif", "Charter,\"Iowan Old Style\",\"Source Serif 4\",Georgia,Cambria,serif"},
    Choice{"sans", "\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",sans-serif"},
    Choice{"system", "system-ui,sans-serif"},
};
constexpr std::array radii = {Choice{"none", "0"}, Choice{"small", "4px"}, Choice{"large", "12px"}};

constexpr std::string_view known_keys[] = {"accent",          "accent_dark",  "background",
                                           "background_dark", "text",         "text_dark",
                                           "body_font",       "heading_font", "radius"};

void declare(std::string& css, std::string_view token, std::string_view value) {
  if (!css.empty()) css += ';';
  css += "--lede-";
  css += token;
  css += ':';
  css += value;
}

std::optional<Color> read_color(const Fields& fields, std::string_view key) {
  const std::string_view written = fields.text(key);
  if (written.empty()) return {};
  std::optional<Color> color = parse_color(written);
  if (!color)
    fields.fault(key, ErrorCode::bad_color, "This is not a colour; write one such as #9a3412.");
  return color;
}

void declare_with_ink(std::string& css, Color accent, std::string_view token,
                      std::string_view ink_token) {
  declare(css, token, to_hex(accent));
  declare(css, ink_token, to_hex(ink_for(accent)));
}

void declare_accent(std::string& css, const Fields& fields, std::string_view key,
                    std::string_view token, std::string_view ink_token) {
  if (const std::optional<Color> accent = read_color(fields, key))
    declare_with_ink(css, *accent, token, ink_token);
}

struct Surface {
  std::string_view background_key, text_key, background_token, text_token;
  Color usual_background, usual_text;
};

void declare_surface(std::string& css, const Fields& fields, const Surface& surface) {
  const std::optional<Color> background = read_color(fields, surface.background_key);
  const std::optional<Color> text = read_color(fields, surface.text_key);
  if (!background && !text) return;
  const std::int32_t contrast = contrast_hundredths(background.value_or(surface.usual_background),
                                                    text.value_or(surface.usual_text));
  if (contrast < least_contrast) {
    fields.fault(text ? surface.text_key : surface.background_key, ErrorCode::low_contrast,
                 "Text and background are too close to read; choose colours with a contrast of at "
                 "least 4.5 to 1.");
    return;
  }
  if (background) declare(css, surface.background_token, to_hex(*background));
  if (text) declare(css, surface.text_token, to_hex(*text));
}

void declare_choice(std::string& css, const Fields& fields, std::string_view key,
                    std::string_view token, std::span<const Choice> choices) {
  const std::string_view written = fields.text(key);
  if (written.empty()) return;
  for (const Choice& choice : choices) {
    if (choice.name == written) return declare(css, token, choice.css);
  }
  if (!is_read(fields.faults())) return;
  std::string names;
  for (const Choice& choice : choices) {
    names += names.empty() ? "" : ", ";
    names += choice.name;
  }
  fields.fault(key, ErrorCode::unknown_value, "This must be one of: " + names + ".");
}

std::string ratio(std::int32_t hundredths) {
  const std::int32_t rest = hundredths % 100;
  return to_decimal(hundredths / 100) + (rest < 10 ? ".0" : ".") + to_decimal(rest);
}

void check_accent(const json::Value& theme, const Fields& fields, std::string_view accent_key,
                  std::string_view background_key, Color usual, Color usual_background) {
  const std::optional<Color> given = parse_color(trim(theme.string(accent_key)));
  const std::optional<Color> given_background = parse_color(trim(theme.string(background_key)));
  if (!given && !given_background) return;
  const Color accent = given.value_or(usual);
  const Color background = given_background.value_or(usual_background);
  const std::int32_t contrast = contrast_hundredths(accent, background);
  if (contrast >= least_accent_contrast) return;
  fields.fault(given ? accent_key : background_key, ErrorCode::low_contrast,
               "The accent " + to_hex(accent) + " can hardly be seen on the background " +
                   to_hex(background) + " (" + ratio(contrast) +
                   " to 1); choose colours with a contrast of at least 3 to 1.");
}

}  // namespace

void check_accents(const json::Value& theme, const Fields& fields) {
  check_accent(theme, fields, "accent", "background", usual_accent, white);
  check_accent(theme, fields, "accent_dark", "background_dark", usual_dark_accent,
               usual_dark_background);
}

std::string accent_declarations(Color accent) {
  std::string css;
  declare_with_ink(css, accent, "accent", "accent-ink");
  declare_with_ink(css, accent, "accent-dark", "accent-dark-ink");
  return css;
}

std::string theme_declarations(const Fields& fields) {
  std::string css;
  declare_accent(css, fields, "accent", "accent", "accent-ink");
  declare_accent(css, fields, "accent_dark", "accent-dark", "accent-dark-ink");
  declare_surface(css, fields,
                  {"background", "text", "background", "text", white, {0x1a, 0x18, 0x16}});
  declare_surface(css, fields,
                  {"background_dark",
                   "text_dark",
                   "background-dark",
                   "text-dark",
                   usual_dark_background,
                   {0xee, 0xec, 0xe8}});
  declare_choice(css, fields, "body_font", "font-body", fonts);
  declare_choice(css, fields, "heading_font", "font-heading", fonts);
  declare_choice(css, fields, "radius", "radius", radii);
  fields.only(known_keys);
  return css;
}

}  // namespace lede
