#include "card/card.h"

#include "base/html.h"
#include "card/regions.h"
#include "card/view.h"

namespace lede {
namespace {

BodyFormat format_of(BodyKind kind) {
  switch (kind) {
    case BodyKind::none:
    case BodyKind::text:
      return BodyFormat::text;
    case BodyKind::markdown:
      return BodyFormat::markdown;
    case BodyKind::html:
      return BodyFormat::html;
  }
  return BodyFormat::text;
}

Result<Markup> read_body(const Article& article, const Profile& profile, const CardOptions& options,
                         std::string_view id_prefix) {
  MarkupOptions markup;
  markup.base_url = article.base_url;
  markup.lang = article.language;
  markup.id_prefix = id_prefix;
  // A body's sections are second-level headings, on the page or in Markdown: the first level is the
  // headline.
  markup.heading_level = options.heading_level;
  markup.media_hosts = profile.media_hosts;
  return render_markup(article.body, format_of(article.body_kind), markup);
}

std::string_view layout_class(Layout layout) {
  switch (layout) {
    case Layout::compact:
      return "lede lede-compact";
    case Layout::standard:
      return "lede lede-standard";
    case Layout::full:
      return "lede lede-full";
  }
  return "lede";
}

using RegionWriter = void (*)(HtmlWriter&, const View&);

void write_region(HtmlWriter& out, const View& view, std::string_view part, RegionWriter inside) {
  out.start("div").attr("part", part);
  if (part == "body") out.attr("id", std::string(view.options.id_prefix) + "body");
  inside(out, view);
  out.end("div");
}

void write_all(HtmlWriter& out, const View& view) {
  out.start("article").attr("class", layout_class(view.options.layout));
  out.attr("lang", language_tag(view.language)).attr("dir", view.dir);
  if (view.open) out.attr("data-open");
  out.attr("aria-labelledby", std::string(view.options.id_prefix) + "headline");
  write_region(out, view, "card", write_card_region);
  write_region(out, view, "body", write_body_region);
  write_region(out, view, "support", write_support_region);
  write_region(out, view, "notice", write_notice_region);
  out.start("p").attr("class", "l-say").attr("role", "status").end("p").end("article");
}

std::string write(const View& view) {
  HtmlWriter out;
  switch (view.options.region) {
    case Region::all:
      write_all(out, view);
      break;
    case Region::card:
      write_card_region(out, view);
      break;
    case Region::body:
      write_body_region(out, view);
      break;
    case Region::notice:
      write_notice_region(out, view);
      break;
    case Region::support:
      write_support_region(out, view);
      break;
  }
  return out.take();
}

CardFacts facts_of(const View& view, Markup& markup) {
  const Article& article = view.article;
  return {.id = article.id,
          .url = article.url,
          .title = view.headline,
          .section = article.section,
          .publisher = view.publisher,
          .lang = article.language,
          .dir = std::string(direction_of(article.language)),
          .interface_lang = std::string(language_tag(view.language)),
          .theme = view.profile.theme,
          .tags = article.tags,
          .outline = std::move(markup.outline),
          .words = markup.words,
          .minutes = markup.minutes,
          .sensitive = article.sensitive};
}

}  // namespace

Result<Card> render_card(const Article& article, const Profile* profile,
                         const CardOptions& options) {
  const Profile nobody;
  const Profile& publisher = profile != nullptr ? *profile : nobody;
  // The body's ids stay apart from the card's own: a heading may well be called "Headline".
  const std::string id_prefix = std::string(options.id_prefix) + "t-";
  Result<Markup> markup = read_body(article, publisher, options, id_prefix);
  if (!markup) return markup.error();
  const View view(article, publisher, options, *markup);
  return Card{.html = write(view), .facts = facts_of(view, *markup)};
}

}  // namespace lede
