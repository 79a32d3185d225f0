// The engine as JSON in and JSON out: for the command, the fixtures and the campaign lab.
#pragma once
#include "base/result.h"
#include <string>
#include <string_view>

namespace lede::support {

/// One decision. In:
///   {support (the profile's section), base_url?, reader?, events[]?, context?, now, grants[]?}
/// Out:
///   {show: {campaign, variant, placement, after_paragraph?, copy{lang, heading, body, label,
///    membership}, cta_url} | null, reason, assignment?: "stable" | "fallback",
///    next_eligible_at: ms | null, trace: [{campaign: id | null, rule, actual, required, pass}],
///    reader? (where there were events)}
/// `now` is milliseconds or an RFC 3339 date-time, whose zone is the reader's unless the context
/// names one. `events` happened before: {at, type: article | impression | dismiss | conversion |
/// opt_out | forget, page_id?, tags[]?, campaign?, variant?}, applied to the reader in their order.
/// @return the decision; or a fault of JSON, or bad_option where there is no `now`.
[[nodiscard]] Result<std::string> decide_bytes(std::string_view bytes);

}  // namespace lede::support
