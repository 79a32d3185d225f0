#include "support/copy.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace lede::support;  // NOLINT(google-build-using-namespace): what is tested here

namespace {

std::string read_articles(std::string_view lang, std::string_view forms, std::int64_t count) {
  Filling filling;
  filling.count = count;
  return filled("%%ARTICLE_COUNT|" + std::string(forms) + "%%", lang, filling);
}

}  // namespace

TEST_CASE("a number takes the plural form of its language") {
  constexpr std::string_view en = "article|articles";
  CHECK(read_articles("en", en, 1) == "1 article");
  CHECK(read_articles("en-GB", en, 2) == "2 articles");
  CHECK(read_articles("en", en, 21) == "21 articles");
  constexpr std::string_view uk = "стаття|статті|статей";
  CHECK(read_articles("uk", uk, 1) == "1 стаття");
  CHECK(read_articles("uk", uk, 2) == "2 статті");
  CHECK(read_articles("uk-UA", uk, 5) == "5 статей");
  CHECK(read_articles("uk", uk, 11) == "11 статей");
  CHECK(read_articles("uk", uk, 21) == "21 стаття");
  CHECK(read_articles("uk", uk, 112) == "112 статей");
}

TEST_CASE("thousands are set apart as the language does") {
  Filling filling;
  filling.members = 1'234'567;
  CHECK(filled("%%MEMBERS%%+", "en", filling) == "1,234,567+");
  CHECK(filled("%%MEMBERS%%", "uk", filling) == "1\u00a0234\u00a0567");
  filling.members = 999;
  CHECK(filled("%%MEMBERS%%", "en", filling) == "999");
}

TEST_CASE("every token of a text is found") {
  CHECK(tokens_in("No token, 100%% sure, 5%", "en") == 0);
  CHECK(tokens_in("%%DATE%% %%COUNTRY%%", "en") == (token_date | token_country));
  CHECK(tokens_in("%%MEMBERS%%%%ARTICLE_COUNT%%", "en") == (token_members | token_count));
  CHECK(tokens_in("5%% of %%DATE%%", "uk") == token_date);
}

TEST_CASE("what can never be filled is faulty") {
  for (const std::string_view text :
       {"%%NAME%%", "%%ARTICLE_COUNT|article%%", "%%ARTICLE_COUNT|a|b|c%%", "%%DATE|x|y%%",
        "%%COUNTRY|x|y%%"}) {
    CAPTURE(text);
    CHECK((tokens_in(text, "en") & token_faulty) != 0);
  }
  CHECK(tokens_in("%%DATE%%", "de") == token_faulty);
  CHECK(tokens_in("%%ARTICLE_COUNT|a|b%%", "uk") == token_faulty);
  CHECK(tokens_in("%%ARTICLE_COUNT|a|b|c%%", "ru") == token_count);
}

TEST_CASE("a token is never shown raw") {
  CHECK(filled("In %%COUNTRY%%, %%ARTICLE_COUNT%% by %%DATE%% and %%X%%", "en", {}) ==
        "In …, … by … and …");
}

TEST_CASE("a token that is not closed, or was not opened, is faulty and not shown raw either") {
  for (const std::string_view text :
       {"Ends %%DATE", "%%ARTICLE_COUNT|article|articles", "%%ARTICLE_COUNT |article|articles%%",
        "DATE%%", "ARTICLE_COUNT|стаття|статті|статей%%", "%%date%%", "%% DATE %%", "%%ДАТА%%",
        "%%DATE%% and %%", "%%"}) {
    CAPTURE(text);
    CHECK((tokens_in(text, "en") & token_faulty) != 0);
    CHECK(filled(text, "en", {}).find("%%") == std::string::npos);
  }
  CHECK(filled("Ends %%DATE, at last", "en", {}) == "Ends …, at last");
  CHECK(tokens_in("100 %%, 5%% of them", "en") == 0);
}
