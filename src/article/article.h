// An article: one item of a JSON Feed 1.1, read and checked.
#pragma once
#include "base/result.h"
#include "base/time.h"
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace lede {

enum class BodyKind : std::uint8_t { none, text, markdown, html };

struct Author {
  std::string_view name;
  std::string_view url;     ///< checked, or empty
  std::string_view avatar;  ///< checked, or empty
  std::string_view bio;     ///< plain text; `_lede.bio`
};

/// Every URL here is absolute and has passed base/url; every text is valid UTF-8 and still
/// unescaped, a view of what read_article was given.
struct Article {
  std::string_view id;
  std::string_view url;  ///< where the publisher keeps the article; empty when unknown
  std::string_view
      base_url;  ///< where relative URLs of the body lead: `url`, else the document's own address
  std::string_view title;  ///< empty for an untitled post
  std::string_view summary;
  std::string_view image;     ///< `image`, else `banner_image`
  std::string_view language;  ///< BCP 47, the item's or the feed's; empty when unknown
  std::optional<Instant> published;
  std::optional<Instant> modified;  ///< in the zone of `published`, where that is known
  std::vector<Author> authors;      ///< the item's, else the feed's
  std::vector<std::string_view> tags;
  std::string_view section;  ///< `_lede.section`
  bool sensitive = false;    ///< `_lede.sensitive`
  BodyKind body_kind = BodyKind::none;
  std::string_view body;
  std::string_view publisher;      ///< the feed's title; empty for a lone item
  std::string_view publisher_url;  ///< the feed's home_page_url
};

}  // namespace lede
