// An article's card as HTML: all of it, or one region to paint.
#pragma once
#include "article/article.h"
#include "base/color.h"
#include "base/result.h"
#include "base/time.h"
#include "card/notice.h"
#include "markup/markup.h"
#include "profile/profile.h"
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

enum class Region : std::uint8_t { all, card, body, notice, support };
enum class Layout : std::uint8_t { compact, standard, full };
enum class Expand : std::uint8_t { in_place, link };

/// How a card is to be rendered. Views must outlive the call.
struct CardOptions {
  Region region = Region::all;
  Layout layout = Layout::standard;
  Expand expand = Expand::in_place;
  bool expanded = false;       ///< always true in the full layout
  std::optional<Instant> now;  ///< today, in the reader's zone; without it no day is printed
  std::string_view
      lang;  ///< of the interface, BCP 47; empty: the article's, if we speak it, else English
  std::string_view dir;               ///< of the interface, "ltr" or "rtl"; empty: by its language
  std::optional<Color> accent;        ///< instead of the theme's
  int heading_level = 3;              ///< of the headline, 2 to 6
  std::string_view partner;           ///< host of the page around the card, for the donation link
  std::string_view id_prefix = "l-";  ///< begins with "l-"
  std::string_view profile_url;       ///< where the profile came from
  Notice notice;                      ///< of a profile that uses purposes
  /// The prompt to draw, see card/prompt.h; nullptr for none.
  const json::Value* prompt = nullptr;
};

/// What the rest of the machine may know of an article, without its text. Views of the article.
struct CardFacts {
  std::string_view id;
  std::string_view url;
  std::string title;
  std::string_view section;
  std::string publisher;
  std::string_view lang;            ///< of the article
  std::string_view dir;             ///< of the article
  std::string_view interface_lang;  ///< the language that the card speaks
  std::string theme;
  std::vector<std::string_view> tags;
  std::vector<OutlineEntry> outline;
  std::uint32_t words = 0;
  std::uint32_t minutes = 0;
  std::uint32_t paragraphs = 0;  ///< of the body, at its top
  bool sensitive = false;
  bool cut = false;   ///< the body is over a cap (Markup)
  bool opens = true;  ///< in place: there is a body, and the card is no mere link
};

struct Card {
  std::string html;
  CardFacts facts;
};

/// Renders a card or one of its regions. The same input gives the same bytes everywhere.
/// @param profile may be null: the card then speaks for the feed or the article's host.
/// @return the card; or too_large (body).
[[nodiscard]] Result<Card> render_card(const Article& article, const Profile* profile,
                                       const CardOptions& options);

/// The one stylesheet of every card, for shadow root and document alike.
[[nodiscard]] std::string_view card_css();

}  // namespace lede
