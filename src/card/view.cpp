#include "card/view.h"

#include "base/text.h"
#include "base/url.h"

#include <algorithm>

namespace lede {
namespace {

constexpr std::size_t headline_code_points = 90;

/// The first words of `text`, with an ellipsis where some were left out.
std::string first_words(std::string_view text, std::size_t code_points) {
  std::size_t end = 0;
  std::size_t last_space = 0;
  for (std::size_t count = 0; count < code_points && end < text.size(); ++count) {
    if (text[end] == ' ') last_space = end;
    end += decode_utf8(text, end).size;
  }
  if (end >= text.size()) return std::string(text);
  return std::string(text.substr(0, last_space > 0 ? last_space : end)) + "\u2026";
}

void choose_publisher(View& view) {
  view.publisher = view.profile.name;
  view.publisher_url = view.profile.url;
  if (!view.publisher.empty()) return;
  view.publisher = view.article.publisher;
  view.publisher_url = view.article.publisher_url;
  if (view.publisher.empty()) view.publisher = url_host(view.article.url);
}

void choose_headline(View& view) {
  const Article& article = view.article;
  view.summary_is_excerpt = article.summary.empty();
  view.summary = view.summary_is_excerpt ? view.markup.excerpt : article.summary;
  view.headline = !article.title.empty() ? std::string(article.title)
                  : view.summary.empty() ? std::string(message(Message::untitled, view.language))
                                         : first_words(view.summary, headline_code_points);
  if (view.summary == view.headline) view.summary = {};
}

}  // namespace

bool image_allowed(const Profile& profile, std::string_view url) {
  const auto& hosts = profile.media_hosts;
  return !url.empty() &&
         (hosts.empty() || std::find(hosts.begin(), hosts.end(), url_host(url)) != hosts.end());
}

View::View(const Article& shown, const Profile& its_profile, const CardOptions& how,
           const Markup& body)
    : article(shown),
      profile(its_profile),
      options(how),
      markup(body),
      language(language_for(how.lang, language_for(shown.language, Language::en))),
      dir(how.dir.empty() ? direction_of(language_tag(language)) : how.dir),
      article_dir(shown.language.empty() ? "auto" : direction_of(shown.language)),
      foreign(shown.language != language_tag(language) || article_dir != dir),
      opens_in_place(!body.html.empty() &&
                     (how.layout == Layout::full || how.expand == Expand::in_place)),
      open(how.layout == Layout::full || (how.expanded && opens_in_place)) {
  choose_publisher(*this);
  choose_headline(*this);
  if (!profile.donate_url.empty()) {
    donate_url = how.partner.empty() ? std::string(profile.donate_url)
                                     : with_query(profile.donate_url, "partner", how.partner);
  }
}

}  // namespace lede
