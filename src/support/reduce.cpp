#include "support/reduce.h"

#include <utility>

namespace lede::support {
namespace {

void prune(ReaderState& reader, std::int64_t now_ms, std::int64_t today) {
  std::erase_if(reader.facts, [=](const Fact& fact) {
    const FactRule& rule = rule_of(fact.kind);
    // A day may still be ahead after a flight to the west, and comes again.
    const std::int64_t now = rule.by_day ? today : now_ms;
    const std::int64_t latest = rule.by_day ? today + ms_per_day : now_ms;
    return fact.t <= now - rule.kept_days * ms_per_day || fact.t > latest;
  });
  if (reader.forgotten_at > now_ms) reader.forgotten_at = now_ms;
}

void count_one(ReaderState& reader, FactKind kind, std::int64_t today, std::uint32_t name) {
  if (Fact* fact = add(reader, {today, name, 0, 0, kind})) ++fact->count;
}

bool is_repeated(const json::Value& tags, std::size_t index) {
  for (std::size_t i = 0; i < index; ++i) {
    if (hash_of(tags.items[i].text) == hash_of(tags.items[index].text)) return true;
  }
  return false;
}

/// A page counts once a day, and not at all where it could not be remembered.
void count_page(ReaderState& reader, const Event& event, std::int64_t today) {
  const std::uint32_t page = hash_of_page(event.page_id);
  std::size_t known = 0;
  for (const Fact& fact : reader.facts) {
    if (fact.kind != FactKind::seen_page || fact.t < today) continue;
    if (fact.t == today && fact.name == page) return;
    ++known;
  }
  if (known >= rule_of(FactKind::seen_page).most) return;
  add(reader, {today, page, 0, 0, FactKind::seen_page});
  count_one(reader, FactKind::day_count, today, 0);
  if (event.config == nullptr || event.tags == nullptr) return;
  const Run<json::Value> tags = event.tags->items;
  for (std::size_t i = 0; i < tags.size() && i < max_counted_tags; ++i) {
    if (counts_tag(*event.config, tags[i].text) && !is_repeated(*event.tags, i))
      count_one(reader, FactKind::tag_count, today, hash_of(tags[i].text));
  }
}

}  // namespace

ReaderState reduce(ReaderState reader, const Event& event) {
  const std::int64_t today = local_midnight(event.now_ms, event.tz_offset_min);
  Fact fact{event.now_ms, hash_of(event.campaign), 0, 0, FactKind::conversion};
  prune(reader, event.now_ms, today);
  switch (event.kind) {
    case EventKind::article:
      if (!reader.count_opted_out) count_page(reader, event, today);
      return reader;
    case EventKind::impression:
      fact.kind = FactKind::impression;
      fact.variant = hash_of(event.variant);
      break;
    case EventKind::dismiss:
      fact.kind = FactKind::dismissal;
      break;
    case EventKind::conversion:
      fact.name = 0;
      break;
    case EventKind::opt_out:
      reader.count_opted_out = true;
      forget_articles(reader);
      return reader;
    case EventKind::forget:
      reader.facts.clear();
      reader.reader_seed.clear();
      reader.forgotten_at = event.now_ms;
      return reader;
  }
  add(reader, fact);
  return reader;
}

}  // namespace lede::support
