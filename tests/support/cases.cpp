#include "support/cases.h"

#include "json/writer.h"
#include "support/files.h"
#include "support/read.h"

#include <utility>

namespace lede::test {
namespace {

using json::Kind;
using json::Value;
using json::Writer;

/// An object with the fields of another laid over its own.
Value laid_over(Value below, const Value* above) {
  if (above == nullptr) return below;
  below.kind = Kind::object;
  for (const json::Member& member : above->members) {
    std::erase_if(below.members, [&](const json::Member& one) { return one.key == member.key; });
    below.members.push_back(member);
  }
  return below;
}

Value own(const Value& root, std::string_view key) {
  const Value* value = root.find(key);
  return value != nullptr ? *value : Value{};
}

Value* find(Value& object, std::string_view key) {
  for (json::Member& member : object.members) {
    if (member.key == key) return &member.value;
  }
  return nullptr;
}

Value configured(const Value& file, const Value& one) {
  Value support = laid_over(own(file, "support"), one.find("support"));
  Value* campaigns = find(support, "campaigns");
  if (campaigns != nullptr && !campaigns->items.empty())
    campaigns->items[0] = laid_over(std::move(campaigns->items[0]), one.find("campaign"));
  return support;
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
