// The rules, one function each, in the order of support/reasons.def.
#pragma once
#include "support/decide.h"
#include <cstdint>

namespace lede::support {

/// Everything that a rule may look at, and what it says beyond yes or no.
struct Moment {
  const Config& config;
  const ReaderState& reader;
  const Context& context;
  std::int64_t now_ms;
  Purposes grants;
  /// Where each kind of fact begins in the reader's; behind the last kind, where they end.
  std::array<const Fact*, fact_rules.size() + 1> facts;

  std::int64_t actual = 0;  ///< 0 and 0 where the rule counts nothing
  std::int64_t required = 0;
  std::int64_t until = never;  ///< when a rule that fails will pass by itself
};

using PageRule = bool (*)(const Moment& moment);  ///< whether it stops the page's prompts
using Rule = bool (*)(Moment& moment, const Campaign& campaign);  ///< whether it passes

inline constexpr std::size_t page_rule_count = static_cast<std::size_t>(Reason::no_campaign);
inline constexpr std::size_t first_rule = static_cast<std::size_t>(Reason::not_live);
inline constexpr std::size_t rule_count = static_cast<std::size_t>(Reason::shown) - first_rule;

/// Of the reasons from KILL_SWITCH to SLOT_TAKEN.
extern const PageRule page_rules[page_rule_count];
/// Of the reasons from NOT_LIVE to NO_STORAGE.
extern const Rule rules[rule_count];

[[nodiscard]] Moment moment_of(const Config& config, const ReaderState& reader,
                               const Context& context, std::int64_t now_ms, Purposes grants);

/// When the configuration is too old to be trusted; `never` where nobody says.
[[nodiscard]] std::int64_t stale_at(const Config& config);

/// Articles of the campaign's window; 0 where they may not be counted.
[[nodiscard]] std::int64_t article_count(const Moment& moment, const Campaign& campaign);

/// Whether the assignment outlives the page.
[[nodiscard]] bool has_stable_seed(const Moment& moment);

/// The variant that the reader gets, of those whose copy can be filled: an index into
/// Config::words; the campaign's end_words for none.
[[nodiscard]] std::size_t assigned_words(const Moment& moment, const Campaign& campaign);

/// Which words of a variant a reader of that locale gets, of the entries that begin at `first`:
/// those of the same tag, else of the same language, else the first.
/// @param next set to the first entry of the next variant.
[[nodiscard]] std::size_t words_for(const Moment& moment, const Campaign& campaign,
                                    std::size_t first, std::size_t& next);

}  // namespace lede::support
