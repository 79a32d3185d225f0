#include "consent/signals.h"

#include "base/text.h"

#include <cstddef>

namespace lede::consent {
namespace {

using json::Kind;
using json::Value;

constexpr Signal pending = {.status = Status::pending};
constexpr Signal idle = {.status = Status::idle};
constexpr Signal elsewhere = {.status = Status::elsewhere};

// Bit n: section n. In 2 and 5 (tcfeuv2, tcfca) consent is the TCF's; from 6 on they are US laws.
constexpr std::uint32_t tcf_sections = 1U << 2U | 1U << 5U;
constexpr std::uint32_t us_sections = ~0U << 6U;
constexpr int most_section = 31;

/// How the names of the US sections go on after "us", two letters for each, from section 6: uspv1,
/// usnat, usca, usva ... (IAB GPP, "Section Information").
constexpr std::string_view us_names = "pvnacavacoutctflmtortxdeianenhnjtnmnmdinkyri";
constexpr std::size_t first_us = 6;

constexpr Signal ready(Purposes allowed) { return {.status = Status::ready, .allowed = allowed}; }

const Value* child(const Value* value, std::string_view key) {
  return value != nullptr ? value->find(key) : nullptr;
}

/// The member of that number.
const Value* child(const Value* value, std::int64_t id) { return child(value, to_decimal(id)); }

/// The flag `id` of `data.part.consents`; only true is true.
bool consented(const Value& data, std::string_view part, std::int64_t id) {
  const Value* flag = child(child(data.find(part), "consents"), id);
  return flag != nullptr && flag->boolean;
}

/// Whether the publisher keeps the vendor from relying on consent for a purpose: it allows none (0)
/// or wants legitimate interest (2). That it wants consent (1) is no such restriction.
bool restricted(const Value& data, std::int64_t purpose, std::int64_t vendor) {
  const Value* restrictions = child(data.find("publisher"), "restrictions");
  const Value* kind = child(child(restrictions, purpose), vendor);
  return kind != nullptr && kind->number != 1;
}

bool tcf_allows(const Value& data, std::uint32_t purposes, std::int64_t vendor) {
  if (purposes == 0) return false;
  const std::string_view part = vendor != 0 ? "purpose" : "publisher";
  for (int id = 1; id <= most_section; ++id) {
    if ((purposes & 1U << static_cast<unsigned>(id)) == 0) continue;
    if (!consented(data, part, id) || restricted(data, id, vendor)) return false;
  }
  return true;
}

// IAB TCF v2, "CMP API", TCData and addEventListener.
Signal read_tcf(const Value& data, const Policy& policy) {
  if (data.string("cmpStatus") == "error") return ready(0);
  const Value* applies = data.find("gdprApplies");
  if (applies == nullptr || !applies->is(Kind::boolean)) return pending;
  if (!applies->boolean) return idle;
  const std::string_view event = data.string("eventStatus");
  if (event != "tcloaded" && event != "useractioncomplete") return pending;
  const std::int64_t vendor = policy.tcf_vendor;
  if (vendor != 0 && !consented(data, "vendor", vendor)) return ready(0);
  Purposes allowed = 0;
  for (std::size_t i = 0; i < policy.tcf.size(); ++i) {
    if (tcf_allows(data, policy.tcf[i], vendor)) allowed |= purpose_bit(i);
  }
  return ready(allowed);
}

std::uint32_t applicable_sections(const Value& data) {
  std::uint32_t bits = 0;
  const Value* list = data.find("applicableSections");
  if (list == nullptr) return 0;
  for (const Value& item : list->items) {
    if (item.number >= 1 && item.number <= most_section)
      bits |= 1U << static_cast<std::uint32_t>(item.number);
    if (item.number == -1) bits |= 1;
  }
  return bits;
}

/// Whether a section, an object or an array of such segments, says that the reader has opted out.
bool opted_out(const Value& section) {
  for (const Value& segment : section.items) {
    if (opted_out(segment)) return true;
  }
  for (const json::Member& field : section.members) {
    if (field.key.ends_with("OptOut") && field.value.number == 1) return true;
    if (field.key == "OptOutSale" && field.value.text == "Y") return true;  // section 6, uspv1
  }
  return section.boolean_or("Gpc", false);
}

/// The bit of a US section that was parsed; none for any other.
std::uint32_t us_section(const json::Member& section) {
  const bool parsed = !section.value.members.empty() || !section.value.items.empty();
  if (!parsed || !section.key.starts_with("us")) return 0;
  for (std::size_t i = 0; i < us_names.size(); i += 2) {
    if (us_names.substr(i, 2) == section.key.substr(2, 2)) return 1U << (first_us + i / 2);
  }
  return 0;
}

// IAB GPP, "CMP API specification", PingReturn; sections: "Section Information".
Signal read_gpp(const Value& data, const Policy& policy) {
  const std::string_view is_ready = data.string("signalStatus");
  if (is_ready.empty() ? data.string("cmpStatus") != "loaded" : is_ready != "ready") return pending;
  const std::uint32_t sections = applicable_sections(data);
  if ((sections & tcf_sections) != 0) return elsewhere;
  if (sections == 1) return idle;
  const Value* parsed = data.find("parsedSections");
  std::uint32_t missing = sections & us_sections;
  if (missing == 0 || parsed == nullptr) return pending;
  bool out = false;
  for (const json::Member& section : parsed->members) {
    missing &= ~us_section(section);
    out = out || opted_out(section.value);
  }
  if (missing != 0) return pending;
  Purposes allowed = all_purposes;
  for (std::size_t i = 0; i < policy.gpp.size() && out; ++i) {
    if ((policy.gpp[i] & sections) != 0) allowed &= static_cast<Purposes>(~purpose_bit(i));
  }
  return {.status = Status::opt_out, .allowed = allowed};
}

Signal read_wp(const Value& data, const Policy& policy) {
  Purposes allowed = 0;
  for (std::size_t i = 0; i < policy.wp.size(); ++i) {
    if (data.boolean_or(wp_categories[policy.wp[i]], false)) allowed |= purpose_bit(i);
  }
  return {.status = data.string("type") == "optout" ? Status::opt_out : Status::ready,
          .allowed = allowed};
}

}  // namespace

Signal read_signal(Host host, const Value& data, const Policy& policy) {
  if (host == Host::page) return ready(read_purposes(&data));
  if (!data.is(Kind::object)) return pending;
  switch (host) {
    case Host::tcf:
      return read_tcf(data, policy);
    case Host::gpp:
      return read_gpp(data, policy);
    case Host::wp:
    case Host::page:
      return read_wp(data, policy);
  }
  return pending;
}

}  // namespace lede::consent
