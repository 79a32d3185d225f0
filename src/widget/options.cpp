#include "widget/options.h"

#include "base/text.h"
#include "consent/policy.h"
#include "json/fields.h"
#include "json/reader.h"

#include <cstdint>
#include <utility>

namespace lede {
namespace {

using json::Kind;
using json::Value;

constexpr std::size_t longest_prefix = 40;
constexpr std::string_view usual_prefix = "l-";

bool is_id_prefix(std::string_view prefix) {
  bool plain = prefix.starts_with(usual_prefix) && prefix.size() <= longest_prefix;
  for (const char c : prefix) {
    plain = plain && (is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_');
  }
  return plain;
}

}  // namespace

void OptionsReader::fault(std::string_view key, std::string_view message) const {
  faults_.push_back({ErrorCode::bad_option, json::pointer_to({}, key), std::string(message)});
}

const Value* OptionsReader::member(std::string_view key, Kind wanted) const {
  const Value* value = options_.find(key);
  if (value == nullptr || value->is(Kind::null)) return nullptr;
  if (value->is(wanted)) return value;
  faults_.push_back(
      {ErrorCode::wrong_type, json::pointer_to({}, key), json::wrong_kind(wanted, value->kind)});
  return nullptr;
}

std::string_view OptionsReader::text(std::string_view key) const {
  const Value* value = member(key, Kind::string);
  return value != nullptr ? value->text : std::string_view();
}

bool OptionsReader::flag(std::string_view key) const {
  const Value* value = member(key, Kind::boolean);
  return value != nullptr && value->boolean;
}

int OptionsReader::whole(std::string_view key, int least, int most, int otherwise) const {
  const Value* value = member(key, Kind::number);
  if (value == nullptr) return otherwise;
  if (value->is_whole(least, most)) return static_cast<int>(value->number);
  fault(key, json::out_of_range(least, most));
  return otherwise;
}

std::size_t OptionsReader::place(std::string_view key, Row names, std::size_t otherwise) const {
  const std::string_view written = text(key);
  if (written.empty()) return otherwise;
  if (const std::size_t found = names.find(written); found < names.size()) return found;
  std::string all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    all += i == 0 ? "" : ", ";
    all += names[i];
  }
  fault(key, "This must be one of: " + all + ".");
  return otherwise;
}

std::optional<Instant> OptionsReader::now() const {
  const Value* ms = member("now_ms", Kind::number);
  const Value* offset = member("tz_offset_min", Kind::number);
  if (ms == nullptr) return {};
  if (!(ms->number >= -last_ms_of_9999 && ms->number <= last_ms_of_9999)) {
    fault("now_ms", "This must be milliseconds since 1970, before the year 10000.");
    return {};
  }
  const double offset_min = offset != nullptr ? offset->number : 0;
  if (!(offset_min >= -most_offset_min && offset_min <= most_offset_min)) {
    fault("tz_offset_min", "This must be minutes east of UTC, at most a day.");
    return {};
  }
  return Instant{static_cast<std::int64_t>(ms->number), static_cast<std::int32_t>(offset_min)};
}

std::optional<Color> OptionsReader::color(std::string_view key) const {
  const std::string_view written = text(key);
  std::optional<Color> color = parse_color(written);
  if (!color && !written.empty()) fault(key, "This must be a colour such as #9a3412.");
  return color;
}

std::string_view OptionsReader::direction() const {
  const std::string_view dir = text("dir");
  if (dir == "ltr" || dir == "rtl") return dir;
  if (!dir.empty() && dir != "auto") fault("dir", "This must be ltr, rtl or auto.");
  return {};
}

std::string_view OptionsReader::language() const {
  const std::string_view tag = text("lang");
  if (!tag.empty() && !looks_like_language(tag)) fault("lang", "This must be a tag such as uk.");
  return tag;
}

void OptionsReader::check_region() const {
  const std::string_view code = text("region");
  if (!code.empty() && !consent::is_region(code))
    fault("region", "This must be a code such as UA or US-CA.");
}

std::string_view OptionsReader::id_prefix() const {
  const std::string_view prefix = text("id_prefix");
  if (prefix.empty()) return usual_prefix;
  if (is_id_prefix(prefix)) return prefix;
  fault("id_prefix",
        "This must begin with \"l-\" and hold letters, digits, - and _ alone, 40 at most.");
  return usual_prefix;
}

Result<json::Document> read_options_object(std::string_view bytes) {
  Result<json::Document> options = json::read(bytes.empty() ? "{}" : bytes);
  if (!options) return options;
  Value& root = options->root;
  if (root.is(Kind::null)) root.kind = Kind::object;
  if (root.is(Kind::object)) return options;
  return Error{ErrorCode::bad_option, {}, "Options must be an object."};
}

}  // namespace lede
