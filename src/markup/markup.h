// Untrusted Markdown, HTML or plain text in; safe, standard HTML and facts about the text out.
// The only user of cmark. Leans on base alone.
#pragma once
#include "base/limits.h"
#include "base/result.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

enum class BodyFormat : std::uint8_t { text, markdown, html };

struct MarkupOptions {
  std::string_view base_url;  ///< absolute URL of the article, for relative links and images
  std::string_view lang;      ///< BCP 47; chooses quotation marks
  std::string_view id_prefix = "l-";  ///< put before every id; begins with "l-"
  int heading_level = 2;              ///< the level a first-level heading becomes, 1 to 6
  /// What a card wants besides: heading_level is for the highest heading in the text, whatever its
  /// own level; wide blocks, which scroll, take the keyboard's focus; a task's box has a name; a
  /// lone image is a figure, for which the stylesheet keeps room.
  bool in_card = false;
  bool strict = false;  ///< plain CommonMark: no extension, shift or added attribute
  std::vector<std::string_view> media_hosts;  ///< where images may come from; empty: anywhere
};

struct OutlineEntry {
  int level = 2;
  std::string id;
  std::string text;
};

struct Markup {
  std::string html;
  std::vector<OutlineEntry> outline;
  std::string excerpt;      ///< plain text of the first paragraphs, at most 280 code points
  std::string first_image;  ///< checked URL, or empty
  /// Where each paragraph at the top ends in `html`, in order: behind its `</p>`.
  std::vector<std::size_t> paragraph_ends;
  std::uint32_t words = 0;
  std::uint32_t minutes = 0;  ///< reading time, at least 1 where there are words
  /// A cap on nodes or output was reached: the end is missing, behind a visible ellipsis, or tags
  /// inside one enormous block are.
  bool cut = false;
};

/// Renders `text` as safe HTML.
/// Bad UTF-8 becomes U+FFFD. Never fails for what the text says.
/// @return too_large above max_body_bytes.
[[nodiscard]] Result<Markup> render_markup(std::string_view text, BodyFormat format,
                                           const MarkupOptions& options);

}  // namespace lede
