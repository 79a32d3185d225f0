// What holds of the support prompts for any configuration, any reader and any order of events.
// A program of its own: rapidcheck throws, the core doesn't.
#include "json/reader.h"
#include "json/writer.h"
#include "support/decide.h"
#include "support/reduce.h"

#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace lede::support;  // NOLINT(google-build-using-namespace): a test of this alone
using lede::json::Document;
using lede::json::Writer;

constexpr std::int64_t start_ms = 1'800'000'000'000;
constexpr std::size_t campaign_count = 4;
const std::vector<std::string> tags = {"sea", "birds", "city"};

Document parsed(const std::string& text) {
  lede::Result<Document> document = lede::json::read(text);
  RC_ASSERT(document.ok());
  return std::move(*document);
}

int between(int least, int largest) { return *rc::gen::inRange(least, largest + 1); }
std::string one_of(const std::vector<std::string>& names) { return *rc::gen::elementOf(names); }
bool maybe() { return *rc::gen::arbitrary<bool>(); }

// --- Made-up configurations
// -----------------------------------------------------------------------

void write_targets(Writer& out) {
  if (maybe()) {
    out.key("article_count").begin_object().key("min").integer(between(0, 4));
    if (maybe()) out.key("max").integer(between(0, 8));
    out.key("window_days").integer(between(1, 40));
    if (maybe()) out.key("tags").begin_array().string(one_of(tags)).end_array();
    out.end_object();
  }
  if (maybe()) {
    out.key("blackout").begin_array().begin_object();
    out.member("from", one_of({"00:00", "09:30", "22:00"}));
    out.member("to", one_of({"06:00", "12:00", "23:59"})).end_object().end_array();
  }
  if (maybe()) out.member("audience", one_of({"everyone", "supporters", "non_supporters"}));
}

void write_campaign(Writer& out, std::size_t index) {
  out.begin_object().member("id", "c" + std::to_string(index));
  out.key("priority").integer(between(0, 2));
  out.key("frequency_cap").begin_object().key("max").integer(between(0, 4));
  out.key("window_days").integer(between(1, 60)).end_object();
  out.key("dismiss_cooldown_days").integer(between(0, 30));
  out.key("supporter_pause_days").integer(between(0, 120));
  out.key("holdout_bp").integer(maybe() ? 0 : between(0, 6000));
  out.key("skip_initial").integer(maybe() ? 0 : between(0, 3));
  write_targets(out);
  out.key("variants").begin_array();
  for (const char* id : {"a", "b"}) {
    out.begin_object().member("id", id).key("weight_bp").integer(5000);
    out.key("copy").begin_object().key("en").begin_object();
    out.member("heading", maybe() ? "%%ARTICLE_COUNT|article|articles%%" : "Support us");
    out.end_object().end_object();
    out.key("cta").begin_object().member("url", "https://pub.example/s").end_object().end_object();
  }
  out.end_array().end_object();
}

/// The campaigns of a `support`, each as JSON.
std::vector<std::string> any_campaigns() {
  std::vector<std::string> campaigns;
  for (std::size_t i = 0; i < campaign_count; ++i) {
    Writer out;
    write_campaign(out, i);
    campaigns.push_back(out.take());
  }
  return campaigns;
}

std::string global_rules() {
  Writer out;
  out.begin_object().key("max").integer(between(0, 12)).key("window_days").integer(between(1, 60));
  out.key("min_interval_minutes").integer(maybe() ? 0 : between(0, 3000)).end_object();
  return out.take();
}

Document support_of(const std::vector<std::string>& campaigns, const std::string& global) {
  std::string text = R"({"global_cap":)" + global + R"(,"campaigns":[)";
  for (std::size_t i = 0; i < campaigns.size(); ++i) text += (i == 0 ? "" : ",") + campaigns[i];
  return parsed(text + "]}");
}

std::int32_t any_zone() { return 60 * between(-11, 12); }

// --- Made-up readers
// ------------------------------------------------------------------------------

/// What an event's views look into.
struct Story {
  std::string page;
  std::string campaign;
  std::string variant;
  Document tags;
  Event event;
};

/// @param clock moves ahead by up to some days; where `jumps`, anywhere.
void any_event(Story& story, std::int64_t& clock, bool jumps) {
  const bool ahead = !jumps || maybe();
  const std::int64_t days = between(0, 3) == 0 ? between(0, 20) : 0;
  const std::int64_t step = days * ms_per_day + between(0, 40'000'000);
  clock += ahead ? step : -step;
  story.page = "p" + std::to_string(between(0, 90));
  story.campaign = "c" + std::to_string(between(0, campaign_count - 1));
  story.variant = maybe() ? "a" : "b";
  story.tags = parsed(R"([")" + one_of(tags) + R"(",")" + one_of(tags) + R"("])");
  Event& event = story.event;
  event.kind = *rc::gen::weightedElement<EventKind>({{12, EventKind::article},
                                                     {6, EventKind::impression},
                                                     {4, EventKind::dismiss},
                                                     {1, EventKind::conversion},
                                                     {1, EventKind::opt_out},
                                                     {1, EventKind::forget}});
  event.now_ms = clock;
  event.tz_offset_min = any_zone();
  event.page_id = story.page;
  event.tags = &story.tags.root;
  event.campaign = story.campaign;
  event.variant = story.variant;
}

ReaderState any_reader(const Config& config, std::int64_t& clock, int most_events, bool jumps,
                       bool at_home = false) {
  ReaderState reader;
  if (maybe()) reader.reader_seed = std::to_string(between(0, 1000));
  for (int left = between(0, most_events); left > 0; --left) {
    Story story;
    any_event(story, clock, jumps);
    story.event.config = &config;
    if (at_home) story.event.tz_offset_min = 0;
    reader = reduce(std::move(reader), story.event);
  }
  return reader;
}

Context any_context() {
  Context context;
  context.page_id = "p1";
  context.locale = "en";
  context.tz_offset_min = any_zone();
  context.supporter = between(0, 9) == 0;
  return context;
}

std::size_t count_in(const ReaderState& reader, FactKind kind) {
  return static_cast<std::size_t>(
      std::count_if(reader.facts.begin(), reader.facts.end(),
                    [kind](const Fact& fact) { return fact.kind == kind; }));
}

// --- Properties
// -----------------------------------------------------------------------------------

struct View {
  std::int64_t t;
  std::string_view campaign;
};

std::int32_t seen_within(const std::vector<View>& log, std::string_view campaign, std::int64_t now,
                         std::int32_t days) {
  return static_cast<std::int32_t>(std::count_if(log.begin(), log.end(), [&](const View& view) {
    return (campaign.empty() || view.campaign == campaign) && view.t > now - days * ms_per_day;
  }));
}

/// A reader who looks at whatever is shown, and to whom anything else happens in between.
void caps_hold() {
  const Document support = support_of(any_campaigns(), global_rules());
  const Config config = read_config(support.root, {});
  ReaderState reader;
  std::vector<View> log;
  std::int64_t clock = start_ms;
  for (int left = between(0, 120); left > 0; --left) {
    Story story;
    any_event(story, clock, false);
    story.event.config = &config;
    if (story.event.kind == EventKind::impression || story.event.kind == EventKind::forget)
      story.event.kind = EventKind::article;
    reader = reduce(std::move(reader), story.event);
    const Decision decision = decide(config, reader, any_context(), clock, history);
    if (!decision.show) continue;
    const Campaign& campaign = config.campaigns[decision.campaign];
    Event seen = story.event;
    seen.kind = EventKind::impression;
    seen.campaign = campaign.id;
    seen.variant = config.words[decision.words].variant;
    reader = reduce(std::move(reader), seen);
    log.push_back({clock, campaign.id});
    RC_ASSERT(seen_within(log, campaign.id, clock, campaign.cap_days) <= campaign.cap_max);
    RC_ASSERT(seen_within(log, {}, clock, config.page.cap_days) <= config.page.cap_max);
    RC_ASSERT(seen_within(log, {}, clock, views_kept_days) <= max_impressions);
  }
}

std::string told(const Config& config, const Decision& decision) {
  std::string out(reason_name(decision.reason));
  out += ' ' + decision.cta_url + ' ' + std::to_string(decision.next_eligible_at);
  for (const TraceEntry& entry : decision.trace) {
    if (entry.campaign >= 0) out += config.campaigns[static_cast<std::size_t>(entry.campaign)].id;
    out += std::string(reason_name(entry.rule)) + std::to_string(entry.actual) + "/" +
           std::to_string(entry.required) + (entry.pass ? "+" : "-");
  }
  return out;
}

void order_is_nothing() {
  std::vector<std::string> campaigns = any_campaigns();
  const std::string global = global_rules();
  const Document one = support_of(campaigns, global);
  std::rotate(campaigns.begin(), campaigns.begin() + between(0, 3), campaigns.end());
  if (maybe()) std::swap(campaigns[0], campaigns[2]);
  const Document other = support_of(campaigns, global);
  const Config a = read_config(one.root, {});
  const Config b = read_config(other.root, {});
  std::int64_t clock = start_ms;
  const ReaderState reader = any_reader(a, clock, 40, false);
  const Context context = any_context();
  RC_ASSERT(told(a, decide(a, reader, context, clock, history)) ==
            told(b, decide(b, reader, context, clock, history)));
}

void state_is_bounded() {
  const Document support = support_of(any_campaigns(), global_rules());
  const Config config = read_config(support.root, {});
  std::int64_t clock = start_ms;
  const ReaderState reader = any_reader(config, clock, 400, true);
  for (std::size_t i = 0; i < fact_rules.size(); ++i)
    RC_ASSERT(count_in(reader, static_cast<FactKind>(i)) <= fact_rules[i].most);
  Writer out;
  write_reader(out, reader);
  const std::string text = out.take();
  RC_ASSERT(text.size() < 64'000U);
  RC_ASSERT(read_reader(parsed(text).root) == reader);
}

void merging_has_laws() {
  const Document support = support_of(any_campaigns(), global_rules());
  const Config config = read_config(support.root, {});
  std::int64_t clock = start_ms;
  const ReaderState common = any_reader(config, clock, 60, true);
  std::vector<ReaderState> tabs;
  for (int i = 0; i < 3; ++i) {
    std::int64_t own = clock;
    ReaderState tab = maybe() ? common : ReaderState{};
    for (int left = between(0, 80); left > 0; --left) {
      Story story;
      any_event(story, own, true);
      story.event.config = &config;
      tab = reduce(std::move(tab), story.event);
    }
    tabs.push_back(std::move(tab));
  }
  const ReaderState &a = tabs[0], &b = tabs[1], &c = tabs[2];
  RC_ASSERT(merge(a, a) == a);
  RC_ASSERT(merge(a, b) == merge(b, a));
  RC_ASSERT(merge(merge(a, b), c) == merge(a, merge(b, c)));
}

/// But for one that the reader asked to be forgotten.
void no_dismissal_is_lost() {
  const Document support = support_of(any_campaigns(), global_rules());
  const Config config = read_config(support.root, {});
  std::int64_t clock = start_ms;
  const ReaderState a = any_reader(config, clock, 60, true);
  const ReaderState b = any_reader(config, clock, 60, true);
  const ReaderState both = merge(a, b);
  for (const ReaderState* tab : {&a, &b}) {
    for (const Fact& fact : tab->facts) {
      if (fact.kind != FactKind::dismissal || fact.t < both.forgotten_at) continue;
      RC_ASSERT(std::any_of(both.facts.begin(), both.facts.end(), [&fact](const Fact& kept) {
        return kept.kind == fact.kind && kept.name == fact.name && kept.t >= fact.t;
      }));
    }
  }
}

/// If nothing else happens a prompt is shown then, and not a millisecond before: for a reader who
/// stays at home.
void next_chance_is_true() {
  const Document support = support_of(any_campaigns(), global_rules());
  const Config config = read_config(support.root, {});
  std::int64_t clock = start_ms;
  Context context = any_context();
  context.tz_offset_min = 0;
  const ReaderState reader = any_reader(config, clock, 60, false, true);
  const Decision now = decide(config, reader, context, clock, history);
  RC_PRE(now.next_eligible_at != never);
  RC_ASSERT(!now.show);
  RC_ASSERT(now.next_eligible_at > clock);
  RC_ASSERT(decide(config, reader, context, now.next_eligible_at, history).show);
  RC_ASSERT(!decide(config, reader, context, now.next_eligible_at - 1, history).show);
}

}  // namespace

int main() {
  bool good = rc::check("caps are never exceeded, whatever the order of events", caps_hold);
  good &= rc::check("the order of campaigns in the file decides nothing", order_is_nothing);
  good &= rc::check("the state is bounded for any history, and survives JSON", state_is_bounded);
  good &= rc::check("merging is commutative, associative and idempotent", merging_has_laws);
  good &= rc::check("merging two tabs never loses a dismissal", no_dismissal_is_lost);
  good &= rc::check("the next chance is one, and the first", next_chance_is_true);
  return good ? 0 : 1;
}
