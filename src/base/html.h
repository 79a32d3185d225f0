// The one place that writes HTML syntax around data. Code elsewhere never writes a `<` that came
// from data.
#pragma once
#include <string>
#include <string_view>

namespace lede {

/// Appends `text` as element content: `&`, `<`, `>` and U+00A0 as a browser serialises them
/// (WHATWG HTML, 13.3 "escaping a string"); U+0000 becomes U+FFFD, CR and CR LF become LF.
void append_text(std::string& out, std::string_view text);

/// Appends `text` as the inside of a double-quoted attribute value: `"` and all that append_text
/// escapes
/// (`<` and `>` too, as browsers now do).
void append_attribute(std::string& out, std::string_view text);

/// Appends `text` as cmark does, in text and attributes alike: `"` too, U+00A0 and CR as they are.
void append_strict(std::string& out, std::string_view text);

/// Writes one document fragment. Names are our own literals; values and text are data and always
/// escaped.
class HtmlWriter {
 public:
  /// `<name`; attributes may follow until text, another element or an end is written.
  HtmlWriter& start(std::string_view name);
  /// ` name="value"`, on the element just started.
  HtmlWriter& attr(std::string_view name, std::string_view value);
  /// ` name=""`, a boolean attribute, as a browser serialises it.
  HtmlWriter& attr(std::string_view name);
  HtmlWriter& text(std::string_view text);
  HtmlWriter& end(std::string_view name);
  /// start, text and end in one; for elements without attributes.
  HtmlWriter& element(std::string_view name, std::string_view text);
  /// Bytes that are safe HTML already: the markup sink's output and nothing else.
  HtmlWriter& safe(std::string_view html);

  /// What was written; the writer is empty afterwards.
  [[nodiscard]] std::string take();

 private:
  void close_start();
  std::string out_;
  bool in_start_ = false;
};

}  // namespace lede
