#include "consent/policy.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace lede::consent;
using lede::Faults;
using lede::test::listed;
using lede::test::tree;

namespace {

Regime regime_in(std::string_view policy, std::string_view region) {
  return regime_for(tree(policy), region);
}

Policy policy_of(std::string_view text, Regime regime = Regime::opt_in) {
  return read_policy(tree(text), regime);
}

std::string faults_of(std::string_view policy) {
  Faults faults;
  check_policy(tree(R"({"consent":)" + std::string(policy) + "}"), faults);
  return listed(faults);
}

constexpr std::string_view told = R"("controller":"The Kittiwake","policy_url":"/privacy",)";

}  // namespace

TEST_CASE("the regime of a region is that of the longest name that fits") {
  constexpr std::string_view policy =
      R"({"regime":"opt-in","regions":{"US":"notice","US-CA":"opt-out","UA":"none"}})";
  CHECK(regime_in(policy, "US-CA") == Regime::opt_out);
  CHECK(regime_in(policy, "us-ca") == Regime::opt_out);
  CHECK(regime_in(policy, "US-NY") == Regime::notice);
  CHECK(regime_in(policy, "US") == Regime::notice);
  CHECK(regime_in(policy, "UA") == Regime::none);
  CHECK(regime_in(policy, "BR") == Regime::opt_in);
  CHECK(regime_in("null", "BR") == Regime::opt_in);
}

TEST_CASE("an unknown region has the strictest regime that is named") {
  constexpr std::string_view policy = R"({"regime":"notice","regions":{"US":"opt-out"}})";
  CHECK(regime_in(policy, "") == Regime::notice);
  CHECK(regime_in(policy, "Texas") == Regime::notice);
  CHECK(regime_in(R"({"regime":"notice","regions":{"DE":"opt-in"}})", "") == Regime::opt_in);
}

TEST_CASE("opt-out and none are opt-in in the EEA, in the UK and where nobody knows") {
  for (const std::string_view regime : {"opt-out", "none"}) {
    const std::string policy = R"({"regime":")" + std::string(regime) + R"(","regions":{"FR":")" +
                               std::string(regime) + "\"}}";
    for (const std::string_view region : {"FR", "DE-BY", "GB", "UK", "NO", "", "?"}) {
      CAPTURE(region);
      CHECK(regime_in(policy, region) == Regime::opt_in);
    }
    CHECK(regime_in(policy, "CA") == regime_named(regime));
  }
}

TEST_CASE("only purposes that are named are used, with the usual mappings") {
  const Policy policy = policy_of(R"({"purposes":{"history":{},"measurement":{},"ads":{}}})");
  CHECK(policy.used == (history | measurement));
  CHECK(policy.tcf[1] == 1U << 1U);
  CHECK(policy.tcf[2] == (1U << 1U | 1U << 7U));
  CHECK(wp_categories[policy.wp[1]] == "preferences");
  CHECK(wp_categories[policy.wp[2]] == "statistics");
  CHECK(policy.wait_ms == 800);
  CHECK(policy.lifetime_ms[0] == 182 * day_ms);
  CHECK(policy_of("{}").used == 0);
}

TEST_CASE("mappings and lifetimes are the profile's where they are right") {
  const Policy policy = policy_of(
      R"({"wait_ms":50,"tcf_vendor":42,"expires_days":{"accept":365,"reject":30},)"
      R"("purposes":{"history":{"tcf":[1,8],"gpp":[7],"wp":"functional"},"preferences":{"tcf":[2,99]}}})");
  CHECK(policy.wait_ms == 50);
  CHECK(policy.tcf_vendor == 42);
  CHECK(policy.lifetime_ms[0] == 365 * day_ms);
  CHECK(policy.lifetime_ms[1] == 30 * day_ms);
  CHECK(policy.lifetime_ms[2] == 182 * day_ms);
  CHECK(policy.tcf[1] == (1U << 1U | 1U << 8U));
  CHECK(policy.gpp[1] == 1U << 7U);
  CHECK(wp_categories[policy.wp[1]] == "functional");
  CHECK(policy.tcf[0] == (1U << 1U | 1U << 2U));  // a wrong number asks no less of the host
}

TEST_CASE("the fingerprint covers what affects consent, and nothing else") {
  constexpr std::string_view base =
      R"({"recipients":["A","B"],"purposes":{"history":{}},"controller":"K"})";
  const std::uint32_t print = policy_of(base).fingerprint;
  CHECK(policy_of(
            R"({"recipients":["B","A"],"purposes":{"history":{}},"controller":"K","wait_ms":9})")
            .fingerprint == print);
  CHECK(policy_of(R"({"recipients":["A","B"],"purposes":{"history":{}},"controller":"L"})")
            .fingerprint != print);
  CHECK(policy_of(R"({"recipients":["A"],"purposes":{"history":{}}})").fingerprint != print);
  CHECK(policy_of(R"({"recipients":["A","B"],"purposes":{"history":{},"measurement":{}}})")
            .fingerprint != print);
  CHECK(policy_of(base, Regime::notice).fingerprint != print);
}

TEST_CASE("a policy that is as it should be has no faults") {
  CHECK(faults_of("{" + std::string(told) +
                  R"("regions":{"US-CA":"opt-out"},"purposes":{"history":{}}})")
            .empty());
  CHECK(faults_of(R"({"regime":"none"})").empty());
  CHECK(faults_of("7").empty());  // the profile's reader has said that already
}

TEST_CASE("a policy that the law does not allow is named where it stands") {
  CHECK(faults_of(R"({"regime":"opt-out"})") == "bad-regime /consent/regime");
  CHECK(faults_of("{" + std::string(told) + R"("regime":"none","purposes":{"history":{}}})") ==
        "bad-regime /consent/regime");
  CHECK(faults_of(R"({"regions":{"DE":"opt-out","GB":"opt-out","UA":"opt-out"}})") ==
        "bad-regime /consent/regions/DE; bad-regime /consent/regions/GB");
}

TEST_CASE("every other fault of a policy is named") {
  CHECK(faults_of(R"({"purposes":{"history":{}}})") ==
        "missing /consent/controller; missing /consent/policy_url");
  CHECK(faults_of(R"({"purposes":{"adverts":{}}})") == "unknown-value /consent/purposes/adverts");
  CHECK(faults_of(R"({"regime":"opt"})") == "unknown-value /consent/regime");
  CHECK(faults_of(R"({"regions":{"Texas":"opt-out","US-CA":"off"}})") ==
        "unknown-value /consent/regions/Texas; unknown-value /consent/regions/US-CA");
  CHECK(faults_of(R"({"wait_ms":-1,"tcf_vendor":0,"expires_days":{"accept":0,"save":396}})") ==
        "unknown-value /consent/wait_ms; unknown-value /consent/tcf_vendor; "
        "unknown-value /consent/expires_days/accept; unknown-value /consent/expires_days/save");
  CHECK(faults_of(R"({"wait_ms":0.5,"expires_days":{"accept":30},"regions":{}})") ==
        "unknown-value /consent/wait_ms");
  CHECK(faults_of("{" + std::string(told) +
                  R"("purposes":{"history":{"tcf":[],"gpp":[40],"wp":"all"}}})") ==
        "unknown-value /consent/purposes/history/tcf; unknown-value "
        "/consent/purposes/history/gpp; unknown-value /consent/purposes/history/wp");
}

TEST_CASE("the terms are what a reader is told") {
  const Terms terms =
      read_terms(tree(R"({"controller":" K ","policy_url":"/privacy","recipients":["A"],)"
                      R"("expires_days":{"reject":30},"purposes":{"measurement":{}}})"),
                 "https://k.example/lede.json");
  CHECK(terms.used == measurement);
  CHECK(terms.controller == "K");
  CHECK(terms.policy_url == "https://k.example/privacy");
  CHECK(terms.recipients == std::vector<std::string_view>{"A"});
  CHECK(terms.days[1] == 30);
  CHECK(read_terms(tree(R"({"policy_url":"javascript:x"})"), "https://k.example/")
            .policy_url.empty());
}
