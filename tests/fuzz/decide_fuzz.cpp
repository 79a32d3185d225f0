// libFuzzer's entry: the support prompts. Total on any configuration, state, context and events.
#include "base/url.h"
#include "checker.h"
#include "json/reader.h"
#include "json/writer.h"
#include "support/decide.h"
#include "support/reduce.h"
#include "support/verbs.h"
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace lede::support;
using lede::fuzz::check;
using lede::json::Value;

std::string as_json(const ReaderState& reader) {
  lede::json::Writer out;
  write_reader(out, reader);
  return out.take();
}

const Value& member(const Value& root, std::string_view key) {
  static const Value nothing;
  const Value* value = root.find(key);
  return value != nullptr ? *value : nothing;
}

void check_state(const ReaderState& reader, std::string_view text) {
  for (std::size_t i = 0; i < fact_rules.size(); ++i) {
    const auto of_kind =
        std::count_if(reader.facts.begin(), reader.facts.end(),
                      [i](const Fact& fact) { return fact.kind == static_cast<FactKind>(i); });
    check(of_kind <= fact_rules[i].most, "the state is not bounded", text);
  }
  const lede::Result<lede::json::Document> again = lede::json::read(as_json(reader));
  check(again.ok() && read_reader(again->root) == reader, "the state doesn't survive JSON", text);
  check(merge(reader, reader) == reader, "merging is not idempotent", text);
}

void check_decision(const Config& config, const Decision& decision, std::int64_t now_ms,
                    std::string_view text) {
  check(!decision.trace.empty(), "there is no trace", text);
  check(decision.next_eligible_at > now_ms, "the next chance has passed", text);
  check(decision.show == (decision.reason == Reason::shown) || decision.reason == Reason::forced,
        "reason and decision differ", text);
  if (!decision.show) return;
  const Campaign& campaign = config.campaigns[decision.campaign];
  check(decision.words >= campaign.first_words && decision.words < campaign.end_words,
        "the words are not the campaign's", text);
  check(decision.cta_url.starts_with("http") && !lede::url_host(decision.cta_url).empty(),
        "the button leads nowhere", text);
  check(decision.reason == Reason::forced || campaign.status == Status::live, "a draft is shown",
        text);
}

}  // namespace

/// The bytes are what decide_bytes takes.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const lede::Result<std::string> decided = decide_bytes(text);
  check(!decided || lede::json::read(*decided).ok(), "the decision is no JSON", text);
  const lede::Result<lede::json::Document> root = lede::json::read(text);
  if (!root) return 0;
  const Value& support = member(root->root, "support");
  const Config config = read_config(support, "https://pub.example/lede.json");
  const Context context = read_context(member(root->root, "context"));
  const ReaderState reader = read_reader(member(root->root, "reader"));
  const ReaderState other = read_reader(member(root->root, "other"));
  check_state(reader, text);
  const ReaderState both = merge(reader, other);
  check_state(both, text);
  check(both == merge(other, reader), "merging is not commutative", text);
  for (const std::int64_t now_ms : {std::int64_t{0}, std::int64_t{1'794'657'600'000}}) {
    Event event;
    event.now_ms = now_ms;
    event.tz_offset_min = context.tz_offset_min;
    event.page_id = context.page_id;
    event.tags = context.tags;
    event.config = &config;
    event.campaign = context.forced_campaign;
    for (std::size_t i = 0; i < event_names.size(); ++i) {
      event.kind = static_cast<EventKind>(i);
      check_state(reduce(both, event), text);
    }
    for (unsigned grants = 0; grants < 8; grants += 2)
      check_decision(config, decide(config, both, context, now_ms, static_cast<Purposes>(grants)),
                     now_ms, text);
  }
  return 0;
}
