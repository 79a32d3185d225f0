#include "support/inputs.h"

#include "base/time.h"
#include "json/fields.h"
#include "json/number.h"
#include "support/context.h"
#include "support/lint_codes.h"
#include "support/reduce.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace lede::support {
namespace {

using json::Fields;
using json::Kind;
using json::Path;
using json::Value;

using Keys = std::span<const std::string_view>;

constexpr std::string_view event_keys[] = {"at", "type", "page_id", "tags", "campaign", "variant"};
constexpr std::string_view context_keys[] = {
    "page_id",   "section",      "tags",         "country",   "locale",
    "partner",   "device",       "storage",      "supporter", "sensitive",
    "slot_busy", "consent_open", "prerendering", "preview",   "tz_offset_min"};
constexpr std::string_view preview_keys[] = {"campaign", "variant"};

template <typename Names>
std::string joined(const Names& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) out += ", ";
    out += names[i];
  }
  return out;
}

void check_keys(const Value& object, const Fields& fields, Keys known) {
  for (const json::Member& member : object.members) {
    if (member.key.starts_with('_')) continue;
    if (std::find(known.begin(), known.end(), member.key) == known.end())
      fields.fault(member.key, ErrorCode::unknown_value,
                   "There is no such key; there are " + joined(known) + ".");
  }
}

template <typename Names>
void check_name(const Fields& fields, std::string_view key, const Names& names) {
  const Value* value = fields.child(key, Kind::string);
  if (value == nullptr) return;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == value->text) return;
  }
  fields.fault(key, ErrorCode::unknown_value, "This must be one of: " + joined(names) + ".");
}

void check_texts(const Fields& fields, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) static_cast<void>(fields.child(key, Kind::string));
  static_cast<void>(fields.texts("tags"));
}

bool is_time(const Value& value) {
  if (value.is(Kind::number)) return value.is_whole(0, json::largest_exact_integer);
  const std::optional<Instant> instant = parse_instant(value.text);
  return instant && instant->has_zone;
}

void check_event(const Value& event, const Path& path, Faults& faults) {
  const Fields fields(event, path, &faults);
  const Value* at = event.find("at");
  if (at == nullptr || !is_time(*at))
    fields.fault("at", ErrorCode::bad_date,
                 "An event needs its time and zone, such as 2026-11-14T07:30:00+02:00.");
  if (fields.lacks("type")) {
    fields.fault("type", ErrorCode::missing, "An event needs a type: " + joined(event_names) + ".");
  } else {
    check_name(fields, "type", event_names);
  }
  check_texts(fields, {"page_id", "campaign", "variant"});
  check_keys(event, fields, event_keys);
}

void check_code(const Fields& fields, std::string_view key, std::string_view code,
                std::string_view (*fault_of)(std::string_view)) {
  if (code.empty()) return;
  const std::string_view fault = fault_of(code);
  if (!fault.empty()) fields.fault(key, ErrorCode::unknown_value, fault);
}

}  // namespace

void check_events(const Value& events, Faults& faults) {
  if (!events.is(Kind::array)) {
    faults.push_back({ErrorCode::wrong_type, {}, json::wrong_kind(Kind::array, events.kind)});
    return;
  }
  const Path root;
  for (std::size_t i = 0; i < events.items.size(); ++i) {
    const Path path = root.item(i);
    if (events.items[i].is(Kind::object)) {
      check_event(events.items[i], path, faults);
    } else {
      faults.push_back({ErrorCode::wrong_type, path.pointer(),
                        json::wrong_kind(Kind::object, events.items[i].kind)});
    }
  }
}

void check_context(const Value& context, Faults& faults) {
  if (!context.is(Kind::object)) {
    faults.push_back({ErrorCode::wrong_type, {}, json::wrong_kind(Kind::object, context.kind)});
    return;
  }
  const Fields fields(context, {}, &faults);
  check_texts(fields, {"page_id", "section", "country", "locale", "partner"});
  const std::string_view region = context.string("country");
  check_code(fields, "country", region.substr(0, region.find('-')), country_fault);
  check_code(fields, "locale", context.string("locale"), language_fault);
  check_name(fields, "device", device_names);
  check_name(fields, "storage", storage_names);
  static_cast<void>(fields.whole("tz_offset_min", -static_cast<int>(most_offset_min),
                                 static_cast<int>(most_offset_min), 0));
  for (const std::string_view key :
       {"supporter", "sensitive", "slot_busy", "consent_open", "prerendering"})
    static_cast<void>(fields.boolean(key));
  if (const Value* preview = fields.child("preview", Kind::object)) {
    const Fields inside(*preview, fields.at("preview"), &faults);
    for (const std::string_view key : preview_keys)
      static_cast<void>(inside.child(key, Kind::string));
    check_keys(*preview, inside, preview_keys);
  }
  check_keys(context, fields, context_keys);
}

}  // namespace lede::support
