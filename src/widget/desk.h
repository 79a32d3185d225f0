// A card's prompt at one moment: what is decided, all that the decision goes by, and what is
// painted of it.
#pragma once
#include "support/decide.h"
#include "widget/consent.h"
#include "widget/state.h"
#include <cstdint>
#include <string_view>

namespace lede {

/// The profile's `support`; nullptr where there is none.
[[nodiscard]] const json::Value* support_of(const Publisher& publisher);

/// @param publisher may be null.
[[nodiscard]] bool has_campaigns(const Publisher* publisher);

/// What campaigns know the article by.
[[nodiscard]] std::string_view page_id(const CardState& card);

/// Reading the campaigns is the costly part, so there is one only where something is due.
struct Desk {
  /// @param of has campaigns.
  Desk(const Turn& turn, const CardState& card, Publisher& of);

  /// Has one campaign decided for, whatever its rules say.
  void force(std::string_view campaign, std::string_view variant);
  [[nodiscard]] support::Decision decide() const;

  Publisher& publisher;
  support::Config config;
  support::Context context;
  std::int64_t now_ms;
};

/// Paints a prompt that was decided for, in its slot.
void paint_ask(Turn& turn, const CardState& card, const Desk& desk,
               const support::Decision& decision);

/// Paints the line in an answered prompt's place; nothing where none stands any more.
void paint_said(Turn& turn, const CardState& card);

}  // namespace lede
