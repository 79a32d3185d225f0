// What is known about the page and the reader at the moment of a decision.
#pragma once
#include "json/value.h"
#include "support/config.h"
#include <string>
#include <vector>

namespace lede::support {

/// Where the reader's state lives: for good, until the page goes, or nowhere.
enum class Storage : std::uint8_t { persistent, session, none };
inline constexpr std::array<std::string_view, 3> storage_names = {"persistent", "session", "none"};

struct Context {
  std::string page_id;
  std::string section;
  std::vector<std::string> tags;
  std::string country;  ///< "UA"; empty where it is unknown
  std::string locale;
  std::string partner;  ///< host of the page around the card
  Device device = Device::desktop;
  Storage storage = Storage::persistent;
  int tz_offset_min = 0;
  bool supporter = false;  ///< the publisher's or the host page's word
  bool sensitive = false;
  bool slot_busy = false;
  bool consent_open = false;
  bool prerendering = false;
  std::string forced_campaign;  ///< a preview; empty without one
  std::string forced_variant;
};

/// Reads {page_id, section, tags[], country ("UA" or a region, "US-CA"), locale, partner, device,
/// storage, tz_offset_min, supporter, sensitive, slot_busy, consent_open, prerendering,
/// preview{campaign, variant}}. What is absent or wrong has its default.
[[nodiscard]] Context read_context(const json::Value& value);

/// The place of a text among `names`, else `otherwise`.
[[nodiscard]] std::uint8_t place_in(const std::array<std::string_view, 3>& names,
                                    std::string_view text, std::uint8_t otherwise);

}  // namespace lede::support
