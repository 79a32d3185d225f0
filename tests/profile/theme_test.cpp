#include "profile/theme.h"

#include "base/color.h"
#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using lede::Faults;
using lede::test::listed;

namespace {

struct Theme {
  std::string css;
  std::string faults;
};

Theme theme(std::string_view text) {
  const lede::json::Value tree = lede::test::tree(text);
  Faults faults;
  std::string css = lede::theme_declarations(lede::json::Fields(tree, {nullptr, "theme"}, &faults));
  return {std::move(css), listed(faults)};
}

}  // namespace

TEST_CASE("an accent brings the ink that can be read on it") {
  CHECK(theme(R"({"accent":"#0b57d0"})").css == "--lede-accent:#0b57d0;--lede-accent-ink:#ffffff");
  CHECK(theme(R"({"accent_dark":"#9ad1e3"})").css ==
        "--lede-accent-dark:#9ad1e3;--lede-accent-dark-ink:#000000");
  CHECK(theme(R"({"accent":"#FC0"})").css == "--lede-accent:#ffcc00;--lede-accent-ink:#000000");
}

TEST_CASE("the declarations stand in one order, whatever the profile's is") {
  const std::string_view expected =
      "--lede-accent:#0b4f6c;--lede-accent-ink:#ffffff;--lede-background:#ffffff;--lede-text:#"
      "111111;"
      "--lede-background-dark:#101010;--lede-text-dark:#eeeeee;"
      "--lede-font-body:Charter,\"Iowan Old Style\",\"Source Serif 4\",Georgia,Cambria,serif;"
      "--lede-font-heading:system-ui,sans-serif;--lede-radius:4px";
  const Theme one = theme(
      R"({"accent":"#0b4f6c","background":"#fff","text":"#111","background_dark":"#101010","text_dark":"#eee",
          "body_font":"serif","heading_font":"system","radius":"small"})");
  const Theme other = theme(
      R"({"radius":"small","heading_font":"system","body_font":"serif","text_dark":"#eee","background_dark":"#101010",
          "text":"#111","background":"#fff","accent":"#0b4f6c"})");
  CHECK(one.css == expected);
  CHECK(other.css == expected);
  CHECK(one.faults.empty());
}

TEST_CASE("a colour that is none is left out and named; no CSS gets through") {
  for (const std::string_view value :
       {"red", "#12", "#fff;}body{display:none", "url(https://evil.example)", "var(--x)",
        "#fff\\\" onload=\\\"x", "expression(1)"}) {
    CAPTURE(value);
    const Theme read = theme("{\"accent\":\"" + std::string(value) + "\"}");
    CHECK(read.css.empty());
    CHECK(read.faults == "bad-color /theme/accent");
  }
  CHECK(theme(R"({"text":7})").faults == "wrong-type /theme/text");
}

TEST_CASE("text that cannot be read on its background is named, and both are left out") {
  const Theme both = theme(R"({"background":"#ffffff","text":"#777777"})");
  CHECK(both.css.empty());
  CHECK(both.faults == "low-contrast /theme/text");
  CHECK(theme(R"({"background":"#ffffff","text":"#767676"})").css ==
        "--lede-background:#ffffff;--lede-text:#767676");
}

TEST_CASE("one colour alone is held to the usual other one") {
  CHECK(theme(R"({"text":"#cccccc"})").faults == "low-contrast /theme/text");
  CHECK(theme(R"({"background":"#222222"})").faults == "low-contrast /theme/background");
  CHECK(theme(R"({"text_dark":"#333333"})").faults == "low-contrast /theme/text_dark");
  CHECK(theme(R"({"background_dark":"#eeeeee"})").faults == "low-contrast /theme/background_dark");
  CHECK(theme(R"({"background":"#fffdf7"})").css == "--lede-background:#fffdf7");
  CHECK(theme(R"({"background_dark":"#000"})").css == "--lede-background-dark:#000000");
}

TEST_CASE("a background that is no colour leaves the text to be held to the usual one") {
  const Theme read = theme(R"({"background":"black","text":"#fff"})");
  CHECK(read.css.empty());
  CHECK(read.faults == "bad-color /theme/background; low-contrast /theme/text");
}

TEST_CASE("fonts and corners are chosen by name") {
  CHECK(theme(R"({"radius":"none"})").css == "--lede-radius:0");
  CHECK(theme(R"({"radius":"large"})").css == "--lede-radius:12px");
  CHECK(theme(R"({"radius":"3px"})").faults == "unknown-value /theme/radius");
  CHECK(theme(R"({"body_font":"Comic Sans MS"})").faults == "unknown-value /theme/body_font");
  CHECK(theme(R"({"heading_font":"sans"})").css ==
        "--lede-font-heading:\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",sans-serif");
}

TEST_CASE("a key that a theme has not got is named") {
  const Theme read = theme(R"({"colour":"#fff","accent":"#000","a/b":1})");
  CHECK(read.faults == "unknown-value /theme/colour; unknown-value /theme/a~1b");
  CHECK(read.css == "--lede-accent:#000000;--lede-accent-ink:#ffffff");
}

TEST_CASE("an accent that can't be told from its background is named, light and dark") {
  const auto accents = [](std::string_view text) {
    const lede::json::Value tree = lede::test::tree(text);
    Faults faults;
    lede::check_accents(tree, lede::json::Fields(tree, {nullptr, "theme"}, &faults));
    return faults;
  };
  CHECK(listed(accents(R"({"accent":"#ffff00","accent_dark":"#222200"})")) ==
        "low-contrast /theme/accent; low-contrast /theme/accent_dark");
  CHECK(listed(accents(R"({"accent":"#959595"})")) == "low-contrast /theme/accent");
  CHECK(accents(R"({"accent":"#949494"})").empty());
  CHECK(accents(R"({"accent":"#ff0","background":"#000"})").empty());
  CHECK(listed(accents(R"({"background":"#8f1d14"})")) == "low-contrast /theme/background");
  CHECK(listed(accents(R"({"background_dark":"#f0a090"})")) ==
        "low-contrast /theme/background_dark");
  CHECK(accents(R"({"accent":"yellow","text":"#ff0"})").empty());
  CHECK(accents("{}").empty());
  const Faults pair = accents(R"({"accent":"#ff0","background":"#fffdf7"})");
  REQUIRE(pair.size() == 1);
  CHECK(pair[0].message ==
        "The accent #ffff00 can hardly be seen on the background #fffdf7 (1.05 to 1); choose "
        "colours with a contrast of at least 3 to 1.");
}
