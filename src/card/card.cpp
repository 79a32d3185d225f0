#include "card/card.h"

#include "card/notice.h"
#include "card/pattern.h"
#include "card/prompt.h"
#include "card/regions.h"
#include "card/view.h"
#include "profile/theme.h"

#include <algorithm>

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

constexpr int deepest_heading = 6;

Result<Markup> read_body(const Article& article, const Profile& profile, const CardOptions& options,
                         std::string_view id_prefix) {
  MarkupOptions markup;
  markup.base_url = article.base_url;
  markup.lang = article.language;
  markup.id_prefix = id_prefix;
  markup.heading_level = std::min(options.heading_level + 1, deepest_heading);
  markup.in_card = true;
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

void write_all(std::string& out, const View& view) {
  const std::string_view prefix = view.options.id_prefix;
  fill(out, R"(<article class="%" lang="%" dir="%")", layout_class(view.options.layout),
       language_tag(view.language), view.dir);
  if (view.open) fill(out, R"( data-open="")");
  fill(out, R"( aria-labelledby="%headline"><div part="card">)", prefix);
  write_card_region(out, view);
  fill(out, R"(</div><div part="body" id="%body">)", prefix);
  write_body_region(out, view);
  fill(out, R"(</div><div part="support" data-slot="end">)");
  write_support_region(out, view);
  fill(out, R"(</div><div part="notice">)");
  write_notice_region(out, view);
  fill(out, R"(</div></article>)");
}

std::string write(const View& view) {
  std::string out;
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
  return out;
}

/// The publisher's, and behind it, to win over it, what the page asks for.
std::string theme_of(const View& view) {
  std::string theme(view.profile.theme);
  if (!view.options.accent) return theme;
  if (!theme.empty()) theme += ';';
  return theme + accent_declarations(*view.options.accent);
}

CardFacts facts_of(const View& view, Markup& markup) {
  const Article& article = view.article;
  return {.id = article.id,
          .url = article.url,
          .title = view.headline,
          .section = article.section,
          .publisher = view.publisher,
          .lang = article.language,
          .dir = direction_of(article.language),
          .interface_lang = language_tag(view.language),
          .theme = theme_of(view),
          .tags = article.tags,
          .outline = std::move(markup.outline),
          .words = markup.words,
          .minutes = markup.minutes,
          .paragraphs = static_cast<std::uint32_t>(markup.paragraph_ends.size()),
          .sensitive = article.sensitive,
          .cut = markup.cut,
          .opens = view.opens_in_place};
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
