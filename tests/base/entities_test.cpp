#include "base/entities.h"
#include "base/text.h"
#include <doctest/doctest.h>

#ifdef LEDE_CMARK_HAS_REFERENCE
// cmark's own table, as its source has it.
#include "entities.inc"
#endif

using namespace lede;

namespace {

/// The text with every reference decoded.
std::string decoded(std::string_view in, bool in_attribute = false) {
  std::string out;
  for (std::size_t i = 0; i < in.size();) {
    const std::size_t taken = in[i] == '&' ? decode_reference(in, i, in_attribute, out) : 0;
    if (taken == 0) out += in[i];
    i += taken == 0 ? 1 : taken;
  }
  return out;
}

}  // namespace

TEST_CASE("named references are decoded, with one code point or two") {
  CHECK(decoded("&amp;&lt;&gt;&quot;&nbsp;") == "&<>\"\u00A0");
  CHECK(decoded("&Alpha;&CounterClockwiseContourIntegral;") == "\u0391\u2233");
  CHECK(decoded("&NotEqualTilde;") == "\u2242\u0338");
  CHECK(decoded("&nosuchname; &; &") == "&nosuchname; &; &");
}

TEST_CASE("old names need no semicolon, except before a letter in an attribute") {
  CHECK(decoded("&copy 2026") == "© 2026");
  CHECK(decoded("&notit;") == "¬it;");
  CHECK(decoded("&notin;") == "∉");
  CHECK(decoded("?a=1&copy=2", true) == "?a=1&copy=2");
  CHECK(decoded("?a=1&copy2", true) == "?a=1&copy2");
  CHECK(decoded("?a=1&copy;=2", true) == "?a=1©=2");
  CHECK(decoded("&hellip") == "&hellip");
}

TEST_CASE("numeric references follow the HTML standard") {
  CHECK(decoded("&#65;&#x42;&#X43;&#68") == "ABCD");
  CHECK(decoded("&#0;&#xD800;&#x110000;&#99999999999999;") == "\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(decoded("&#128;&#x97;") == "€—");
  CHECK(decoded("&#;&#x;&#xg;") == "&#;&#x;&#xg;");
}

TEST_CASE("there are 106 old names and they mean what they mean with a semicolon") {
  CHECK(find_named_reference("AMP")->without_semicolon);
  CHECK(find_named_reference("yuml")->without_semicolon);
  CHECK_FALSE(find_named_reference("apos")->without_semicolon);
  CHECK(find_named_reference("") == nullptr);
  CHECK(find_named_reference("amp;") == nullptr);
}

#ifdef LEDE_CMARK_HAS_REFERENCE
TEST_CASE("the packed table equals cmark's own, entry by entry") {
  int old = 0;
  for (const cmark_entity_node& entry : cmark_entities) {
    const std::string_view name = reinterpret_cast<const char*>(entry.entity);
    const NamedReference* found = find_named_reference(name);
    CAPTURE(name);
    REQUIRE(found != nullptr);
    if (found == nullptr) return;
    std::string ours;
    append_utf8(ours, found->first);
    if (found->second != 0) append_utf8(ours, found->second);
    CHECK(ours == reinterpret_cast<const char*>(entry.bytes));
    old += found->without_semicolon ? 1 : 0;
  }
  CHECK(old == 106);
}
#endif
