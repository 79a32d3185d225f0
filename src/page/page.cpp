#include "page/page.h"

#include "base/html.h"

namespace lede {
namespace {

/// Nothing runs in a page, so a button would be dead: only links are left.
constexpr std::string_view page_css =
    "body{margin:0}.lede{max-inline-size:48rem;margin:auto}.lede button{display:none}";

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

}  // namespace

std::string render_page(const Card& card, std::string_view interface_lang) {
  HtmlWriter out;
  out.safe("<!DOCTYPE html>\n").start("html").attr("lang", interface_lang).start("head");
  out.start("meta").attr("charset", "utf-8");
  out.start("meta").attr("http-equiv", "Content-Security-Policy").attr("content", content_policy);
  out.start("meta").attr("name", "viewport").attr("content", "width=device-width");
  out.element("title", title_of(card.facts));
  write_style(out, card.facts.theme);
  out.end("head").start("body").safe(card.html).end("body").end("html");
  return out.take() + "\n";
}

}  // namespace lede
