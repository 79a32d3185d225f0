#include "base/html.h"
#include <doctest/doctest.h>

using namespace lede;
using namespace std::string_view_literals;

namespace {

std::string text(std::string_view in) {
  std::string out;
  append_text(out, in);
  return out;
}

std::string attribute(std::string_view in) {
  std::string out;
  append_attribute(out, in);
  return out;
}

}  // namespace

TEST_CASE("text is escaped as a browser serialises it") {
  CHECK(text("a < b && c > \"d\" 'e'") == "a &lt; b &amp;&amp; c &gt; \"d\" 'e'");
  CHECK(text("10\u00A0kg \u00C2\u00A1") == "10&nbsp;kg \u00C2\u00A1");
  CHECK(text("") == "");
  CHECK(text("\xC2") == "\xC2");
}

TEST_CASE("attribute values escape quotation marks too") {
  CHECK(attribute("\"<b>\" & 'c'\u00A0") == "&quot;&lt;b&gt;&quot; &amp; 'c'&nbsp;");
}

TEST_CASE("carriage returns become line feeds and NUL becomes U+FFFD") {
  CHECK(text("a\r\nb\rc\r\r\nd\r") == "a\nb\nc\n\nd\n");
  CHECK(text("a\0b"sv) ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(attribute("\r") == "\n");
}

TEST_CASE("the writer closes start tags where content begins") {
  HtmlWriter w;
  w.start("p")
      .attr("class", "x\"y")
      .attr("hidden")
      .text("1 < 2")
      .start("br")
      .element("b", "&")
      .end("p");
  CHECK(w.take() == "<p class=\"x&quot;y\" hidden=\"\">1 &lt; 2<br><b>&amp;</b></p>");
  CHECK(w.take().empty());
}

TEST_CASE("a start tag at the very end is closed too, and safe HTML goes through unchanged") {
  HtmlWriter w;
  w.start("div").safe("<i>x</i>").end("div").start("hr");
  CHECK(w.take() == "<div><i>x</i></div><hr>");
}
