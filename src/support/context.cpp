#include "support/context.h"

#include "base/time.h"

namespace lede::support {
Context read_context(const json::Value& value) {
  const std::string_view region = value.string("country");
  Context context;
  context.page_id = value.string("page_id");
  context.section = value.string("section");
  context.tags = value.find("tags");
  context.country = region.substr(0, region.find('-'));
  context.locale = value.string("locale");
  context.partner = value.string("partner");
  const std::size_t device = device_names.find(value.string("device"));
  if (device < device_names.size()) context.device = static_cast<Device>(device);
  context.storage = one_of<Storage>(value.string("storage"), storage_names);
  const double offset = value.number_or("tz_offset_min", 0);
  if (offset >= -most_offset_min && offset <= most_offset_min)
    context.tz_offset_min = static_cast<std::int32_t>(offset);
  context.supporter = value.boolean_or("supporter", false);
  context.sensitive = value.boolean_or("sensitive", false);
  context.slot_busy = value.boolean_or("slot_busy", false);
  context.consent_open = value.boolean_or("consent_open", false);
  context.prerendering = value.boolean_or("prerendering", false);
  if (const json::Value* preview = value.find("preview")) {
    context.forced_campaign = preview->string("campaign");
    context.forced_variant = preview->string("variant");
  }
  return context;
}

}  // namespace lede::support
