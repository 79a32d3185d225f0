#include "markup/markup.h"
#include <doctest/doctest.h>

using namespace lede;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view article = "https://pub.example/a/slug";

Markup render(std::string_view text, BodyFormat format, MarkupOptions options = {}) {
  if (options.base_url.empty()) options.base_url = article;
  Result<Markup> result = render_markup(text, format, options);
  CHECK(result.ok());
  return result ? *result : Markup();
}

std::string markdown(std::string_view text) { return render(text, BodyFormat::markdown).html; }
std::string html(std::string_view text) { return render(text, BodyFormat::html).html; }

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

}  // namespace

TEST_CASE("plain text becomes paragraphs between blank lines, escaped") {
  CHECK(render("a < b\r\nc\n \n\n<b>d</b>", BodyFormat::text).html ==
        "<p>a &lt; b\nc</p>\n<p>&lt;b&gt;d&lt;/b&gt;</p>");
  CHECK(render(" \n\n", BodyFormat::text).html.empty());
}

TEST_CASE("a body over the cap is refused with its size named") {
  const Result<Markup> result =
      render_markup(std::string(max_body_bytes + 1, 'a'), BodyFormat::markdown, {});
  REQUIRE_FALSE(result.ok());
  CHECK(result.error().code == ErrorCode::too_large);
  CHECK(render_markup(std::string(max_body_bytes, 'a'), BodyFormat::markdown, {}).ok());
}

TEST_CASE("bad UTF-8 and NUL become U+FFFD in every format") {
  for (const BodyFormat format : {BodyFormat::text, BodyFormat::markdown, BodyFormat::html}) {
    CHECK(render("a\xFFz", format).html == "<p>a\xEF\xBF\xBDz</p>");
  }
  CHECK(markdown("a\0z"sv) == "<p>a\xEF\xBF\xBDz</p>");
}

TEST_CASE("headings go below the card's own, never beyond h6, and have ids of their own") {
  MarkupOptions options;
  options.heading_level = 4;
  options.id_prefix = "l-7-";
  const Markup out = render("# Élan *vital*\n\n#### Deep\n\n# Élan vital\n\n# !?\n\n#\n",
                            BodyFormat::markdown, options);
  CHECK(out.html ==
        "<h4 id=\"l-7-élan-vital\">Élan <em>vital</em></h4>\n<h6 id=\"l-7-deep\">Deep</h6>\n"
        "<h4 id=\"l-7-élan-vital-2\">Élan vital</h4>\n<h4 id=\"l-7-section\">!?</h4>");
  REQUIRE(out.outline.size() == 4);
  CHECK(out.outline[0].level == 4);
  CHECK(out.outline[0].id == "l-7-élan-vital");
  CHECK(out.outline[0].text == "Élan vital");
}

TEST_CASE("a numbered heading doesn't take the id of one that is named so") {
  const std::string out = markdown("# A 2\n\n# A\n\n# A\n");
  CHECK(out == "<h2 id=\"l-a-2\">A 2</h2>\n<h2 id=\"l-a\">A</h2>\n<h2 id=\"l-a-3\">A</h2>");
}

TEST_CASE("links out open in a new tab, links to a fragment stay in the card") {
  CHECK(markdown("[a](/x \"t\")") ==
        "<p><a href=\"https://pub.example/x\" title=\"t\" target=\"_blank\" "
        "rel=\"noopener\">a</a></p>");
  CHECK(markdown("[a](#some%20part)") == "<p><a href=\"#l-somepart\">a</a></p>");
  CHECK(markdown("<desk@pub.example>") ==
        "<p><a href=\"mailto:desk@pub.example\">desk@pub.example</a></p>");
}

TEST_CASE("a link or image that isn't allowed leaves its text") {
  CHECK(markdown("[a](javascript:alert%281%29)") == "<p>a</p>");
  CHECK(markdown("[a](&#x6A;avascript:x)") == "<p>a</p>");
  CHECK(markdown("![alt *text*](data:image/png;base64,AA)") == "<p>alt text</p>");
  CHECK(markdown("<javascript:alert>") == "<p>javascript:alert</p>");
}

TEST_CASE("images are lazy, and come from the publisher's hosts where any are named") {
  CHECK(markdown("![a \"b\"](i.png)") ==
        "<p><img src=\"https://pub.example/a/i.png\" alt=\"a “b”\" loading=\"lazy\" "
        "decoding=\"async\" "
        "referrerpolicy=\"no-referrer\"></p>");
  MarkupOptions options;
  options.media_hosts = {"img.example"};
  CHECK(render("![a](https://img.example/1)", BodyFormat::markdown, options).first_image ==
        "https://img.example/1");
  CHECK(render("![a](https://cdn.img.example/1)", BodyFormat::markdown, options).first_image ==
        "https://cdn.img.example/1");
  CHECK(render("![a](https://evilimg.example/1)", BodyFormat::markdown, options).html ==
        "<p>a</p>");
}

TEST_CASE("an image with a title that stands alone is a figure") {
  CHECK(markdown("![a](i.png \"The *caption*\")") ==
        "<figure><img src=\"https://pub.example/a/i.png\" alt=\"a\" loading=\"lazy\" "
        "decoding=\"async\" "
        "referrerpolicy=\"no-referrer\"><figcaption>The *caption*</figcaption></figure>");
}

TEST_CASE("smart punctuation follows the language, in text but not in code or addresses") {
  const auto in = [](std::string_view lang, std::string_view text) {
    MarkupOptions options;
    options.lang = lang;
    return render(text, BodyFormat::markdown, options).html;
  };
  CHECK(in("en", "\"It's 'so'\" -- wait...") == "<p>“It’s ‘so’” – wait…</p>");
  CHECK(in("uk", "\"Сім'я 'так'\" --- ось") == "<p>«Сім’я „так“» — ось</p>");
  CHECK(in("de-AT", "\"Geht's 'so'?\"") == "<p>„Geht’s ‚so‘?“</p>");
  CHECK(in("en", "`\"a\" -- b...` \\\"x\\\"") == "<p><code>\"a\" -- b...</code> \"x\"</p>");
  CHECK(in("en", "“kept” \uFDD0") == "<p>“kept” \uFFFD</p>");
  CHECK(in("en", "see https://a.example/x--y...") ==
        "<p>see <a href=\"https://a.example/x--y\" target=\"_blank\" "
        "rel=\"noopener\">https://a.example/x--y</a>…</p>");
}

TEST_CASE(
    "tables have a head, a body and alignment; their cells hold inlines, definitions and escaped "
    "bars") {
  CHECK(
      markdown("| a | b |\n|:-:|--:|\n| *1* \\| 2 | [r] |\n| 3 |\n\n[r]: #x") ==
      "<table><thead><tr><th align=\"center\">a</th><th "
      "align=\"right\">b</th></tr></thead><tbody><tr>"
      "<td align=\"center\"><em>1</em> | 2</td><td align=\"right\"><a href=\"#l-x\">r</a></td></tr>"
      "<tr><td align=\"center\">3</td><td align=\"right\"></td></tr></tbody></table>");
  CHECK(markdown("text\na | b\n- | -") == "<p>text\na | b</p>\n<ul><li>| -</li></ul>");
  CHECK(markdown("text\na | b\n--|--") ==
        "<p>text</p>\n<table><thead><tr><th>a</th><th>b</th></tr></thead></table>");
  CHECK(markdown("a | b\n--|--|--") == "<p>a | b\n–|–|–</p>");
}

TEST_CASE("strikethrough, tasks and bare addresses") {
  CHECK(markdown("~~a *b*~~ ~c~ ~~~d~~~ \\~~e~~ 3 ~ 4") ==
        "<p><del>a <em>b</em></del> <del>c</del> ~~~d~~~ ~~e~~ 3 ~ 4</p>");
  CHECK(markdown("- [x] a\n- [ ] b\n- [y] c") ==
        "<ul><li><input type=\"checkbox\" disabled=\"\" checked=\"\"> a</li><li><input "
        "type=\"checkbox\" disabled=\"\"> b"
        "</li><li>[y] c</li></ul>");
  CHECK(markdown("(www.a.example/b_(c)) x@y.example.") ==
        "<p>(<a href=\"http://www.a.example/b_(c)\" target=\"_blank\" "
        "rel=\"noopener\">www.a.example/b_(c)</a>) "
        "<a href=\"mailto:x@y.example\">x@y.example</a>.</p>");
  CHECK(markdown("[www.a.example](#x)") == "<p><a href=\"#l-x\">www.a.example</a></p>");
}

TEST_CASE("footnotes are numbered by their first reference and link back from their end") {
  CHECK(markdown("b[^b] a[^a] b[^b] `[^a]` \\[^a] [^none]\n\n[^a]: A *note*\n\n    more\n[^b]: "
                 "B\n[^unused]: U\n") ==
        "<p>b<sup><a href=\"#l-fn:1\" id=\"l-fnref:1\" role=\"doc-noteref\">1</a></sup> "
        "a<sup><a href=\"#l-fn:2\" id=\"l-fnref:2\" role=\"doc-noteref\">2</a></sup> "
        "b<sup><a href=\"#l-fn:1\" id=\"l-fnref:1:2\" role=\"doc-noteref\">1</a></sup> "
        "<code>[^a]</code> [^a] [^none]</p>\n"
        "<section role=\"doc-endnotes\"><ol><li id=\"l-fn:1\"><p>B <a href=\"#l-fnref:1\" "
        "role=\"doc-backlink\">↩︎</a> "
        "<a href=\"#l-fnref:1:2\" role=\"doc-backlink\">↩︎</a></p></li>"
        "<li id=\"l-fn:2\"><p>A <em>note</em></p><p>more <a href=\"#l-fnref:2\" "
        "role=\"doc-backlink\">↩︎</a></p></li>"
        "</ol></section>");
}

TEST_CASE("what stands right before a footnote's reference is one too, or text") {
  const auto reference = [](std::string_view n) {
    return "<sup><a href=\"#l-fn:" + std::string(n) + "\" id=\"l-fnref:" + std::string(n) +
           "\" role=\"doc-noteref\">" + std::string(n) + "</a></sup>";
  };
  const auto first = [](const std::string& out) { return out.substr(0, out.find('\n')); };
  const std::string notes = "\n\n[^A b]: x\n[^a]: y\n[^b's_]: z";
  CHECK(first(markdown("x[^a][^b's_]" + notes)) ==
        "<p>x" + reference("1") + reference("2") + "</p>");
  CHECK(first(markdown("x[^b's_][^a][^a]" + notes))
            .starts_with("<p>x" + reference("1") + reference("2") + "<sup>"));
  CHECK(first(markdown("[see *this*][^a] [][^b's_]" + notes)) ==
        "<p>[see this]" + reference("1") + " []" + reference("2") + "</p>");
  CHECK(first(markdown("[^nope][^a]" + notes)) == "<p>[^nope]" + reference("1") + "</p>");
}

TEST_CASE("a footnote that ends in a list has its way back in a paragraph of its own") {
  const std::string out = markdown("x[^1]\n\n[^1]:\n    - a\n");
  CHECK(
      out.ends_with("<li id=\"l-fn:1\"><ul><li>a</li></ul><p> <a href=\"#l-fnref:1\" "
                    "role=\"doc-backlink\">↩︎</a></p></li></ol></section>"));
}

TEST_CASE("definitions reach into footnotes and out of them; notes may refer to notes") {
  const std::string out = markdown("a[^1] [r]\n\n[^1]: see [r] and[^2]\n[^2]: end\n\n[r]: #x\n");
  CHECK(out.find("see <a href=\"#l-x\">r</a> and<sup><a href=\"#l-fn:2\"") != std::string::npos);
  CHECK(out.find("<li id=\"l-fn:2\"><p>end ") != std::string::npos);
}

TEST_CASE("a forged reference mark is dropped") {
  CHECK(markdown("[x](<\x01"
                 "9>) [x](<\x01z>)")
            .empty());
}

TEST_CASE("raw HTML in Markdown obeys the same rules as HTML") {
  CHECK(markdown("a <b onclick=x>b</b> <script>alert(1)</script>c") == "<p>a <b>b</b> c</p>");
  CHECK(markdown("<div>\n\n*a*\n\n</div>\n\nb") == "<div>\n<p><em>a</em></p></div>\n<p>b</p>");
  CHECK(markdown("> <div>\n\nb </blockquote> c") == "<p>b  c</p>");
  CHECK(markdown("*a <b>c* d") == "<p><em>a <b>c</b></em> d</p>");
  CHECK(markdown("a <div>b</div>") == "<p>a b</p>");
  CHECK(markdown("a <?php echo '>'; ?> b <![CDATA[ > ]]> <!-- x -->c") == "<p>a  b  c</p>");
  CHECK(markdown("<style>\n\np{}\n\n</style>\n\nb") == "<p>b</p>");
}

TEST_CASE("unknown elements go and their text stays; what isn't text goes with its element") {
  CHECK(html("<x-y>a</x-y><script>b</script><style>c</style><noscript>d</noscript><template>e</"
             "template>"
             "<svg><text>f</text></svg><math><mi>g</mi></math><select><option>h</"
             "select><textarea>i</textarea>j") == "<p>aj</p>");
  CHECK(html("a<!-- b --><!DOCTYPE html><?x y?></ z>c<!-->d") == "<p>acd</p>");
  CHECK(html("a<script><!--<b>") == "<p>a</p>");
}

TEST_CASE("the tree is the one that a browser would make, with its implied tags") {
  CHECK(html("<p>a<p>b<div>c</div>d") == "<p>a</p>\n<p>b</p>\n<div>c</div>\n<p>d</p>");
  CHECK(html("<ul><li>a<li>b<ul><li>c</ul></ul>") ==
        "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>");
  CHECK(html("<table><tr><td>a<td>b<tr><th>c</table>") ==
        "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>");
  CHECK(html("<dl><dt>a<dd>b<dt>c</dl>") == "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>");
  CHECK(html("<a href=#x>a<a href=#y>b") == "<p><a href=\"#l-x\">a</a><a href=\"#l-y\">b</a></p>");
  CHECK(html("<h2>a<h3>b") == "<h3 id=\"l-a\">a</h3>\n<h4 id=\"l-b\">b</h4>");
  CHECK(html("<h1><div>a</div>b</h1>") == "<h2 id=\"l-a-b\">a b</h2>");
  CHECK(html("<li>a</li>") == "<ul><li>a</li></ul>");
  CHECK(html("<ul>a<li>b</ul>") == "<ul><li>a</li><li>b</li></ul>");
  CHECK(html("<pre>\n\na\n</pre>") == "<pre>a\n</pre>");
  CHECK(html("<td>a</td>") == "<p>a</p>");
  CHECK(html("<table>a<tr>b</table>") ==
        "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>");
  CHECK(html("<div><h2><div>x</div>y</h2>z</div>") == "<div><h3 id=\"l-x-y\">x y</h3>z</div>");
}

TEST_CASE("attributes are kept by a list, in one order, with checked values") {
  CHECK(html("<p style=x class=y onclick=z title=' t ' dir=RTL lang=uk-UA id='a b'>a") ==
        "<p id=\"l-ab\" title=\"t\" lang=\"uk-UA\" dir=\"rtl\">a</p>");
  CHECK(html("<ol start=3 type=a reversed><li value=5>a</ol>") ==
        "<ol start=\"3\" reversed=\"\" type=\"a\"><li value=\"5\">a</li></ol>");
  CHECK(html("<table><td colspan=2 rowspan=x align=CENTER>a</table>") ==
        "<table><tbody><tr><td colspan=\"2\" align=\"center\">a</td></tr></tbody></table>");
  CHECK(html("<pre><code class='x lang-c++'>a</code></pre>") ==
        "<pre><code class=\"language-c++\">a</code></pre>");
  CHECK(html("<blockquote cite='javascript:x'>a</blockquote>") == "<blockquote>a</blockquote>");
  CHECK(html("<b title=1 title=2>a") == "<p><b title=\"1\">a</b></p>");
  CHECK(html("<i id=x>a</i><i id=x>b</i>") == "<p><i id=\"l-x\">a</i><i>b</i></p>");
}

TEST_CASE("values of attributes lose the white space around them, and dates that are none go") {
  CHECK(html("<p title='\xC2\xA0 x\xE2\x80\xA9' id='\xE3\x80\x80y\xEF\xBB\xBF'>z</p>") ==
        "<p id=\"l-y\" title=\"x\">z</p>");
  CHECK(html("<p id='\xC2\xA0'>z</p><a href='#%C2%A0y'>z</a>") ==
        "<p>z</p>\n<p><a href=\"#l-y\">z</a></p>");
  for (const std::string_view date :
       {"2025-03-03", "2025-W10", "12:30+02:00", "P1DT2H", "4h 18m"}) {
    CAPTURE(date);
    CHECK(html("<time datetime='" + std::string(date) + "'>x</time>") ==
          "<p><time datetime=\"" + std::string(date) + "\">x</time></p>");
  }
  for (const std::string_view date : {"", "x", "t:", "PT:", "1\"", "2025\xC2\xA0x"}) {
    CAPTURE(date);
    CHECK(html("<time datetime='" + std::string(date) + "'>x</time>") == "<p><time>x</time></p>");
  }
}

TEST_CASE("images one by one are dropped, lazy ones keep their address, players become links") {
  CHECK(html("a<img src=/p.gif width=1 height=1>").find("img") == std::string::npos);
  CHECK(html("<img src=data:x data-src=/i.png alt=a width=640 height=480px>") ==
        "<p><img src=\"https://pub.example/i.png\" alt=\"a\" width=\"640\" height=\"480\" "
        "loading=\"lazy\" decoding=\"async\" "
        "referrerpolicy=\"no-referrer\"></p>");
  CHECK(html("<picture><source srcset=x><img src=/i.png></picture>")
            .find("<img src=\"https://pub.example/i.png\"") == 3);
  CHECK(html("<iframe src='https://video.example/1' title='A film'></iframe>") ==
        "<p><a href=\"https://video.example/1\" target=\"_blank\" rel=\"noopener\">A film</a></p>");
  CHECK(html("<video><source src=/v.mp4>old</video>") ==
        "<p><a href=\"https://pub.example/v.mp4\" target=\"_blank\" "
        "rel=\"noopener\">v.mp4</a></p>");
  CHECK(html("<iframe src='javascript:x'></iframe>a") == "<p>a</p>");
}

TEST_CASE("nesting, nodes and output have caps; the cut is seen and stands at a block's end") {
  const std::string deep = html(repeated("<div>", 1000) + "x" + repeated("</div>", 1000) + "y");
  CHECK(deep.find("x") != std::string::npos);
  CHECK(deep.ends_with("<p>y</p>"));
  const std::string many = markdown(repeated("a\n\n", 30'000));
  CHECK(many.ends_with("<p>a</p>\n<p>…</p>"));
  CHECK(many.size() < 200'000);
  const std::string wide = markdown(std::string(max_body_bytes, '&'));
  CHECK(wide.size() <= max_body_bytes * 4 + 64 * 1024 + 100);
}

TEST_CASE("deep lists and quotations are cut by a backslash, thematic breaks are not") {
  CHECK(markdown(repeated("- ", 40) + "x").find("<li>- - ") != std::string::npos);
  CHECK(markdown(repeated("> ", 40) + "x").find("<p>&gt; &gt; ") != std::string::npos);
  CHECK(markdown(repeated("- ", 40)) == "<hr>");
  CHECK(markdown("```\n" + repeated("> ", 40) + "\n```").find('\\') == std::string::npos);
  const std::string nested = markdown("- a\n  - b\n    1. c\n       > d\n");
  CHECK(
      nested ==
      "<ul><li>a<ul><li>b<ol><li>c<blockquote><p>d</p></blockquote></li></ol></li></ul></li></ul>");
}

TEST_CASE("words, minutes and excerpt go by script") {
  const Markup english =
      render("# Title here\n\nOne two, three-four *fi*ve. It's **6**.\n\n    code words\n",
             BodyFormat::markdown);
  CHECK(english.words == 8 + 2);
  CHECK(english.minutes == 1);
  CHECK(english.excerpt == "One two, three-four five. It’s 6.");
  CHECK(render(repeated("слово ", 461), BodyFormat::text).minutes == 3);
  const Markup chinese = render(repeated("新聞", 501), BodyFormat::text);
  CHECK(chinese.words == 1002);
  CHECK(chinese.minutes == 3);
  CHECK(render("", BodyFormat::markdown).minutes == 0);
  CHECK(render("ข่าววันนี้", BodyFormat::text).words == 2);
  const std::string excerpt = render(repeated("lorem ", 100), BodyFormat::text).excerpt;
  CHECK(excerpt.ends_with("lorem…"));
  CHECK(excerpt.size() <= 282);
}

TEST_CASE("strict mode is plain CommonMark, still without anything unsafe") {
  MarkupOptions options;
  options.strict = true;
  options.heading_level = 1;
  const auto strict = [&](std::string_view text) {
    return render(text, BodyFormat::markdown, options).html;
  };
  CHECK(strict("# A \"b\"\n\n- [ ] c~~d~~\n") ==
        "<h1>A &quot;b&quot;</h1>\n<ul>\n<li>[ ] c~~d~~</li>\n</ul>\n");
  CHECK(strict("[a](b?c&d) ![e](f)") ==
        "<p><a href=\"b?c&amp;d\">a</a> <img src=\"f\" alt=\"e\" /></p>\n");
  CHECK(strict("[a](javascript:b)\n***") == "<p><a href=\"\">a</a></p>\n<hr />\n");
  CHECK(strict("a[^1]  \nb\n\n[^1]: c d") == "<p>a[^1]<br />\nb</p>\n<p>[^1]: c d</p>\n");
}

TEST_CASE("in a card the highest heading of a text becomes the level asked for") {
  lede::MarkupOptions options;
  options.heading_level = 4;
  options.in_card = true;
  const auto html = [&](std::string_view text, BodyFormat format) {
    const auto made = lede::render_markup(text, format, options);
    return made ? made->html : std::string("refused");
  };
  CHECK(html("## A\n\n### B", BodyFormat::markdown) ==
        "<h4 id=\"l-a\">A</h4>\n<h5 id=\"l-b\">B</h5>");
  CHECK(html("### A\n\n## B", BodyFormat::markdown) ==
        "<h5 id=\"l-a\">A</h5>\n<h4 id=\"l-b\">B</h4>");
  CHECK(html("# A\n\n##### B", BodyFormat::markdown) ==
        "<h4 id=\"l-a\">A</h4>\n<h6 id=\"l-b\">B</h6>");
  CHECK(html("<H3>A</H3><h4>B</h4>", BodyFormat::html) ==
        "<h4 id=\"l-a\">A</h4>\n<h5 id=\"l-b\">B</h5>");
  CHECK(html("no heading", BodyFormat::markdown) == "<p>no heading</p>");
}

TEST_CASE(
    "in a card, what scrolls sideways can be reached by keyboard, and a task's box has a name") {
  lede::MarkupOptions options;
  options.lang = "uk";
  options.in_card = true;
  const auto made = lede::render_markup("```\nx\n```\n\n- [x] a\n- [ ] b\n\n|a|\n|-|",
                                        BodyFormat::markdown, options);
  REQUIRE(made.ok());
  if (!made) return;
  CHECK(made->html.find("<pre tabindex=\"0\">") != std::string::npos);
  CHECK(made->html.find("<table tabindex=\"0\">") != std::string::npos);
  CHECK(made->html.find("aria-label=\"зроблено\"") != std::string::npos);
  CHECK(made->html.find("aria-label=\"не зроблено\"") != std::string::npos);
}

TEST_CASE("in a card, a lone image without a title is a figure without a caption") {
  lede::MarkupOptions options;
  const auto html = [&] {
    const auto made =
        lede::render_markup("![a](https://x.example/i.png)", BodyFormat::markdown, options);
    return made ? made->html : std::string("refused");
  };
  CHECK(html().starts_with("<p><img "));
  options.in_card = true;
  CHECK(html().starts_with("<figure><img "));
  CHECK(html().ends_with("></figure>"));
}

// Found by the programs in tests/fuzz.

TEST_CASE("the outline has ids as they are, not as they are written in HTML") {
  const Markup out =
      render("<h2 id='a&amp;\"b'>x</h2><h2><b id=c>y</b><br id=d></h2>", BodyFormat::html);
  REQUIRE(out.outline.size() == 2);
  CHECK(out.outline[0].id == "l-a&\"b");
  CHECK(out.outline[1].id == "l-y");
}

TEST_CASE("a block of code has its language as a class only where it is one word of a name") {
  CHECK(markdown("```c++ x\ny\n```") == "<pre><code class=\"language-c++\">y\n</code></pre>");
  CHECK(markdown("```a&#12;b\ny\n```") == "<pre><code>y\n</code></pre>");
}

TEST_CASE("an escaped tilde in raw HTML stays as it was") {
  CHECK(markdown("<b title='\\~'>\\~</b>") == "<p><b title=\"\\~\">~</b></p>");
  CHECK(markdown("<div>\\~</div>") == "<div>\\~</div>");
}

TEST_CASE("an excerpt that is full before a space is not longer than it may be") {
  const std::string words = repeated("four ", 55) + "fives";
  REQUIRE(words.size() == 280);
  CHECK(render(words, BodyFormat::text).excerpt == words);
  CHECK(render(words + " six", BodyFormat::text).excerpt == repeated("four ", 54) + "four…");
}

TEST_CASE("blank titles are none, NUL in a value is one character") {
  CHECK(markdown("[a](/b ' ')![c](/d ' e ')") ==
        "<p><a href=\"https://pub.example/b\" target=\"_blank\" rel=\"noopener\">a</a>"
        "<img src=\"https://pub.example/d\" alt=\"c\" title=\"e\" loading=\"lazy\" "
        "decoding=\"async\" referrerpolicy=\"no-referrer\"></p>");
  CHECK(html("<time datetime=\"" + std::string(30, '\0') + "\">x</time>") ==
        "<p><time>x</time></p>");
}

TEST_CASE("an implied list needs as much room as a written one") {
  const std::string deep = repeated("<table><td><ul><li>", 4);
  CHECK(html(deep + "<table><td><li>x") == html(deep + "<table><td>x"));
}

TEST_CASE("a link to a fragment stays in the card, whatever stands before it") {
  CHECK(html("<a href='\x04 \n#x\x04 '>a</a>") == "<p><a href=\"#l-x\">a</a></p>");
}

TEST_CASE("a list in a list needs room for the item between; a task's box needs its item") {
  const std::string deep = html(repeated("<ul>", 40) + "x");
  CHECK(html(deep) == deep);
  const std::string quoted = render(repeated(">", 25) + "- [x] y", BodyFormat::markdown).html;
  CHECK(quoted.find("<input") == std::string::npos);
}
