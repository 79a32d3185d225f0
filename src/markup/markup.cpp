#include "markup/markup.h"
#include "base/text.h"
#include "markup/html_reader.h"
#include "markup/markdown.h"
#include "markup/sink.h"

namespace lede {
namespace {

/// Valid UTF-8 in which nothing can be taken for our own marks (U+FDD0 to U+FDEF are no characters
/// anyway).
std::string cleaned(std::string_view text) {
  std::string out = to_valid_utf8(text);
  constexpr std::string_view lead = "\xEF\xB7";
  for (std::size_t at = out.find(lead); at != std::string::npos; at = out.find(lead, at + 3)) {
    const auto last = static_cast<unsigned char>(out[at + 2]);
    if (last >= 0x90 && last <= 0xAF) out.replace(at, 3, "\xEF\xBF\xBD");
  }
  return out;
}

/// Paragraphs between blank lines.
void render_text(std::string_view text, Sink& sink) {
  while (!text.empty()) {
    std::size_t end = 0;  // of the paragraph
    std::size_t next = 0;
    while (next < text.size()) {
      const std::size_t line_end = std::min(text.find('\n', next), text.size());
      const bool blank = trim(text.substr(next, line_end - next)).empty();
      next = std::min(line_end + 1, text.size());
      if (blank) break;
      end = line_end;
    }
    const std::string_view paragraph = trim(text.substr(0, end));
    text.remove_prefix(next);
    if (paragraph.empty() || !sink.open(Tag::p)) continue;
    sink.text(paragraph);
    sink.pop_to(0);
  }
}

/// The lowest number behind an `<h`; a heading in a comment or a script counts too, which does no
/// harm.
int highest_heading(std::string_view html) {
  char highest = '6';
  for (std::size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::string_view name = html.substr(at + 1, 2);
    if (name.size() < 2 || to_ascii_lower(name[0]) != 'h') continue;
    const char level = name[1];
    if (level >= '1' && level < highest) highest = level;
  }
  return highest - '0';
}

void render_html(std::string_view html, const MarkupOptions& options, Sink& sink) {
  if (options.in_card) sink.fit_headings(highest_heading(html));
  HtmlReader reader(sink);
  reader.feed(html);
  reader.stop_skipping();
}

}  // namespace

Result<Markup> render_markup(std::string_view text, BodyFormat format,
                             const MarkupOptions& options) {
  if (text.size() > max_body_bytes) {
    return Error{ErrorCode::too_large, {}, std::string(body_too_large)};
  }
  const std::string body = cleaned(text);
  Sink sink(options, text.size());
  switch (format) {
    case BodyFormat::text:
      render_text(body, sink);
      break;
    case BodyFormat::markdown:
      render_markdown(body, options, sink);
      break;
    case BodyFormat::html:
      render_html(body, options, sink);
      break;
  }
  return sink.finish();
}

}  // namespace lede
