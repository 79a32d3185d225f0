#include "widget/reader.h"

#include "base/text.h"
#include "base/time.h"

#include <utility>

namespace lede {

using json::Value;
using support::EventKind;

std::int32_t zone_of(const Value& event) {
  const double offset_min = event.number_or("tz_offset_min", 0);
  const bool sane = offset_min >= -most_offset_min && offset_min <= most_offset_min;
  return sane ? static_cast<std::int32_t>(offset_min) : 0;
}

void remember(Turn& turn, Publisher& publisher, support::Event event) {
  if (event.now_ms == 0) event.now_ms = turn.now_ms;
  event.tz_offset_min = zone_of(turn.event);
  support::ReaderState& reader = reader_of(publisher);
  reader = reduce(std::move(reader), event);
  publisher.keep_due = true;
}

void remember(Turn& turn, Publisher& publisher, EventKind kind) {
  support::Event event;
  event.kind = kind;
  remember(turn, publisher, event);
}

bool lost_history(const Publisher& publisher, const consent::Effects& effects) {
  return !has_history(publisher) && (effects.clear || publisher.consent.grants != 0);
}

// What was read goes with its grant, in memory too; what was answered stays for as long as the
// page, or the reader would be asked again at once. What storage held without a grant goes whole. A
// refusal where nothing was granted takes nothing away, nor does a manager that only thinks again.
void follow_grants(Turn& turn, Publisher& publisher, bool had_history,
                   const consent::Effects& effects) {
  const bool has = has_history(publisher);
  const bool lost = lost_history(publisher, effects) || (!has && effects.store);
  if (effects.forget) {
    publisher.reader.emplace();
    publisher.seed.clear();
  } else if (has && !had_history) {
    support::ReaderState& reader = reader_of(publisher);
    if (reader.reader_seed.empty()) reader.reader_seed = std::exchange(publisher.seed, {});
    publisher.keep_due = true;
  } else if (lost && had_history) {
    support::ReaderState& reader = reader_of(publisher);
    support::forget_articles(reader);
    reader.reader_seed.clear();
    publisher.seed.clear();
  } else if (lost && publisher.stores) {
    remember(turn, publisher, EventKind::forget);
    publisher.seed.clear();
  }
}

void forget_reader(Turn& turn, Publisher& publisher) {
  remember(turn, publisher, EventKind::forget);
  publisher.stores = false;
}

support::ReaderState take_stored(Turn& turn, Publisher& publisher, bool there) {
  const Value* stored = there ? turn.stored.root.find("reader") : nullptr;
  const double seed = turn.event.number_or("seed", 0);
  if (seed >= 1 && seed <= UINT32_MAX) publisher.seed = to_decimal(static_cast<std::int64_t>(seed));
  support::ReaderState& reader = reader_of(publisher);
  if (!there && turn.event.boolean_or("other", false)) forget_reader(turn, publisher);
  publisher.stores = stored != nullptr;
  if (stored == nullptr) return {};
  support::ReaderState was = support::read_reader(*stored);
  reader = support::merge(std::move(reader), was);
  return was;
}

void keep_if_due(Turn& turn, Publisher& publisher) {
  const bool due = std::exchange(publisher.keep_due, false);
  if (!due || !has_history(publisher) || publisher.strange != nullptr) return;
  const support::ReaderState& reader = reader_of(publisher);
  const bool wanted =
      !reader.facts.empty() || !reader.reader_seed.empty() || reader.count_opted_out;
  if (publisher.stores || wanted) keep(turn, publisher, Keeping::history);
}

}  // namespace lede
