// What hostile bodies are held to: docs/security.md names each of these tests.
// The suite "hostile" is a test of its own for ctest, with a time limit that only a cost growing
// with the square of the input can pass (tests/CMakeLists.txt): nothing here reads a clock.
#include "markup/line_guard.h"
#include "markup/markdown.h"
#include "markup/markup.h"
#include "markup/sink.h"
#include "support/read.h"
#include <algorithm>
#include <doctest/doctest.h>

using namespace lede;
using lede::test::count;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__EMSCRIPTEN__)
constexpr int rounds = 1;
#else
constexpr int rounds = 6;
#endif

Markup render(std::string_view text, BodyFormat format, MarkupOptions options = {}) {
  if (options.base_url.empty()) options.base_url = "https://pub.example/a/slug";
  Result<Markup> result = render_markup(text, format, options);
  CHECK(result.ok());
  return result ? *result : Markup();
}

Markup markdown(std::string_view text) { return render(text, BodyFormat::markdown); }
Markup html(std::string_view text) { return render(text, BodyFormat::html); }

std::string repeated(std::string_view piece, std::size_t times) {
  std::string out;
  out.reserve(piece.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::string numbered(std::string_view before, std::size_t number, std::string_view after) {
  std::string out(before);
  out += std::to_string(number);
  out += after;
  return out;
}

/// Leaves nothing behind, but the output's cap grows with the input.
std::string filler(std::size_t bytes) {
  std::string out("<!--");
  out.append(bytes, 'x');
  out += "-->\n\n";
  return out;
}

/// `piece` as often as a body may hold it, between `before` and `after`.
std::string filled(std::string_view piece, std::string_view before = {},
                   std::string_view after = {}) {
  const std::size_t room = max_body_bytes - before.size() - after.size();
  return std::string(before) + repeated(piece, room / piece.size()) + std::string(after);
}

/// Rendered often enough for the time limit to notice what is not linear; within every cap.
std::string survived(const std::string& text, BodyFormat format) {
  Markup out;
  for (int i = 0; i < rounds; ++i) out = render(text, format);
  CHECK(out.html.size() <= text.size() * max_output_factor + max_output_extra + 4096);
  CHECK(count(out.html, "<") <= 2 * (max_nodes + 64));
  return out.html;
}

std::string survived(const std::string& text) { return survived(text, BodyFormat::markdown); }

}  // namespace

TEST_CASE("nesting ends at its cap: containers as text, elements without their tags") {
  const std::string most = markdown(repeated("> ", max_containers) + "x").html;
  CHECK(count(most, "<blockquote>") == max_containers);
  CHECK(most.find("<p>x</p>") != std::string::npos);
  const std::string more = markdown(repeated("> ", max_containers + 1) + "x").html;
  CHECK(count(more, "<blockquote>") == max_containers);
  CHECK(more.find("<p>&gt; x</p>") != std::string::npos);
  const std::string deep = html(repeated("<div>", 100) + "x").html;
  CHECK(count(deep, "<div>") == max_nesting - 1);
  CHECK(html(repeated("<div>", max_nesting - 1) + "x").html == deep);
  CHECK(html(repeated("<div>", max_nesting - 2) + "x").html != deep);
}

TEST_CASE("nodes end at their cap, between two blocks, and the cut is seen and told") {
  const Markup most = markdown(repeated("a\n\n", max_nodes / 2));
  CHECK(count(most.html, "<p>a</p>") == max_nodes / 2);
  CHECK_FALSE(most.cut);
  const Markup more = markdown(repeated("a\n\n", max_nodes / 2 + 1));
  CHECK(count(more.html, "<p>a</p>") == max_nodes / 2);
  CHECK(more.html.ends_with("<p>a</p>\n<p>…</p>"));
  CHECK(more.cut);
}

TEST_CASE("text that opens its own paragraph, item or cell counts as well") {
  for (const std::string_view piece : {"x</p>", "x</li>", "x</td>", "x</dd>"}) {
    const std::string_view before = piece == "x</li>"   ? "<ul>"
                                    : piece == "x</td>" ? "<table>"
                                    : piece == "x</dd>" ? "<dl>"
                                                        : "";
    const Markup out = html(filled(piece, before));
    CHECK(out.cut);
    CHECK(count(out.html, "x") <= max_nodes / 2);
    CHECK(count(out.html, "x") >= max_nodes / 4);
  }
}

TEST_CASE("one block over the cap loses tags but no text, which is told") {
  const Markup out = markdown(repeated("*a* ", max_nodes));
  CHECK(out.cut);
  CHECK(count(out.html, "a") == max_nodes);
  CHECK(out.html.find("…") == std::string::npos);
}

TEST_CASE("the output ends at its cap, and the cut is seen and told") {
  const std::string text(max_body_bytes, '&');
  const Markup out = markdown(text);
  CHECK(out.cut);
  CHECK(out.html.ends_with("</p>\n<p>…</p>"));
  CHECK(out.html.size() <= text.size() * max_output_factor + max_output_extra + 64);
  CHECK_FALSE(markdown(std::string(60'000, '&')).cut);
}

TEST_CASE("a table has its most columns; its most cells, and what follows is a paragraph") {
  const std::string columns = repeated("|a", max_table_columns) + "\n";
  const std::string head = filler(20'000) + columns;
  const std::string rule = repeated("|-", max_table_columns) + "\n";
  CHECK(count(markdown(head + rule).html, "<th>") == max_table_columns);
  CHECK(count(markdown("|a" + columns + "|-" + rule).html, "<table>") == 0);

  const std::string rows = repeated("x\n", max_table_cells / max_table_columns - 1);
  const std::string most = markdown(head + rule + rows).html;
  CHECK(count(most, "<td>") == max_table_cells - max_table_columns);
  CHECK(most.ends_with("</table>"));
  CHECK(markdown(head + rule + rows + "over").html == most + "\n<p>over</p>");
}

TEST_CASE("references expand to 100,000 bytes, or to as many as the text has") {
  const std::string target(1000, 'x');
  const std::string text =
      filler(60'000) + "[a]: /" + target.substr(1) + "\n\n" + repeated("[a]\n", 200);
  CHECK(count(markdown(text).html, "<a ") == 100);
  CHECK(count(markdown(text + std::string(100'000, 'y')).html, "<a ") > 100);
}

TEST_CASE("footnotes and their references have caps; what is over them is text") {
  std::string text;
  for (std::size_t i = 0; i <= max_footnotes; ++i) {
    const std::string label = numbered("[^", i, "]");
    text += label + "\n\n" + label + ": note\n\n";
  }
  CHECK(count(markdown(text).html, "<li id=") == max_footnotes);

  const std::string many =
      markdown(filler(60'000) + repeated("[^a] ", max_footnote_references + 1) + "\n\n[^a]: x")
          .html;
  CHECK(count(many, " id=\"l-fnref:") == max_footnote_references);
  CHECK(count(many, "doc-backlink") == max_footnote_references);
  CHECK(count(many, "<sup>") == max_footnote_references + 1);
}

TEST_CASE("only so many headings and anchors can be linked to") {
  const Markup out = markdown(repeated("# a\n", max_ids + 1));
  CHECK(count(out.html, " id=") == max_ids);
  CHECK(count(out.html, "<h2") == max_ids + 1);
  CHECK(out.outline.size() == max_ids);
}

TEST_CASE("a bare address has a host no longer than DNS allows") {
  const std::string most = "www." + std::string(247, 'a') + ".b";
  REQUIRE(most.size() == 253);
  CHECK(count(markdown(most + " x").html, "<a ") == 1);
  CHECK(count(markdown(most + "c x").html, "<a ") == 0);
}

TEST_CASE("attributes that mean nothing are read over, however many there are") {
  std::string tag = "<p";
  for (std::size_t i = 0; i < 1000; ++i) tag += numbered(" a", i, "=b");
  CHECK(html(tag + " title=t title=u>x").html == "<p title=\"t\">x</p>");
}

TEST_SUITE("hostile") {
  TEST_CASE("CVE-2023-22486: images that stay open, and links closed after them") {
    survived(filled("![[]()"));
    survived(filled("![[](", "", repeated(")", 1000)));
    survived(filled("![l"));
    survived(filled("[ (]("));
  }

  TEST_CASE("CVE-2023-24824: quotations and lists, each in the one before") {
    const std::size_t third = max_body_bytes / 3;
    CHECK(count(survived(repeated(">", third) + repeated("a*", third)), "<blockquote>") ==
          max_containers);
    survived(repeated("- ", third) + "x" + repeated("\n", third - 1));
    survived(repeated(" -", third) + "x" + repeated("\n", third - 1));
    survived("> " + repeated("- ", third) + "x\n" + repeated(">\n", third / 2 - 4));
    survived(filled("* * a\n"));
  }

  TEST_CASE("CVE-2023-26485: emphasis in emphasis, lists of nothing") {
    const std::string strong = repeated("_", max_body_bytes / 2 - 1);
    CHECK(count(survived(strong + "." + strong), "<strong>") < max_nesting);
    CHECK(count(survived(filled(" 2.\n", "1.\n")), "<li>") <= max_nodes);
    survived(filled(" -\n", "", "x\n"));
  }

  TEST_CASE("CVE-2023-22484: comments that never end") {
    for (const std::string_view piece : {"<!--", "<!-- a", "<!A", "<!A ", "<?", "<![CDATA["}) {
      survived(filled(piece));
      survived(filled(piece, "a</"));
      survived(filled(piece), BodyFormat::html);
    }
  }

  TEST_CASE("CVE-2023-22483: tables, addresses, tildes and definitions that are almost there") {
    survived(filled("<?x", "-1", "y"));
    survived(filled("|-\nt>|-\n"));
    survived(repeated("*t ", max_body_bytes / 8) + repeated("_t*_ ", max_body_bytes / 8));
    survived(filled("|", "x\n| - |\n", "y"));
    survived(filled("z_www."));
    survived(filled("[f]\n", "[f]:u\n\"\n", "[f]:u \"t\n"));
    survived(filled(")", "www."));
    survived(filled(":\n", ":-\n", ":-\n"));
    survived(filled("<http://s"));
    survived(filled(",z~~", "~e"));
    survived(repeated(">", max_body_bytes / 2) + repeated(".", max_body_bytes / 2));
  }

  TEST_CASE("CVE-2022-39209: addresses without their scheme's end, and addresses that never end") {
    for (const std::string_view piece : {"_www.", "éwww.", "_http://", "(https://a", "a@", "a@b_",
                                         "www.&a;", "www.a)", "http://a\"", "w", "@"}) {
      survived(filled(piece));
      survived(filled(piece, {}, "_"));
    }
  }

  TEST_CASE("CVE-2020-5238 and CVE-2023-37463: wide tables, long tables, empty notes") {
    for (const std::size_t columns : {std::size_t{2}, max_table_columns, std::size_t{60'000}}) {
      std::string head = repeated("|x", columns);
      head += '\n';
      head += repeated("|-", columns);
      head += '\n';
      const std::string out = survived(filled("a\n", head));
      CHECK(count(out, "<td>") <= max_table_cells);
    }
    CHECK(survived(filled("[^1]:\n")).empty());
    CHECK(count(survived(filled("[^1]", "[^1]: x\n\n")), "doc-backlink") <=
          max_footnote_references);
    survived(filled("a\n-\n"));
  }

  TEST_CASE("CVE-2022-24724: more columns than a sixteen-bit number holds") {
    const std::size_t columns = 0x10000;
    const std::string wide = repeated("|", columns + 2) + "\n" + repeated("-|", columns + 1) + "\n";
    CHECK(count(survived(wide + "|a|b|\n"), "<table>") == 0);
  }

  TEST_CASE("CVE-2023-22485: addresses at the very start and end of a text") {
    for (const std::string_view text : {"http://", "://", ":", "a:", "mailto:", "@", "a@", "@b.c",
                                        "h", "w", "www.", "xmpp:a@b.c"}) {
      CHECK(markdown(text).html.starts_with("<p>"));
      std::string later("é");
      later += text;
      CHECK(markdown(later).html.starts_with("<p>é"));
    }
  }

  TEST_CASE("emphasis, brackets, code and definitions in numbers stay linear") {
    for (const std::string_view piece :
         {"*a ",       "_a ",      "**a *b ", "*a_ ",    "a_ ",     "_a __ ",  "*_* _ ",
          "c* ",       "a**b",     "[",       "[a",      "]",       "[a](b",   "[a](<b",
          "[a](b \"c", "[](",      "\\",      "`a ``b ", "&#1",     "<a b=\"", "<a@b",
          "~a ",       "~~a ~b ",  "\\~",     "> a\n\n", "- a\n\n", "~~~\n",   "a\n=",
          "[a]: b \"", "[a]: b\n", "\"a ",    "'a",      "--",      "..."}) {
      survived(filled(piece));
    }
    std::string ticks;
    for (std::size_t i = 1; ticks.size() + i + 1 < max_body_bytes; ++i)
      ticks.append("e").append(i, '`');
    survived(ticks);
    std::string labels;
    for (std::size_t i = 0; labels.size() < max_body_bytes - 32; ++i)
      labels += numbered("[", i * 7919 % 100'003, "]: b\n");
    survived(labels);
    survived(repeated("[", max_body_bytes / 4) + "a" + repeated("](b)", max_body_bytes / 6));
  }

  TEST_CASE("tildes that find no room are not looked at again") {
    survived(repeated("*a* ", max_nodes / 2 + 100) + repeated("~a ", 70'000) + "b~");
  }

  TEST_CASE("HTML in numbers stays linear") {
    for (const std::string_view piece :
         {"<!--a-->", "<!---->",  "<!--a--!>", "<!-->",      "<b>",
          "</b>",     "<p>",      "<li>",      "<td>",       "<a href=x>",
          "<b id=a>", "<h1>",     "<table>",   "<a b=\"",    "<a b='c'",
          "<",        "</",       "&",         "&amp",       "&#x110000;",
          "<svg>",    "<script>", "<option>x", "<ruby><rt>", "<iframe src=x>",
          "x</p>"}) {
      survived(filled(piece), BodyFormat::html);
    }
    survived(filled(" a=b", "<p", ">"), BodyFormat::html);
    std::string ids;
    for (std::size_t i = 0; ids.size() < max_body_bytes - 32; ++i)
      ids += numbered("<b id=", i, ">");
    survived(ids, BodyFormat::html);
  }
}
