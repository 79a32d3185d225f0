// A publisher's consent policy: the profile's `consent` section.
#pragma once
#include "base/result.h"
#include "base/row.h"
#include "consent/purposes.h"
#include "json/value.h"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede::consent {

/// From the least to the most that a reader is protected by. Where two may hold, the larger does.
enum class Regime : std::uint8_t { none, opt_out, notice, opt_in };

inline constexpr Row regime_names = "none\0opt-out\0notice\0opt-in";

/// The regime of that name; the strictest where there is none.
[[nodiscard]] Regime regime_named(std::string_view name);

/// How a reader answered; each has its lifetime.
enum class Answer : std::uint8_t { accept, reject, save };

inline constexpr std::int64_t day_ms = 86'400'000;
/// CNIL, guidelines on cookies (2020), 2.6: keeping a choice for six months is good practice.
inline constexpr int usual_days = 182;
/// CNIL, same place: thirteen months is the most for what a reader's consent stands on.
inline constexpr int most_days = 395;

/// What step() goes by. Plain data; one that was not read uses nothing.
struct Policy {
  Purposes used = 0;  ///< only these are asked for
  Regime regime = Regime::none;
  std::int32_t wait_ms = 0;  ///< for the host page's own manager
  std::int32_t tcf_vendor = 0;
  /// Of what affects consent: purposes, recipients, regime; not of wording or style.
  std::uint32_t fingerprint = 0;
  std::array<std::int64_t, 3> lifetime_ms = {};  ///< by Answer
  // How a host's words are read, by purpose.
  std::array<std::uint32_t, 3> tcf = {};  ///< bit n: the TCF's purpose n must be granted
  std::array<std::uint32_t, 3> gpp = {};  ///< bit n: an opt-out in GPP section n denies
  std::array<std::uint8_t, 3> wp = {};    ///< index into wp_categories
};

/// The WP Consent API's categories.
inline constexpr Row wp_categories =
    "functional\0preferences\0statistics\0statistics-anonymous\0marketing";

/// Whether this is written as ISO 3166-1 or 3166-2 has it: UA, US-CA.
[[nodiscard]] bool is_region(std::string_view code);

/// The regime that holds in a region: that of the longest name that fits (US-CA, then US), else the
/// policy's own. Where the region is unknown it is the strictest that the policy names. In the EEA,
/// in the UK and where the region is unknown, opt-out and none are read as opt-in.
/// @param consent the profile's `consent`; anything but an object is a policy of defaults.
/// @param region ISO 3166-1 or 3166-2 code as the partner gives it; anything else is unknown.
[[nodiscard]] Regime regime_for(const json::Value& consent, std::string_view region);

/// Reads a policy. What is wrong or absent has its default, and where that matters the strictest.
[[nodiscard]] Policy read_policy(const json::Value& consent, Regime regime);

/// Names every fault of a policy: opt-out, and none with purposes in use, where the law wants
/// consent; no controller or policy_url where a purpose is used; unknown purposes; regions that are
/// no codes; days and waits out of range.
void check_policy(const json::Value& profile, Faults& faults);

/// What the question tells the reader. Texts are plain and still unescaped.
struct Terms {
  Purposes used = 0;
  std::string_view controller;
  std::string policy_url;  ///< checked by base/url; empty where there is none
  std::vector<std::string_view> recipients;
  std::array<int, 3> days = {usual_days, usual_days, usual_days};  ///< by Answer
};

/// @param consent the profile's `consent`; anything but an object uses no purpose.
/// @param base_url where a relative policy_url leads.
[[nodiscard]] Terms read_terms(const json::Value& consent, std::string_view base_url);

}  // namespace lede::consent
