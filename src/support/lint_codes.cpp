#include "support/lint_codes.h"

#include "base/text.h"

#include <cstddef>

namespace lede::support {
namespace {

// ISO 3166-1 alpha-2, and XK, which stands for Kosovo until it has a code of its own.
constexpr std::string_view countries =
    "ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCM"
    "CN"
    "COCRCUCVCWCXCYCZDEDJDKDMDODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHK"
    "HM"
    "HNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKNKPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMH"
    "MK"
    "MLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPMPNPRPSPTPWPYQARERORSRU"
    "RW"
    "SASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVG"
    "VI"
    "VNVUWFWSXKYEYTZAZMZW";

bool is_country(std::string_view code) {
  if (code.size() != 2) return false;
  for (std::size_t i = 0; i < countries.size(); i += 2) {
    if (equals_ignoring_ascii_case(countries.substr(i, 2), code)) return true;
  }
  return false;
}

/// Subtags of 1 to 8 letters and digits, the first of them of 2 or 3 letters: every language that
/// has a code has one of these.
bool is_language(std::string_view tag) {
  std::size_t size = 0;
  bool first = true;
  for (std::size_t i = 0; i <= tag.size(); ++i) {
    if (i < tag.size() && tag[i] != '-') {
      if (!is_ascii_alpha(tag[i]) && (first || !is_ascii_digit(tag[i]))) return false;
      ++size;
      continue;
    }
    if (first ? size < 2 || size > 3 : size < 1 || size > 8) return false;
    first = false;
    size = 0;
  }
  return true;
}

}  // namespace

std::string_view country_fault(std::string_view code) {
  if (is_country(code)) return {};
  if (equals_ignoring_ascii_case(code, "UK")) return "The code of the United Kingdom is GB.";
  if (code.size() > 3 && code[2] == '-' && is_country(code.substr(0, 2)))
    return "The reader's country alone is compared, so a region is never found; write the two "
           "letters before the hyphen.";
  return "This is no country's code of two letters (ISO 3166-1), such as UA.";
}

std::string_view language_fault(std::string_view tag) {
  if (is_language(tag)) return {};
  return "This is no language tag (BCP 47); write one such as en, uk or en-GB.";
}

}  // namespace lede::support
