// The interface's words, dates and plural forms, in every language that Lede speaks.
#pragma once
#include "base/time.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

enum class Language : std::uint8_t { en, uk };

/// The language we speak for a BCP 47 tag (by its primary subtag), or `otherwise`.
[[nodiscard]] Language language_for(std::string_view tag, Language otherwise);

/// The tag to put into `lang`.
[[nodiscard]] std::string_view language_tag(Language language);

/// "rtl" for languages written from right to left (by script subtag, else by primary subtag), else
/// "ltr".
[[nodiscard]] std::string_view direction_of(std::string_view tag);

enum class Message : std::uint8_t {
#define LEDE_MESSAGE(name, en, uk) name,
#include "card/messages.def"
#undef LEDE_MESSAGE
};

[[nodiscard]] std::string_view message(Message which, Language language);

/// "182 days" / "182 дні": a number and what it counts. Of such a message all plural forms are
/// written, "day|days", in the order of base/words.h.
[[nodiscard]] std::string number_of(std::int64_t n, Message forms, Language language);

/// "March 8, 2023, 4:16 pm" / "8 березня 2023, 16:16", in the instant's own zone; the day alone
/// where it has no time.
[[nodiscard]] std::string date_and_time(const Instant& instant, Language language);

/// "Thursday, March 16, 2023" / "четвер, 16 березня 2023".
[[nodiscard]] std::string long_date(const Instant& instant, Language language);

}  // namespace lede
