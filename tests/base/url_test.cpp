#include "base/url.h"
#include <doctest/doctest.h>

using namespace lede;
using namespace std::string_view_literals;

namespace {

constexpr std::string_view base = "https://pub.example/news/2023/slug?edition=uk#top";

/// The URL, or "!code" of the error.
std::string judged(std::string_view href, std::string_view from, UrlUse use) {
  const SafeUrl url = safe_url(href, from, use);
  if (url) return *url;
  std::string out(1, '!');
  out += code_name(url.error().code);
  return out;
}

std::string link(std::string_view href, std::string_view from = base) {
  return judged(href, from, UrlUse::link);
}

std::string image(std::string_view href, std::string_view from = base) {
  return judged(href, from, UrlUse::image);
}

}  // namespace

TEST_CASE("links may be http, https, mailto or tel; images and payments http or https") {
  CHECK(link("https://a.example/x") == "https://a.example/x");
  CHECK(link("HTTP://A.Example") == "http://a.example/");
  CHECK(link("mailto:desk@pub.example?subject=a b") == "mailto:desk@pub.example?subject=a%20b");
  CHECK(link("TEL:+380441234567") == "tel:+380441234567");
  CHECK(image("mailto:a@b.example") == "!url-scheme");
  CHECK_FALSE(safe_url("tel:1", base, UrlUse::payment).ok());
}

TEST_CASE("no other scheme passes, however it is dressed") {
  for (const std::string_view href :
       {"javascript:alert(1)"sv, "JaVaScRiPt:alert(1)"sv, " javascript:alert(1)"sv,
        "java\tscript:alert(1)"sv, "java\nscript:alert(1)"sv, "\x01\x02javascript:alert(1)"sv,
        "javascript\r\n:alert(1)"sv, "\0javascript:x"sv,
        "data:text/html,<script>alert(1)</script>"sv, "data:image/svg+xml;base64,AAAA"sv,
        "vbscript:x"sv, "file:///etc/passwd"sv, "blob:https://a.example/1"sv,
        "view-source:https://a.example"sv, "ftp://a.example/"sv, "about:blank"sv, "x-custom:1"sv,
        "filesystem:https://a.example/"sv}) {
    CAPTURE(href);
    CHECK(link(href) == "!url-scheme");
    CHECK(image(href) == "!url-scheme");
    CHECK(link(href, "") == "!url-scheme");
  }
}

TEST_CASE("what only looks like a scheme is a relative URL") {
  CHECK(link("1javascript:x") == "https://pub.example/news/2023/1javascript:x");
  CHECK(link("./javascript:x") == "https://pub.example/news/2023/javascript:x");
  CHECK(link("javascript&colon;x", "") == "javascript&colon;x");
  CHECK(link("%6Aavascript:x") == "https://pub.example/news/2023/%6Aavascript:x");
}

TEST_CASE("relative URLs are resolved as browsers resolve them") {
  CHECK(link("other") == "https://pub.example/news/2023/other");
  CHECK(link("../a/./b/../c") == "https://pub.example/news/a/c");
  CHECK(link("../../../../x") == "https://pub.example/x");
  CHECK(link("/x/%2e%2E/y/%2e") == "https://pub.example/y/");
  CHECK(link("/x/..") == "https://pub.example/");
  CHECK(link(".") == "https://pub.example/news/2023/");
  CHECK(link("//cdn.example/i.png") == "https://cdn.example/i.png");
  CHECK(link("?p=2") == "https://pub.example/news/2023/slug?p=2");
  CHECK(link("#note") == "https://pub.example/news/2023/slug?edition=uk#note");
  CHECK(link("") == "https://pub.example/news/2023/slug?edition=uk");
  CHECK(link("a?b?c#d#e") == "https://pub.example/news/2023/a?b?c#d#e");
  CHECK(link("x", "https://pub.example") == "https://pub.example/x");
}

TEST_CASE("backslashes are slashes, since browsers read them so") {
  CHECK(link("\\\\evil.example\\x") == "https://evil.example/x");
  CHECK(link("/\\evil.example/") == "https://evil.example/");
  CHECK(link("https:\\\\a.example\\b\\..\\c") == "https://a.example/c");
  CHECK(link("https:///a.example/x") == "https://a.example/x");
  CHECK(link("a\\b?c\\d#e\\f") == "https://pub.example/news/2023/a/b?c\\d#e\\f");
}

TEST_CASE("a user before the host is refused, since it misleads") {
  CHECK(link("https://bank.example@evil.example/") == "!url-syntax");
  CHECK(link("https://user:secret@pub.example/") == "!url-syntax");
  CHECK(link("//x@evil.example/") == "!url-syntax");
  CHECK(link("https://pub.example/@desk") == "https://pub.example/@desk");
}

TEST_CASE("hosts and ports are checked and written in one way") {
  CHECK(link("https://A.EXAMPLE:443/") == "https://a.example/");
  CHECK(link("http://a.example:80") == "http://a.example/");
  CHECK(link("https://a.example:8443/x") == "https://a.example:8443/x");
  CHECK(link("https://a.example:/x") == "https://a.example/x");
  CHECK(link("https://[::1]:8080/") == "https://[::1]:8080/");
  CHECK(link("https://новини.example/") == "https://новини.example/");
  for (const std::string_view href :
       {"https://"sv, "https:///"sv, "https://?x"sv, "https://a b/"sv, "https://a.example:99999/"sv,
        "https://a.example:8x/"sv, "https:a.example"sv, "https:/a.example"sv, "https://a%20b/"sv,
        "https://a<b/"sv, "https://[zz]/"sv, "https://../"sv}) {
    CAPTURE(href);
    CHECK(link(href) == "!url-syntax");
  }
}

TEST_CASE("percent-encoding is kept, and added where a browser adds it") {
  CHECK(link("/a%20b%2Fc%zz") == "https://pub.example/a%20b%2Fc%zz");
  CHECK(link("/a b\"<>`{}^|") == "https://pub.example/a%20b%22%3C%3E%60%7B%7D%5E|");
  CHECK(link("/ціна?q=ціна") ==
        "https://pub.example/%D1%86%D1%96%D0%BD%D0%B0?q=%D1%86%D1%96%D0%BD%D0%B0");
  CHECK(link("/?a='b'&c=<d>") == "https://pub.example/?a=%27b%27&c=%3Cd%3E");
  CHECK(link("#a b`") == "https://pub.example/news/2023/slug?edition=uk#a%20b%60");
}

TEST_CASE("the result is a fixed point") {
  for (const std::string_view href : {"../a b/ц?x='#`"sv, "HTTPS://A.Example:443/../x"sv,
                                      "//cdn.example\\y"sv, "mailto:a b@c"sv}) {
    const std::string once = link(href);
    CHECK(link(once) == once);
  }
}

TEST_CASE("without a base, relative links are kept and relative images fail") {
  CHECK(link("a/b?c#d", "") == "a/b?c#d");
  CHECK(link("a\\b c", "") == "a/b%20c");
  CHECK(link("//a.example/x", "") == "//a.example/x");
  CHECK(link("\\\\a.example", "") == "//a.example/");
  CHECK(link("//x@y.example", "") == "!url-syntax");
  CHECK(image("a.png", "") == "!url-syntax");
  CHECK(image("https://a.example/a.png", "") == "https://a.example/a.png");
}

TEST_CASE("a base that is no web address is an error, not a way around") {
  CHECK(link("x", "javascript:alert(1)//") == "!url-scheme");
  CHECK(link("x", "about:blank") == "!url-scheme");
  CHECK(link("https://a.example/", "nonsense") == "https://a.example/");
}

TEST_CASE("URLs have a longest length, before and after encoding") {
  const std::string fits = "https://a.example/" + std::string(max_url_bytes - 18, 'x');
  CHECK(link(fits) == fits);
  CHECK(link(fits + "x") == "!url-too-long");
  std::string wide = "/";
  for (int i = 0; i < 1000; ++i) wide += "ц";
  CHECK(link(wide) == "!url-too-long");
  CHECK(link(std::string(100000, 'a')) == "!url-too-long");
}

TEST_CASE("host and origin of web addresses alone") {
  CHECK(url_host("https://Pub.Example:8443/x") == "pub.example:8443");
  CHECK(url_host("mailto:a@b.example") == "");
  CHECK(url_host("//a.example") == "");
  CHECK(url_origin("HTTPS://Pub.example:443/a?b") == "https://pub.example");
  CHECK(url_origin("tel:1") == "");
}

TEST_CASE("a query parameter goes before the fragment and behind what is there") {
  CHECK(with_query("https://a.example/give", "partner", "b.example") ==
        "https://a.example/give?partner=b.example");
  CHECK(with_query("https://a.example/?x=1#y", "partner", "a b&c=ц") ==
        "https://a.example/?x=1&partner=a%20b%26c%3D%D1%86#y");
  CHECK(with_query("https://a.example/?", "a", "1") == "https://a.example/?a=1");
  CHECK(with_query("https://a.example/?x&", "a", "#") == "https://a.example/?x&a=%23");
}

TEST_CASE("strict mode judges the scheme alone") {
  CHECK(has_allowed_scheme("/x", UrlUse::link));
  CHECK(has_allowed_scheme("http://../", UrlUse::link));
  CHECK_FALSE(has_allowed_scheme("java\nscript:x", UrlUse::link));
  CHECK_FALSE(has_allowed_scheme("mailto:x", UrlUse::image));
}
