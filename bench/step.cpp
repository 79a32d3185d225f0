// What one step costs: the machine of one publisher, and a whole step of a page through JSON.
//   cmake --build build/native --target lede_bench_step && build/native/bench/lede_bench_step
// Prints microseconds of processor time for a step, the least and the median of many rounds.
#include "consent/machine.h"
#include "widget/widget.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <ctime>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace lede;

constexpr int rounds = 41;

double now_us() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

/// Runs `round`, which takes so many steps, again and again.
template <typename Round>
void report(std::string_view name, int steps, Round round) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const double begin = now_us();
    for (int again = 0; again < 100; ++again) round();
    times.push_back((now_us() - begin) / 100 / steps);
  }
  std::sort(times.begin(), times.end());
  std::printf("%-28s %10.3f %10.3f\n", std::string(name).c_str(), times.front(), times[rounds / 2]);
}

// A reader's way through the machine: every state, most events.
void consent_steps() {
  consent::Policy policy;
  policy.used = consent::history;
  using namespace consent;
  const std::array<What, 10> way = {Configured{Attribute::automatic, false},
                                    Stored{{}, false},
                                    Waited{},
                                    Asked{},
                                    Dismissed{},
                                    Answered{Answer::accept, 0, {}},
                                    GpcSaid{true},
                                    HostSaid{Host::tcf, {Status::ready, all_purposes}},
                                    Answered{Answer::reject, 0, {}},
                                    Erased{}};
  unsigned seen = 0;
  report("consent::step", static_cast<int>(way.size()), [&] {
    State state;
    for (const What& what : way) {
      state = step(state, {1'800'000'000'000, what}, policy).state;
      seen += state.grants;
    }
  });
  if (seen == 0) std::puts("nothing was ever granted");
}

// Two publishers with five cards each, one of them open: a page as busy as they come.
void page_steps() {
  std::string state;
  const auto send = [&](const std::string& rest) {
    Result<Step> next = step_bytes(state, "{\"now_ms\":1800000000000," + rest + "}");
    if (!next) std::puts("a step was refused");
    if (next) state = std::move(next->state);
  };
  for (const std::string who : {"a", "b"}) {
    const std::string url = "https://" + who + ".example/lede.json";
    send(R"("type":"profile","url":")" + url +
         R"(","settings":{"consent":{"controller":"The Kittiwake","policy_url":"/privacy",)"
         R"("purposes":{"history":{},"preferences":{},"measurement":{}}}})");
    send(R"("type":"stored","key":"lede:1:https://)" + who + R"(.example","value":null)");
    send(R"("type":"waited","profile":")" + url + "\"");
    for (const char card : {'1', '2', '3', '4', '5'}) {
      send(R"("type":"article","card":")" + who + card + R"(","profile":")" + url +
           R"(","facts":{"id":"tide-tables","url":"https://kittiwake.example/a/tide-tables",)"
           R"("title":"The town that keeps two clocks","tags":["tides"],"interface_lang":"en"})");
    }
  }
  send(R"("type":"opened","card":"a1")");
  const std::string asked = state;
  report("step through JSON", 2, [&] {
    state = asked;
    send(R"("type":"choose","card":"a1")");
    send(R"("type":"save","card":"a1","grants":["history"])");
  });
}

}  // namespace

int main() {
  std::printf("%-28s %10s %10s   (microseconds)\n", "", "least", "median");
  consent_steps();
  page_steps();
}
