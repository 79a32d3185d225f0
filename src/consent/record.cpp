#include "consent/record.h"

#include "base/text.h"
#include "base/time.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace lede::consent {
namespace {

using json::Value;

constexpr int record_version = 1;

/// A whole number that is not negative; -1 for anything else.
std::int64_t read_whole(const Value& value, std::string_view key) {
  const Value* found = value.find(key);
  const bool whole = found != nullptr && found->is_whole(0, last_ms_of_9999);
  return whole ? static_cast<std::int64_t>(found->number) : -1;
}

}  // namespace

std::array<char, 3> primary_subtag(std::string_view tag) {
  std::array<char, 3> lang = {};
  for (std::size_t i = 0; i < std::min(tag.size(), lang.size()) && is_ascii_alpha(tag[i]); ++i) {
    lang[i] = tag[i];
  }
  return lang;
}

void write_record(json::Writer& out, const Record& record) {
  out.begin_object().number("v", record_version);
  out.number("first", record.first).number("last", record.last);
  out.number("expires", record.expires).number("fingerprint", record.fingerprint);
  out.member("regime", regime_names[static_cast<std::size_t>(record.regime)]);
  const std::string_view lang(record.lang.data(), record.lang.size());
  if (record.lang[0] != 0) out.member("lang", lang.substr(0, lang.find('\0')));
  out.member("source", "user").key("grants");
  write_purposes(out, record.grants);
  if (record.gpc) out.flag("gpc", true);
  out.end_object();
}

std::optional<Record> read_record(const Value& value) {
  Record record;
  record.first = read_whole(value, "first");
  record.last = read_whole(value, "last");
  record.expires = read_whole(value, "expires");
  const std::int64_t fingerprint = read_whole(value, "fingerprint");
  const Value* grants = value.find("grants");
  bool strange = grants == nullptr || !grants->is(json::Kind::array) ||
                 value.number_or("v", 0) != record_version || record.first < 0 ||
                 record.first > record.last || record.last >= record.expires || fingerprint < 0 ||
                 fingerprint > UINT32_MAX;
  record.grants = read_purposes(grants, &strange);
  if (strange) return {};
  record.fingerprint = static_cast<std::uint32_t>(fingerprint);
  record.regime = regime_named(value.string("regime"));
  record.gpc = value.boolean_or("gpc", false);
  record.lang = primary_subtag(value.string("lang"));
  return record;
}

bool is_valid(const Record& record, const Policy& policy, std::int64_t now_ms) {
  const std::int64_t longest =
      *std::max_element(policy.lifetime_ms.begin(), policy.lifetime_ms.end());
  return record.last <= now_ms && now_ms < std::min(record.expires, record.last + longest) &&
         record.fingerprint == policy.fingerprint;
}

// At an equal `last` every field takes the smaller of the two, which is what makes the laws hold;
// and what was granted under two policies is granted under neither.
Record merge(const Record& a, const Record& b) {
  if (a.last != b.last) return a.last > b.last ? a : b;
  const Purposes both = a.fingerprint == b.fingerprint ? a.grants & b.grants : 0;
  return {.first = std::min(a.first, b.first),
          .last = a.last,
          .expires = std::min(a.expires, b.expires),
          .fingerprint = std::min(a.fingerprint, b.fingerprint),
          .regime = std::min(a.regime, b.regime),
          .grants = both,
          .gpc = a.gpc && b.gpc,
          .lang = std::min(a.lang, b.lang)};
}

}  // namespace lede::consent
