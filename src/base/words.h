// Words that depend on a number or a date, in the languages that Lede speaks: English and
// Ukrainian.
#pragma once
#include "base/time.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

/// How many plural forms whole numbers have in the language of that tag: 3 in Ukrainian, Russian
/// and Belarusian (one, few, many), else 2 (one, other), as in English.
[[nodiscard]] std::size_t plural_forms(std::string_view lang);

/// Which of those forms goes with `n`, from 0 (CLDR cardinal rules): in Ukrainian 0 for 1 and 21, 1
/// for 2 and 24, 2 for 5 and 11.
[[nodiscard]] std::size_t plural_form(std::string_view lang, std::int64_t n);

/// Appends the number with its thousands set apart: "10,000"; in Ukrainian by a space that doesn't
/// break.
void append_grouped(std::string& out, std::int64_t n, std::string_view lang);

/// Whether append_day knows the months of that language.
[[nodiscard]] bool has_months(std::string_view lang);

/// Appends "March 8, 2023" or "8 березня 2023"; in a language that has no months here, the English.
void append_day(std::string& out, const Civil& civil, std::string_view lang);

}  // namespace lede
