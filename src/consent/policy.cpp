#include "consent/policy.h"

#include "base/hash.h"
#include "base/row.h"
#include "base/text.h"
#include "base/url.h"
#include "json/fields.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace lede::consent {
namespace {

using json::Fields;
using json::Kind;
using json::Value;

constexpr std::string_view known_keys[] = {"regime",       "regions",    "wait_ms",    "controller",
                                           "policy_url",   "tcf_vendor", "recipients", "purposes",
                                           "expires_days", "text"};
constexpr std::string_view answer_keys[] = {"accept", "reject", "save"};
constexpr std::string_view purpose_keys[] = {"tcf", "wp", "gpp"};

constexpr int usual_wait_ms = 800;
constexpr int most_wait_ms = 10'000;
constexpr int most_vendor = 65'535;
constexpr int most_bit = 31;  // TCF purposes go to 24, GPP sections to 27
constexpr std::uint32_t us_sections = ~0U << 6U;

/// Where a purpose's words in the host's languages are read when the profile names none.
constexpr std::array<std::uint32_t, 3> usual_tcf = {1U << 1U, 1U << 1U, 1U << 1U | 1U << 7U};
constexpr std::array<std::uint8_t, 3> usual_wp = {1, 1, 2};

// Where the GDPR or the UK GDPR holds: ISO 3166-1 codes, and EU and UK as some write them.
constexpr std::string_view opt_in_countries =
    "ATBEBGCYCZDEDKEEESEUFIFRGBGRHRHUIEISITLILTLULVMTNLNOPLPTROSESISKUK";

bool wants_consent(std::string_view region) {
  if (!is_region(region)) return true;
  for (std::size_t i = 0; i < opt_in_countries.size(); i += 2) {
    if (equals_ignoring_ascii_case(opt_in_countries.substr(i, 2), region.substr(0, 2))) return true;
  }
  return false;
}

bool is_lawful(Regime regime, std::string_view region) {
  return regime >= Regime::notice || !wants_consent(region);
}

Regime written_regime(const Value& consent, std::string_view region) {
  Regime regime = regime_named(consent.string("regime"));
  const Value* regions = consent.find("regions");
  if (regions == nullptr) return regime;
  const bool known = is_region(region);
  std::size_t fit = 0;
  for (const json::Member& member : regions->members) {
    const Regime named = regime_named(member.value.text);
    const std::size_t size = member.key.size();
    if (!known) {
      regime = std::max(regime, named);
    } else if (size >= fit && (size == 2 || size == region.size()) &&
               equals_ignoring_ascii_case(member.key, region.substr(0, size))) {
      regime = named;
      fit = size;
    }
  }
  return regime;
}

/// The numbers of a list as bits. One that is wrong brings the usual ones back, lest less be asked
/// of the host than was meant.
std::uint32_t read_bits(const Fields& fields, std::string_view key, std::uint32_t usual) {
  const Value* list = fields.child(key, Kind::array);
  if (list == nullptr) return usual;
  std::uint32_t bits = 0;
  bool wrong = list->items.empty();
  for (const Value& item : list->items) {
    const bool good = item.is_whole(1, most_bit);
    if (good) bits |= 1U << static_cast<std::uint32_t>(item.number);
    wrong = wrong || !good;
  }
  if (!wrong) return bits;
  fields.fault(key, ErrorCode::unknown_value, "This must be a list of whole numbers from 1 to 31.");
  return bits | usual;
}

std::uint8_t read_category(const Fields& fields, std::uint8_t usual) {
  const Value* written = fields.child("wp", Kind::string);
  if (written == nullptr) return usual;
  const std::size_t place = wp_categories.find(written->text);
  if (place < wp_categories.size()) return static_cast<std::uint8_t>(place);
  fields.fault("wp", ErrorCode::unknown_value, "The WP Consent API has no such category.");
  return usual;
}

void read_purpose(Policy& policy, std::size_t index, const Fields& fields) {
  policy.used |= purpose_bit(index);
  policy.tcf[index] = read_bits(fields, "tcf", usual_tcf[index]);
  policy.gpp[index] = read_bits(fields, "gpp", us_sections);
  policy.wp[index] = read_category(fields, usual_wp[index]);
}

void read_used(Policy& policy, const Fields& fields) {
  const Value* purposes = fields.child("purposes", Kind::object);
  if (purposes == nullptr) return;
  const json::Path here = fields.at("purposes");
  for (const json::Member& member : purposes->members) {
    const Fields entry(member.value, here.member(member.key), fields.faults());
    const std::size_t place = purpose_names.find(member.key);
    if (place == purpose_names.size()) {
      Fields(*purposes, here, fields.faults())
          .fault(member.key, ErrorCode::unknown_value,
                 "A purpose is preferences, history or measurement.");
    } else {
      read_purpose(policy, place, entry);
    }
  }
}

std::array<int, 3> read_days(const Fields& fields) {
  std::array<int, 3> days = {usual_days, usual_days, usual_days};
  const Value* object = fields.child("expires_days", Kind::object);
  if (object == nullptr) return days;
  const Fields entry(*object, fields.at("expires_days"), fields.faults());
  constexpr Row answers = "accept\0reject\0save";
  for (std::size_t i = 0; i < days.size(); ++i) {
    days[i] = entry.whole(answers[i], 1, most_days, usual_days);
  }
  return days;
}

// In whatever order the recipients stand: their hashes are added. The controller counts as well: an
// answer given to one publisher is none to another on the same origin.
std::uint32_t fingerprint_of(const Policy& policy, std::string_view controller,
                             const std::vector<std::string_view>& recipients) {
  std::uint32_t sum = fnv1a32(controller) + fmix32(static_cast<std::uint32_t>(policy.used) << 8U |
                                                   static_cast<std::uint32_t>(policy.regime));
  for (const std::string_view recipient : recipients) sum += fmix32(fnv1a32(recipient));
  return sum;
}

Policy read(const Fields& fields, Regime regime) {
  Policy policy;
  policy.regime = regime;
  policy.wait_ms = fields.whole("wait_ms", 0, most_wait_ms, usual_wait_ms);
  policy.tcf_vendor = fields.whole("tcf_vendor", 1, most_vendor, 0);
  read_used(policy, fields);
  const std::array<int, 3> days = read_days(fields);
  for (std::size_t i = 0; i < days.size(); ++i) policy.lifetime_ms[i] = days[i] * day_ms;
  policy.fingerprint =
      fingerprint_of(policy, fields.text("controller"), fields.texts("recipients"));
  return policy;
}

void check_regime(const Fields& fields, std::string_view key, std::string_view region,
                  Purposes used) {
  const Value* written = fields.child(key, Kind::string);
  if (written == nullptr) return;
  const Regime regime = regime_named(written->text);
  if (regime_names[static_cast<std::size_t>(regime)] != written->text) {
    fields.fault(key, ErrorCode::unknown_value,
                 "This must be one of: opt-in, opt-out, notice, none.");
  } else if (!is_lawful(regime, region) && (regime != Regime::none || used != 0)) {
    fields.fault(key, ErrorCode::bad_regime,
                 "The EEA, the UK and unknown regions want opt-in; name others in regions.");
  }
}

void check_regions(const Fields& fields, Purposes used) {
  const Value* object = fields.child("regions", Kind::object);
  if (object == nullptr) return;
  const Fields regions(*object, fields.at("regions"), fields.faults());
  for (const json::Member& member : object->members) {
    if (!is_region(member.key)) {
      regions.fault(member.key, ErrorCode::unknown_value,
                    "A region is a code such as UA or US-CA.");
    } else {
      check_regime(regions, member.key, member.key, used);
    }
  }
}

void check_keys(const Fields& fields, const Value& consent) {
  fields.only(known_keys);
  if (const Value* days = consent.find("expires_days"))
    Fields(*days, fields.at("expires_days"), fields.faults()).only(answer_keys);
  const Value* purposes = consent.find("purposes");
  if (purposes == nullptr) return;
  const json::Path here = fields.at("purposes");
  for (const json::Member& member : purposes->members) {
    if (purpose_names.find(member.key) == purpose_names.size()) continue;
    Fields(member.value, here.member(member.key), fields.faults()).only(purpose_keys);
  }
}

}  // namespace

Regime regime_named(std::string_view name) {
  return static_cast<Regime>(std::min(regime_names.find(name), regime_names.size() - 1));
}

bool is_region(std::string_view code) {
  if (code.size() != 2 && (code.size() < 4 || code.size() > 6 || code[2] != '-')) return false;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const char c = code[i];
    if (i != 2 && !is_ascii_alpha(c) && (i < 2 || !is_ascii_digit(c))) return false;
  }
  return true;
}

Regime regime_for(const Value& consent, std::string_view region) {
  const Regime regime = written_regime(consent, region);
  return is_lawful(regime, region) ? regime : Regime::opt_in;
}

Policy read_policy(const Value& consent, Regime regime) {
  return read(Fields(consent, {}, nullptr), regime);
}

void check_policy(const Value& profile, Faults& faults) {
  const Value* consent = profile.find("consent");
  if (consent == nullptr || !consent->is(Kind::object)) return;
  const Fields fields(*consent, {nullptr, "consent"}, &faults);
  Arena texts;
  const Purposes used = read(fields, Regime::opt_in).used;
  check_regime(fields, "regime", {}, used);
  check_regions(fields, used);
  check_keys(fields, *consent);
  static_cast<void>(fields.url("policy_url", json::unknown_address, UrlUse::link, texts));
  if (used == 0) return;
  for (const std::string_view key : {"controller", "policy_url"}) {
    if (!trim(consent->string(key)).empty()) continue;
    fields.fault(key, ErrorCode::missing, "Readers are to be told this where a purpose is used.");
  }
}

Terms read_terms(const Value& consent, std::string_view base_url) {
  const Fields fields(consent, {}, nullptr);
  Arena texts;
  Policy policy;
  read_used(policy, fields);
  return {.used = policy.used,
          .controller = fields.text("controller"),
          .policy_url = std::string(fields.url("policy_url", base_url, UrlUse::link, texts)),
          .recipients = fields.texts("recipients"),
          .days = read_days(fields)};
}

}  // namespace lede::consent
