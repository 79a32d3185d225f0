#include "support/reader_state.h"

#include "base/text.h"
#include "base/time.h"

#include <optional>
#include <utility>

namespace lede::support {
namespace {

using json::Kind;
using json::Value;
using json::Writer;

constexpr int version = 1;
constexpr double largest_time = 253402300799999.0;  // in the year 9999
constexpr std::int32_t most_count = 1'000'000;
constexpr std::string_view count_opt_out = "article_count";

const FactRule& rule_of(FactKind kind) { return fact_rules[static_cast<std::size_t>(kind)]; }

bool is_about_articles(FactKind kind) { return kind <= FactKind::seen_page; }

bool goes_before(const Fact& a, const Fact& b) {
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.t != b.t) return a.t > b.t;
  const int order = a.name.compare(b.name);
  return order != 0 ? order < 0 : a.variant < b.variant;
}

std::optional<std::int64_t> read_time(const Value* value) {
  if (value == nullptr) return {};
  if (value->is(Kind::string)) {
    const std::optional<Instant> instant = parse_instant(value->text);
    return instant && instant->ms >= 0 ? std::optional(instant->ms) : std::nullopt;
  }
  if (!value->is(Kind::number) || !(value->number >= 0 && value->number <= largest_time)) return {};
  return static_cast<std::int64_t>(value->number);
}

void read_fact(const Value& value, FactKind kind, ReaderState& reader) {
  const FactRule& rule = rule_of(kind);
  const std::optional<std::int64_t> t = read_time(value.find(rule.by_day ? "day" : "t"));
  const std::string_view name = value.string(rule.name);
  const std::string_view variant = value.string("variant");
  const double count = value.number_or("count", 0);
  if (!t || name.size() > max_id_bytes || variant.size() > max_id_bytes) return;
  if (!(count >= 0 && count <= most_count)) return;
  add(reader, {kind, rule.by_day ? local_midnight(*t, 0) : *t, std::string(name),
               std::string(variant), static_cast<std::int32_t>(count)});
}

void write_fact(Writer& out, const Fact& fact) {
  const FactRule& rule = rule_of(fact.kind);
  out.begin_object();
  if (rule.by_day) {
    out.member("day", to_rfc3339({fact.t, 0, false}));
  } else {
    out.key("t").integer(fact.t);
  }
  if (!fact.name.empty()) out.member(rule.name, fact.name);
  if (!fact.variant.empty()) out.member("variant", fact.variant);
  if (fact.count != 0) out.key("count").integer(fact.count);
  out.end_object();
}

/// What was forgotten is gone, and a reader who doesn't want to be counted has no counts, wherever
/// they come from.
void keep_promises(ReaderState& reader) {
  std::erase_if(reader.facts, [&reader](const Fact& fact) {
    return is_about_articles(fact.kind) ? reader.count_opted_out : fact.t < reader.forgotten_at;
  });
}

}  // namespace

std::int64_t local_midnight(std::int64_t now_ms, std::int32_t tz_offset_min) {
  const std::int64_t local_ms = now_ms + tz_offset_min * ms_per_minute;
  return local_ms > 0 ? local_ms - local_ms % ms_per_day : 0;
}

Fact* add(ReaderState& reader, Fact fact) {
  const FactRule& rule = rule_of(fact.kind);
  std::vector<Fact>& facts = reader.facts;
  std::size_t at = 0;
  std::size_t of_kind = 0;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (goes_before(facts[i], fact)) at = i + 1;
    if (facts[i].kind != fact.kind) continue;
    ++of_kind;
    if (facts[i].name != fact.name) continue;
    if (rule.latest_only && facts[i].t != fact.t) {
      if (facts[i].t > fact.t) return &facts[i];
      facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(i));
      return add(reader, std::move(fact));
    }
    if (facts[i].t != fact.t || facts[i].variant != fact.variant) continue;
    if (facts[i].count < fact.count) facts[i].count = fact.count;
    return &facts[i];
  }
  const FactKind kind = fact.kind;
  facts.push_back(std::move(fact));
  for (std::size_t i = facts.size() - 1; i > at; --i) std::swap(facts[i], facts[i - 1]);
  if (of_kind < rule.most) return &facts[at];
  std::size_t last = at;  // the oldest of its kind has to go
  while (last + 1 < facts.size() && facts[last + 1].kind == kind) ++last;
  facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(last));
  return last == at ? nullptr : &facts[at];
}

ReaderState read_reader(const Value& value) {
  ReaderState reader;
  if (value.number_or("v", 0) != version) return reader;
  const std::string_view seed = value.string("reader_seed");
  if (seed.size() <= max_id_bytes) reader.reader_seed = seed;
  reader.forgotten_at = read_time(value.find("forgotten_at")).value_or(0);
  reader.count_opted_out = names(value.find("opt_outs"), count_opt_out);
  for (std::size_t i = 0; i < fact_kinds; ++i) {
    const Value* list = value.find(fact_rules[i].list);
    if (list == nullptr) continue;
    for (const Value& one : list->items) read_fact(one, static_cast<FactKind>(i), reader);
  }
  keep_promises(reader);
  return reader;
}

void write_reader(Writer& out, const ReaderState& reader) {
  out.begin_object().key("v").integer(version);
  if (!reader.reader_seed.empty()) out.member("reader_seed", reader.reader_seed);
  if (reader.forgotten_at != 0) out.key("forgotten_at").integer(reader.forgotten_at);
  if (reader.count_opted_out) out.key("opt_outs").begin_array().string(count_opt_out).end_array();
  for (std::size_t i = 0; i < reader.facts.size(); ++i) {
    const Fact& fact = reader.facts[i];
    if (i == 0 || reader.facts[i - 1].kind != fact.kind)
      out.key(rule_of(fact.kind).list).begin_array();
    write_fact(out, fact);
    if (i + 1 == reader.facts.size() || reader.facts[i + 1].kind != fact.kind) out.end_array();
  }
  out.end_object();
}

ReaderState merge(ReaderState a, const ReaderState& b) {
  if (b.forgotten_at > a.forgotten_at) {
    a.forgotten_at = b.forgotten_at;
    a.reader_seed = b.reader_seed;
    std::erase_if(a.facts, [](const Fact& fact) { return is_about_articles(fact.kind); });
  } else if (b.forgotten_at == a.forgotten_at && !b.reader_seed.empty() &&
             (a.reader_seed.empty() || b.reader_seed < a.reader_seed)) {
    a.reader_seed = b.reader_seed;  // made at once: either will do, so long as both tabs take it
  }
  for (const Fact& fact : b.facts) {
    if (!is_about_articles(fact.kind) || b.forgotten_at == a.forgotten_at) add(a, fact);
  }
  a.count_opted_out = a.count_opted_out || b.count_opted_out;
  keep_promises(a);
  return a;
}

}  // namespace lede::support
