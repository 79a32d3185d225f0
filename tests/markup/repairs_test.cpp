// What hand-written and exported HTML gets wrong, and what becomes of it.
#include "markup/markup.h"
#include <doctest/doctest.h>
#include <string>
#include <string_view>

using namespace lede;

namespace {

std::string html(std::string_view text) {
  MarkupOptions options;
  options.base_url = "https://pub.example/a/story";
  const Result<Markup> out = render_markup(text, BodyFormat::html, options);
  REQUIRE(out.ok());
  return out.ok() ? out->html : std::string();
}

/// A picture's tag as we write it.
std::string picture(std::string_view path, std::string_view alt) {
  return "<img src=\"https://pub.example" + std::string(path) + "\" alt=\"" + std::string(alt) +
         "\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">";
}

std::string link(std::string_view url, std::string_view text, std::string_view rel = {}) {
  return "<a href=\"" + std::string(url) + "\" target=\"_blank\" rel=\"" + std::string(rel) +
         "noopener\">" + std::string(text) + "</a>";
}

}  // namespace

TEST_CASE("formatting that crosses other formatting goes on behind it") {
  CHECK(html("<b>a<i>b</b>c</i>d") == "<p><b>a<i>b</i></b><i>c</i>d</p>");
  CHECK(html("<a href=#x>a<b>b</a>c</b>") == "<p><a href=\"#l-x\">a<b>b</b></a><b>c</b></p>");
  CHECK(html("<b title=t id=i>a<i id=j>b</b>c") ==
        "<p><b id=\"l-i\" title=\"t\">a<i id=\"l-j\">b</i></b><i>c</i></p>");
}

TEST_CASE("formatting that waits goes on inside the next part of a ruby, not around it") {
  CHECK(html("<ruby>a<rp>(<b>b<i>c</b><rt>d<rp>)</ruby>") ==
        "<p><ruby>a<rp>(<b>b<i>c</i></b></rp><rt><i>d</i></rt><rp>)</rp></ruby></p>");
}

TEST_CASE("a link ends where the next begins, and formatting inside it goes on") {
  CHECK(html("<p><a href=//b.example/>x<b>y<a href=//c.example/>z</a></b>") ==
        "<p><a href=\"https://b.example/\" target=\"_blank\" rel=\"noopener\">x<b>y</b></a>"
        "<b><a href=\"https://c.example/\" target=\"_blank\" rel=\"noopener\">z</a></b></p>");
  CHECK(html("<p><a href=//b.example/><a href=//c.example/>z</a>y") ==
        "<p><a href=\"https://c.example/\" target=\"_blank\" rel=\"noopener\">z</a>y</p>");
}

TEST_CASE("formatting around blocks stands in each of them") {
  CHECK(html("<b><p>a</p><p>b</p></b>c") == "<p><b>a</b></p>\n<p><b>b</b></p>\n<p>c</p>");
  CHECK(html("<i>a<h2>b</h2>c</i>d") ==
        "<p><i>a</i></p>\n<h3 id=\"l-b\"><i>b</i></h3>\n<p><i>c</i>d</p>");
  CHECK(html("<a href=/x><h2>a</h2></a>b") ==
        "<h3 id=\"l-a\">" + link("https://pub.example/x", "a") + "</h3>\n<p>b</p>");
  CHECK(
      html("<p><a href=/x><figure><img src=/i.png alt=i><figcaption>c</figcaption></figure></a>") ==
      "<figure>" + link("https://pub.example/x", picture("/i.png", "i")) + "<figcaption>" +
          link("https://pub.example/x", "c") + "</figcaption></figure>");
}

TEST_CASE("formatting that was left open ends with its block or cell") {
  CHECK(html("<p>a <em>b</p><p>c</p>") == "<p>a <em>b</em></p>\n<p>c</p>");
  CHECK(html("<p>a <em>b<p>c") == "<p>a <em>b</em></p>\n<p>c</p>");
  CHECK(html("<h2>a <b>b</h2>c") == "<h3 id=\"l-a-b\">a <b>b</b></h3>\n<p>c</p>");
  CHECK(html("<table><td><b>a<td>b</table>c") ==
        "<table><tbody><tr><td><b>a</b></td><td>b</td></tr></tbody></table>\n<p>c</p>");
}

TEST_CASE("what shows nothing is not written, and its white space stays") {
  CHECK(
      html("<p></p><p>&nbsp;</p><p><br></p><p> <b>&nbsp;</b></p><h2><i></i></h2><div><div>\n</div>"
           "</div>")
          .empty());
  CHECK(html("<p>a<b> </b>b<i></i></p>") == "<p>a b</p>");
  CHECK(html("<p>a <a href=/x></a><a href=/x><img src=/i.png></a></p>") ==
        "<p>a " + picture("/i.png", "") + "</p>");
  CHECK(html("<p>a<a id=x></a></p>") == "<p>a<span id=\"l-x\"></span></p>");
  CHECK(html("<table><td></td><td>a</table>") ==
        "<table><tbody><tr><td></td><td>a</td></tr></tbody></table>");
  CHECK(html("<p>a <code> </code>b</p>") == "<p>a <code> </code>b</p>");
  CHECK(html("<pre><b></b>\na</pre>") == "<pre>a</pre>");
  CHECK(html("<h2></h2><h2>&nbsp;</h2><h2>a</h2>") == "<h3 id=\"l-a\">a</h3>");
}

TEST_CASE("two line breaks are a paragraph's end; those at a block's ends are nothing") {
  CHECK(html("a<br><br>b<br>c<br>\n<br><br>d") == "<p>a</p>\n<p>b<br>c</p>\n<p>d</p>");
  CHECK(html("<p>a<br><br>b</p>c") == "<p>a</p>\n<p>b</p>\n<p>c</p>");
  CHECK(html("<b>a<br><br>b</b>c") == "<p><b>a</b></p>\n<p><b>b</b>c</p>");
  CHECK(html("<p><br>a<br></p><h2>b<br></h2>") == "<p>a</p>\n<h3 id=\"l-b\">b</h3>");
  CHECK(html("<blockquote>a<br><br>b</blockquote>") == "<blockquote>a<br><br>b</blockquote>");
  CHECK(html("<p lang=uk>a<br><br>b</p>") == "<p lang=\"uk\">a<br><br>b</p>");
}

TEST_CASE("a list in a list belongs to the item before; a lone item's list ends with it") {
  CHECK(html("<ul><li>a</li> <ul><li>b</li></ul></ul>") ==
        "<ul><li>a<ul><li>b</li></ul></li></ul>");
  CHECK(html("<ul><ul><li>b</li></ul></ul>") == "<ul><li><ul><li>b</li></ul></li></ul>");
  CHECK(html("<p>a</p><li>b</li><p>c</p>") == "<p>a</p>\n<ul><li>b</li></ul>\n<p>c</p>");
  CHECK(html("<dd>a</dd><h2>b</h2>") == "<dl><dd>a</dd></dl>\n<h3 id=\"l-b\">b</h3>");
}

TEST_CASE("pictures that a script would load are found; those without an address are none") {
  for (const std::string_view name :
       {"data-src", "data-lazy-src", "data-original", "data-orig-src"}) {
    CHECK(html("<img src='data:image/gif;base64,R0' alt=a " + std::string(name) + "=/i.png>") ==
          "<p>" + picture("/i.png", "a") + "</p>");
  }
  CHECK(html("<img alt=a srcset='/s.png 400w, /m.png 1200w, /l.png 2400w'>") ==
        "<p>" + picture("/m.png", "a") + "</p>");
  CHECK(html("<img alt=a data-srcset='/1.png 1x, /2.png 2x'>") ==
        "<p>" + picture("/1.png", "a") + "</p>");
  CHECK(html("<img src='' alt=a><img alt=b>c") == "<p>c</p>");
}

TEST_CASE("what its own page hides is left out") {
  CHECK(html("a<div style='display : none'>b<div>c</div></div><span hidden>d</span>e") ==
        "<p>ae</p>");
  CHECK(html("<p hidden>a<p>b") == "<p>b</p>");
  CHECK(html("<ul><li hidden>a<li>b</ul>") == "<ul><li>a</li><li>b</li></ul>");
  CHECK(html("<img src=/i.png style=display:none>a") == "<p>a</p>");
  CHECK(html("<image hidden src=/i.png>a") == "<p>a</p>");
  CHECK(html("<h2>a<a href=#a aria-hidden=true>#</a></h2>") == "<h3 id=\"l-a\">a</h3>");
  CHECK(html("<b style='x-display:none'>a</b>") == "<p><b>a</b></p>");
}

TEST_CASE("word processors' spans say what they show; others go") {
  CHECK(
      html("<span style='font-weight:700'>a</span><span>b<span style='font-style: italic'>c</span>"
           "d</span>") == "<p><strong>a</strong>b<em>c</em>d</p>");
  CHECK(html("<b style='font-weight:normal'><p>a</p></b><b "
             "style='mso-bidi-font-weight:normal'>b</b>") == "<p>a</p>\n<p><b>b</b></p>");
  CHECK(html("<span lang=uk>a<span>b</span></span>c") == "<p><span lang=\"uk\">ab</span>c</p>");
  CHECK(html("<span>a<span id=x>b</span></span>c") == "<p>a<span id=\"l-x\">b</span>c</p>");
}

TEST_CASE("WordPress's captions are captions") {
  CHECK(html("<div class='wp-caption alignright'><img src=/i.png alt=a>"
             "<p class=wp-caption-text>c</p></div>d") ==
        "<figure>" + picture("/i.png", "a") + "<figcaption>c</figcaption></figure>\n<p>d</p>");
  CHECK(html("<div class=wp-caption><div>a</div>b</div>c") ==
        "<figure><div>a</div>b</figure>\n<p>c</p>");
}

TEST_CASE("cells keep their alignment however it was said; layout is no table") {
  for (const std::string_view said :
       {"align=right", "data-align=right", "style='width:50%; text-align: right'",
        "class='x has-text-align-right'"}) {
    CHECK(html("<table><td " + std::string(said) + ">1</table>") ==
          "<table><tbody><tr><td align=\"right\">1</td></tr></tbody></table>");
  }
  CHECK(html("<table role=presentation><tr><td><h2>a</h2><p>b</p></td></tr></table><p>c</p>") ==
        "<h3 id=\"l-a\">a</h3>\n<p>b</p>\n<p>c</p>");
}

TEST_CASE("links keep their anchors, their names and that they are paid for") {
  CHECK(html("<a href=#f name=r>1</a>") == "<p><a href=\"#l-f\" id=\"l-r\">1</a></p>");
  CHECK(html("<a href=#r aria-label='Back up'>↩</a>") ==
        "<p><a href=\"#l-r\" aria-label=\"Back up\">↩</a></p>");
  CHECK(html("<a href=/x rel='SPONSORED'>a</a><a href=/x rel='x sponsored nofollow'>b</a>") ==
        "<p>" + link("https://pub.example/x", "a", "sponsored ") +
            link("https://pub.example/x", "b", "nofollow sponsored ") + "</p>");
}

TEST_CASE("players stand apart and are called by their title, file or host") {
  CHECK(html("a<iframe src='https://www.video.example/embed/1?x=y'></iframe>b") ==
        "<p>a</p>\n<p>" + link("https://www.video.example/embed/1?x=y", "video.example") +
            "</p>\n<p>b</p>");
  CHECK(html("<object data=/report.pdf></object>") ==
        "<p>" + link("https://pub.example/report.pdf", "report.pdf") + "</p>");
  CHECK(html("<object><p>a</p></object>") == "<p>a</p>");
  CHECK(html("<iframe class=wp-embedded-content src=/a/embed/></iframe>a") == "<p>a</p>");
}

TEST_CASE("no line feed comes first in a pre when what stood before it goes") {
  CHECK(html("<pre><b>\n</b>\n x</pre>") == "<pre> x</pre>");
  CHECK(html("<pre><div>\n x</pre>") == "<pre> x</pre>");
  CHECK(html("<pre><i><b>\n\n</b></i></pre>") == "<pre></pre>");
  CHECK(html("<pre><a href=/x>\n<img src=/i.png></a></pre>") ==
        html("<pre><img src=/i.png></pre>"));
}

TEST_CASE("what goes on in the next block loses its id, and nothing that looks like one") {
  CHECK(html("<u id=x title='y id='><article>\" onclick=alert(1) z=\"") ==
        "<p><u id=\"l-x\" title=\"y id=\"></u></p>\n"
        "<article><u title=\"y id=\">\" onclick=alert(1) z=\"</u></article>");
  CHECK(html("<u title='y id='><article>z") == "<article><u title=\"y id=\">z</u></article>");
  CHECK(html("<a href=/x title='y alt='></a>").empty());
}

TEST_CASE("what says nothing is no title, and makes no span worth keeping") {
  CHECK(html("<p><time title='\u00a0 '>z</time></p>") == "<p><time>z</time></p>");
  CHECK(html("<p><span title=''>a</span><span title='\u00a0' id=' '>b</span></p>") == "<p>ab</p>");
  CHECK(html("<p><a href=/x title='\u3000' aria-label='\u00a0'>c</a></p>") ==
        "<p>" + link("https://pub.example/x", "c") + "</p>");
  CHECK(html("<img src=/i.png alt=d title='\u00a0'>") == "<p>" + picture("/i.png", "d") + "</p>");
}

TEST_CASE("words stay apart where a block between them is not written") {
  CHECK(html("<h1>Title<div>subtitle</div></h1>") ==
        "<h2 id=\"l-title-subtitle\">Title subtitle</h2>");
  CHECK(html("<h1><div>a</div><b>b</b></h1>") == "<h2 id=\"l-a-b\">a <b>b</b></h2>");
  CHECK(html("<h1>a <div></div></h1>") == "<h2 id=\"l-a\">a </h2>");
  CHECK(html("<pre><div>a</div><div>b\n</div>c</pre>") == "<pre>a\nb\nc</pre>");
  CHECK(html("<h1>one<br>two</h1>") == "<h2 id=\"l-one-two\">one<br>two</h2>");
  CHECK(html("<div>One.</p>Two.</p></div>") == "<div>One.<br>Two.</div>");
  CHECK(html("<p>One.</p></p>Two.") == "<p>One.</p>\n<p>Two.</p>");
}

TEST_CASE("a list of terms may be grouped, and counts may go below nothing") {
  CHECK(html("<dl><div><dt>a<dd>b</div><div><dt>c<dd>d</div></dl>") ==
        "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>");
  CHECK(html("<ol start=-5><li>a<li value=' -3 '>b<li value=--1>c<li value=+1>d</ol>") ==
        "<ol start=\"-5\"><li>a</li><li value=\"-3\">b</li><li>c</li><li>d</li></ol>");
  CHECK(html("<ol start=-0><li>a</ol>") == "<ol start=\"0\"><li>a</li></ol>");
}

TEST_CASE("an address alone between two tags leads there, but not inside code or a link") {
  const std::string film = "https://film.example/watch?v=x";
  CHECK(html("<div>\n" + film + "\n</div>") == "<div>" + link(film, film) + "</div>");
  CHECK(html("<p>See " + film + "</p>") == "<p>See " + film + "</p>");
  CHECK(html("<p>https://a.example/ https://b.example/</p>") ==
        "<p>https://a.example/ https://b.example/</p>");
  CHECK(html("<p><code>" + film + "</code></p>") == "<p><code>" + film + "</code></p>");
  CHECK(html("<pre>" + film + "</pre>") == "<pre>" + film + "</pre>");
  CHECK(html("<p><a href=/x>https://b.example/</a></p>") ==
        "<p>" + link("https://pub.example/x", "https://b.example/") + "</p>");
  CHECK(html("<p>https://</p>") == "<p>https://</p>");
}

TEST_CASE("a frame that a script would load is a link all the same") {
  CHECK(html("<iframe data-src=https://film.example/x src=about:blank title=Film></iframe>") ==
        "<p>" + link("https://film.example/x", "Film") + "</p>");
}

TEST_CASE("of a formula the words that stand for it are kept") {
  CHECK(html("<p>is <math alttext='pi r&sup2;'><mi>r</mi></math>.</p>") == "<p>is pi r².</p>");
}

TEST_CASE("what a word processor struck through stays so") {
  CHECK(html("<p><span style='text-decoration: line-through'>a</span></p>") == "<p><s>a</s></p>");
}

TEST_CASE("a writer's own id stays, also behind a heading that says the same") {
  CHECK(html("<h1>Sources</h1><p><a href=#sources>list</a></p><ol id=sources><li>x</ol>"
             "<h1>Sources</h1>") ==
        "<h2 id=\"l-sources-2\">Sources</h2>\n<p><a href=\"#l-sources\">list</a></p>\n"
        "<ol id=\"l-sources\"><li>x</li></ol>\n<h2 id=\"l-sources-3\">Sources</h2>");
}

TEST_CASE("where paragraphs end is known behind headings that were given ids") {
  MarkupOptions options;
  const Result<Markup> out =
      render_markup("<h1>T</h1><p>a<h2>Uu</h2><p>b", BodyFormat::html, options);
  REQUIRE(out.ok());
  if (!out.ok()) return;
  REQUIRE(out->paragraph_ends.size() == 2);
  CHECK(std::string_view(out->html).substr(0, out->paragraph_ends[0]).ends_with("<p>a</p>"));
  CHECK(std::string_view(out->html).substr(0, out->paragraph_ends[1]).ends_with("<p>b</p>"));
  CHECK(out->outline.size() == 2);
}
