#include "support/cases.h"

#include "json/writer.h"
#include "support/files.h"
#include "support/read.h"

#include <utility>

namespace lede::test {
namespace {

using json::Value;
using json::Writer;

/// An object with the members of another laid over its own.
Value laid_over(const Value& below, const Value* above) {
  if (above == nullptr) return below;
  Writer out;
  out.begin_object();
  for (const json::Member& member : below.members) {
    if (above->find(member.key) == nullptr) out.key(member.key).value(member.value);
  }
  for (const json::Member& member : above->members) out.key(member.key).value(member.value);
  return tree(out.end_object().take());
}

Value own(const Value& root, std::string_view key) {
  const Value* value = root.find(key);
  return value != nullptr ? *value : Value{};
}

/// The file's `support` with the case's own laid over it, and over its first campaign.
Value configured(const Value& file, const Value& one) {
  Value support = laid_over(own(file, "support"), one.find("support"));
  const Value* first = one.find("campaign");
  const Value campaigns = own(support, "campaigns");
  if (first == nullptr || campaigns.items.empty()) return support;
  Writer out;
  out.begin_object().key("campaigns").begin_array();
  out.value(laid_over(campaigns.items[0], first));
  for (std::size_t i = 1; i < campaigns.items.size(); ++i) out.value(campaigns.items[i]);
  const Value changed = tree(out.end_array().end_object().take());
  return laid_over(support, &changed);
}

const Value* either(const Value& one, const Value& file, std::string_view key) {
  const Value* value = one.find(key);
  return value != nullptr ? value : file.find(key);
}

std::string input_for(const Value& file, const Value& one, const Value& moment,
                      const std::vector<const Value*>& events) {
  Writer out;
  out.begin_object().key("support").value(configured(file, one));
  out.key("context").value(laid_over(own(file, "context"), one.find("context")));
  for (const std::string_view key : {"base_url", "reader", "grants"}) {
    if (const Value* value = either(one, file, key)) out.key(key).value(*value);
  }
  if (const Value* at = either(moment, file, "at")) out.key("now").value(*at);
  out.key("events").begin_array();
  for (const Value* event : events) out.value(*event);
  out.end_array().end_object();
  return out.take();
}

void add_moments(const Value& file, const Value& one, std::vector<SupportMoment>& moments) {
  const std::string name(one.string("name"));
  const Value* timeline = one.find("timeline");
  if (timeline == nullptr) {
    moments.push_back({name, input_for(file, one, one, {}), own(one, "expect")});
    return;
  }
  std::vector<const Value*> events;
  for (const Value& moment : timeline->items) {
    if (const Value* expected = moment.find("expect")) {
      moments.push_back({name + ", at " + std::string(moment.string("at")),
                         input_for(file, one, moment, events), *expected});
    } else {
      events.push_back(&moment);
    }
  }
}

}  // namespace

std::vector<SupportMoment> support_moments(std::string_view file) {
  std::vector<SupportMoment> moments;
  const Value root = tree(read_file(file));
  for (const Value& one : own(root, "cases").items) add_moments(root, one, moments);
  return moments;
}

}  // namespace lede::test
