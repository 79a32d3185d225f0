#include "support/context.h"

#include "json/fields.h"

namespace lede::support {
namespace {

constexpr double most_offset_min = 24 * 60;

}  // namespace

std::uint8_t place_in(const std::array<std::string_view, 3>& names, std::string_view text,
                      std::uint8_t otherwise) {
  for (std::uint8_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return i;
  }
  return otherwise;
}

Context read_context(const json::Value& value) {
  const json::Fields fields(value, {}, nullptr);
  Context context;
  context.page_id = fields.raw("page_id");
  context.section = fields.text("section");
  context.tags = fields.texts("tags");
  context.country = value.string("country").substr(0, value.string("country").find('-'));
  context.locale = fields.text("locale");
  context.partner = fields.text("partner");
  context.device = static_cast<Device>(place_in(device_names, value.string("device"), 2));
  context.storage = static_cast<Storage>(place_in(storage_names, value.string("storage"), 0));
  const double offset = value.number_or("tz_offset_min", 0);
  if (offset >= -most_offset_min && offset <= most_offset_min)
    context.tz_offset_min = static_cast<int>(offset);
  context.supporter = fields.boolean("supporter");
  context.sensitive = fields.boolean("sensitive");
  context.slot_busy = fields.boolean("slot_busy");
  context.consent_open = fields.boolean("consent_open");
  context.prerendering = fields.boolean("prerendering");
  if (const json::Value* preview = value.find("preview")) {
    context.forced_campaign = preview->string("campaign");
    context.forced_variant = preview->string("variant");
  }
  return context;
}

}  // namespace lede::support
