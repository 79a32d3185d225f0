// The publisher's request for support: its own, or the prompt that the page's machine chose.
#pragma once
#include "base/row.h"
#include "card/messages.h"
#include "profile/profile.h"
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

struct View;

enum class PromptView : std::uint8_t {
  none,
  due,  ///< to be decided; nothing is to be seen of it
  ask,
  // One line in its place, once it is answered.
  dismissed,
  thanks,
  forgotten,
  uncounted,
};

/// As `with.view` has them.
inline constexpr Row prompt_view_names = "none\0due\0ask\0dismissed\0thanks\0forgotten\0uncounted";

/// What the line says, of a view that is one.
[[nodiscard]] Message said_in(PromptView view);

/// Whether prompts are decided for this profile's articles; its own request is then never shown.
[[nodiscard]] bool has_campaigns(const Profile& profile);

/// Whether a campaign wants its prompt behind that paragraph, counted from 1.
[[nodiscard]] bool has_slot_behind(const Profile& profile, std::size_t paragraph);

/// Of an open card the prompt, or the line that takes its place once it is answered. It comes as
///   {view, lang, heading, body, label, membership, quote{text, by, role}, payment_marks[],
///    cta_url, preview, why: null or {count, count_days, shown_times, cap_max, cap_days,
///    dismiss_days, stored, counting, country, section}}
/// and is nothing where its button may not lead where it would. Without campaigns, the profile's
/// own request.
void write_support_region(std::string& out, const View& view);

}  // namespace lede
