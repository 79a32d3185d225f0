#include "card/card.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using lede::Article;
using lede::BodyKind;
using lede::Card;
using lede::CardOptions;
using lede::Layout;
using lede::parse_instant;
using lede::Profile;
using lede::Region;
using lede::test::count;
using lede::test::has;

namespace {

Article news() {
  Article article;
  article.id = "1";
  article.url = "https://courier.example/a/bridge?x=1&y=2";
  article.title = "Bridge <open> & free";
  article.summary = "The bridge is open again.";
  article.section = "City";
  article.image = "https://media.courier.example/bridge.jpg";
  article.language = "en";
  article.published = parse_instant("2023-03-08T16:16:00+02:00");
  article.authors = {{"Ann Bell", "https://courier.example/ann", "", "Ann writes about roads."},
                     {"Bo Chen", "", "", ""},
                     {"Cleo Dunn", "", "https://media.courier.example/cleo.jpg", ""}};
  article.body_kind = BodyKind::text;
  article.body = "The bridge opened on Monday.\n\nIt will stay open.";
  return article;
}

Profile courier() {
  Profile profile;
  profile.name = "The Courier";
  profile.url = "https://courier.example/";
  profile.logo = "https://media.courier.example/logo.svg";
  profile.links = {{"About", "https://courier.example/about"}};
  profile.donate_url = "https://give.courier.example/now?c=1#form";
  profile.membership_line = "Join 10,000+ members";
  profile.quote = {"I dream of the day.", "Marta", "editor-in-chief"};
  profile.payment_marks = {"Visa", "PayPal"};
  profile.notice_text = "We use cookies.";
  profile.theme = "--lede-accent:#123456";
  return profile;
}

CardOptions opened() {
  CardOptions options;
  options.expanded = true;
  options.now = parse_instant("2023-03-16T10:00:00+02:00");
  return options;
}

CardOptions speaking(std::string_view lang) {
  CardOptions options;
  options.lang = lang;
  return options;
}

Card render(const Article& article, const Profile* profile, const CardOptions& options) {
  auto card = lede::render_card(article, profile, options);
  REQUIRE(card.ok());
  return card ? *card : Card{};
}

std::string html_of(const Article& article, const CardOptions& options) {
  const Profile profile = courier();
  return render(article, &profile, options).html;
}

std::string inside(const std::string& html, const std::string& start, const std::string& end) {
  const std::size_t from = html.find(start);
  if (from == std::string::npos) return {};
  const std::size_t begin = from + start.size();
  return html.substr(begin, html.find(end, begin) - begin);
}

}  // namespace

TEST_CASE(
    "a closed card names its publisher, says what the article is and has one button to open it") {
  const std::string html = html_of(news(), {});
  CHECK(
      html.starts_with("<article class=\"lede lede-standard\" lang=\"en\" dir=\"ltr\" "
                       "aria-labelledby=\"l-headline\"><div part=\"card\">"));
  CHECK(has(html, ">The Courier</a>"));
  CHECK(has(html, "<h3 part=\"headline\" id=\"l-headline\">Bridge &lt;open&gt; &amp; free</h3>"));
  CHECK(has(html, "<time datetime=\"2023-03-08T16:16:00+02:00\">March 8, 2023, 4:16 pm</time>"));
  CHECK(has(html, "min read"));
  CHECK(
      has(html, "<img part=\"image\" src=\"https://media.courier.example/bridge.jpg\" alt=\"\" "));
  CHECK(has(html, "aria-expanded=\"false\" aria-controls=\"l-body\""));
  CHECK(has(html,
            "<div part=\"body\" id=\"l-body\"></div><div part=\"support\" data-slot=\"end\"></div>"
            "<div part=\"notice\"></div></article>"));
}

TEST_CASE(
    "an open card differs from a closed one outside its three regions by two attributes alone") {
  CardOptions options;
  options.region = Region::card;
  std::string closed = html_of(news(), options);
  options.expanded = true;
  const std::string open = html_of(news(), options);
  const std::string off = "aria-expanded=\"false\"";
  closed.replace(closed.find(off), off.size(), "aria-expanded=\"true\"");
  CHECK(closed == open);
  CHECK(has(html_of(news(), opened()), "dir=\"ltr\" data-open=\"\" aria-labelledby"));
}

TEST_CASE("an open card has masthead, body, authors, source, support and notice") {
  const std::string html = html_of(news(), opened());
  CHECK(has(html, "<span>Thursday, March 16, 2023</span>"));
  CHECK(has(html, "<li><a href=\"https://courier.example/about\""));
  CHECK(has(html, "<p>The bridge opened on Monday.</p>"));
  CHECK(has(html, "<p>Ann writes about roads.</p>"));
  CHECK(has(html, ">Read the original at courier.example</a>"));
  CHECK(has(html,
            "<blockquote><p dir=\"auto\">I dream of the day.</p></blockquote>"
            "<figcaption dir=\"auto\"><b>Marta</b>, editor-in-chief</figcaption>"));
  CHECK(has(html,
            "<ul class=\"l-marks\" aria-label=\"Ways to pay\"><li>Visa</li><li>PayPal</li></ul>"));
  CHECK(has(html, "<div part=\"notice\"><p dir=\"auto\">We use cookies.</p></div>"));
  CHECK(count(html, "Close the article") == 2);
}

TEST_CASE("a region rendered alone is exactly the inside of that part") {
  const std::string html = html_of(news(), opened());
  CardOptions options = opened();
  const auto alone = [&](Region region) {
    options.region = region;
    return html_of(news(), options);
  };
  CHECK(has(html, "<div part=\"card\">" + alone(Region::card) + "</div><div part=\"body\""));
  CHECK(has(html, "id=\"l-body\">" + alone(Region::body) +
                      "</div><div part=\"support\" data-slot=\"end\">"));
  CHECK(has(html, "<div part=\"support\" data-slot=\"end\">" + alone(Region::support) +
                      "</div><div part=\"notice\">"));
  CHECK(has(html, "<div part=\"notice\">" + alone(Region::notice) + "</div></article>"));
  options.expanded = false;
  CHECK(alone(Region::body).empty());
  CHECK(alone(Region::support).empty());
  CHECK(alone(Region::notice).empty());
}

TEST_CASE("the byline joins its authors and links those who have an address") {
  const std::string html = html_of(news(), {});
  CHECK(has(html,
            "<p part=\"byline\"><span>By <a href=\"https://courier.example/ann\" "
            "target=\"_blank\" rel=\"noopener\" dir=\"auto\">Ann Bell</a>, <span dir=\"auto\">Bo "
            "Chen</span> and <span dir=\"auto\">Cleo Dunn</span></span></p>"));
  CHECK(has(html_of(news(), speaking("uk")),
            "<span dir=\"auto\">Bo Chen</span> та <span dir=\"auto\">"));
}

TEST_CASE("only authors of whom there is more to say have a box") {
  const std::string html = html_of(news(), opened());
  CHECK(count(html, "<div part=\"author\">") == 2);
  CHECK_FALSE(has(inside(html, "part=\"body\"", "part=\"support\""), "Bo Chen"));
}

TEST_CASE("the donation page is told the partner, and the button names the host") {
  CardOptions options = opened();
  options.partner = "partner.example";
  const std::string html = html_of(news(), options);
  CHECK(count(html,
              "href=\"https://give.courier.example/now?c=1&amp;partner=partner.example#form\"") ==
        2);
  CHECK(has(html, ">Support us at give.courier.example</a>"));
  CHECK(has(html_of(news(), opened()), "href=\"https://give.courier.example/now?c=1#form\""));
}

TEST_CASE("an update is told when it came later than a correction of the desk's") {
  Article article = news();
  article.modified = parse_instant("2023-03-08T16:20:00+02:00");
  CHECK_FALSE(has(html_of(article, {}), "Updated"));
  article.modified = parse_instant("2023-03-08T18:00:00+02:00");
  CHECK(has(html_of(article, {}), ">Updated <time datetime=\"2023-03-08T18:00:00+02:00\">"));
  article.published.reset();
  CHECK(has(html_of(article, {}), ">Updated <time"));
}

TEST_CASE(
    "without a profile the card speaks for the feed, else for the article's host, with no empty "
    "boxes") {
  Article article = news();
  const std::string lone = render(article, nullptr, opened()).html;
  CHECK(has(lone, "<div part=\"publisher\"><span dir=\"auto\">courier.example</span></div>"));
  CHECK_FALSE(has(lone, "l-join"));
  CHECK_FALSE(has(lone, "donate"));
  CHECK(has(lone, "<div part=\"support\" data-slot=\"end\"></div><div part=\"notice\"></div>"));
  article.publisher = "Courier's feed";
  CHECK(has(render(article, nullptr, {}).html, "<span dir=\"auto\">Courier's feed</span>"));
}

TEST_CASE("an article with nothing but a body still has a headline, and no empty element") {
  Article article;
  article.body_kind = BodyKind::text;
  article.body = "A post without a title.";
  const Card card = render(article, nullptr, opened());
  CHECK(card.facts.title == "A post without a title.");
  CHECK_FALSE(has(card.html, "part=\"summary\""));
  CHECK_FALSE(has(card.html, "part=\"publisher\""));
  CHECK_FALSE(has(card.html, "part=\"byline\""));
  CHECK_FALSE(has(card.html, "data-l=\"share\""));
  CHECK_FALSE(has(card.html, "part=\"source\""));
}

TEST_CASE("a long post without a title is cut between words") {
  Article article;
  article.body_kind = BodyKind::text;
  std::string body;
  for (int i = 0; i < 40; ++i) body += "слово ";
  article.body = body;
  const Card card = render(article, nullptr, {});
  CHECK(card.facts.title.ends_with("слово…"));
  CHECK(has(card.html, "<p part=\"summary\" class=\"l-tease\">"));
}

TEST_CASE("words of another language than the interface's carry their language and direction") {
  Article article = news();
  article.language = "ar";
  const std::string html = html_of(article, opened());
  CHECK(html.starts_with("<article class=\"lede lede-standard\" lang=\"en\" dir=\"ltr\""));
  CHECK(has(html, "<div class=\"l-head\" lang=\"ar\" dir=\"rtl\">"));
  CHECK(has(html, "<p part=\"byline\"><span lang=\"en\" dir=\"ltr\">By <"));
  CHECK(has(html, "<p class=\"l-meta\"><span lang=\"en\" dir=\"ltr\">"));
  CHECK(has(html, "<div class=\"l-prose\" lang=\"ar\" dir=\"rtl\">"));
  article.language = {};
  CHECK(has(html_of(article, opened()), "<div class=\"l-prose\" lang=\"\" dir=\"auto\">"));
}

TEST_CASE("the interface speaks the article's language unless told another") {
  Article article = news();
  article.language = "uk-UA";
  CHECK(has(html_of(article, {}), "<article class=\"lede lede-standard\" lang=\"uk\""));
  CHECK(has(html_of(article, {}), "Читати статтю"));
  CHECK(has(html_of(article, speaking("en")), "Read the article"));
  CHECK(has(html_of(article, speaking("de")), "Читати статтю"));
  CHECK(render(article, nullptr, {}).facts.interface_lang == "uk");
}

TEST_CASE("the full layout is open and has nothing to close it") {
  CardOptions options;
  options.layout = Layout::full;
  const std::string html = html_of(news(), options);
  CHECK(has(html, "data-open=\"\""));
  CHECK(has(html, "It will stay open."));
  CHECK_FALSE(has(html, "data-l=\"toggle\""));
  CHECK_FALSE(has(html, "data-l=\"close\""));
}

TEST_CASE("where the card may not open, its button is a link to the article") {
  CardOptions options = opened();
  options.expand = lede::Expand::link;
  const std::string html = html_of(news(), options);
  CHECK(has(html,
            "<a part=\"toggle\" href=\"https://courier.example/a/bridge?x=1&amp;y=2\" "
            "target=\"_blank\" rel=\"noopener\""));
  CHECK_FALSE(has(html, "data-l=\"toggle\""));
  CHECK_FALSE(has(html, "data-open"));

  Article teaser = news();
  teaser.body = {};
  teaser.body_kind = BodyKind::none;
  CHECK(has(html_of(teaser, opened()), "<a part=\"toggle\""));
}

TEST_CASE("images come only from the hosts that the profile names") {
  Profile profile = courier();
  profile.media_hosts = {"elsewhere.example"};
  CHECK_FALSE(has(render(news(), &profile, opened()).html, "<img"));
  profile.media_hosts = {"elsewhere.example", "media.courier.example"};
  CHECK(count(render(news(), &profile, opened()).html, "<img") == 3);
}

TEST_CASE("heading levels, ids and the body's ids follow the options") {
  Article article = news();
  article.body_kind = BodyKind::markdown;
  article.body = "## Headline\n\ntext";
  CardOptions options = opened();
  options.heading_level = 2;
  options.id_prefix = "l-7-";
  const Card card = render(article, nullptr, options);
  CHECK(has(card.html, "<h2 part=\"headline\" id=\"l-7-headline\">"));
  CHECK(has(card.html, "aria-controls=\"l-7-body\""));
  CHECK(count(card.html, "id=\"l-7-headline\"") == 1);
  REQUIRE(card.facts.outline.size() == 1);
  if (!card.facts.outline.empty()) CHECK(card.facts.outline.front().level == 3);
  options.heading_level = 6;
  CHECK(has(render(article, nullptr, options).html, "<h6 id=\"l-7-t-"));
}

TEST_CASE("no style, no landmark and no unescaped quote comes out of a card") {
  Article article = news();
  article.title = "\"><script>alert(1)</script>";
  article.authors.front().name = "<b>Ann";
  Profile profile = courier();
  profile.name = "<style>";
  profile.notice_text = "<iframe>";
  const std::string html = render(article, &profile, opened()).html;
  for (const char* banned : {"<script", "<style", "<iframe", "style=", "<nav", "<header", "<main",
                             "<aside", "<footer", "<b>Ann"}) {
    CAPTURE(banned);
    CHECK_FALSE(has(html, banned));
  }
}

TEST_CASE("an initial stands where the text begins with a letter and enough lines") {
  Article article = news();
  CHECK_FALSE(has(html_of(article, opened()), "l-cap"));
  std::string sentence;
  for (int i = 0; i < 20; ++i) sentence += "long sentence ";
  const auto begun_with = [&](std::string_view first) {
    const std::string body = std::string(first) + sentence;
    article.body = body;
    return html_of(article, opened());
  };
  CHECK(has(begun_with("A "), "<div class=\"l-prose l-cap\""));
  CHECK(has(begun_with("Ї "), "l-cap"));
  CHECK_FALSE(has(begun_with("“A "), "l-cap"));
}

TEST_CASE("the facts say what the page may know") {
  Article article = news();
  article.tags = {"bridges"};
  article.sensitive = true;
  const Profile profile = courier();
  const lede::CardFacts facts = render(article, &profile, {}).facts;
  CHECK(facts.id == "1");
  CHECK(facts.publisher == "The Courier");
  CHECK(facts.theme == "--lede-accent:#123456");
  CHECK(facts.dir == "ltr");
  CHECK(facts.words == 9);
  CHECK(facts.minutes == 1);
  CHECK(facts.sensitive);
  CHECK(facts.tags == std::vector<std::string_view>{"bridges"});
}

TEST_CASE("the stylesheet is compiled in, small and without a comment") {
  const std::string_view css = lede::card_css();
  CHECK(css.starts_with(":host{display:block"));
  CHECK_FALSE(has(css, "/*"));
  CHECK_FALSE(has(css, "\n"));
  CHECK_FALSE(has(css, "</"));
  CHECK(css.size() < 15'000);
}
