#include "support/verbs.h"

#include "base/time.h"
#include "json/number.h"
#include "json/reader.h"
#include "json/writer.h"
#include "support/decide.h"
#include "support/reduce.h"

#include <optional>
#include <utility>

namespace lede::support {
namespace {

using json::Kind;
using json::Value;
using json::Writer;

std::optional<Instant> read_when(const Value* value) {
  if (value == nullptr) return {};
  if (value->is(Kind::string)) return parse_instant(value->text);
  if (!value->is(Kind::number) ||
      !(value->number >= 0 && value->number <= json::largest_exact_integer))
    return {};
  return Instant{static_cast<std::int64_t>(value->number)};
}

Purposes read_grants(const Value* list) {
  unsigned grants = 0;
  if (list == nullptr) return 0;
  for (const Value& item : list->items) {
    const std::size_t place = purpose_names.find(item.text);
    if (place < purpose_names.size()) grants |= 1U << place;
  }
  return static_cast<Purposes>(grants);
}

Event read_event(const Value& value, const Config& config) {
  const Instant at = read_when(value.find("at")).value_or(Instant{});
  Event event;
  event.kind = one_of<EventKind>(value.string("type"), event_names);
  event.now_ms = at.ms;
  event.tz_offset_min = at.offset_min;
  event.page_id = value.string("page_id");
  event.tags = value.find("tags");
  event.config = &config;
  event.campaign = value.string("campaign");
  event.variant = value.string("variant");
  return event;
}

ReaderState read_history(const Value& root, const Config& config) {
  ReaderState reader;
  if (const Value* state = root.find("reader")) reader = read_reader(*state);
  if (const Value* events = root.find("events")) {
    for (const Value& event : events->items)
      reader = reduce(std::move(reader), read_event(event, config));
  }
  return reader;
}

void write_shown(Writer& out, const Config& config, const Decision& decision,
                 const Context& context, std::int64_t now_ms) {
  if (!decision.show) {
    out.null();
    return;
  }
  const Campaign& campaign = config.campaigns[decision.campaign];
  const Words& words = config.words[decision.words];
  out.begin_object().member("campaign", campaign.id).member("variant", words.variant);
  out.member("placement", placement_names[static_cast<std::size_t>(campaign.placement)]);
  if (campaign.placement == Placement::inline_)
    out.number("after_paragraph", campaign.after_paragraph);
  write_texts(out.key("copy").begin_object(), config, decision, context, now_ms);
  out.end_object().member("cta_url", decision.cta_url).end_object();
}

void write_trace(Writer& out, const Config& config, const Decision& decision) {
  out.key("trace").begin_array();
  for (const TraceEntry& entry : decision.trace) {
    out.begin_object().key("campaign");
    if (entry.campaign < 0) {
      out.null();
    } else {
      out.string(config.campaigns[static_cast<std::size_t>(entry.campaign)].id);
    }
    out.member("rule", reason_name(entry.rule));
    // An end that was never set is no number that JavaScript could read.
    const auto number = [&out](std::string_view key, std::int64_t value) {
      out.key(key);
      if (value == never || value == INT64_MIN) {
        out.null();
      } else {
        out.integer(value);
      }
    };
    number("actual", entry.actual);
    number("required", entry.required);
    out.flag("pass", entry.pass).end_object();
  }
  out.end_array();
}

std::string decision_json(const Config& config, const Decision& decision, const Context& context,
                          std::int64_t now_ms, const ReaderState* reader) {
  Writer out;
  out.begin_object().key("show");
  write_shown(out, config, decision, context, now_ms);
  out.member("reason", reason_name(decision.reason));
  if (decision.show) out.member("assignment", decision.stable ? "stable" : "fallback");
  out.key("next_eligible_at");
  if (decision.next_eligible_at == never) {
    out.null();
  } else {
    out.integer(decision.next_eligible_at);
  }
  write_trace(out, config, decision);
  if (reader != nullptr) write_reader(out.key("reader"), *reader);
  out.end_object();
  return out.take();
}

}  // namespace

Result<std::string> decide_bytes(std::string_view bytes) {
  const Result<json::Document> document = json::read(bytes);
  if (!document) return document.error();
  const Value& root = document->root;
  const std::optional<Instant> now = read_when(root.find("now"));
  if (!now) {
    return Error{
        ErrorCode::bad_option, "/now",
        "A decision needs its time: milliseconds, or a date such as 2026-11-14T07:30:00Z."};
  }
  const Value* support = root.find("support");
  const Value* given = root.find("context");
  const Value nothing;
  const Config config =
      read_config(support != nullptr ? *support : nothing, root.string("base_url"));
  Context context = given != nullptr ? read_context(*given) : Context{};
  if (given == nullptr || given->find("tz_offset_min") == nullptr)
    context.tz_offset_min = now->offset_min;
  const ReaderState reader = read_history(root, config);
  const Decision decision =
      decide(config, reader, context, now->ms, read_grants(root.find("grants")));
  const bool moved = root.find("events") != nullptr;
  return decision_json(config, decision, context, now->ms, moved ? &reader : nullptr);
}

}  // namespace lede::support
