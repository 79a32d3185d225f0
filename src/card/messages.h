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

/// "8 min read", with the language's plural form (CLDR cardinal rules).
[[nodiscard]] std::string reading_time(std::uint32_t minutes, Language language);

/// "182 days" / "182 дні".
[[nodiscard]] std::string days_in_words(std::uint32_t days, Language language);

/// "March 8, 2023, 4:16 pm" / "8 березня 2023, 16:16", in the instant's own zone; the day alone
/// where it has no time.
[[nodiscard]] std::string date_and_time(const Instant& instant, Language language);

/// "Thursday, March 16, 2023" / "четвер, 16 березня 2023".
[[nodiscard]] std::string long_date(const Instant& instant, Language language);

}  // namespace lede
