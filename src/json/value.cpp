#include "json/value.h"

#include "base/text.h"

#include <cmath>

namespace lede::json {

bool Value::is_whole(double least, double most) const {
  return is(Kind::number) && number >= least && number <= most && std::trunc(number) == number;
}

const Value* Value::find(std::string_view key) const {
  for (std::size_t i = members.size(); i-- > 0;) {
    if (members[i].key == key) return &members[i].value;
  }
  return nullptr;
}

std::string_view Value::string(std::string_view key) const {
  const Value* value = find(key);
  return value != nullptr && value->is(Kind::string) ? value->text : std::string_view();
}

double Value::number_or(std::string_view key, double otherwise) const {
  const Value* value = find(key);
  return value != nullptr && value->is(Kind::number) ? value->number : otherwise;
}

bool Value::boolean_or(std::string_view key, bool otherwise) const {
  const Value* value = find(key);
  return value != nullptr && value->is(Kind::boolean) ? value->boolean : otherwise;
}

std::string Path::pointer() const {
  const std::string before = above != nullptr ? above->pointer() : std::string();
  if (is_item) return pointer_to(before, index);
  return key.data() != nullptr ? pointer_to(before, key) : before;
}

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "true or false";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
  }
  return {};
}

std::string pointer_to(std::string_view pointer, std::string_view key) {
  std::string out(pointer);
  out += '/';
  for (const char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

std::string pointer_to(std::string_view pointer, std::size_t index) {
  std::string out(pointer);
  out += '/';
  append_number(out, static_cast<std::int64_t>(index));
  return out;
}

}  // namespace lede::json
