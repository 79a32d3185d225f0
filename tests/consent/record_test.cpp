#include "consent/record.h"

#include "support/read.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using namespace lede::consent;
using lede::test::tree;

namespace {

constexpr std::int64_t now = 1'800'000'000'000;

Policy usual_policy() {
  Policy policy;
  policy.used = preferences | history;
  policy.fingerprint = 7;
  return policy;
}

Record usual_record() {
  return {.first = now - 5,
          .last = now,
          .expires = now + 10 * day_ms,
          .fingerprint = 7,
          .regime = Regime::opt_in,
          .grants = history,
          .gpc = true,
          .lang = primary_subtag("uk-UA")};
}

std::string text_of(const Record& record) {
  lede::json::Writer out;
  write_record(out, record);
  return out.take();
}

}  // namespace

TEST_CASE("a record is written in its shape and read back as it was") {
  CHECK(
      text_of(usual_record()) ==
      R"({"v":1,"first":1799999999995,"last":1800000000000,"expires":1800864000000,)"
      R"("fingerprint":7,"regime":"opt-in","lang":"uk","source":"user","grants":["history"],"gpc":true})");
  CHECK(read_record(tree(text_of(usual_record()))) == usual_record());
}

TEST_CASE("what is not a record of ours is none") {
  const std::string good = text_of(usual_record());
  const auto with = [&](std::string_view what, std::string_view instead) {
    std::string text = good;
    return read_record(tree(text.replace(text.find(what), what.size(), instead))).has_value();
  };
  CHECK(with("\"v\":1", "\"v\":1"));
  CHECK_FALSE(with("\"v\":1", "\"v\":2"));
  CHECK_FALSE(with("\"history\"", "\"advertising\""));
  CHECK_FALSE(with("[\"history\"]", "\"history\""));
  CHECK_FALSE(with("[\"history\"]", "true"));
  CHECK_FALSE(with("1799999999995", "1900000000000"));  // first after last
  CHECK_FALSE(with("1800864000000", "1800000000000"));
  CHECK_FALSE(with("1800864000000", "1e300"));
  CHECK_FALSE(with("1800000000000", "-1"));
  CHECK_FALSE(with("1800000000000", "1800000000000.5"));
  CHECK_FALSE(with(":7", ":4294967296"));
  for (const std::string_view text : {"null", "[]", "{}", "7", "\"x\""}) {
    CHECK_FALSE(read_record(tree(text)).has_value());
  }
}

TEST_CASE("a record holds from its time until it expires, under its own policy") {
  const Policy policy = usual_policy();
  const Record record = usual_record();
  CHECK(is_valid(record, policy, now));
  CHECK_FALSE(is_valid(record, policy, now - 1));
  CHECK(is_valid(record, policy, record.expires - 1));
  CHECK_FALSE(is_valid(record, policy, record.expires));
  Policy other = policy;
  other.fingerprint = 8;
  CHECK_FALSE(is_valid(record, other, now));
}

TEST_CASE("a record from 2001 that expires in 2099 does not hold: no answer lives so long") {
  Record record = usual_record();
  record.first = record.last = 1'000'000'000'000;
  record.expires = 4'080'000'000'000;
  CHECK_FALSE(is_valid(record, usual_policy(), now));
}

TEST_CASE("of two records the later holds; at the same time what both grant") {
  Record a = usual_record();
  Record b = a;
  b.last += 1;
  b.grants = 0;
  CHECK(merge(a, b) == b);
  CHECK(merge(b, a) == b);
  b.last = a.last;
  b.grants = preferences | history;
  CHECK(merge(a, b).grants == history);
  b.fingerprint = 8;
  CHECK(merge(a, b).grants == 0);
}

TEST_CASE("merging is commutative, associative and idempotent") {
  std::vector<Record> records;
  for (const std::int64_t last : {1, 2}) {
    for (const Purposes grants : {Purposes{0}, preferences, Purposes{preferences | history}}) {
      for (const std::uint32_t fingerprint : {7U, 8U}) {
        for (const std::int64_t expires : {5, 9}) {
          records.push_back({.first = last - expires % 2,
                             .last = last,
                             .expires = expires,
                             .fingerprint = fingerprint,
                             .regime = expires == 5 ? Regime::notice : Regime::opt_in,
                             .grants = grants,
                             .gpc = expires == 9,
                             .lang = primary_subtag(grants == 1 ? "uk" : "en")});
        }
      }
    }
  }
  std::size_t wrong = 0;
  for (const Record& a : records) {
    if (merge(a, a) != a) ++wrong;
    for (const Record& b : records) {
      if (merge(a, b) != merge(b, a)) ++wrong;
      if (merge(a, b).grants != 0 && (merge(a, b).grants & ~(a.last >= b.last ? a : b).grants) != 0)
        ++wrong;
      for (const Record& c : records) {
        if (merge(merge(a, b), c) != merge(a, merge(b, c))) ++wrong;
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(records.size() == 24);
}
