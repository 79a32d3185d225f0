// Markdown, through cmark's tree, into the sink.
#pragma once
#include "markup/sink.h"
#include <cstddef>
#include <string_view>

namespace lede {

inline constexpr std::size_t max_footnotes = 500;
inline constexpr std::size_t max_footnote_references = 1000;
inline constexpr std::size_t max_table_columns = 100;
inline constexpr std::size_t max_table_cells = 10'000;

/// @param text valid UTF-8.
void render_markdown(std::string_view text, const MarkupOptions& options, Sink& sink);

}  // namespace lede
