#include "card/regions.h"

#include "base/text.h"
#include "base/url.h"

namespace lede {
namespace {

/// An update within this time of publishing is a correction of the desk's, not news to a reader.
constexpr std::int64_t least_update_ms = 10 * 60 * 1000;

std::string_view say(const View& view, Message which) { return message(which, view.language); }

HtmlWriter& start_part(HtmlWriter& out, std::string_view name, std::string_view part) {
  return out.start(name).attr("part", part);
}

HtmlWriter& start_class(HtmlWriter& out, std::string_view name, std::string_view css_class) {
  return out.start(name).attr("class", css_class);
}

HtmlWriter& leads_out(HtmlWriter& out, std::string_view url) {
  return out.attr("href", url).attr("target", "_blank").attr("rel", "noopener");
}

HtmlWriter& speaks(HtmlWriter& out, std::string_view lang, std::string_view dir) {
  return out.attr("lang", lang).attr("dir", dir);
}

/// On an element of the article's words in the interface's surroundings.
void speaks_article(HtmlWriter& out, const View& view) {
  if (view.foreign) speaks(out, view.article.language, view.article_dir);
}

/// On an element of the interface's words among the article's.
void speaks_interface(HtmlWriter& out, const View& view) {
  const std::string_view tag = language_tag(view.language);
  if (view.foreign) speaks(out, tag, direction_of(tag));
}

/// All our images stand beside the words that say what they show, so their `alt` is empty.
void write_image(HtmlWriter& out, std::string_view part, std::string_view url) {
  out.start("img");
  if (!part.empty()) out.attr("part", part);
  out.attr("src", url).attr("alt", "").attr("loading", "lazy").attr("decoding", "async");
  out.attr("referrerpolicy", "no-referrer");
}

/// On words whose language nobody named: the publisher's own texts, and people's names.
HtmlWriter& speaks_for_itself(HtmlWriter& out) { return out.attr("dir", "auto"); }

/// A link where there is somewhere to go, else the plain words.
void write_name(HtmlWriter& out, std::string_view name, std::string_view url) {
  const std::string_view tag = url.empty() ? "span" : "a";
  out.start(tag);
  if (!url.empty()) leads_out(out, url);
  speaks_for_itself(out).text(name).end(tag);
}

void write_donate_link(HtmlWriter& out, const View& view, std::string_view css_class) {
  if (view.donate_url.empty()) return;
  leads_out(start_class(out, "a", css_class), view.donate_url);
  out.text(say(view, Message::support_us)).end("a");
}

void write_membership(HtmlWriter& out, const View& view) {
  const std::string_view line = view.profile.membership_line;
  if (line.empty() && view.donate_url.empty()) return;
  start_class(out, "div", "l-join");
  speaks_for_itself(out.start("span")).text(line).end("span");
  write_donate_link(out, view, "l-ask");
  out.end("div");
}

void write_publisher(HtmlWriter& out, const View& view) {
  if (view.publisher.empty()) return;
  start_part(out, "div", "publisher");
  if (image_allowed(view.profile, view.profile.logo)) write_image(out, {}, view.profile.logo);
  write_name(out, view.publisher, view.publisher_url);
  out.end("div");
}

/// The day, as on a front page, and where else to go.
void write_dateline(HtmlWriter& out, const View& view) {
  const bool dated = view.options.now.has_value();
  if (!dated && view.profile.links.empty()) return;
  start_class(out, "div", "l-day");
  if (dated) out.element("span", long_date(*view.options.now, view.language));
  if (!view.profile.links.empty()) {
    out.start("ul");
    for (const Link& link : view.profile.links) {
      out.start("li");
      write_name(out, link.label, link.url);
      out.end("li");
    }
    out.end("ul");
  }
  out.end("div");
}

void write_masthead(HtmlWriter& out, const View& view) {
  start_part(out, "div", "masthead");
  write_membership(out, view);
  write_publisher(out, view);
  write_dateline(out, view);
  out.end("div");
}

void write_headline(HtmlWriter& out, const View& view) {
  const char tag[] = {'h', static_cast<char>('0' + view.options.heading_level), '\0'};
  start_part(out, tag, "headline").attr("id", std::string(view.options.id_prefix) + "headline");
  out.text(view.headline).end(tag);
}

void write_summary(HtmlWriter& out, const View& view) {
  if (view.summary.empty()) return;
  start_part(out, "p", "summary");
  if (view.summary_is_excerpt) out.attr("class", "l-tease");
  out.text(view.summary).end("p");
}

/// A word of ours before a name; the space after it is neutral, so that it serves either direction.
void write_link_word(HtmlWriter& out, const View& view, Message which) {
  const std::string_view word = say(view, which);
  if (word.empty()) return;
  out.start("span");
  speaks_interface(out, view);
  out.text(word).end("span").text(" ");
}

void write_byline(HtmlWriter& out, const View& view) {
  const auto& authors = view.article.authors;
  if (authors.empty()) return;
  start_part(out, "p", "byline");
  write_link_word(out, view, Message::by);
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const bool last = i + 1 == authors.size();
    if (i > 0) out.text(last ? " " : ", ");
    if (i > 0 && last) write_link_word(out, view, Message::and_last);
    write_name(out, authors[i].name, authors[i].url);
  }
  out.end("p");
}

void write_time(HtmlWriter& out, const View& view, const Instant& instant) {
  out.start("time").attr("datetime", to_rfc3339(instant));
  out.text(date_and_time(instant, view.language)).end("time");
}

/// Ends one fact of a line; the dot stays with it, so that no line begins with one.
void end_fact(HtmlWriter& out, int facts_left) {
  if (facts_left > 0) out.text("\u00a0\u00b7");
  out.end("span");
  if (facts_left > 0) out.text(" ");
}

void write_times(HtmlWriter& out, const View& view) {
  const auto& published = view.article.published;
  const auto& modified = view.article.modified;
  const bool updated = modified && (!published || modified->ms - published->ms >= least_update_ms);
  const bool timed = view.markup.minutes > 0;
  int facts_left = int{published.has_value()} + int{updated} + int{timed};
  if (facts_left == 0) return;
  start_class(out, "p", "l-meta").start("span");
  speaks_interface(out, view);
  if (published) {
    write_time(out.start("span"), view, *published);
    end_fact(out, --facts_left);
  }
  if (updated) {
    start_class(out, "span", "l-new").text(say(view, Message::updated)).text(" ");
    write_time(out, view, *modified);
    end_fact(out, --facts_left);
  }
  if (timed) {
    out.start("span").text(reading_time(view.markup.minutes, view.language));
    end_fact(out, --facts_left);
  }
  out.end("span").end("p");
}

/// The words at the head of an article, in its own language and direction.
void write_head(HtmlWriter& out, const View& view) {
  start_class(out, "div", "l-head");
  speaks_article(out, view);
  if (!view.article.section.empty()) {
    start_class(out, "p", "l-kicker").text(view.article.section).end("p");
  }
  write_headline(out, view);
  write_summary(out, view);
  write_byline(out, view);
  write_times(out, view);
  out.end("div");
}

HtmlWriter& start_button(HtmlWriter& out, std::string_view role) {
  return out.start("button").attr("type", "button").attr("data-l", role);
}

/// Opens and closes in place: one element with two labels, of which the stylesheet shows one.
void write_toggle(HtmlWriter& out, const View& view) {
  const std::string prefix(view.options.id_prefix);
  start_button(out, "toggle")
      .attr("part", "toggle")
      .attr("aria-expanded", view.open ? "true" : "false");
  out.attr("aria-controls", prefix + "body").attr("aria-describedby", prefix + "headline");
  out.element("span", say(view, Message::read)).element("span", say(view, Message::close));
  out.end("button");
}

void write_way_in(HtmlWriter& out, const View& view) {
  if (view.options.layout == Layout::full) return;
  if (view.opens_in_place) return write_toggle(out, view);
  if (view.article.url.empty()) return;
  leads_out(start_part(out, "a", "toggle"), view.article.url);
  out.attr("aria-describedby", std::string(view.options.id_prefix) + "headline");
  out.text(say(view, Message::read)).end("a");
}

void write_actions(HtmlWriter& out, const View& view) {
  start_class(out, "div", "l-acts");
  write_way_in(out, view);
  if (!view.article.url.empty()) {
    start_button(out, "share").attr("part", "share").text(say(view, Message::share)).end("button");
  }
  out.end("div");
}

/// Whether the text begins with a letter and a paragraph long enough for an initial of three lines.
bool begins_long(std::string_view html) {
  constexpr std::string_view paragraph = "<p>";
  constexpr int least_characters = 150;
  if (!html.starts_with(paragraph)) return false;
  html.remove_prefix(paragraph.size());
  const CodePoint first = decode_utf8(html, 0);
  if (!is_ascii_alpha(html.front()) && (first.value < 0xC0 || first.value > 0x52F)) return false;
  html = html.substr(0, html.find("</p>"));
  int characters = 0;
  bool in_tag = false;
  for (const char c : html) {
    if (c == '<') in_tag = true;
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!in_tag && !continues) ++characters;
    if (c == '>') in_tag = false;
  }
  return characters >= least_characters;
}

/// An author whom the byline has not told all about.
void write_author(HtmlWriter& out, const View& view, const Author& author) {
  const bool pictured = image_allowed(view.profile, author.avatar);
  if (!pictured && author.bio.empty()) return;
  start_part(out, "div", "author");
  speaks_article(out, view);
  if (pictured) write_image(out, {}, author.avatar);
  out.start("div").start("p");
  write_name(out, author.name, author.url);
  out.end("p");
  if (!author.bio.empty()) out.element("p", author.bio);
  out.end("div").end("div");
}

void write_source(HtmlWriter& out, const View& view) {
  const std::string host = url_host(view.article.url);
  if (host.empty()) return;
  leads_out(start_part(out, "a", "source"), view.article.url);
  out.text(say(view, Message::original)).text(" ").text(host).end("a");
}

void write_quote(HtmlWriter& out, const Quote& quote) {
  if (quote.text.empty()) return;
  start_part(out, "figure", "quote").start("blockquote");
  speaks_for_itself(out.start("p")).text(quote.text).end("p").end("blockquote");
  if (!quote.by.empty()) {
    speaks_for_itself(out.start("figcaption")).element("b", quote.by);
    if (!quote.role.empty()) out.text(", ").text(quote.role);
    out.end("figcaption");
  }
  out.end("figure");
}

void write_payment_marks(HtmlWriter& out, const View& view) {
  if (view.profile.payment_marks.empty()) return;
  start_class(out, "ul", "l-marks").attr("aria-label", say(view, Message::ways_to_pay));
  for (const std::string& mark : view.profile.payment_marks) out.element("li", mark);
  out.end("ul");
}

}  // namespace

void write_card_region(HtmlWriter& out, const View& view) {
  write_masthead(out, view);
  write_head(out, view);
  if (image_allowed(view.profile, view.article.image))
    write_image(out, "image", view.article.image);
  write_actions(out, view);
}

void write_body_region(HtmlWriter& out, const View& view) {
  if (!view.open) return;
  if (!view.markup.html.empty()) {
    start_class(out, "div", begins_long(view.markup.html) ? "l-prose l-cap" : "l-prose");
    speaks(out, view.article.language, view.article_dir).safe(view.markup.html).end("div");
  }
  for (const Author& author : view.article.authors) write_author(out, view, author);
  start_class(out, "div", "l-acts");
  write_source(out, view);
  if (view.options.layout != Layout::full) {
    start_button(out, "close").text(say(view, Message::close)).end("button");
  }
  out.end("div");
}

void write_support_region(HtmlWriter& out, const View& view) {
  const Profile& profile = view.profile;
  if (!view.open || (profile.membership_line.empty() && profile.quote.text.empty())) return;
  if (!profile.membership_line.empty()) {
    speaks_for_itself(start_class(out, "p", "l-join")).text(profile.membership_line).end("p");
  }
  write_quote(out, profile.quote);
  if (view.donate_url.empty()) return;
  leads_out(start_part(out, "a", "donate"), view.donate_url);
  out.text(say(view, Message::support_at)).text(" ").text(url_host(view.donate_url)).end("a");
  write_payment_marks(out, view);
}

void write_notice_region(HtmlWriter& out, const View& view) {
  if (!view.open || view.profile.notice_text.empty()) return;
  speaks_for_itself(out.start("p")).text(view.profile.notice_text).end("p");
}

}  // namespace lede
