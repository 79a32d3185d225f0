#include "json/writer.h"

#include "base/text.h"
#include "json/number.h"

#include <cmath>
#include <utility>

namespace lede::json {
namespace {

void append_escape(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

void append_quoted(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20) {
      append_escape(out, c);
    } else {
      out += c;
    }
  }
  out += '"';
}

// Numbers of ours are times and counts; a fraction keeps six decimals, and of large numbers as many
// as are exact enough to be read as the same.
void append_double(std::string& out, double value) {
  if (!(std::fabs(value) <= largest_exact_integer)) {  // also NaN
    out += "null";
    return;
  }
  const double size = std::fabs(value);
  auto whole = static_cast<std::int64_t>(size);
  constexpr std::int64_t precise = 1'000'000'000'000'000;
  std::int64_t scale = 1'000'000;
  while (scale > 1 && whole >= precise / scale) scale /= 10;
  const double fraction = (size - static_cast<double>(whole)) * static_cast<double>(scale);
  auto parts = static_cast<std::int64_t>(fraction);
  if (fraction - static_cast<double>(parts) >= 0.5) ++parts;
  if (parts == scale) {
    ++whole;
    parts = 0;
  }
  if (value < 0 && (whole != 0 || parts != 0)) out += '-';
  append_number(out, whole);
  if (parts == 0) return;
  std::string digits = to_decimal(parts + scale);
  digits[0] = '.';
  while (digits.back() == '0') digits.pop_back();
  out += digits;
}

}  // namespace

void Writer::before_value() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}

Writer& Writer::begin_object() {
  before_value();
  out_ += '{';
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_object() {
  out_ += '}';
  needs_comma_ = true;
  return *this;
}

Writer& Writer::begin_array() {
  before_value();
  out_ += '[';
  needs_comma_ = false;
  return *this;
}

Writer& Writer::end_array() {
  out_ += ']';
  needs_comma_ = true;
  return *this;
}

Writer& Writer::key(std::string_view name) {
  before_value();
  append_quoted(out_, name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}

Writer& Writer::member(const char* name, std::string_view text) { return key(name).string(text); }
Writer& Writer::number(const char* name, std::int64_t value) { return key(name).integer(value); }
Writer& Writer::flag(const char* name, bool value) { return key(name).boolean(value); }

Writer& Writer::string(std::string_view text) {
  before_value();
  append_quoted(out_, text);
  return *this;
}

Writer& Writer::integer(std::int64_t value) {
  before_value();
  append_number(out_, value);
  return *this;
}

Writer& Writer::boolean(bool value) {
  before_value();
  out_ += value ? "true" : "false";
  return *this;
}

Writer& Writer::null() {
  before_value();
  out_ += "null";
  return *this;
}

Writer& Writer::value(const Value& value) {
  switch (value.kind) {
    case Kind::null:
      return null();
    case Kind::boolean:
      return boolean(value.boolean);
    case Kind::number:
      before_value();
      append_double(out_, value.number);
      return *this;
    case Kind::string:
      return string(value.text);
    case Kind::array:
      begin_array();
      for (const Value& item : value.items) this->value(item);
      return end_array();
    case Kind::object:
      begin_object();
      for (const Member& member : value.members) key(member.key).value(member.value);
      return end_object();
  }
  return *this;
}

std::string Writer::take() {
  needs_comma_ = false;
  return std::exchange(out_, {});
}

}  // namespace lede::json
