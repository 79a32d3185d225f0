// The fields of `support`, as a table: where each stands in the JSON, what it may be, where it
// goes.
#pragma once
#include "support/config.h"
#include <cstddef>
#include <cstdint>
#include <span>

namespace lede::support {

enum class Type : std::uint8_t { whole, flag, instant, list, objects, hours, choice, set };

struct Field {
  const char* section;  ///< the object that it stands in; empty for the one that is read
  const char* key;
  Type type;
  std::uint16_t offset;  ///< in PageRules or Campaign
  std::int32_t least = 0;
  std::int32_t largest = 0;
  const Row* names = nullptr;
};

/// Fields of one section stand side by side.
extern const std::span<const Field> page_fields;
extern const std::span<const Field> campaign_fields;

}  // namespace lede::support
