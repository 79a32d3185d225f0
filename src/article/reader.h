// JSON Feed 1.1 to articles (https://www.jsonfeed.org/version/1.1/), with our `_lede` extension.
#pragma once
#include "article/article.h"
#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
#include <string_view>

namespace lede {

struct ArticleSource {
  /// The document's own address: where relative URLs lead when the item has no `url`.
  std::string_view base_url;
  std::string_view id;  ///< of the item wanted when the document is a feed; empty: its first item
};

/// Reads one article from an item, or from a feed that holds it.
/// A field that is wrong is left out and named in `faults`; the article stands without it.
/// Ids are compared as strings; a number is taken for its decimal form (JSON Feed 1.1, "id").
/// @param root must outlive the article, and so must the addresses in `source`.
/// @param texts what owns the texts that do not stand in the document as they are read; likewise.
/// @param faults when given, gains every fault found on the way.
/// @return the article; or not_found, missing (no title, no summary and no body), wrong_type,
///   unsupported_version, too_large (body above 256 KB).
[[nodiscard]] Result<Article> read_article(const json::Value& root, const ArticleSource& source,
                                           Arena& texts, Faults* faults = nullptr);

/// Names every fault of an item or, where `version` begins with https://jsonfeed.org, of a feed and
/// all its items.
void check_article(const json::Value& root, Faults& faults);

}  // namespace lede
