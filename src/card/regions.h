// Two of a card's four regions as HTML (the notice and the request for support have files of their
// own), each the inside of its element; nothing where it has nothing to show.
#pragma once
#include "card/view.h"
#include <string>

namespace lede {

/// Masthead, headline, byline, times, image, summary and the buttons. The same open and closed but
/// for `aria-expanded`: the stylesheet shows the open card's parts, so that opening repaints
/// nothing here.
void write_card_region(std::string& out, const View& view);

/// The article itself, its authors, the way to the original and a second button to close.
void write_body_region(std::string& out, const View& view);

}  // namespace lede
