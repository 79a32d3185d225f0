// What a reader chose, as it is kept in the browser.
#pragma once
#include "consent/policy.h"
#include "consent/purposes.h"
#include "json/value.h"
#include "json/writer.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace lede::consent {

/// A choice. A refusal is a record that grants nothing; its time keeps older grants out.
/// Milliseconds since 1970. Plain data.
struct Record {
  std::int64_t first = 0;         ///< of the choices that followed one another while each was valid
  std::int64_t last = 0;          ///< of this choice
  std::int64_t expires = 0;       ///< the first moment at which it no longer holds
  std::uint32_t fingerprint = 0;  ///< of the policy that it was given to
  Regime regime = Regime::none;
  Purposes grants = 0;
  bool gpc = false;               ///< chosen while Global Privacy Control was on
  std::array<char, 3> lang = {};  ///< in which it was asked, primary subtag

  friend bool operator==(const Record&, const Record&) = default;
};

/// The letters before the first `-` of a language tag, at most three.
[[nodiscard]] std::array<char, 3> primary_subtag(std::string_view tag);

/// {"v":1,"first","last","expires","fingerprint","regime","lang","source":"user","grants":[],
/// "gpc":true where it was on}
void write_record(json::Writer& out, const Record& record);

/// @return the record; nothing where it is of another version, names an unknown purpose, or where
/// its times are not whole milliseconds with first <= last < expires.
[[nodiscard]] std::optional<Record> read_record(const json::Value& value);

/// Whether a record holds: not from the future, not expired (by its own date or because no answer
/// may live so long), and given to this policy.
[[nodiscard]] bool is_valid(const Record& record, const Policy& policy, std::int64_t now_ms);

/// Of two tabs' records the one that holds: the larger `last`; at an equal one what both grant, for
/// as long as both last. Commutative, associative and idempotent.
[[nodiscard]] Record merge(const Record& a, const Record& b);

}  // namespace lede::consent
