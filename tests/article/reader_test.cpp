#include "article/reader.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>

using lede::Article;
using lede::ArticleSource;
using lede::BodyKind;
using lede::ErrorCode;
using lede::Faults;
using lede::Instant;
using lede::Result;
using lede::test::listed;
using lede::test::texts;
using lede::test::tree;

namespace {

struct Read {
  Article article;
  std::string faults;  ///< listed(): "bad-date /date_published"
};

/// Reads what is known to be usable.
Read read(std::string_view text, ArticleSource source = {}) {
  Faults faults;
  Result<Article> article = lede::read_article(tree(text), source, texts(), &faults);
  CHECK_MESSAGE(article.ok(), "refused: ", text);
  return {article ? std::move(*article) : Article{}, listed(faults)};
}

/// "code /pointer" of the error, empty where the article was read.
std::string refusal(std::string_view text, ArticleSource source = {}) {
  const Result<Article> article = lede::read_article(tree(text), source, texts());
  return article ? std::string() : listed({article.error()});
}

std::string faults_of(std::string_view text) {
  Faults faults;
  lede::check_article(tree(text), faults);
  return listed(faults);
}

/// An item that is good but for the members put into it.
std::string item_with(std::string_view members) {
  return R"({"id":"1","title":"T","content_text":"Body.",)" + std::string(members) + "}";
}

constexpr std::string_view feed_text = R"({
  "version": "https://jsonfeed.org/version/1.1",
  "title": "The Kittiwake",
  "home_page_url": "https://kittiwake.example/",
  "language": "en",
  "authors": [{"name": "The desk"}],
  "items": [
    {"id": "one", "title": "First", "content_text": "1"},
    {"id": 2, "title": "Second", "content_text": "2", "language": "uk", "authors": [{"name": "Inés"}]},
    {"id": "https://kittiwake.example/a#b", "title": "Third", "content_text": "3"}
  ]
})";

}  // namespace

TEST_CASE("every field of an item is read") {
  const auto [article, faults] = read(R"({
    "id": "tides",
    "url": "https://pub.example/a/tides",
    "title": "  The tides ",
    "summary": "What the moon does.",
    "image": "/i/moon.jpg",
    "banner_image": "https://pub.example/banner.jpg",
    "language": "en-GB",
    "date_published": "2023-03-08T16:16:00+02:00",
    "date_modified": "2023-03-08T18:00:00Z",
    "authors": [{"name": "Inés", "url": "https://pub.example/ines", "avatar": "ines.png", "_lede": {"bio": "Writes."}}],
    "tags": ["sea", "moon"],
    "content_text": "Body.",
    "_lede": {"section": "Science", "sensitive": true}
  })");
  CHECK(faults.empty());
  CHECK(article.id == "tides");
  CHECK(article.url == "https://pub.example/a/tides");
  CHECK(article.base_url == article.url);
  CHECK(article.title == "The tides");
  CHECK(article.summary == "What the moon does.");
  CHECK(article.image == "https://pub.example/i/moon.jpg");
  CHECK(article.language == "en-GB");
  CHECK(article.published == Instant{1678284960000, 120});
  CHECK(article.modified == Instant{1678298400000, 120});
  CHECK(article.tags == std::vector<std::string_view>{"sea", "moon"});
  CHECK(article.section == "Science");
  CHECK(article.sensitive);
  CHECK(article.body_kind == BodyKind::text);
  CHECK(article.body == "Body.");
  CHECK(article.publisher.empty());
  REQUIRE(article.authors.size() == 1);
  if (article.authors.size() != 1) return;
  CHECK(article.authors[0].name == "Inés");
  CHECK(article.authors[0].url == "https://pub.example/ines");
  CHECK(article.authors[0].avatar == "https://pub.example/a/ines.png");
  CHECK(article.authors[0].bio == "Writes.");
}

TEST_CASE("a field that is null counts as absent") {
  const auto [article, faults] = read(item_with(
      R"("url":null,"summary":null,"image":null,"language":null,"date_published":null,"authors":null,"tags":null,"_lede":null)"));
  CHECK(faults.empty());
  CHECK(article.title == "T");
}

TEST_CASE("a field of the wrong type is left out and named, and the article stands") {
  const std::pair<std::string_view, std::string_view> wrong[] = {
      {R"("url":7)", "wrong-type /url"},
      {R"("summary":["a"])", "wrong-type /summary"},
      {R"("image":{})", "wrong-type /image"},
      {R"("language":1)", "wrong-type /language"},
      {R"("date_published":1678284960)", "wrong-type /date_published"},
      {R"("date_modified":true)", "wrong-type /date_modified"},
      {R"("authors":"Inés")", "wrong-type /authors"},
      {R"("authors":["Inés"])", "wrong-type /authors/0"},
      {R"("authors":[{"name":3}])", "wrong-type /authors/0/name"},
      {R"("authors":[{"name":"A","_lede":{"bio":[]}}])", "wrong-type /authors/0/_lede/bio"},
      {R"("author":"Inés")", "wrong-type /author"},
      {R"("tags":"sea")", "wrong-type /tags"},
      {R"("tags":["sea",1,""])", "wrong-type /tags/1; empty /tags/2"},
      {R"("content_html":1)", "wrong-type /content_html"},
      {R"("_lede":[])", "wrong-type /_lede"},
      {R"("_lede":{"section":1})", "wrong-type /_lede/section"},
      {R"("_lede":{"sensitive":"yes"})", "wrong-type /_lede/sensitive"},
      {R"("_lede":{"content_markdown":false})", "wrong-type /_lede/content_markdown"},
  };
  for (const auto& one : wrong) {
    const std::string_view members = one.first;
    const std::string_view expected = one.second;
    CAPTURE(members);
    const auto [article, faults] = read(item_with(members));
    CHECK(faults == expected);
    CHECK(article.title == "T");
    CHECK(article.body == "Body.");
    CHECK_FALSE(article.sensitive);
  }
}

TEST_CASE("a title of the wrong type leaves the article untitled") {
  const auto [article, faults] = read(R"({"id":"1","title":{"en":"T"},"content_text":"B"})");
  CHECK(faults == "wrong-type /title");
  CHECK(article.title.empty());
}

TEST_CASE("an id that is a number is taken for its decimal form") {
  CHECK(read(R"({"id":42,"title":"T"})").article.id == "42");
  CHECK(read(R"({"id":0,"title":"T"})").article.id == "0");
  CHECK(read(R"({"id":-7.0,"title":"T"})").article.id == "-7");
  CHECK(read(R"({"id":9007199254740992,"title":"T"})").article.id == "9007199254740992");
}

TEST_CASE("an id that no decimal form names exactly is none") {
  for (const std::string_view id :
       {"1.5", "1e300", "-1e300", "true", "[]", "null", "\"\"", "\"  \""}) {
    CAPTURE(id);
    CHECK(read(R"({"title":"T","id":)" + std::string(id) + "}").article.id.empty());
  }
}

TEST_CASE("the version 1.0 author counts where there are no authors") {
  const auto [old, faults] = read(item_with(R"("author":{"name":"Old"})"));
  CHECK(faults.empty());
  REQUIRE(old.authors.size() == 1);
  if (old.authors.size() == 1) CHECK(old.authors[0].name == "Old");
  const auto [both, none] =
      read(item_with(R"("author":{"name":"Old"},"authors":[{"name":"New"},{"name":"Newer"}])"));
  CHECK(none.empty());
  REQUIRE(both.authors.size() == 2);
  if (both.authors.size() == 2) CHECK(both.authors[1].name == "Newer");
}

TEST_CASE("an author without a name goes by the address; one without either is a fault") {
  const auto [article, faults] = read(item_with(
      R"("authors":[{"url":"https://a.example/ines","avatar":"https://a.example/i.png"},{},{"name":" "},)"
      R"({"avatar":"https://a.example/i.png"},{"url":"mailto:desk@a.example"}])"));
  CHECK(faults == "empty /authors/1; empty /authors/2; empty /authors/3");
  REQUIRE(article.authors.size() == 2);
  if (article.authors.size() != 2) return;
  CHECK(article.authors[0].name == "a.example");
  CHECK(article.authors[1].name == "desk@a.example");
}

TEST_CASE("the body is the Markdown, else the HTML, else the text") {
  const std::string markdown = R"("_lede":{"content_markdown":"*m*"})";
  const std::string html = R"("content_html":"<p>h</p>")";
  const std::string text = R"("content_text":"t")";
  const auto body = [](const std::string& members) {
    return read(R"({"id":"1","title":"T",)" + members + "}").article;
  };
  CHECK(body(text + "," + html + "," + markdown).body_kind == BodyKind::markdown);
  CHECK(body(text + "," + html + "," + markdown).body == "*m*");
  CHECK(body(text + "," + html).body_kind == BodyKind::html);
  CHECK(body(text).body_kind == BodyKind::text);
  CHECK(body(R"("tags":[])").body_kind == BodyKind::none);
}

TEST_CASE("a body of white space alone gives way to the next form") {
  const Article article =
      read(
          R"({"id":"1","title":"T","_lede":{"content_markdown":" \n"},"content_html":"","content_text":"t"})")
          .article;
  CHECK(article.body_kind == BodyKind::text);
}

TEST_CASE("a body is kept as it is, spaces and all") {
  CHECK(read(R"({"id":"1","_lede":{"content_markdown":"    code\n"}})").article.body ==
        "    code\n");
}

TEST_CASE("the image is the item's, else the banner") {
  CHECK(read(item_with(
                 R"("image":"https://a.example/i.png","banner_image":"https://a.example/b.png")"))
            .article.image == "https://a.example/i.png");
  CHECK(read(item_with(R"("banner_image":"https://a.example/b.png")")).article.image ==
        "https://a.example/b.png");
  CHECK(read(item_with(R"("image":"javascript:x","banner_image":"https://a.example/b.png")"))
            .article.image == "https://a.example/b.png");
}

TEST_CASE("URLs that may not be shown are left out and named") {
  const std::pair<std::string_view, std::string_view> wrong[] = {
      {R"("url":"javascript:alert`1`")", "url-scheme /url"},
      {R"("url":" java\nscript:alert`1`")", "url-scheme /url"},
      {R"("image":"data:image/png;base64,AA")", "url-scheme /image"},
      {R"("image":"pictures/a.png")", "url-syntax /image"},
      {R"("url":"https://user@evil.example/")", "url-syntax /url"},
      {R"("url":"https:")", "url-syntax /url"},
      {R"("authors":[{"name":"A","url":"vbscript:x","avatar":"file:///a"}])",
       "url-scheme /authors/0/url; url-scheme /authors/0/avatar"},
  };
  for (const auto& one : wrong) {
    const std::string_view members = one.first;
    const std::string_view expected = one.second;
    CAPTURE(members);
    const auto [article, faults] = read(item_with(members));
    CHECK(faults == expected);
    CHECK(article.url.empty());
    CHECK(article.image.empty());
  }
  const std::string long_url = "https://a.example/" + std::string(5000, 'a');
  CHECK(read(item_with("\"url\":\"" + long_url + "\"")).faults == "url-too-long /url");
}

TEST_CASE("relative URLs lead from the item's address, else from the document's") {
  const ArticleSource source{"https://cdn.example/feeds/one.json", {}};
  const auto [lone, lone_faults] = read(item_with(R"("image":"i.png")"), source);
  CHECK(lone.image == "https://cdn.example/feeds/i.png");
  CHECK(lone.base_url == source.base_url);
  const auto [own, own_faults] = read(item_with(R"("url":"../a/b","image":"i.png")"), source);
  CHECK(own.url == "https://cdn.example/a/b");
  CHECK(own.image == "https://cdn.example/a/i.png");
  CHECK(own.base_url == own.url);
}

TEST_CASE("the page that an item is about is not taken for its own address") {
  CHECK(read(item_with(R"("external_url":"https://elsewhere.example/")")).article.url.empty());
}

TEST_CASE("a language tag is kept, anything else is named") {
  for (const std::string_view tag :
       {"en", "uk", "en-GB", "sr-Latn-RS", "zh-Hant", "ar", "ckb", "es-419"}) {
    CAPTURE(tag);
    CHECK(read(item_with("\"language\":\"" + std::string(tag) + "\"")).article.language == tag);
  }
  for (const std::string_view tag :
       {"e", "en_GB", "English language", "*", "en GB", "\\\"><b>", "-", "en<", "verylonglanguage",
        "en-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd"}) {
    CAPTURE(tag);
    const auto [article, faults] = read(item_with("\"language\":\"" + std::string(tag) + "\""));
    CHECK(article.language.empty());
    CHECK(faults == "bad-language /language");
  }
}

TEST_CASE("an update is told in the zone in which the article was published") {
  const auto modified = [](std::string_view dates) {
    return read(item_with(dates)).article.modified;
  };
  CHECK(
      modified(
          R"("date_published":"2023-03-08T16:16:00+02:00","date_modified":"2023-03-08T21:45:00Z")") ==
      Instant{1678311900000, 120});
  CHECK(modified(R"("date_modified":"2023-03-08T21:45:00-05:00")") == Instant{1678329900000, -300});
  CHECK(modified(R"("date_published":"?","date_modified":"2023-03-08T21:45:00-05:00")") ==
        Instant{1678329900000, -300});
}

TEST_CASE("a day, or a time without a zone, is not moved into another zone") {
  const auto [article, faults] = read(
      item_with(R"("date_published":"2023-05-01T15:00:00-05:00","date_modified":"2023-05-03")"));
  CHECK(article.modified == Instant{1683072000000, 0, false, false});
  CHECK(read(item_with(
                 R"("date_published":"2023-05-01","date_modified":"2023-05-02T01:00:00+03:00")"))
            .article.modified == Instant{1682978400000, 180});
  CHECK(
      read(
          item_with(
              R"("date_published":"2023-05-01T15:00:00-05:00","date_modified":"2023-05-03T09:00:00")"))
          .article.modified == Instant{1683104400000, 0, true, false});
}

TEST_CASE("a date without a zone is read as UTC's, and named") {
  for (const std::string_view date : {"2023-05-03", "2023-05-03T00:00", "2023-05-03 00:00:00"}) {
    CAPTURE(date);
    const auto [article, faults] =
        read(item_with("\"date_published\":\"" + std::string(date) + "\""));
    CHECK(faults == "bad-date /date_published");
    if (article.published) CHECK(article.published->ms == 1683072000000);
  }
  CHECK(read(item_with(R"("date_published":"2023-05-03T00:00:00Z")")).faults.empty());
}

TEST_CASE("a date that is none is left out and named") {
  for (const std::string_view date : {"yesterday", "2023-02-30T00:00:00Z", "2023-13-01",
                                      "8 March 2023", "1678284960", "2023-03-08T25:00:00Z",
                                      "2023-03-08T16:16:00+02:00 "
                                      "x"}) {
    CAPTURE(date);
    const std::string text = item_with("\"date_published\":\"" + std::string(date) +
                                       "\",\"date_modified\":\"" + std::string(date) + "\"");
    const auto [article, faults] = read(text);
    CHECK(faults == "bad-date /date_published; bad-date /date_modified");
    CHECK_FALSE(article.published.has_value());
  }
}

TEST_CASE("a document that is no object is refused") {
  for (const std::string_view text : {"[]", "\"x\"", "7", "null", "true"}) {
    CAPTURE(text);
    CHECK(refusal(text) == "wrong-type ");
    CHECK(faults_of(text) == "wrong-type ");
  }
}

TEST_CASE("an item with nothing to show is refused") {
  CHECK(refusal("{}") == "missing ");
  CHECK(refusal(R"({"id":"1","url":"https://a.example/","image":"https://a.example/i.png"})") ==
        "missing ");
  CHECK(refusal(R"({"id":"1","title":" ","content_text":"\n"})") == "missing ");
  CHECK(refusal(R"({"title":"T"})").empty());
  CHECK(refusal(R"({"summary":"S"})").empty());
  CHECK(refusal(R"({"content_text":"B"})").empty());
}

TEST_CASE("a body of 256 KB is read, a longer one is refused at its place") {
  const auto item = [](std::string_view key, std::size_t size) {
    return "{\"" + std::string(key) + "\":\"" + std::string(size, 'a') + "\"}";
  };
  CHECK(refusal(item("content_text", 256 * 1024)).empty());
  CHECK(refusal(item("content_text", 256 * 1024 + 1)) == "too-large /content_text");
  CHECK(refusal(item("content_html", 256 * 1024 + 1)) == "too-large /content_html");
  CHECK(refusal("{\"_lede\":" + item("content_markdown", 256 * 1024 + 1) + "}") ==
        "too-large /_lede/content_markdown");
  CHECK(refusal(R"({"version":"https://jsonfeed.org/version/1","items":[{"id":"x"},)" +
                    item("content_text", 300'000) + "]}",
                {{}, "x"}) == "missing /items/0");
}

TEST_CASE("of a feed the item is read whose id is asked for") {
  CHECK(read(feed_text, {{}, "one"}).article.title == "First");
  CHECK(read(feed_text, {{}, "2"}).article.title == "Second");
  CHECK(read(feed_text, {{}, "https://kittiwake.example/a#b"}).article.title == "Third");
  CHECK(refusal(feed_text, {{}, "three"}) == "not-found /items");
}

TEST_CASE("an id is taken as it is written, and else as an address has it, percent-encoded") {
  constexpr std::string_view feed =
      R"({"version":"https://jsonfeed.org/version/1.1","title":"F","items":[{"id":"x y","title":"Plain"},)"
      R"({"id":"x%20y","title":"Encoded"},{"id":"\u0457/1%","title":"Letter"}]})";
  CHECK(read(feed, {{}, "x%20y"}).article.title == "Encoded");
  CHECK(read(feed, {{}, "x y"}).article.title == "Plain");
  CHECK(read(feed, {{}, "%78%20y"}).article.title == "Plain");
  CHECK(read(feed, {{}, "%D1%97%2f1%"}).article.title == "Letter");
  CHECK(refusal(feed, {{}, "%7"}) == "not-found /items");
}

TEST_CASE("of a feed without an id asked for the first item is read") {
  CHECK(read(feed_text).article.title == "First");
  CHECK(refusal(R"({"version":"https://jsonfeed.org/version/1.1","title":"T","items":[]})") ==
        "not-found /items");
  CHECK(read(R"({"version":"https://jsonfeed.org/version/1","items":[7,{"title":"T"}]})")
            .article.title == "T");
}

TEST_CASE("an item takes its publisher, and what it lacks itself, from its feed") {
  const Article first = read(feed_text, {{}, "one"}).article;
  CHECK(first.publisher == "The Kittiwake");
  CHECK(first.publisher_url == "https://kittiwake.example/");
  CHECK(first.language == "en");
  REQUIRE(first.authors.size() == 1);
  if (first.authors.size() == 1) CHECK(first.authors[0].name == "The desk");
  const Article second = read(feed_text, {{}, "2"}).article;
  CHECK(second.language == "uk");
  REQUIRE(second.authors.size() == 1);
  if (second.authors.size() == 1) CHECK(second.authors[0].name == "Inés");
}

TEST_CASE("a fault in a feed's item is named at its place") {
  Faults faults;
  const auto article = lede::read_article(
      tree(
          R"({"version":"https://jsonfeed.org/version/1.1","title":1,"items":[{"id":"a"},{"id":"b","title":"T","image":1}]})"),
      {{}, "b"}, texts(), &faults);
  CHECK(article.ok());
  CHECK(listed(faults) == "wrong-type /items/1/image; wrong-type /title");
}

TEST_CASE("a feed of another version, or none, is refused") {
  CHECK(refusal(R"({"items":[{"title":"T"}]})") == "missing /version");
  CHECK(refusal(R"({"version":"https://jsonfeed.org/version/2","items":[]})") ==
        "unsupported-version /version");
  CHECK(refusal(R"({"version":"https://jsonfeed.org/version/10","items":[]})") ==
        "unsupported-version /version");
  CHECK(refusal(R"({"version":1,"items":[]})") == "unsupported-version /version");
  CHECK(refusal(R"({"version":"https://jsonfeed.org/version/1.1","items":{}})") ==
        "wrong-type /items");
  CHECK(refusal(R"({"version":"https://jsonfeed.org/version/1.1"})") == "wrong-type /items");
}

TEST_CASE("an id that an earlier item of the feed has is named, be it a number or a text") {
  const auto feed = [](std::string_view ids) {
    std::string items;
    for (std::size_t i = 0; i < ids.size(); i += 3) {
      items += items.empty() ? "" : ",";
      items += R"({"title":"T","content_text":"B","id":)" + std::string(ids.substr(i, 3)) + "}";
    }
    return R"({"version":"https://jsonfeed.org/version/1.1","title":"F","items":[)" + items + "]}";
  };
  CHECK(faults_of(feed(R"("a""b""c")")).empty());
  CHECK(faults_of(feed(R"("a""b""a")")) == "unknown-value /items/2/id");
  CHECK(faults_of(feed(R"("5"  5"5")")) == "unknown-value /items/1/id; unknown-value /items/2/id");
}

TEST_CASE("what Lede does not show of an item is checked all the same") {
  const auto faults = [](std::string_view members) { return faults_of(item_with(members)); };
  CHECK(faults(R"("external_url":"https://a.example/")").empty());
  CHECK(faults(R"("external_url":5)") == "wrong-type /external_url");
  CHECK(faults(R"("attachments":[{"url":"a.mp3","mime_type":"audio/mpeg","size_in_bytes":1}])")
            .empty());
  CHECK(faults(R"("attachments":"a.mp3")") == "wrong-type /attachments");
  CHECK(faults(R"("attachments":["a.mp3",{"url":7,"mime_type":"a/b"},{"url":"a.mp3"}])") ==
        "missing /attachments/0; wrong-type /attachments/1/url; missing /attachments/2");
  CHECK(faults(R"("attachments":[{"url":"a","mime_type":"a/b","duration_in_seconds":"5"}])") ==
        "wrong-type /attachments/0/duration_in_seconds");
}

TEST_CASE("an item is checked as it is read, and must have an id and a body") {
  CHECK(faults_of(R"({"id":"1","title":"T","content_text":"B"})").empty());
  CHECK(faults_of(R"({"id":7,"title":"T","content_text":"B"})").empty());
  CHECK(faults_of(R"({"title":"T","content_text":"B"})") == "missing /id");
  CHECK(faults_of(R"({"id":"","title":"T","content_text":"B"})") == "empty /id");
  CHECK(faults_of(R"({"id":[],"title":"T","content_text":"B"})") == "wrong-type /id");
  CHECK(faults_of(R"({"id":"1","title":"T"})") == "missing ");
  CHECK(faults_of(R"({"id":"1"})") == "missing ");
}

TEST_CASE("relative addresses are no fault, since check knows no address") {
  CHECK(faults_of(
            item_with(R"("url":"/a/b","image":"i.png","authors":[{"name":"A","avatar":"a.png"}])"))
            .empty());
}

TEST_CASE("a feed is checked whole: its own fields and every item") {
  CHECK(faults_of(feed_text).empty());
  CHECK(faults_of(R"({"version":"https://jsonfeed.org/version/1.1","title":"T","items":[]})")
            .empty());
  CHECK(faults_of(R"({"version":"https://jsonfeed.org/version/9"})") ==
        "unsupported-version /version; missing /title; missing /items");
  CHECK(faults_of(R"({"version":"https://jsonfeed.org/version/1","title":null,"items":null})") ==
        "missing /title; missing /items");
  CHECK(faults_of(R"({"version":"https://jsonfeed.org/version/1","title":3,"items":3})") ==
        "wrong-type /title; wrong-type /items");
  CHECK(
      faults_of(
          R"({"version":"https://jsonfeed.org/version/1","title":"T","icon":"data:,","feed_url":"gopher://a",
    "language":"?","authors":[{}],"items":[3,{"id":"1","title":"T","content_text":"B"},{"title":"T"}]})") ==
      "url-scheme /feed_url; url-scheme /icon; bad-language /language; empty /authors/0; "
      "wrong-type /items/0; "
      "missing /items/2/id; missing /items/2");
}

TEST_CASE("every fault says in a sentence what to change") {
  Faults faults;
  lede::check_article(tree(R"({"version":2,"title":3,"language":"?","authors":[{},1],"items":[3,{},
    {"id":[],"url":"javascript:","image":"x:","date_published":"?","tags":[1]}]})"),
                      faults);
  CHECK(faults.size() >= 12);
  for (const lede::Error& fault : faults) {
    CAPTURE(fault.pointer);
    CHECK(fault.message.size() > 15);
    CHECK(fault.message.back() == '.');
    CHECK(fault.offset == -1);
  }
}
