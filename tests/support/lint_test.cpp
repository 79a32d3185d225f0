#include "support/lint.h"

#include "support/lint_verb.h"
#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using lede::support::Finding;
using lede::support::Severity;
using lede::test::tree;

namespace {

constexpr std::int64_t now_ms = 1'794'657'600'000;  // 2026-11-14T12:00:00Z
constexpr std::string_view words =
    R"("copy":{"en":{"heading":"H"}},"cta":{"url":"https://p.example/s"})";

/// "error /support/campaigns/0/id; warning ..." of a profile with these members beside its name.
std::string found(const std::string& members) {
  std::string out;
  for (const Finding& finding :
       lede::support::lint(tree(R"({"version":1,"name":"P",)" + members + "}"), {}, now_ms)) {
    CHECK(finding.sentence.ends_with("."));
    if (!out.empty()) out += "; ";
    out += (finding.severity == Severity::error ? "error " : "warning ") + finding.pointer;
  }
  return out;
}

/// Of a profile that asks for history, with one campaign of these members.
std::string found_in(const std::string& campaign) {
  return found(R"("consent":{"purposes":{"history":{}}},"support":{"campaigns":[{"id":"a",)" +
               campaign + "}]}");
}

std::string with_words(const std::string& members) {
  return found_in(members + "," + std::string(words));
}

/// Of one whose only text is this.
std::string saying(const std::string& lang, const std::string& heading,
                   const std::string& more = "") {
  return found_in(R"("requires":["history"],"copy":{")" + lang + R"(":{"heading":")" + heading +
                  R"("}},"cta":{"url":"https://p.example/s"})" + more);
}

constexpr const char* at_campaign = "/support/campaigns/0";

}  // namespace

TEST_CASE("a campaign of an id, one copy and one button has no fault") {
  CHECK(found_in(std::string(words)).empty());
  CHECK(found(R"("url":"https://p.example/")").empty());
}

TEST_CASE("what can't be read is an error where it stands") {
  CHECK(found(R"("support":[])") == "error /support");
  CHECK(with_words(R"("priority":"high")") == std::string("error ") + at_campaign + "/priority");
  CHECK(with_words(R"("schedule":{"start":"soon"})") ==
        "error /support/campaigns/0/schedule/start");
  CHECK(with_words(R"("placement":"left")") == "error /support/campaigns/0/placement");
  CHECK(with_words(R"("targeting":{"devices":["watch"]})") ==
        "error /support/campaigns/0/targeting/devices");
  CHECK(with_words(R"("targeting":5)") == "error /support/campaigns/0/targeting");
  CHECK(with_words(R"("blackout":[{"from":"22:00"}])") == "error /support/campaigns/0/blackout");
  CHECK(found_in(R"("copy":{"en":{}},"cta":{"url":"https://p.example/"})") ==
        "error /support/campaigns/0/copy");
  CHECK(found_in(R"("copy":{"en":{"body":"B"}},"cta":{"url":"mailto:a@p.example"})") ==
        "error /support/campaigns/0/cta");
}

TEST_CASE("a name that nobody reads is an error") {
  CHECK(with_words(R"("dismiss_cooldown":3)") == "error /support/campaigns/0/dismiss_cooldown");
  CHECK(with_words(R"("frequency_cap":{"maximum":3})") ==
        "error /support/campaigns/0/frequency_cap/maximum");
  CHECK(with_words(R"("_note":"ours")").empty());
}

TEST_CASE("a window or a pause that is longer than the memory is an error") {
  CHECK(with_words(R"("frequency_cap":{"window_days":91})") ==
        "error /support/campaigns/0/frequency_cap/window_days");
  CHECK(with_words(R"("article_count":{"min":1,"window_days":365})") ==
        "error /support/campaigns/0/article_count/window_days");
  CHECK(with_words(R"("dismiss_cooldown_days":401)") ==
        "error /support/campaigns/0/dismiss_cooldown_days");
  CHECK(with_words(R"("frequency_cap":{"max":65})") ==
        "error /support/campaigns/0/frequency_cap/max");
}

TEST_CASE("dates that can't be meant") {
  CHECK(with_words(R"("schedule":{"start":"2026-12-02T00:00:00Z","end":"2026-12-01T00:00:00Z"})") ==
        "error /support/campaigns/0/schedule/end");
  CHECK(with_words(R"("schedule":{"end":"2026-11-14T12:00:00Z"})") ==
        "warning /support/campaigns/0/schedule/end");
  CHECK(with_words(R"("schedule":{"end":"2026-11-14T12:00:01Z"})").empty());
  CHECK(with_words(R"("blackout":[{"from":"07:00","to":"07:00"}])") ==
        "error /support/campaigns/0/blackout/0/to");
}

TEST_CASE("a date without its time and zone is none that was meant") {
  for (const std::string_view date :
       {"2026-12-01", "2026-12-01T00:00:00", "2026-12-01T00:00Z", " 2026-12-01T00:00:00Z"}) {
    CAPTURE(date);
    CHECK(with_words(R"("schedule":{"start":")" + std::string(date) + "\"}") ==
          "error /support/campaigns/0/schedule/start");
  }
  CHECK(with_words(R"("schedule":{"start":"2026-12-01T00:00:00.5+02:00"})").empty());
  CHECK(found(R"("support":{"generated_at":"2026-11-14","campaigns":[{"id":"a",)" +
              std::string(words) + "}]}") == "error /support/generated_at");
}

TEST_CASE("countries and languages that no reader has") {
  const auto countries = [](const std::string& list) {
    return with_words(R"("targeting":{"countries":[)" + list + "]}");
  };
  CHECK(countries(R"("UA","gb")").empty());
  for (const std::string_view code : {"UKR", "UK", "US-CA", "Ukraine", "EN", "U"}) {
    CAPTURE(code);
    CHECK(countries(R"("UA",")" + std::string(code) + '"') ==
          "error /support/campaigns/0/targeting/countries/1");
  }
  const auto locales = [](const std::string& list) {
    return with_words(R"("targeting":{"locales":[)" + list + "]}");
  };
  CHECK(locales(R"("uk","en-GB","zh-Hant-TW","yue","de-1996")").empty());
  for (const std::string_view tag :
       {"english", "en_GB", "e", "*", "en-", "en--GB", "en-Britannia"}) {
    CAPTURE(tag);
    CHECK(locales(R"("uk",")" + std::string(tag) + '"') ==
          "error /support/campaigns/0/targeting/locales/1");
  }
  CHECK(saying("english", "H") == "error /support/campaigns/0/copy/english");
  CHECK(found_in(R"("copy":{"en":{"heading":"%%COUNTRY%%","countries":{"UK":"Britain"}}},)"
                 R"("cta":{"url":"https://p.example/s"})") ==
        "error /support/campaigns/0/copy/en/countries/UK");
}

TEST_CASE("who writes UK is told GB") {
  const auto findings = lede::support::lint(
      tree(R"({"name":"P","support":{"campaigns":[{"id":"a","targeting":{"countries":["UK"]},)" +
           std::string(words) + "}]}}"),
      {}, now_ms);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].sentence == "The code of the United Kingdom is GB.");
}

TEST_CASE("words beside the variants are told to belong into them") {
  const auto findings = lede::support::lint(
      tree(R"({"name":"P","support":{"campaigns":[{"id":"a","variants":[{"id":"x",)" +
           std::string(words) + "}]," + std::string(words) + "}]}}"),
      {}, now_ms);
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].pointer == "/support/campaigns/0/copy");
  CHECK(findings[1].pointer == "/support/campaigns/0/cta");
  for (const Finding& finding : findings)
    CHECK(finding.sentence.find("each of the variants") != std::string::npos);
}

TEST_CASE("what is no profile is said to be none") {
  for (const std::string_view json :
       {R"({"id":"1","title":"T","content_text":"B"})",
        R"({"version":"https://jsonfeed.org/version/1.1","title":"F","items":[]})", "[]", "5"}) {
    CAPTURE(json);
    const auto findings = lede::support::lint(tree(json), {}, now_ms);
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].severity == Severity::error);
    CHECK(findings[0].pointer.empty());
  }
  CHECK(lede::support::lint(tree(R"({"version":1})"), {}, now_ms).empty());
}

TEST_CASE("a configuration that is stale, or can't say when it would be") {
  const std::string campaigns = R"(,"campaigns":[{"id":"a",)" + std::string(words) + "}]}";
  CHECK(found(R"("support":{"generated_at":"2026-11-01T00:00:00Z","stale_after_days":10)" +
              campaigns) == "error /support/generated_at");
  CHECK(
      found(R"("support":{"generated_at":"2026-11-01T00:00:00Z","stale_after_days":20)" + campaigns)
          .empty());
  CHECK(found(R"("support":{"stale_after_days":20)" + campaigns) == "error /support/generated_at");
  CHECK(found(R"("support":{"generated_at":"2027-11-01T00:00:00Z","stale_after_days":20)" +
              campaigns) == "warning /support/generated_at");
  CHECK(found(R"("support":{"kill_switch":true)" + campaigns) == "warning /support/kill_switch");
}

TEST_CASE("thresholds that nobody reaches") {
  CHECK(with_words(R"("article_count":{"min":5,"max":4})") ==
        "error /support/campaigns/0/article_count/max");
  CHECK(with_words(R"("article_count":{"min":65,"window_days":1})") ==
        "error /support/campaigns/0/article_count/min");
  CHECK(with_words(R"("article_count":{"min":64,"window_days":1})").empty());
  CHECK(with_words(R"("frequency_cap":{"max":0})") ==
        "error /support/campaigns/0/frequency_cap/max");
  CHECK(with_words(R"("frequency_cap":{"max":5})") ==
        "warning /support/campaigns/0/frequency_cap/max");
  CHECK(with_words(R"("holdout_bp":10000)") == "error /support/campaigns/0/holdout_bp");
}

TEST_CASE("a purpose that nobody asks for is never granted") {
  CHECK(with_words(R"("requires":["measurement"])") == "error /support/campaigns/0/requires");
  CHECK(found(R"("support":{"campaigns":[{"id":"a","article_count":{"min":1},)" +
              std::string(words) + "}]}") == "error /support/campaigns/0/article_count");
}

TEST_CASE("weights that are not 10000 together") {
  const auto weights = [](const std::string& a, const std::string& b) {
    return found_in(R"("variants":[{"id":"x",)" + a + std::string(words) + R"(},{"id":"y",)" + b +
                    std::string(words) + "}]");
  };
  CHECK(weights("", "").empty());
  CHECK(weights(R"("weight_bp":4000,)", R"("weight_bp":6000,)").empty());
  CHECK(weights(R"("weight_bp":4000,)", R"("weight_bp":5000,)") ==
        "error /support/campaigns/0/variants");
  CHECK(weights(R"("weight_bp":4000,)", "") == "error /support/campaigns/0/variants");
}

TEST_CASE("ids that are not one's own") {
  CHECK(found_in(R"("variants":[{"id":"x",)" + std::string(words) + R"(},{"id":"x",)" +
                 std::string(words) + "}]") == "error /support/campaigns/0/variants/1/id");
  CHECK(found(R"("support":{"campaigns":[{"id":"a",)" + std::string(words) + R"(},{"id":"a",)" +
              std::string(words) + "}]}") == "error /support/campaigns/1/id");
}

TEST_CASE("tokens that can't be filled, and plural forms that are missing") {
  const std::string heading = "/support/campaigns/0/copy/";
  CHECK(saying("en", "%%NAME%%") == "error " + heading + "en/heading");
  CHECK(saying("de", "%%DATE%%") == "error " + heading + "de/heading");
  CHECK(saying("uk", "%%ARTICLE_COUNT|a|b%%") == "error " + heading + "uk/heading");
  CHECK(saying("uk", "%%ARTICLE_COUNT|a|b|c%%").empty());
  CHECK(saying("en", "%%ARTICLE_COUNT%%") == "warning " + heading + "en/heading");
  CHECK(saying("en", "%%MEMBERS|member|members%%") == "error " + heading + "en/heading");
  CHECK(saying("en", "%%MEMBERS|member|members%%", R"(,"membership":{"count":5})").empty());
  CHECK(saying("en", "%%COUNTRY%%") == "error " + heading + "en/countries");
  CHECK(saying("en", "Ends %%DATE") == "error " + heading + "en/heading");
  CHECK(saying("en", "%%ARTICLE_COUNT |article|articles%%") == "error " + heading + "en/heading");
  CHECK(saying("en", "100%% free, 5 %% off").empty());
}

TEST_CASE("a campaign that another always comes before") {
  const auto two = [](const std::string& a, const std::string& b) {
    return found(R"("support":{"campaigns":[{"id":"a","priority":1,)" + a + std::string(words) +
                 R"(},{"id":"b",)" + b + std::string(words) + "}]}");
  };
  CHECK(two("", "") == "warning /support/campaigns/1");
  CHECK(two(R"("targeting":{"countries":["GB"]},)", "").empty());
  CHECK(two(R"("targeting":{"countries":["GB"]},)", R"("targeting":{"countries":["gb"]},)") ==
        "warning /support/campaigns/1");
  CHECK(two(R"("frequency_cap":{"max":2},)", "").empty());
  CHECK(two(R"("status":"draft",)", "").empty());
  CHECK(two(R"("holdout_bp":100,)", "").empty());
}

TEST_CASE("variants that don't speak the same languages") {
  CHECK(
      found_in(
          R"("variants":[{"id":"x",)" + std::string(words) +
          R"(},{"id":"y","copy":{"en":{"heading":"H"},"uk":{"heading":"Г"}},"cta":{"url":"https://p.example/"}}])") ==
      "warning /support/campaigns/0/variants/0/copy");
}

TEST_CASE("the lab gets the same findings as JSON, judged at its own time") {
  const std::string profile = R"({"version":1,"name":"P","support":{"campaigns":[{"id":"a",)" +
                              std::string(words) +
                              R"(,"schedule":{"end":"2026-11-14T12:00:00Z"}}]}})";
  const auto before = lede::support::lint_bytes(profile, R"({"now_ms":1794657599999})");
  REQUIRE(before);
  CHECK(*before == "[]");
  const auto after = lede::support::lint_bytes(profile, R"({"now_ms":1794657600000})");
  REQUIRE(after);
  CHECK(*after == R"([{"severity":"warning","pointer":"/support/campaigns/0/schedule/end",)"
                  R"("sentence":"The campaign has ended; archive it."}])");
}

TEST_CASE("the lab is told where JSON breaks off, and asked for a time") {
  const auto broken = lede::support::lint_bytes(R"({"version":1,)", R"({"now_ms":0})");
  REQUIRE_FALSE(broken);
  CHECK(broken.error().offset == 13);
  for (const std::string_view options :
       {"", "{}", "[]", "{", R"({"now_ms":"today"})", R"({"now_ms":1e300})", R"({"now_ms":-1})"}) {
    CAPTURE(options);
    const auto timeless = lede::support::lint_bytes("{}", options);
    REQUIRE_FALSE(timeless);
    CHECK(timeless.error().code == lede::ErrorCode::bad_option);
  }
}
