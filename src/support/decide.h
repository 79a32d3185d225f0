// Whether a support prompt is shown, which, and why.
#pragma once
#include "json/writer.h"
#include "support/config.h"
#include "support/context.h"
#include "support/reader_state.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede::support {

enum class Reason : std::uint8_t {
#define LEDE_REASON(name, text) name,
#include "support/reasons.def"
#undef LEDE_REASON
};

inline constexpr std::size_t reason_count = static_cast<std::size_t>(Reason::shown) + 1;

/// The code as users see it, such as "BELOW_MIN".
[[nodiscard]] std::string_view reason_name(Reason reason);

/// One rule's answer. What `actual` and `required` count is the rule's own: articles, views,
/// milliseconds since (DISMISS_COOLDOWN and the like) or since 1970 (NOT_STARTED); both are 0 where
/// there is nothing to count.
struct TraceEntry {
  std::int64_t actual = 0;
  std::int64_t required = 0;
  std::int16_t campaign = -1;  ///< index into Config::campaigns; -1 for a rule of the page
  Reason rule = Reason::shown;
  bool pass = true;
};

struct Decision {
  bool show = false;
  std::size_t campaign = 0;  ///< index into Config::campaigns, where `show`
  std::size_t words = 0;     ///< index into Config::words: the variant in the reader's language
  /// SHOWN, FORCED, or why not: of the campaigns' reasons the one that came furthest in the order
  /// of evaluation.
  Reason reason = Reason::no_campaign;
  bool stable = false;     ///< the variant hangs on the reader's seed, not on the page
  std::int64_t count = 0;  ///< articles, for the copy; 0 where it is not known
  std::string cta_url;     ///< with campaign, variant, article and partner in its query
  /// When a prompt could be shown if nothing else happens until then; `never` where that is not
  /// known. By the reader's present zone.
  std::int64_t next_eligible_at = never;
  std::vector<TraceEntry> trace;
};

/// Decides, by Config's order: the page's rules, then each campaign's until one passes them all.
/// Total, and counts nothing: the same arguments give the same decision. Times in the future are
/// not there; a window of W holds `now - W < t <= now`.
/// Without `history` no article count is known. A forced preview passes over everything but the
/// kill switch; where it names no campaign of ours, nothing is shown.
/// @param traced whether the trace is wanted; else it is empty.
[[nodiscard]] Decision decide(const Config& config, const ReaderState& reader,
                              const Context& context, std::int64_t now_ms, Purposes grants,
                              bool traced = true);

/// Writes the texts of what is shown, filled in: {lang, heading, body, label, membership}, those
/// that there are.
void write_texts(json::Writer& out, const Config& config, const Decision& decision,
                 const Context& context, std::int64_t now_ms);

}  // namespace lede::support
