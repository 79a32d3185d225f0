#include "page/page.h"

#include "base/html.h"
#include "base/url.h"
#include "card/messages.h"

namespace lede {
namespace {

/// Nothing runs in a page, so a button would be dead: only links are left.
constexpr std::string_view page_css =
    "body{margin:1rem auto;max-inline-size:48rem}.lede button{display:none!important}"
    ".page-source{padding:1em 16px;font:1.125rem/1.6 system-ui,sans-serif}";

/// What the page may load: images and the style in it.
constexpr std::string_view content_policy =
    "default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'";

/// Style is not escaped inside <style>; it is ours, and a theme is made of checked values alone.
void write_style(HtmlWriter& out, std::string_view theme) {
  out.start("style").safe(":root{color-scheme:light dark;").safe(theme).safe("}");
  out.safe(card_css()).safe(page_css).end("style");
}

std::string title_of(const CardFacts& facts) {
  return facts.publisher.empty() ? facts.title : facts.title + " \u2013 " + facts.publisher;
}

/// A closed card's button would open it; in a page that is a link's work. An open card has the link
/// itself.
void write_source(HtmlWriter& out, const Card& card, Language language) {
  const std::string host = url_host(card.facts.url);
  if (host.empty() || card.html.find(R"(<a part="source")") != std::string::npos) return;
  out.start("p").attr("class", "page-source").start("a").attr("href", card.facts.url);
  out.text(message(Message::original, language)).text(" ").text(host).end("a").end("p");
}

}  // namespace

std::string render_page(const Card& card, std::string_view interface_lang) {
  HtmlWriter out;
  out.safe("<!DOCTYPE html>\n").start("html").attr("lang", interface_lang).start("head");
  out.start("meta").attr("charset", "utf-8");
  out.start("meta").attr("http-equiv", "Content-Security-Policy").attr("content", content_policy);
  out.start("meta").attr("name", "viewport").attr("content", "width=device-width");
  out.element("title", title_of(card.facts));
  write_style(out, card.facts.theme);
  out.end("head").start("body").safe(card.html);
  write_source(out, card, language_for(interface_lang, Language::en));
  out.end("body").end("html");
  return out.take() + "\n";
}

}  // namespace lede
