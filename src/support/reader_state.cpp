#include "support/reader_state.h"

#include "base/time.h"

#include <optional>
#include <utility>

namespace lede::support {
namespace {

using json::Kind;
using json::Value;
using json::Writer;

constexpr int version = 1;
constexpr auto largest_time = static_cast<std::int64_t>(last_ms_of_9999);
constexpr std::int64_t most_count = 1'000'000;
constexpr std::string_view count_opt_out = "article_count";

bool goes_before(const Fact& a, const Fact& b) {
  if (a.kind != b.kind) return a.kind < b.kind;
  if (a.t != b.t) return a.t > b.t;
  return a.name != b.name ? a.name < b.name : a.variant < b.variant;
}

constexpr std::string_view page_name = rule_of(FactKind::seen_page).name;

/// A whole number from 0 to `largest`; of a text, its date or its hash; -1 for anything else.
std::int64_t read_number(const Value& value, std::string_view key, std::int64_t largest) {
  const Value* found = value.find(key);
  if (found == nullptr) return -1;
  if (found->is(Kind::string)) {
    if (key == page_name) return hash_of_page(found->text);
    if (largest != largest_time) return hash_of(found->text);
    const std::optional<Instant> instant = parse_instant(found->text);
    return instant ? instant->ms : -1;
  }
  const double number = found->number;
  return found->is(Kind::number) && number >= 0 && number <= static_cast<double>(largest)
             ? static_cast<std::int64_t>(number)
             : -1;
}

/// The same, where 0 stands for what is not there.
template <typename Int>
Int read_or_0(const Value& value, std::string_view key, std::int64_t largest) {
  const std::int64_t number = read_number(value, key, largest);
  return number < 0 ? 0 : static_cast<Int>(number);
}

void read_fact(const Value& value, FactKind kind, ReaderState& reader) {
  const FactRule& rule = rule_of(kind);
  Fact fact;
  fact.kind = kind;
  fact.t = read_number(value, rule.by_day ? "day" : "t", largest_time);
  if (fact.t < 0) return;
  if (rule.by_day) fact.t = local_midnight(fact.t, 0);
  fact.name = read_or_0<std::uint32_t>(value, rule.name, UINT32_MAX);
  fact.variant = read_or_0<std::uint32_t>(value, "variant", UINT32_MAX);
  fact.count = read_or_0<std::int32_t>(value, "count", most_count);
  add(reader, fact);
}

void write_fact(Writer& out, const Fact& fact) {
  const FactRule& rule = rule_of(fact.kind);
  out.begin_object();
  if (rule.by_day) {
    out.member("day", to_rfc3339({fact.t, 0, false}));
  } else {
    out.number("t", fact.t);
  }
  const std::pair<std::string_view, std::int64_t> numbers[] = {
      {rule.name, fact.name}, {"variant", fact.variant}, {"count", fact.count}};
  for (const auto& [key, number] : numbers) {
    if (number != 0) out.key(key).integer(number);
  }
  out.end_object();
}

bool is_about_articles(const Fact& fact) { return fact.kind <= FactKind::seen_page; }

/// What was forgotten is gone, and a reader who doesn't want to be counted has no counts, wherever
/// they come from.
void keep_promises(ReaderState& reader) {
  std::erase_if(reader.facts, [&reader](const Fact& fact) {
    return is_about_articles(fact) ? reader.count_opted_out : fact.t < reader.forgotten_at;
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
    Fact& other = facts[i];
    if (goes_before(other, fact)) at = i + 1;
    if (other.kind != fact.kind) continue;
    ++of_kind;
    if (other.name != fact.name || other.variant != fact.variant) continue;
    if (other.t == fact.t) {
      if (other.count < fact.count) other.count = fact.count;
      return &other;
    }
    if (!rule.latest_only) continue;
    if (other.t > fact.t) return &other;
    facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(i));
    return add(reader, fact);
  }
  facts.push_back(fact);
  for (std::size_t i = facts.size() - 1; i > at; --i) facts[i] = facts[i - 1];
  facts[at] = fact;
  if (of_kind < rule.most) return &facts[at];
  std::size_t last = at + 1;  // the oldest of its kind has to go
  while (last < facts.size() && facts[last].kind == fact.kind) ++last;
  facts.erase(facts.begin() + static_cast<std::ptrdiff_t>(last - 1));
  return last - 1 == at ? nullptr : &facts[at];
}

void forget_articles(ReaderState& reader) { std::erase_if(reader.facts, is_about_articles); }

bool is_empty(const ReaderState& reader) { return reader == ReaderState(); }

ReaderState read_reader(const Value& value) {
  ReaderState reader;
  if (value.number_or("v", 0) != version) return reader;
  const std::string_view seed = value.string("reader_seed");
  if (seed.size() <= max_id_bytes) reader.reader_seed = seed;
  reader.forgotten_at = read_or_0<std::int64_t>(value, "forgotten_at", largest_time);
  reader.count_opted_out = names(value.find("opt_outs"), count_opt_out);
  for (std::size_t i = 0; i < fact_rules.size(); ++i) {
    const Value* list = value.find(fact_rules[i].list);
    if (list == nullptr) continue;
    for (const Value& one : list->items) read_fact(one, static_cast<FactKind>(i), reader);
  }
  keep_promises(reader);
  return reader;
}

void write_reader(Writer& out, const ReaderState& reader) {
  out.begin_object().number("v", version);
  if (!reader.reader_seed.empty()) out.member("reader_seed", reader.reader_seed);
  if (reader.forgotten_at != 0) out.number("forgotten_at", reader.forgotten_at);
  if (reader.count_opted_out) out.key("opt_outs").begin_array().string(count_opt_out).end_array();
  std::size_t i = 0;
  while (i < reader.facts.size()) {
    const FactKind kind = reader.facts[i].kind;
    out.key(rule_of(kind).list).begin_array();
    for (; i < reader.facts.size() && reader.facts[i].kind == kind; ++i)
      write_fact(out, reader.facts[i]);
    out.end_array();
  }
  out.end_object();
}

ReaderState merge(ReaderState a, const ReaderState& b) {
  if (b.forgotten_at > a.forgotten_at) {
    a.forgotten_at = b.forgotten_at;
    a.reader_seed = b.reader_seed;
    forget_articles(a);
  } else if (b.forgotten_at == a.forgotten_at && !b.reader_seed.empty() &&
             (a.reader_seed.empty() || b.reader_seed < a.reader_seed)) {
    a.reader_seed = b.reader_seed;  // made at once: either will do, so long as both tabs take it
  }
  for (const Fact& fact : b.facts) {
    if (b.forgotten_at == a.forgotten_at || !is_about_articles(fact)) add(a, fact);
  }
  a.count_opted_out = a.count_opted_out || b.count_opted_out;
  keep_promises(a);
  return a;
}

}  // namespace lede::support
