#include "base/html.h"
#include "base/text.h"
#include <cstdint>

namespace lede {
namespace {

constexpr ByteSet special(std::string_view("&<>\"\xC2\r\0", 7));

enum class Escape : std::uint8_t { text, attribute, strict };

void append_escaped(std::string& out, std::string_view text, Escape how) {
  std::size_t done = 0;
  const auto replace = [&](std::size_t at, std::size_t length, std::string_view with) {
    if (at > done) out += text.substr(done, at - done);
    out += with;
    done = at + length;
  };
  for (std::size_t i = special.find(text); i < text.size(); i = special.find(text, i + 1)) {
    switch (text[i]) {
      case '&':
        replace(i, 1, "&amp;");
        break;
      case '<':
        replace(i, 1, "&lt;");
        break;
      case '>':
        replace(i, 1, "&gt;");
        break;
      case '"':
        if (how != Escape::text) replace(i, 1, "&quot;");
        break;
      case '\xC2':
        if (how != Escape::strict && text.substr(i + 1).starts_with('\xA0'))
          replace(i++, 2, "&nbsp;");
        break;
      case '\r':
        if (how == Escape::strict) break;
        replace(i, i + 1 < text.size() && text[i + 1] == '\n' ? 2 : 1, "\n");
        i = done - 1;
        break;
      default:  // NUL, the last of them
        replace(i, 1, "\xEF\xBF\xBD");
    }
  }
  out += text.substr(done);
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
  append_escaped(out, text, Escape::text);
}

void append_attribute(std::string& out, std::string_view text) {
  append_escaped(out, text, Escape::attribute);
}

void append_strict(std::string& out, std::string_view text) {
  append_escaped(out, text, Escape::strict);
}

HtmlWriter& HtmlWriter::start(std::string_view name) {
  close_start();
  out_ += '<';
  out_ += name;
  in_start_ = true;
  return *this;
}

HtmlWriter& HtmlWriter::attr(std::string_view name, std::string_view value) {
  out_ += ' ';
  out_ += name;
  out_ += "=\"";
  append_attribute(out_, value);
  out_ += '"';
  return *this;
}

HtmlWriter& HtmlWriter::attr(std::string_view name) { return attr(name, {}); }

HtmlWriter& HtmlWriter::text(std::string_view text) {
  close_start();
  append_text(out_, text);
  return *this;
}

HtmlWriter& HtmlWriter::end(std::string_view name) {
  close_start();
  out_ += "</";
  out_ += name;
  out_ += '>';
  return *this;
}

HtmlWriter& HtmlWriter::element(std::string_view name, std::string_view inside) {
  return start(name).text(inside).end(name);
}

HtmlWriter& HtmlWriter::safe(std::string_view html) {
  close_start();
  out_ += html;
  return *this;
}

std::string HtmlWriter::take() {
  close_start();
  std::string out = std::move(out_);
  out_.clear();
  return out;
}

void HtmlWriter::close_start() {
  if (in_start_) out_ += '>';
  in_start_ = false;
}

}  // namespace lede
