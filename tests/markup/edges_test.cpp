// What few writers write: one case for each rule that no ordinary text comes near.
#include "base/text.h"
#include "markup/markup.h"
#include "support/read.h"
#include <doctest/doctest.h>
#include <string>
#include <string_view>

using namespace lede;
using lede::test::count;
using namespace std::string_view_literals;

namespace {

std::string render(std::string_view text, BodyFormat format, bool strict = false) {
  MarkupOptions options;
  options.base_url = "https://pub.example/a/slug";
  options.strict = strict;
  const Result<Markup> result = render_markup(text, format, options);
  REQUIRE(result.ok());
  return result->html;
}

std::string markdown(std::string_view text) { return render(text, BodyFormat::markdown); }
std::string html(std::string_view text) { return render(text, BodyFormat::html); }
std::string strict(std::string_view text) { return render(text, BodyFormat::markdown, true); }

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("a carriage return alone ends a line, and one before a line feed is none of its own") {
  CHECK(markdown("a\rb\r\nc\r\rd\r") == "<p>a\nb\nc</p>\n<p>d</p>");
  CHECK(strict("a\rb\r\nc\r\rd\r") == "<p>a\nb\nc</p>\n<p>d</p>\n");
}

TEST_CASE("marks that mean nothing are one text, and those beside them still mean something") {
  CHECK(markdown("&&amp;&& ]] < <") == "<p>&amp;&amp;&amp;&amp; ]] &lt; &lt;</p>");
  CHECK(markdown("]&*a*&]**b**&*") == "<p>]&amp;<em>a</em>&amp;]<strong>b</strong>&amp;*</p>");
  CHECK(markdown("[[&]&[c](/d)&]") ==
        "<p>[[&amp;]&amp;<a href=\"https://pub.example/d\" target=\"_blank\" "
        "rel=\"noopener\">c</a>&amp;]</p>");
  CHECK(markdown("![&![a]&](/b)") ==
        "<p><img src=\"https://pub.example/b\" alt=\"&amp;![a]&amp;\" loading=\"lazy\" "
        "decoding=\"async\" referrerpolicy=\"no-referrer\"></p>");
  CHECK(markdown("&'&\"&'&\"") == "<p>&amp;’&amp;”&amp;’&amp;”</p>");
  // More than one block of memory.
  const std::string many = repeated("]", 100'000);
  const bool all = strict(many) == "<p>" + many + "</p>\n";
  CHECK(all);
}

TEST_CASE("named references are one code point or two, and unknown ones are text") {
  CHECK(markdown("&copy; &ngE; &nosuch; &copy &;") ==
        "<p>© \xE2\x89\xA7\xCC\xB8 &amp;nosuch; &amp;copy &amp;;</p>");
  CHECK(markdown("[a](/b?c=d&amp;e \"&quot;f&bogus;\")") ==
        "<p><a href=\"https://pub.example/b?c=d&amp;e\" title=\"&quot;f&amp;bogus;\" "
        "target=\"_blank\" rel=\"noopener\">a</a></p>");
}

TEST_CASE("a list begins with the number that was written") {
  CHECK(markdown("7. a\n8. b\n") == "<ol start=\"7\"><li>a</li><li>b</li></ol>");
  CHECK(strict("7. a\n") == "<ol start=\"7\">\n<li>a</li>\n</ol>\n");
}

TEST_CASE("an image's text keeps code and the space between lines") {
  CHECK(count(markdown("![a `b~` *c*\nd  \ne](/f.png)"), "alt=\"a b~ c d e\"") == 1);
  CHECK(strict("![a `b` *c*\nd](/f.png)") == "<p><img src=\"/f.png\" alt=\"a b c d\" /></p>\n");
}

TEST_CASE("an exclamation mark before a footnote's reference is no image") {
  CHECK(markdown("a![^1]\n\n[^1]: b\n").starts_with("<p>a!<sup>"));
}

TEST_CASE("what is escaped beside an escaped tilde stays escaped") {
  CHECK(markdown("\\*a\\* \\~\\~b\\~\\~ \\") == "<p>*a* ~~b~~ \\</p>");
}

TEST_CASE("a footnote goes on after a tab, and ends where a line stands at the margin") {
  const std::string out = markdown("a[^1]\n\n[^1]: b\n\n\tc\n\nd\n");
  CHECK(count(out, "<p>c") == 1);
  CHECK(out.find("<p>d</p>") < out.find("<p>b</p>"));
}

TEST_CASE("a semicolon after a bare address is not its own, nor is what looks like a reference") {
  CHECK(count(markdown("see www.pub.example/a; and"), "\">www.pub.example/a</a>; and") == 1);
  CHECK(count(markdown("see www.pub.example/a&hl; and"), "\">www.pub.example/a</a>&amp;hl; and") ==
        1);
}

TEST_CASE("inside of what is left out a link says nothing") {
  CHECK(markdown("a <span hidden>b [c](/d) `e` ![f](/g)\\\n</span> h") == "<p>a  h</p>");
}

TEST_CASE("a player in one tag becomes a link at once, and </br> is a line break") {
  CHECK(html("<embed src=\"https://video.example/a\" title=\"A film\"><p>b</p>") ==
        "<p><a href=\"https://video.example/a\" target=\"_blank\" rel=\"noopener\">A film</a></p>\n"
        "<p>b</p>");
  CHECK(html("<p>a</br>b</p>") == "<p>a<br>b</p>");
}

TEST_CASE("strict mode escapes as cmark does") {
  CHECK(strict("a & b < c > \"d\" \0"sv) ==
        "<p>a &amp; b &lt; c &gt; &quot;d&quot; \xEF\xBF\xBD</p>\n");
  CHECK(strict("[a](</b c?d'e&f>)") == "<p><a href=\"/b%20c?d&#x27;e&amp;f\">a</a></p>\n");
}

TEST_CASE("strict mode writes a NUL of raw HTML as U+FFFD") {
  CHECK(strict("<b title=\"a&#0;\">c&#0;\0</b>"sv) ==
        "<p><b title=\"a\xEF\xBF\xBD\">c\xEF\xBF\xBD\xEF\xBF\xBD</b></p>\n");
}

TEST_CASE(
    "strict mode has NUL as U+FFFD in plain text and in values; in HTML's text it is nothing") {
  CHECK(render("a\0"sv, BodyFormat::text, true) == "<p>a\xEF\xBF\xBD</p>");
  CHECK(render("<p title=\"b\0\">a\0</p>"sv, BodyFormat::html, true) ==
        "<p title=\"b\xEF\xBF\xBD\">a</p>");
}

TEST_CASE("containers end at their cap as well where tabs lead to them or a list item goes on") {
  const std::string deep = repeated("> ", 20) + "- a\n";
  // The item goes on by its indentation; what opens in it counts together with what it stands in.
  const std::string goes_on =
      markdown(deep + repeated("> ", 20) + "  " + repeated("- ", 20) + "b\n");
  CHECK(count(goes_on, "<blockquote>") == 20);
  CHECK(count(goes_on, "<ul>") <= 12);
  CHECK(count(goes_on, "b</") == 1);
  // A blank line goes on in every item that has something in it.
  const std::string blank =
      markdown(repeated("- ", 20) + "a\n" + repeated("\t", 3) + "\n" + repeated("- ", 30) + "b\n");
  CHECK(count(blank, "b</") == 1);
  const std::string tabs = markdown(">\t" + repeated("> ", 40) + "c\n");
  CHECK(count(tabs, "<blockquote>") <= 32);
  CHECK(count(tabs, "c</") == 1);
}

TEST_CASE("characters that begin as a mark's stand-in does are no marks") {
  // U+FF01 and U+FDF0 begin with the same byte as the code points that stand for quotation marks.
  CHECK(markdown("\"\uFF01\uFDF0\" -- \uFF01") == "<p>\u201C\uFF01\uFDF0\u201D \u2013 \uFF01</p>");
}
