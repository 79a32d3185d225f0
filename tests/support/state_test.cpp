#include "support/read.h"
#include "support/reduce.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace lede::support;  // NOLINT(google-build-using-namespace): what is tested here
using lede::test::tree;

namespace {

constexpr std::int64_t noon = 1'794'657'600'000;  // 2026-11-14T12:00:00Z

std::string as_json(const ReaderState& reader) {
  lede::json::Writer out;
  write_reader(out, reader);
  return out.take();
}

ReaderState from(std::string_view json) { return read_reader(tree(json)); }

ReaderState after(ReaderState reader, EventKind kind, std::int64_t now_ms,
                  std::string_view page = "p") {
  Event event;
  event.kind = kind;
  event.now_ms = now_ms;
  event.page_id = page;
  event.campaign = "winter";
  event.variant = "a";
  return reduce(std::move(reader), event);
}

}  // namespace

TEST_CASE("a new reader is an empty object but for its version") {
  CHECK(as_json({}) == R"({"v":1})");
}

TEST_CASE("a reader's state is written as it was read") {
  constexpr std::string_view json =
      R"({"v":1,"reader_seed":"77","forgotten_at":5,)"
      R"("day_counts":[{"day":"2026-11-14","count":2},{"day":"2026-11-13","count":1}],)"
      R"("tag_counts":[{"day":"2026-11-14","tag":9,"count":1}],)"
      R"("seen_pages":[{"day":"2026-11-14","page":7}],)"
      R"("impressions":[{"t":1794657600000,"campaign":3,"variant":4}],)"
      R"("dismissals":[{"t":1794657600001,"campaign":3}],)"
      R"("conversions":[{"t":1794657600002}]})";
  CHECK(as_json(from(json)) == json);
}

TEST_CASE("no page, tag or campaign is kept by its name") {
  Event event;
  event.now_ms = noon;
  event.page_id = "https://pub.example/illness";
  const lede::json::Value support = tree(
      R"({"campaigns":[{"id":"c","article_count":{"tags":["illness"]},
          "copy":{"en":{"heading":"H"}},"cta":{"url":"https://pub.example/s"}}]})");
  const Config config = read_config(support, {});
  const lede::json::Value tags = tree(R"(["illness","Illness","private"])");
  event.tags = &tags;
  event.config = &config;
  const std::string json = as_json(reduce({}, event));
  CHECK(json.find("illness") == std::string::npos);
  CHECK(json.find(R"("tag_counts":[{"day":"2026-11-14","tag":)") != std::string::npos);
  CHECK(json.find(R"("count":2)") == std::string::npos);
}

TEST_CASE("pages whose ids differ in case alone are two") {
  ReaderState reader = after({}, EventKind::article, noon, "aB");
  reader = after(std::move(reader), EventKind::article, noon, "Ab");
  reader = after(std::move(reader), EventKind::article, noon, "aB");
  CHECK(reader.facts.front().count == 2);
  reader = from(R"({"v":1,"seen_pages":[{"day":"2026-11-14","page":"aB"}]})");
  CHECK(after(reader, EventKind::article, noon, "aB").facts.size() == 1);
  CHECK(after(reader, EventKind::article, noon, "ab").facts.size() == 3);
}

TEST_CASE("a day has 64 articles at the most") {
  ReaderState reader;
  for (int i = 0; i < 200; ++i)
    reader = after(std::move(reader), EventKind::article, noon, std::to_string(i));
  for (int i = 0; i < 200; ++i)
    reader = after(std::move(reader), EventKind::article, noon, std::to_string(i));
  CHECK(reader.facts.front().count == 64);
}

TEST_CASE("of two dismissals of a campaign the later is kept, whichever comes last") {
  ReaderState reader = after({}, EventKind::dismiss, noon);
  reader = after(std::move(reader), EventKind::dismiss, noon + 5);
  CHECK(reader.facts.size() == 1);
  CHECK(reader.facts[0].t == noon + 5);
  const ReaderState older = after({}, EventKind::dismiss, noon);
  CHECK(merge(reader, older) == reader);
  CHECK(merge(older, reader) == reader);
}

TEST_CASE("what a tab was asked to forget doesn't come back from another") {
  const ReaderState before = after(after({}, EventKind::article, noon), EventKind::dismiss, noon);
  const ReaderState forgotten = after(before, EventKind::forget, noon + 1000);
  CHECK(merge(forgotten, before) == forgotten);
  CHECK(merge(before, forgotten) == forgotten);
  const ReaderState since = after(before, EventKind::dismiss, noon + 2000);
  CHECK(merge(forgotten, since).facts.size() == 1);
}

TEST_CASE("who opted out in one tab is not counted in any") {
  const ReaderState counted = after({}, EventKind::article, noon);
  const ReaderState out = after({}, EventKind::opt_out, noon);
  CHECK(merge(counted, out).facts.empty());
  CHECK(merge(counted, out).count_opted_out);
  CHECK(after(out, EventKind::forget, noon).count_opted_out);
}

TEST_CASE("two seeds made at once become one") {
  const ReaderState a = from(R"({"v":1,"reader_seed":"5"})");
  const ReaderState b = from(R"({"v":1,"reader_seed":"7"})");
  CHECK(merge(a, b).reader_seed == "5");
  CHECK(merge(b, a).reader_seed == "5");
  CHECK(merge({}, b).reader_seed == "7");
}

TEST_CASE("facts are kept to the millisecond, no longer") {
  const std::int64_t last = noon + 90 * ms_per_day;
  const ReaderState seen = after({}, EventKind::impression, noon);
  CHECK(after(seen, EventKind::conversion, last - 1).facts.size() == 2);
  CHECK(after(seen, EventKind::conversion, last).facts.size() == 1);
}
