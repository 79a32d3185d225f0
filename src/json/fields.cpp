#include "json/fields.h"

#include "base/text.h"

#include <algorithm>

namespace lede::json {

std::string wrong_kind(Kind wanted, Kind is) {
  return "This must be " + std::string(kind_name(wanted)) + ", not " + std::string(kind_name(is)) +
         ".";
}

std::string out_of_range(int least, int most) {
  return "This must be a whole number from " + to_decimal(least) + " to " + to_decimal(most) + ".";
}

void Fields::fault(std::string_view key, ErrorCode code, std::string_view message) const {
  if (is_read(faults_)) faults_->push_back({code, at(key).pointer(), std::string(message)});
}

const Value* Fields::child(std::string_view key, Kind wanted) const {
  const Value* value = object_.find(key);
  if (value == nullptr || value->is(Kind::null)) return nullptr;
  if (value->is(wanted)) return value;
  if (is_read(faults_)) fault(key, ErrorCode::wrong_type, wrong_kind(wanted, value->kind));
  return nullptr;
}

std::string_view Fields::raw(std::string_view key) const {
  const Value* value = child(key, Kind::string);
  return value != nullptr ? value->text : std::string_view();
}

std::string_view Fields::url(std::string_view key, std::string_view base, UrlUse use,
                             Arena& texts) const {
  const std::string_view written = text(key);
  if (written.empty()) return {};
  const SafeUrl judged = safe_url(written, base, use);
  if (judged) return texts.copy(*judged);
  if (is_read(faults_)) {
    const Error error = judged.error();
    fault(key, error.code, error.message);
  }
  return {};
}

bool Fields::boolean(std::string_view key) const {
  const Value* value = child(key, Kind::boolean);
  return value != nullptr && value->boolean;
}

int Fields::whole(std::string_view key, int least, int most, int otherwise) const {
  const Value* value = child(key, Kind::number);
  if (value == nullptr) return otherwise;
  if (value->is_whole(least, most)) return static_cast<int>(value->number);
  if (is_read(faults_)) fault(key, ErrorCode::unknown_value, out_of_range(least, most));
  return otherwise;
}

bool Fields::lacks(std::string_view key) const {
  const Value* value = object_.find(key);
  return value == nullptr || value->is(Kind::null) ||
         (value->is(Kind::string) && trim(value->text).empty());
}

void Fields::only(const std::string_view* first, const std::string_view* last,
                  std::string_view schema) const {
  if (!is_read(faults_)) return;
  for (const Member& member : object_.members) {
    const bool own = member.key.starts_with('_') || member.key.starts_with('$');
    if (!own && std::find(first, last, member.key) == last)
      fault(member.key, ErrorCode::unknown_value,
            "There is no such key; see schema/" + std::string(schema) + ".schema.json.");
  }
}

std::vector<std::string_view> Fields::texts(std::string_view key) const {
  std::vector<std::string_view> out;
  const Value* list = child(key, Kind::array);
  if (list == nullptr) return out;
  const Path here = at(key);
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Value& item = list->items[i];
    const std::string_view text = trim(item.text);
    if (item.is(Kind::string) && !text.empty()) {
      out.push_back(text);
    } else if (is_read(faults_)) {
      faults_->push_back({item.is(Kind::string) ? ErrorCode::empty : ErrorCode::wrong_type,
                          here.item(i).pointer(), "This must be a string that is not empty."});
    }
  }
  return out;
}

}  // namespace lede::json
