#include "markup_fuzz.h"
#include "base/html.h"
#include "checker.h"
#include "markup/sink.h"
#include <algorithm>
#include <iterator>

namespace lede::fuzz {
namespace {

/// What may follow when the output's cap is reached: the start tag being written, end tags, the
/// mark.
constexpr std::size_t after_cap = 16 * 1024;

MarkupOptions options_of(unsigned bits) {
  constexpr std::string_view languages[] = {"en", "uk", "fr", "ja"};
  static const std::vector<std::string_view> hosts = {"pub.example", "cdn.example"};
  MarkupOptions options;
  options.in_card = (bits & 1U) != 0;
  options.strict = (bits & 2U) != 0;
  options.heading_level = static_cast<int>(std::min((bits >> 2) & 7U, 5U)) + 1;
  if ((bits & 0x20U) == 0) options.base_url = "https://pub.example/a/slug?x=1";
  if ((bits & 0x40U) != 0) options.id_prefix = "l-7-";
  if ((bits & 0x80U) != 0) options.media_hosts = hosts;
  options.lang = languages[(bits >> 8) & 3U];
  return options;
}

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80;
  }));
}

void check_facts(const Markup& markup, const Asked& asked, const Seen& seen) {
  static std::string id;
  for (const OutlineEntry& entry : markup.outline) {
    id.clear();
    append_attribute(id, entry.id);
    check(std::binary_search(seen.ids.begin(), seen.ids.end(), std::string_view(id)),
          "the outline names an id that is not there", markup.html);
    check(entry.level >= 1 && entry.level <= 6, "the outline has an odd level", markup.html);
    check(is_utf8(entry.text) && !entry.text.empty(), "the outline's text is none", entry.text);
  }
  check(is_utf8(markup.excerpt) && code_points(markup.excerpt) <= max_excerpt_points,
        "the excerpt is not what it may be", markup.excerpt);
  check(markup.minutes <= markup.words && (markup.minutes > 0) == (markup.words > 0),
        "the reading time doesn't fit the words", markup.html);
  if (!markup.first_image.empty()) {
    const std::string scheme = scheme_for_browser(markup.first_image);
    check(scheme == "http" || scheme == "https" || (scheme.empty() && asked.strict),
          "the first image's scheme is not allowed", markup.first_image);
  }
}

}  // namespace

void check_markup(const std::uint8_t* data, std::size_t size, BodyFormat format) {
  if (size < 2) return;
  MarkupOptions options = options_of(data[0] | static_cast<unsigned>(data[1]) << 8);
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const Asked asked = {options.strict, options.in_card, !options.base_url.empty(),
                       options.id_prefix, &options.media_hosts};
  static Seen seen;

  const Result<Markup> first = render_markup(text, format, options);
  check(first.ok(), "a short text is refused", text);
  const std::string& html = first->html;
  check(html.size() <= text.size() * max_output_factor + max_output_extra + after_cap,
        "the output is over its cap", text);
  check_body(html, asked, seen);
  check(seen.nodes <= max_nodes + 256, "there are too many nodes", text);
  check_facts(*first, asked, seen);
  if (options.strict) return;

  // What we wrote is what we would write of it, but for ids, which are prefixed again, and but for
  // the repairs that HTML gets: two `<br>` in a row end a paragraph, a `<span>` whose id was taken
  // says nothing. These settle at once. One length in four: it costs as much as all the rest.
  if (size % 4 != 0) return;
  options.heading_level = options.in_card ? seen.highest_heading : 1;
  const Result<Markup> second = render_markup(html, BodyFormat::html, options);
  check(second.ok(), "our own HTML is refused", html);
  if (second->html == html) return;
  static std::string one;
  static std::string two;
  static std::string three;
  without_ids(html, one);
  without_ids(second->html, two);
  if (one == two) return;
  check_body(second->html, asked, seen);
  options.heading_level = options.in_card ? seen.highest_heading : 1;
  const Result<Markup> third = render_markup(second->html, BodyFormat::html, options);
  check(third.ok(), "our own HTML is refused", html);
  without_ids(third->html, three);
  if (two != three) fail(two + "\n--- becomes ---\n" + three, one);
}

}  // namespace lede::fuzz
