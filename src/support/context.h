// What is known about the page and the reader at the moment of a decision.
#pragma once
#include "base/row.h"
#include "json/value.h"
#include "support/config.h"
#include <string_view>

namespace lede::support {

/// Where the reader's state lives: for good, until the page goes, or nowhere.
enum class Storage : std::uint8_t { persistent, session, none };
inline constexpr Row storage_names = "persistent\0session\0none";

/// Views, for the time of a call.
struct Context {
  std::string_view page_id;
  std::string_view section;
  List tags = nullptr;
  std::string_view country;  ///< "UA"; empty where it is unknown
  std::string_view locale;
  std::string_view partner;          ///< host of the page around the card
  std::string_view forced_campaign;  ///< a preview; empty without one
  std::string_view forced_variant;   ///< empty for the first
  std::int32_t tz_offset_min = 0;
  Device device = Device::desktop;
  Storage storage = Storage::persistent;
  bool supporter = false;  ///< the publisher's or the host page's word
  bool sensitive = false;
  bool slot_busy = false;
  bool consent_open = false;
  bool prerendering = false;
};

/// Reads {page_id, section, tags[], country ("UA" or a region, "US-CA"), locale, partner, device,
/// storage, tz_offset_min, supporter, sensitive, slot_busy, consent_open, prerendering,
/// preview{campaign, variant}}. What is absent or wrong has its default.
/// @param value must outlive the context.
[[nodiscard]] Context read_context(const json::Value& value);

}  // namespace lede::support
