// The fixtures of tests/cases/support, and what they can't say.
#include "support/decide.h"

#include "base/time.h"
#include "json/writer.h"
#include "support/cases.h"
#include "support/read.h"
#include "support/verbs.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>
#include <vector>

using lede::Result;
using lede::json::Kind;
using lede::json::Value;
using lede::support::Reason;
using lede::test::tree;

namespace {

const std::vector<std::string_view> files = {
#include "cases_support.inc"
};

/// A number, or the milliseconds of a date.
std::string as_number(const Value* value) {
  if (value == nullptr) return "null";
  if (!value->is(Kind::string)) return lede::json::Writer().value(*value).take();
  const auto instant = lede::parse_instant(value->text);
  CHECK_MESSAGE(instant.has_value(), "no date: ", value->text);
  return std::to_string(instant ? instant->ms : 0);
}

std::string compact(const Value* value) {
  return value != nullptr ? lede::json::Writer().value(*value).take() : "absent";
}

std::string shown(const Value& decision) {
  const Value* show = decision.find("show");
  if (show == nullptr || show->is(Kind::null)) return {};
  return std::string(show->string("campaign")) + ":" + std::string(show->string("variant"));
}

const Value* traced(const Value& decision, std::string_view rule) {
  const Value* trace = decision.find("trace");
  if (trace == nullptr) return nullptr;
  for (const Value& entry : trace->items) {
    if (entry.string("rule") == rule) return &entry;
  }
  return nullptr;
}

void check_trace(const Value& decision, const Value& expected) {
  for (const lede::json::Member& rule : expected.members) {
    CAPTURE(rule.key);
    const Value* entry = traced(decision, rule.key);
    CHECK(entry != nullptr);
    if (entry == nullptr || rule.value.items.size() != 2) continue;
    CHECK(as_number(entry->find("actual")) == as_number(&rule.value.items[0]));
    CHECK(as_number(entry->find("required")) == as_number(&rule.value.items[1]));
  }
}

void check_decision(const Value& decision, const Value& expected) {
  CHECK(decision.string("reason") == expected.string("reason"));
  CHECK(shown(decision) == expected.string("show"));
  CHECK(as_number(decision.find("next_eligible_at")) == as_number(expected.find("next")));
  if (const Value* trace = expected.find("trace")) check_trace(decision, *trace);
  if (expected.find("assignment") != nullptr)
    CHECK(decision.string("assignment") == expected.string("assignment"));
  for (const std::string_view key : {"placement", "after_paragraph", "copy", "cta_url"}) {
    const Value* show = decision.find("show");
    if (expected.find(key) != nullptr && show != nullptr)
      CHECK(compact(show->find(key)) == compact(expected.find(key)));
  }
  const Value* reader = decision.find("reader");
  for (const std::string_view key : {"day_counts", "tag_counts"}) {
    if (expected.find(key) == nullptr || reader == nullptr) continue;
    const Value* counted = reader->find(key);
    CHECK((counted != nullptr ? compact(counted) : "[]") == compact(expected.find(key)));
  }
}

}  // namespace

TEST_CASE("every fixture of the support prompts is decided as it says") {
  std::set<std::string> reasons;
  for (const std::string_view file : files) {
    CAPTURE(file);
    for (const lede::test::SupportMoment& moment :
         lede::test::support_moments("tests/cases/support/" + std::string(file) + ".json")) {
      CAPTURE(moment.name);
      const Result<std::string> decision = lede::support::decide_bytes(moment.input);
      CHECK(decision.ok());
      if (!decision) continue;
      check_decision(tree(*decision), moment.expected);
      reasons.insert(std::string(moment.expected.string("reason")));
    }
  }
  for (std::size_t i = 0; i < lede::support::reason_count; ++i) {
    const std::string reason(lede::support::reason_name(static_cast<Reason>(i)));
    CHECK_MESSAGE(reasons.count(reason) == 1, "no fixture for ", reason);
  }
}
