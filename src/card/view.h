// What every region of a card is drawn from: the article, its publisher and how both are to be
// shown.
#pragma once
#include "article/article.h"
#include "card/card.h"
#include "card/messages.h"
#include "markup/markup.h"
#include "profile/profile.h"
#include <string>
#include <string_view>

namespace lede {

/// Lives as long as what it points to; holds what had to be decided once for all regions.
struct View {
  View(const Article& shown, const Profile& its_profile, const CardOptions& how,
       const Markup& body);

  const Article& article;
  const Profile& profile;  ///< an empty one where there is none
  const CardOptions& options;
  const Markup& markup;
  Language language = Language::en;  ///< of the interface
  std::string_view dir = "ltr";      ///< of the interface
  std::string_view article_dir;      ///< "auto" where the article names no language
  bool foreign = false;              ///< the article's language or direction is not the interface's
  bool opens_in_place = false;       ///< there is a body, and it may be shown here
  bool open = false;
  std::string publisher;  ///< the profile's name, else the feed's title, else the article's host
  std::string_view publisher_url;
  std::string headline;             ///< never empty
  std::string_view summary;         ///< empty where the headline says it already
  bool summary_is_excerpt = false;  ///< taken from the body: not to be read twice in an open card
  std::string donate_url;           ///< with the partner named
};

/// Whether the profile lets an image come from there (`media_hosts`; none named: from anywhere).
[[nodiscard]] bool image_allowed(const Profile& profile, std::string_view url);

}  // namespace lede
