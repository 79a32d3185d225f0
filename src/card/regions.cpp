#include "card/regions.h"

#include "base/text.h"
#include "base/url.h"
#include "card/pattern.h"
#include "card/prompt.h"

// What each language is on: the root speaks the interface's language; the article's words carry
// theirs where it is another; words whose language nobody named (the publisher's texts, people's
// names) find their direction by themselves, with dir="auto".

namespace lede {
namespace {

/// An update within this time of publishing is a correction of the desk's, not news to a reader.
constexpr std::int64_t least_update_ms = 10 * 60 * 1000;

std::string_view say(const View& view, Message which) { return message(which, view.language); }

/// Attributes of an element of the article's words; ends its start tag.
void speak_article(std::string& out, const View& view) {
  if (view.foreign) fill(out, R"( lang="%" dir="%")", view.article.language, view.article_dir);
  fill(out, ">");
}

/// A span of the interface's words among the article's.
void start_interface(std::string& out, const View& view) {
  const std::string_view tag = language_tag(view.language);
  fill(out, "<span");
  if (view.foreign) fill(out, R"( lang="%" dir="%")", tag, direction_of(tag));
  fill(out, ">");
}

/// All our images stand beside the words that say what they show, so their `alt` is empty.
void finish_image(std::string& out, std::string_view url) {
  fill(out, R"( src="%" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer">)",
       url);
}

/// A link where there is somewhere to go, else the plain words.
void write_name(std::string& out, std::string_view name, std::string_view url) {
  if (url.empty()) return fill(out, R"(<span dir="auto">%</span>)", name);
  fill(out, R"(<a href="%" target="_blank" rel="noopener" dir="auto">%</a>)", url, name);
}

void write_membership(std::string& out, const View& view) {
  const std::string_view line = view.profile.membership_line;
  if (line.empty() && view.donate_url.empty()) return;
  fill(out, R"(<div class="l-join"><span dir="auto">%</span>)", line);
  if (!view.donate_url.empty()) {
    fill(out, R"(<a href="%" target="_blank" rel="noopener">%</a>)", view.donate_url,
         say(view, Message::support_us));
  }
  fill(out, "</div>");
}

void write_publisher(std::string& out, const View& view) {
  if (view.publisher.empty()) return;
  fill(out, R"(<div part="publisher">)");
  if (image_allowed(view.profile, view.profile.logo)) {
    fill(out, "<img");
    finish_image(out, view.profile.logo);
  }
  write_name(out, view.publisher, view.publisher_url);
  fill(out, "</div>");
}

/// The day, as on a front page, and where else to go.
void write_dateline(std::string& out, const View& view) {
  const bool dated = view.options.now.has_value();
  if (!dated && view.profile.links.empty()) return;
  fill(out, R"(<div class="l-day">)");
  if (dated) fill(out, "<span>%</span>", long_date(*view.options.now, view.language));
  if (!view.profile.links.empty()) {
    fill(out, "<ul>");
    for (const Link& link : view.profile.links) {
      fill(out, "<li>");
      write_name(out, link.label, link.url);
      fill(out, "</li>");
    }
    fill(out, "</ul>");
  }
  fill(out, "</div>");
}

void write_masthead(std::string& out, const View& view) {
  fill(out, R"(<div part="masthead">)");
  write_membership(out, view);
  write_publisher(out, view);
  write_dateline(out, view);
  fill(out, "</div>");
}

/// A phrase of ours around names: it runs in the interface's direction, whatever theirs.
void write_byline(std::string& out, const View& view) {
  const auto& authors = view.article.authors;
  if (authors.empty()) return;
  fill(out, R"(<p part="byline">)");
  start_interface(out, view);
  const std::string_view by = say(view, Message::by);
  if (!by.empty()) fill(out, "% ", by);
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const bool last = i + 1 == authors.size();
    if (i > 0) last ? fill(out, " % ", say(view, Message::and_last)) : fill(out, ", ");
    write_name(out, authors[i].name, authors[i].url);
  }
  fill(out, "</span></p>");
}

void write_time(std::string& out, const View& view, const Instant& instant) {
  fill(out, R"(<time datetime="%">%</time>)", to_rfc3339(instant),
       date_and_time(instant, view.language));
}

/// Ends one fact of a line; the dot stays with it, so that no line begins with one.
void end_fact(std::string& out, int facts_left) {
  if (facts_left > 0) fill(out, "&nbsp;\u00b7");
  fill(out, "</span>");
  if (facts_left > 0) fill(out, " ");
}

void write_times(std::string& out, const View& view) {
  const auto& published = view.article.published;
  const auto& modified = view.article.modified;
  const bool updated = modified && (!published || modified->ms - published->ms >= least_update_ms);
  const bool timed = view.markup.minutes > 0;
  int facts_left = int{published.has_value()} + int{updated} + int{timed};
  if (facts_left == 0) return;
  fill(out, R"(<p class="l-meta">)");
  start_interface(out, view);
  if (published) {
    fill(out, "<span>");
    write_time(out, view, *published);
    end_fact(out, --facts_left);
  }
  if (updated) {
    fill(out, R"(<span class="l-new">% )", say(view, Message::updated));
    write_time(out, view, *modified);
    end_fact(out, --facts_left);
  }
  if (timed) {
    fill(out, "<span>%", number_of(view.markup.minutes, Message::minutes, view.language));
    end_fact(out, --facts_left);
  }
  fill(out, "</span></p>");
}

/// The words at the head of an article, in its own language and direction.
void write_head(std::string& out, const View& view) {
  fill(out, R"(<div class="l-head")");
  speak_article(out, view);
  if (!view.article.section.empty())
    fill(out, R"(<p class="l-kicker">%</p>)", view.article.section);
  const std::string level = to_decimal(view.options.heading_level);
  fill(out, R"(<h% part="headline" id="%headline">%</h%>)", level, view.options.id_prefix,
       view.headline, level);
  if (!view.summary.empty()) {
    fill(out, R"(<p part="summary")");
    if (view.summary_is_excerpt) fill(out, R"( class="l-tease")");
    fill(out, ">%</p>", view.summary);
  }
  write_byline(out, view);
  write_times(out, view);
  fill(out, "</div>");
}

/// Opens and closes in place, one element with two labels, of which the stylesheet shows one; or
/// leads to the article, where it can't be opened here.
void write_way_in(std::string& out, const View& view) {
  if (view.options.layout == Layout::full) return;
  const std::string_view prefix = view.options.id_prefix;
  if (view.opens_in_place) {
    fill(
        out,
        R"(<button type="button" data-l="toggle" part="toggle" aria-expanded="%" aria-controls="%body" )"
        R"(aria-describedby="%headline"><span>%</span><span>%</span></button>)",
        view.open ? "true" : "false", prefix, prefix, say(view, Message::read),
        say(view, Message::close));
  } else if (!view.article.url.empty()) {
    fill(
        out,
        R"(<a part="toggle" href="%" target="_blank" rel="noopener" aria-describedby="%headline">%</a>)",
        view.article.url, prefix, say(view, Message::read));
  }
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

/// A stretch of the body, from one slot to the next.
void write_stretch(std::string& out, const View& view, std::string_view html,
                   std::string_view classes) {
  if (trim(html).empty()) return;
  fill(out, R"(<div class="%" lang="%" dir="%">)", classes, view.article.language,
       view.article_dir);
  out += html;  // safe already: the markup sink wrote it
  fill(out, "</div>");
}

void write_slot(std::string& out, std::size_t paragraph) {
  fill(out, R"(<div part="support" data-slot="p%"></div>)",
       to_decimal(static_cast<std::int64_t>(paragraph)));
}

/// The article's text, with an empty slot wherever the profile's campaigns may want one. What
/// stands in a slot is no part of the text: it has neither its language nor its style.
void write_prose(std::string& out, const View& view) {
  std::string_view html = view.markup.html;
  if (html.empty()) return;
  if (has_campaigns(view.profile)) fill(out, R"(<div part="support" data-slot="top"></div>)");
  std::string_view classes = begins_long(html) ? "l-prose l-cap" : "l-prose";
  const auto& ends = view.markup.paragraph_ends;
  std::size_t done = 0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (!has_slot_behind(view.profile, i + 1)) continue;
    write_stretch(out, view, html.substr(done, ends[i] - done), classes);
    write_slot(out, i + 1);
    done = ends[i];
    classes = "l-prose";
  }
  write_stretch(out, view, html.substr(done), classes);
}

/// An author whom the byline has not told all about.
void write_author(std::string& out, const View& view, const Author& author) {
  const bool pictured = image_allowed(view.profile, author.avatar);
  if (!pictured && author.bio.empty()) return;
  fill(out, R"(<div part="author")");
  speak_article(out, view);
  if (pictured) {
    fill(out, "<img");
    finish_image(out, author.avatar);
  }
  fill(out, "<div><p>");
  write_name(out, author.name, author.url);
  fill(out, "</p>");
  if (!author.bio.empty()) fill(out, "<p>%</p>", author.bio);
  fill(out, "</div></div>");
}

}  // namespace

void write_card_region(std::string& out, const View& view) {
  write_masthead(out, view);
  write_head(out, view);
  if (image_allowed(view.profile, view.article.image)) {
    fill(out, R"(<img part="image")");
    finish_image(out, view.article.image);
  }
  fill(out, R"(<div class="l-acts">)");
  write_way_in(out, view);
  if (!view.article.url.empty()) {
    fill(out, R"(<button type="button" data-l="share" part="share">%</button>)",
         say(view, Message::share));
  }
  fill(out, R"(<span class="l-say" role="status"></span></div>)");
}

void write_body_region(std::string& out, const View& view) {
  if (!view.open) return;
  write_prose(out, view);
  for (const Author& author : view.article.authors) write_author(out, view, author);
  fill(out, R"(<div class="l-acts">)");
  if (const std::string host = url_host(view.article.url); !host.empty()) {
    fill(out, R"(<a part="source" href="%" target="_blank" rel="noopener">% %</a>)",
         view.article.url, say(view, Message::original), host);
  }
  if (view.options.layout != Layout::full) {
    fill(out, R"(<button type="button" data-l="close">%</button>)", say(view, Message::close));
  }
  fill(out, "</div>");
}

}  // namespace lede
