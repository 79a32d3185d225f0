#include "support/copy.h"

#include "base/text.h"
#include "base/words.h"

#include <array>

namespace lede::support {
namespace {

constexpr std::string_view mark = "%%";
constexpr std::array<std::string_view, 4> names = {"ARTICLE_COUNT", "MEMBERS", "COUNTRY", "DATE"};
constexpr Tokens numbers = token_count | token_members;

bool is_of_name(char c) { return is_ascii_alpha(c) || c == '_'; }

/// "100%% sure", "100 %%": a slip of the pen, but no token.
bool ends_in_number(std::string_view text) {
  const std::size_t last = text.find_last_not_of(' ');
  return last != std::string_view::npos && is_ascii_digit(text[last]);
}

std::size_t count_forms(std::string_view forms) {
  std::size_t count = 1;
  for (const char c : forms) count += c == '|' ? 1U : 0U;
  return count;
}

Tokens judge(const Token& token, std::string_view lang) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (token.name != names[i]) continue;
    const auto bit = static_cast<Tokens>(1U << i);
    const bool wrong_forms =
        !token.forms.empty() &&
        ((bit & numbers) == 0 || count_forms(token.forms) != plural_forms(lang));
    const bool wrong_language = bit == token_date && !has_months(lang);
    return wrong_forms || wrong_language ? token_faulty : bit;
  }
  return token_faulty;
}

std::string_view form(std::string_view forms, std::size_t index) {
  for (; index > 0; --index) forms.remove_prefix(forms.find('|') + 1);
  return forms.substr(0, forms.find('|'));
}

void append_filled(std::string& out, const Token& token, std::string_view lang,
                   const Filling& filling) {
  const std::int64_t number = token.bit == token_count ? filling.count : filling.members;
  if ((token.bit & numbers) != 0 && number > 0) {
    append_grouped(out, number, lang);
    if (token.forms.empty()) return;
    out += ' ';
    out += form(token.forms, plural_form(lang, number));
    return;
  }
  std::string_view text;
  if (token.bit == token_country) text = filling.country;
  if (token.bit == token_date) text = filling.date;
  out += text.empty() ? std::string_view("…") : text;
}

}  // namespace

Token next_token(std::string_view text, std::size_t from, std::string_view lang) {
  Token token;
  for (; (from = text.find(mark, from)) != std::string_view::npos; from += mark.size()) {
    const std::size_t begin = from + mark.size();
    std::size_t end = begin;
    while (end < text.size() && is_of_name(text[end])) ++end;
    if (end == begin && ends_in_number(text.substr(0, from))) continue;
    token.begin = from;
    token.end = end;
    token.bit = token_faulty;
    const std::size_t close = text.find(mark, end);
    if (end == begin || close == std::string_view::npos || (close != end && text[end] != '|'))
      break;
    token.name = text.substr(begin, end - begin);
    token.end = close + mark.size();
    if (close != end) token.forms = text.substr(end + 1, close - end - 1);
    token.bit = judge(token, lang);
    break;
  }
  return token;
}

Tokens tokens_in(std::string_view text, std::string_view lang) {
  Tokens found = 0;
  for (Token token = next_token(text, 0, lang); token.begin != std::string_view::npos;
       token = next_token(text, token.end, lang)) {
    found |= token.bit;
  }
  return found;
}

std::string filled(std::string_view text, std::string_view lang, const Filling& filling) {
  std::string out;
  std::size_t done = 0;
  for (;;) {
    const Token token = next_token(text, done, lang);
    out += text.substr(done, token.begin - done);
    if (token.begin == std::string_view::npos) return out;
    append_filled(out, token, lang, filling);
    done = token.end;
  }
}

}  // namespace lede::support
