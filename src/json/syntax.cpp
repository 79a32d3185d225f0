#include "json/syntax.h"

#include "base/text.h"

#include <cstddef>

namespace lede::json {
namespace {

/// What a text has opened and not closed.
struct Place {
  bool in_text = false;
  std::ptrdiff_t depth = 0;
};

Place place_after(std::string_view bytes) {
  Place place;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '"') place.in_text = !place.in_text;
    if (place.in_text) {
      if (c == '\\') ++i;
    } else if (c == '{' || c == '[') {
      ++place.depth;
    } else if (c == '}' || c == ']') {
      --place.depth;
    }
  }
  return place;
}

std::string_view in_text(std::string_view before, std::string_view rest) {
  if (rest[0] == '\t') return R"(A tab stands inside a text here; write \t or a space.)";
  if (rest[0] == '\n' || rest[0] == '\r')
    return R"(A line ends inside a text here: its quote is missing, or the break is to be written \n.)";
  if (static_cast<unsigned char>(rest[0]) < ' ')
    return "A control character stands inside a text here; take it away.";
  if (before.ends_with('\\'))
    return R"(A backslash stands before what it can't escape; write \\ for one that is meant.)";
  return {};
}

bool ends_value(char c) { return c == '}' || c == ']' || c == '"' || is_ascii_digit(c); }

std::string_view between_texts(std::string_view before, std::string_view rest,
                               std::ptrdiff_t depth) {
  const std::string_view said = trim(before);
  const char last = said.empty() ? '\0' : said.back();
  if (rest[0] == '/' || rest[0] == '#') return "JSON has no comments; take this one away.";
  if (rest[0] == '<' && said.empty()) return "This is HTML or XML, not JSON.";
  if (depth <= 0 && ends_value(last))
    return "The JSON has ended before this; take away what follows.";
  if (rest[0] == '\'') return "A text stands in double quotes in JSON; write \" instead of '.";
  if (rest.starts_with("“") || rest.starts_with("”") || rest.starts_with("„"))
    return "These quotes are curly; JSON wants the straight \".";
  if ((rest[0] == '}' || rest[0] == ']') && last == ',')
    return "The comma before this bracket is one too many; take it away.";
  return {};
}

}  // namespace

Error explained(Error error, std::string_view bytes) {
  if (error.code != ErrorCode::json_syntax || error.offset < 0) return error;
  const auto offset = static_cast<std::size_t>(error.offset);
  // Those that end too early, or in half of a pair, are told apart already.
  if (offset >= bytes.size() || !error.message.starts_with("This is not JSON")) return error;
  const std::string_view before = bytes.substr(0, offset);
  const std::string_view rest = bytes.substr(offset);
  const Place place = place_after(before);
  const std::string_view sentence =
      place.in_text ? in_text(before, rest) : between_texts(before, rest, place.depth);
  if (!sentence.empty()) error.message = sentence;
  return error;
}

}  // namespace lede::json
