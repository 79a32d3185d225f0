// How long one decision takes: 50 campaigns of two variants each, the whole trace, for a reader
// with 90 days of articles, 60 views and 40 dismissals.
//   cmake --preset native && cmake --build build/native --target lede_bench_decide
//   build/native/bench/lede_bench_decide [ROUNDS]
// Prints for each situation the microseconds of the fastest round and of the median one, in
// processor time.
#include "support/decide.h"
#include "json/reader.h"
#include "support/reduce.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

namespace {

using namespace lede::support;

constexpr std::int64_t now_ms = 1'794'657'600'000;  // 2026-11-14T12:00:00Z
constexpr int campaigns = 50;
constexpr int decisions_a_round = 200;

double now_us() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

std::string variant(const char* id, const char* heading) {
  return std::string(R"({"id":")") + id + R"(","weight_bp":5000,"copy":{"en":{"heading":")" +
         heading + R"(","body":"Readers pay for this."},"uk":{"heading":"Підтримайте нас"}},)" +
         R"("cta":{"label":"Join","url":"https://pub.example/support"}})";
}

/// @param rules of every campaign.
lede::json::Document support_with(const std::string& rules) {
  std::string text = R"({"global_cap":{"max":64,"window_days":90},"campaigns":[)";
  for (int i = 0; i < campaigns; ++i) {
    if (i > 0) text += ',';
    text += R"({"id":"campaign-)" + std::to_string(i) + R"(","priority":)" +
            std::to_string(campaigns - i) +
            R"(,"schedule":{"start":"2026-01-01T00:00:00Z","end":"2027-01-01T00:00:00Z"},)" +
            R"("blackout":[{"from":"23:00","to":"06:00"}],"holdout_bp":1,)" +
            R"("targeting":{"countries":["GB","IE","UA"],"sections":["Coast","City"],)" +
            R"("excluded_tags":["grief"],"locales":["en","uk"],"devices":["phone","desktop"]},)" +
            rules + R"("variants":[)" +
            variant("count", "You have read %%ARTICLE_COUNT|article|articles%%") + "," +
            variant("plain", "Keep us going") + "]}";
  }
  auto value = lede::json::read(text + "]}");
  if (!value) std::exit(1);
  return std::move(*value);
}

ReaderState reader_of(const Config& config) {
  ReaderState reader;
  reader.reader_seed = "4242424242";
  Event event;
  event.config = &config;
  std::string name;
  for (int day = 89; day >= 0; --day) {
    event.now_ms = now_ms - day * ms_per_day;
    event.kind = EventKind::article;
    for (int page = 0; page < 3; ++page) {
      name = "page-" + std::to_string(day) + "-" + std::to_string(page);
      event.page_id = name;
      reader = reduce(std::move(reader), event);
    }
    name = "campaign-" + std::to_string(day % campaigns);
    event.campaign = name;
    event.variant = "plain";
    event.kind = EventKind::impression;
    if (day < 60) reader = reduce(std::move(reader), event);
    event.kind = EventKind::dismiss;
    if (day < 40) reader = reduce(std::move(reader), event);
  }
  return reader;
}

// Kept, so that no compiler takes the work for needless.
volatile std::size_t traced = 0;

bool measure(const char* title, const std::string& rules, Reason expected, int rounds) {
  const lede::json::Document support = support_with(rules);
  const Config config = read_config(support.root, "https://pub.example/lede.json");
  const ReaderState reader = reader_of(config);
  Context context;
  context.page_id = "page";
  context.section = "Coast";
  context.country = "UA";
  context.locale = "uk-UA";
  context.tz_offset_min = 120;
  std::vector<double> times;
  Reason reason = Reason::no_campaign;
  for (int round = 0; round < rounds; ++round) {
    const double begin = now_us();
    for (int i = 0; i < decisions_a_round; ++i) {
      const Decision decision = decide(config, reader, context, now_ms, history);
      traced = decision.trace.size();
      reason = decision.reason;
    }
    times.push_back((now_us() - begin) / decisions_a_round);
  }
  std::sort(times.begin(), times.end());
  std::printf("%-46s %-18s %8.1f %8.1f\n", title, std::string(reason_name(reason)).c_str(),
              times.front(), times[times.size() / 2]);
  return reason == expected;
}

}  // namespace

int main(int count, char** words) {
  const int rounds = count > 1 ? std::max(1, std::atoi(words[1])) : 50;
  std::printf("%-46s %-18s %8s %8s   (microseconds)\n", "50 campaigns", "reason", "best", "median");
  bool good = measure("too few articles for any", R"("article_count":{"min":900},)",
                      Reason::below_min, rounds);
  good &= measure("dismissed or capped, with the next chance",
                  R"("dismiss_cooldown_days":60,"frequency_cap":{"max":1,"window_days":90},)",
                  Reason::campaign_cap, rounds);
  good &= measure("for supporters alone", R"("article_count":{"min":1},"audience":"supporters",)",
                  Reason::wrong_audience, rounds);
  return good ? 0 : 1;
}
