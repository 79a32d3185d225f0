#include "consent/signals.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <initializer_list>
#include <string>
#include <string_view>

using namespace lede::consent;
using lede::test::tree;

namespace {

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

Policy policy_of(std::string_view more = "") {
  return read_policy(
      tree(joined({"{", more, R"("purposes":{"preferences":{},"history":{},"measurement":{}}})"})),
      Regime::opt_in);
}

/// "absent", "pending", "idle", "elsewhere", or the purposes allowed.
std::string said(Host host, std::string_view data, const Policy& policy = policy_of()) {
  const Signal signal = read_signal(host, tree(data), policy);
  if (signal.status == Status::pending) return "pending";
  if (signal.status == Status::idle) return "idle";
  if (signal.status == Status::elsewhere) return "elsewhere";
  std::string out;
  for (std::size_t i = 0; i < purpose_names.size(); ++i) {
    if ((signal.allowed & purpose_bit(i)) == 0) continue;
    if (!out.empty()) out += ' ';
    out += purpose_names[i];
  }
  return out.empty() ? "nothing" : out;
}

std::string tcf(std::string_view event, std::string_view more) {
  return R"({"eventStatus":")" + std::string(event) + "\"," + std::string(more) + "}";
}

constexpr std::string_view publisher_all =
    R"("gdprApplies":true,"publisher":{"consents":{"1":true,"7":true}})";

}  // namespace

TEST_CASE("the TCF counts once it is loaded or the reader has acted") {
  CHECK(said(Host::tcf, tcf("tcloaded", publisher_all)) == "preferences history measurement");
  CHECK(said(Host::tcf, tcf("useractioncomplete", publisher_all)) ==
        "preferences history measurement");
  CHECK(said(Host::tcf, tcf("cmpuishown", publisher_all)) == "pending");
  CHECK(said(Host::tcf, tcf("", publisher_all)) == "pending");
  CHECK(said(Host::tcf, "null") == "pending");
}

TEST_CASE("the TCF is idle where the GDPR does not apply, and pending where it does not know") {
  CHECK(said(Host::tcf, R"({"eventStatus":"tcloaded","gdprApplies":false})") == "idle");
  CHECK(said(Host::tcf, R"({"eventStatus":"tcloaded"})") == "pending");
  CHECK(said(Host::tcf, R"({"eventStatus":"tcloaded","gdprApplies":"yes"})") == "pending");
  CHECK(said(Host::tcf, R"({"cmpStatus":"error","gdprApplies":true})") == "nothing");
}

TEST_CASE("without a vendor the publisher's consents count, for every purpose that is mapped") {
  CHECK(said(Host::tcf,
             tcf("tcloaded", R"("gdprApplies":true,"publisher":{"consents":{"1":true}})")) ==
        "preferences history");
  CHECK(said(Host::tcf,
             tcf("tcloaded", R"("gdprApplies":true,"purpose":{"consents":{"1":true,"7":true}})")) ==
        "nothing");
}

TEST_CASE("with a vendor both the purpose's and the vendor's consent are wanted") {
  const Policy policy = policy_of(R"("tcf_vendor":42,)");
  constexpr std::string_view purposes =
      R"("gdprApplies":true,"purpose":{"consents":{"1":true}},"vendor":{"consents":{")";
  const auto with = [&](std::string_view vendor) {
    return said(Host::tcf, tcf("tcloaded", std::string(purposes) + std::string(vendor)), policy);
  };
  CHECK(with(R"(42":true}})") == "preferences history");
  CHECK(with(R"(42":false}})") == "nothing");
  CHECK(with(R"(43":true}})") == "nothing");
  CHECK(said(Host::tcf, tcf("tcloaded", publisher_all), policy) == "nothing");
}

TEST_CASE("a purpose that the publisher restricts is not the vendor's by consent") {
  const Policy policy = policy_of(R"("tcf_vendor":42,)");
  const auto with = [](std::string_view restrictions, const Policy& by) {
    return said(
        Host::tcf,
        joined(
            {R"({"eventStatus":"tcloaded","gdprApplies":true,"purpose":{"consents":{"1":true,"7":true}},)",
             R"("vendor":{"consents":{"42":true}},"publisher":{"consents":{"1":true,"7":true},)",
             R"("restrictions":)", restrictions, "}}"}),
        by);
  };
  constexpr std::string_view all = "preferences history measurement";
  CHECK(with("{}", policy) == all);
  CHECK(with(R"({"1":{"42":0}})", policy) == "nothing");
  CHECK(with(R"({"1":{"42":1}})", policy) == all);
  CHECK(with(R"({"1":{"42":2}})", policy) == "nothing");
  CHECK(with(R"({"7":{"42":0}})", policy) == "preferences history");
  CHECK(with(R"({"1":{"43":0},"2":{"42":0}})", policy) ==
        all);  // another vendor's, another purpose
  CHECK(with(R"({"1":{"42":"0"}})", policy) == "nothing");
  CHECK(with(R"({"1":{"42":null}})", policy) == "nothing");
  CHECK(with("[0]", policy) == all);
  CHECK(with(R"({"1":{"42":0}})", policy_of()) == all);  // the publisher's own consents
}

TEST_CASE("a TCF manager that misbehaves grants nothing") {
  for (const std::string_view consents :
       {"[true,true]", "\"1\"", "{\"1\":1,\"7\":\"true\"}", "null", "true"}) {
    CAPTURE(consents);
    CHECK(said(Host::tcf, tcf("tcloaded", R"("gdprApplies":true,"publisher":{"consents":)" +
                                              std::string(consents) + "}")) == "nothing");
  }
  CHECK(said(Host::tcf, tcf("tcloaded", R"("gdprApplies":true,"publisher":7)")) == "nothing");
  CHECK(said(Host::tcf, "[]") == "pending");
  CHECK(said(Host::tcf, "\"tcloaded\"") == "pending");
}

TEST_CASE("GPP 1.1 counts when it is ready, and an opt-out in a US section denies") {
  const auto gpp = [](std::string_view section) {
    return said(Host::gpp,
                R"({"signalStatus":"ready","applicableSections":[7],"parsedSections":{"usnat":)" +
                    std::string(section) + "}}");
  };
  CHECK(gpp(R"({"SaleOptOut":2,"SharingOptOut":0})") == "preferences history measurement");
  CHECK(gpp(R"({"SaleOptOut":1})") == "nothing");
  CHECK(gpp(R"([{"TargetedAdvertisingOptOut":1},{"Gpc":false}])") == "nothing");
  CHECK(gpp(R"([{"SaleOptOut":2},{"Gpc":true}])") == "nothing");
  CHECK(gpp(R"({"SaleOptOutNotice":1})") == "preferences history measurement");
  CHECK(said(Host::gpp, R"({"signalStatus":"not ready","applicableSections":[7]})") == "pending");
  CHECK(said(Host::gpp, "null") == "pending");
}

TEST_CASE("GPP is pending until every US section that applies has been parsed") {
  const auto gpp = [](std::string_view applicable, std::string_view parsed) {
    return said(Host::gpp, joined({R"({"signalStatus":"ready","applicableSections":)", applicable,
                                   R"(,"parsedSections":)", parsed, "}"}));
  };
  constexpr std::string_view all = "preferences history measurement";
  CHECK(gpp("[7]", R"({"usca":{"SaleOptOut":2}})") == "pending");
  CHECK(gpp("[7,8]", R"({"usnat":{"SaleOptOut":2}})") == "pending");
  CHECK(gpp("[7,8]", R"({"usnat":{"SaleOptOut":2},"usca":[{"SaleOptOut":2}]})") == all);
  CHECK(gpp("[9]", R"({"usva":{"SaleOptOut":2}})") == all);
  CHECK(gpp("[22]", R"({"ustn":{"SaleOptOut":2}})") == all);
  CHECK(gpp("[27]", R"({"usri":{"SaleOptOut":2}})") == all);
  CHECK(gpp("[28]", R"({"usxx":{"SaleOptOut":2}})") == "pending");  // of a law that came later
  for (const std::string_view nothing : {"null", "{}", "[]", "7", "\"x\""}) {
    CAPTURE(nothing);
    CHECK(gpp("[7]", joined({R"({"usnat":)", nothing, "}"})) == "pending");
  }
}

TEST_CASE("what is said under an opt-out law is known as that, and consent as consent") {
  const auto status = [](Host host, std::string_view data) {
    return read_signal(host, tree(data), policy_of()).status;
  };
  CHECK(
      status(
          Host::gpp,
          R"({"signalStatus":"ready","applicableSections":[7],"parsedSections":{"usnat":{"SaleOptOut":2}}})") ==
      Status::opt_out);
  CHECK(status(Host::wp, R"({"type":"optout","preferences":true})") == Status::opt_out);
  CHECK(status(Host::wp, R"({"type":"optin","preferences":true})") == Status::ready);
  CHECK(status(Host::tcf, tcf("tcloaded", publisher_all)) == Status::ready);
}

TEST_CASE("the older US privacy string is heard within GPP") {
  const auto sold = [](std::string_view out) {
    return said(
        Host::gpp,
        R"({"cmpStatus":"loaded","applicableSections":[6],"parsedSections":{"uspv1":{"OptOutSale":")" +
            std::string(out) + "\"}}}");
  };
  CHECK(sold("Y") == "nothing");
  CHECK(sold("N") == "preferences history measurement");
}

TEST_CASE("GPP 1.0 has no signal status and counts when its manager is loaded") {
  constexpr std::string_view rest =
      R"("applicableSections":[8],"parsedSections":{"usca":{"SaleOptOut":2}}})";
  CHECK(said(Host::gpp, R"({"cmpStatus":"loaded",)" + std::string(rest)) ==
        "preferences history measurement");
  CHECK(said(Host::gpp, R"({"cmpStatus":"stub",)" + std::string(rest)) == "pending");
}

TEST_CASE("an opt-out denies only purposes for which an applicable section is mapped") {
  const Policy policy = read_policy(
      tree(R"({"purposes":{"preferences":{"gpp":[8]},"history":{"gpp":[7,8]}}})"), Regime::opt_out);
  const Signal signal = read_signal(
      Host::gpp,
      tree(
          R"({"signalStatus":"ready","applicableSections":[7],"parsedSections":{"usnat":{"SaleOptOut":1}}})"),
      policy);
  CHECK((signal.allowed & policy.used) == preferences);
}

TEST_CASE("GPP tells which law holds: none, the TCF's, or not yet known") {
  const auto sections = [](std::string_view list) {
    return said(Host::gpp,
                R"({"signalStatus":"ready","applicableSections":)" + std::string(list) + "}");
  };
  CHECK(sections("[-1]") == "idle");
  CHECK(sections("[2]") == "elsewhere");
  CHECK(sections("[5,7]") == "elsewhere");
  for (const std::string_view list :
       {"[]", "[0]", "[7]", "null", "\"7\"", "[1e300]", "[99]", "{}"}) {
    CAPTURE(list);
    CHECK(sections(list) == "pending");
  }
}

TEST_CASE("the WP Consent API grants by category, and is silent where no type is set") {
  CHECK(said(Host::wp, R"({"preferences":true,"statistics":false})") == "preferences history");
  CHECK(said(Host::wp, R"({"statistics":true})") == "measurement");
  CHECK(said(Host::wp, R"({"preferences":"true","statistics":1})") == "nothing");
  CHECK(said(Host::wp, "null") == "pending");
}

TEST_CASE(
    "the page's own word comes in any usual shape, and what is not understood grants nothing") {
  CHECK(said(Host::page, R"(["history","preferences"])") == "preferences history");
  CHECK(said(Host::page, R"({"measurement":true,"history":false})") == "measurement");
  CHECK(said(Host::page, "true") == "preferences history measurement");
  for (const std::string_view grants :
       {"false", "null", "[]", "{}", "7", "\"history\"", R"(["all"])", R"([true])"}) {
    CAPTURE(grants);
    CHECK(said(Host::page, grants) == "nothing");
  }
}
