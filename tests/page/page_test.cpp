#include "page/page.h"

#include <doctest/doctest.h>

#include <string>

TEST_CASE("a page is a whole document around the very HTML of the card") {
  lede::Card card;
  card.html = "<article class=\"lede\">text</article>";
  card.facts.title = "A < B";
  card.facts.publisher = "The Courier";
  card.facts.theme = "--lede-accent:#123456";
  const std::string page = lede::render_page(card, "uk");
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"uk\"><head><meta charset=\"utf-8\">"));
  CHECK(page.find("<title>A &lt; B – The Courier</title>") != std::string::npos);
  CHECK(page.find("--lede-accent:#123456") != std::string::npos);
  CHECK(page.find(lede::card_css()) != std::string::npos);
  CHECK(page.ends_with("<body>" + card.html + "</body></html>\n"));
}

TEST_CASE("nothing runs in a page, and nothing but images is loaded") {
  const std::string page = lede::render_page({}, "en");
  CHECK(page.find("content=\"default-src 'none'; img-src https: http: data:;") !=
        std::string::npos);
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("<link") == std::string::npos);
  CHECK(page.find("http-equiv=\"Content-Security-Policy\"") < page.find("<style>"));
}

TEST_CASE("a closed card in a page leaves a plain link to the article, an open one has its own") {
  lede::Card card;
  card.facts.url = "https://courier.example/a?x=1&y=2";
  const std::string link =
      "<a href=\"https://courier.example/a?x=1&amp;y=2\">Read the original at courier.example</a>";
  CHECK(lede::render_page(card, "en").find(link) != std::string::npos);
  card.html = "<a part=\"source\" href=\"\"></a>";
  CHECK(lede::render_page(card, "en").find(link) == std::string::npos);
}
