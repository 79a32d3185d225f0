// Options of the verbs, read from JSON with every wrong one named.
#pragma once
#include "base/color.h"
#include "base/result.h"
#include "base/row.h"
#include "base/time.h"
#include "json/value.h"
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace lede {

/// Reads one options object. What is absent has its default; what is wrong is a fault.
class OptionsReader {
 public:
  /// The texts that it gives are views into `options`.
  OptionsReader(const json::Value& options, Faults& faults) : options_(options), faults_(faults) {}

  /// The value of an enum whose names these are, in its order.
  template <typename Enum>
  [[nodiscard]] Enum one_of(std::string_view key, Row names, Enum otherwise) const {
    return static_cast<Enum>(place(key, names, static_cast<std::size_t>(otherwise)));
  }

  /// A whole number from `least` to `most`.
  [[nodiscard]] int whole(std::string_view key, int least, int most, int otherwise) const;
  [[nodiscard]] bool flag(std::string_view key) const;
  [[nodiscard]] std::string_view text(std::string_view key) const;
  /// `now_ms` and `tz_offset_min` (minutes east of UTC); nothing without `now_ms`.
  [[nodiscard]] std::optional<Instant> now() const;
  /// "#rgb" or "#rrggbb".
  [[nodiscard]] std::optional<Color> color(std::string_view key) const;
  /// "ltr", "rtl" or empty.
  [[nodiscard]] std::string_view direction() const;
  /// `lang`: a language tag, or empty.
  [[nodiscard]] std::string_view language() const;
  /// `id_prefix`, or "l-".
  [[nodiscard]] std::string_view id_prefix() const;

  /// What is read elsewhere is held here to the words that it may have.
  void check(std::string_view key, Row names) const { (void)place(key, names, 0); }
  /// `region` as a card's attribute: where the reader is.
  void check_region() const;

 private:
  [[nodiscard]] std::size_t place(std::string_view key, Row names, std::size_t otherwise) const;
  // Not json::Fields, whose faults nobody reads in the page's module: these are told to the caller.
  [[nodiscard]] const json::Value* member(std::string_view key, json::Kind wanted) const;
  void fault(std::string_view key, std::string_view message) const;
  const json::Value& options_;
  Faults& faults_;
};

/// The options object in `bytes`; an empty object where there are none.
/// @return the object; or bad_option, or the reader's own fault.
[[nodiscard]] Result<json::Document> read_options_object(std::string_view bytes);

}  // namespace lede
