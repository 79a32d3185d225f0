#include "support/reduce.h"

#include "base/hash.h"
#include "base/text.h"

#include <utility>

namespace lede::support {
namespace {

bool is_out_of_date(const Fact& fact, std::int64_t now_ms, std::int64_t today) {
  const FactRule& rule = fact_rules[static_cast<std::size_t>(fact.kind)];
  const std::int64_t kept_ms = rule.kept_days * ms_per_day;
  if (!rule.by_day) return fact.t <= now_ms - kept_ms || fact.t > now_ms;
  // A day may still be ahead after a flight to the west, and comes again.
  return fact.t <= today - kept_ms || fact.t > today + ms_per_day;
}

void prune(ReaderState& reader, std::int64_t now_ms, std::int64_t today) {
  std::erase_if(reader.facts,
                [=](const Fact& fact) { return is_out_of_date(fact, now_ms, today); });
  if (reader.forgotten_at > now_ms) reader.forgotten_at = now_ms;
}

void count_one(ReaderState& reader, FactKind kind, std::int64_t today, std::string name) {
  if (Fact* fact = add(reader, {kind, today, std::move(name), {}, 0})) ++fact->count;
}

/// A page counts once a day, and not at all where it could not be remembered.
void count_page(ReaderState& reader, const Event& event, std::int64_t today) {
  const std::string page = to_decimal(fmix32(fnv1a32(event.page_id)));
  std::size_t known = 0;
  for (const Fact& fact : reader.facts) {
    if (fact.kind != FactKind::seen_page || fact.t < today) continue;
    if (fact.t == today && fact.name == page) return;
    ++known;
  }
  if (known >= max_pages_a_day) return;
  add(reader, {FactKind::seen_page, today, page, {}, 0});
  count_one(reader, FactKind::day_count, today, {});
  if (event.config == nullptr || event.tags == nullptr) return;
  std::string counted;  // a page that repeats a tag bears it once
  for (const json::Value& tag : event.tags->items) {
    const std::string name = ascii_lower(trim(tag.text));
    if (name.empty() || name.size() > max_id_bytes || !counts_tag(*event.config, name)) continue;
    const std::string marked = '\n' + name + '\n';
    if (counted.find(marked) != std::string::npos) continue;
    counted += marked;
    count_one(reader, FactKind::tag_count, today, name);
  }
}

void forget_articles(ReaderState& reader) {
  std::erase_if(reader.facts, [](const Fact& fact) { return fact.kind <= FactKind::seen_page; });
}

}  // namespace

ReaderState reduce(ReaderState reader, const Event& event) {
  const std::int64_t today = local_midnight(event.now_ms, event.tz_offset_min);
  prune(reader, event.now_ms, today);
  switch (event.kind) {
    case EventKind::article:
      if (!reader.count_opted_out) count_page(reader, event, today);
      break;
    case EventKind::impression:
      add(reader, {FactKind::impression, event.now_ms, std::string(event.campaign),
                   std::string(event.variant), 0});
      break;
    case EventKind::dismiss:
      add(reader, {FactKind::dismissal, event.now_ms, std::string(event.campaign), {}, 0});
      break;
    case EventKind::conversion:
      add(reader, {FactKind::conversion, event.now_ms, {}, {}, 0});
      break;
    case EventKind::opt_out:
      reader.count_opted_out = true;
      forget_articles(reader);
      break;
    case EventKind::forget:
      reader.facts.clear();
      reader.reader_seed.clear();
      reader.forgotten_at = event.now_ms;
      break;
  }
  return reader;
}

}  // namespace lede::support
