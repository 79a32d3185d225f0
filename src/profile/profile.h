// A publisher's profile, `lede.json`: name, links, texts and theme of the publisher's cards.
#pragma once
#include "base/result.h"
#include "json/value.h"
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

struct Link {
  std::string label;
  std::string url;  ///< checked
};

struct Quote {
  std::string text;
  std::string by;
  std::string role;
};

/// Every URL has passed base/url; texts are valid UTF-8 and still unescaped; what is absent is
/// empty.
struct Profile {
  std::string name;
  std::string url;
  std::string logo;
  std::vector<Link> links;
  std::string donate_url;
  std::string membership_line;
  Quote quote;
  std::vector<std::string> payment_marks;
  std::string notice_text;
  std::vector<std::string> media_hosts;  ///< in lower case
  std::vector<std::string> partners;
  /// Sections with readers of their own, in the document that the profile was read from, which must
  /// outlive it; nullptr where there is none.
  const json::Value* consent = nullptr;
  const json::Value* support = nullptr;
  /// CSS declarations of `--lede-*` tokens, made of checked values alone
  /// ("--lede-accent:#9a3412;--lede-accent-ink:#fff"); empty without a theme.
  std::string theme;
};

/// Reads a profile (`version` 1). A field that is wrong is left out and named in `faults`.
/// @param base_url where relative URLs lead; usually the profile's own address.
/// @return the profile; or wrong_type, missing (name), unsupported_version.
[[nodiscard]] Result<Profile> read_profile(const json::Value& root, std::string_view base_url,
                                           Faults* faults = nullptr);

/// Names every fault of a profile.
void check_profile(const json::Value& root, Faults& faults);

}  // namespace lede
