// A publisher's profile, `lede.json`: name, links, texts and theme of the publisher's cards.
#pragma once
#include "base/arena.h"
#include "base/result.h"
#include "json/value.h"
#include <cstdint>
#include <string_view>
#include <vector>

namespace lede {

struct Link {
  std::string_view label;
  std::string_view url;  ///< checked
};

struct Quote {
  std::string_view text;
  std::string_view by;
  std::string_view role;
};

/// Every URL has passed base/url; texts are valid UTF-8 and still unescaped; what is absent is
/// empty. All of them are views of what read_profile was given.
struct Profile {
  std::string_view name;
  std::string_view url;
  std::string_view logo;
  std::vector<Link> links;
  std::string_view donate_url;
  std::string_view membership_line;
  Quote quote;
  std::vector<std::string_view> payment_marks;
  std::string_view notice_text;
  std::vector<std::string_view> media_hosts;  ///< in lower case
  std::vector<std::string_view> partners;
  /// Sections with readers of their own, in the document that the profile was read from, which must
  /// outlive it; nullptr where there is none.
  const json::Value* consent = nullptr;
  const json::Value* support = nullptr;
  /// CSS declarations of `--lede-*` tokens, made of checked values alone
  /// ("--lede-accent:#9a3412;--lede-accent-ink:#fff"); empty without a theme.
  std::string_view theme;
};

/// Reads a profile (`version` 1). A field that is wrong is left out and named in `faults`.
/// @param root must outlive the profile.
/// @param texts what owns the texts that do not stand in the document as they are read; likewise.
/// @param base_url where relative URLs lead; usually the profile's own address.
/// @return the profile; or wrong_type, missing (name), unsupported_version.
[[nodiscard]] Result<Profile> read_profile(const json::Value& root, std::string_view base_url,
                                           Arena& texts, Faults* faults = nullptr);

/// Names every fault of a profile.
void check_profile(const json::Value& root, Faults& faults);

}  // namespace lede
