// What a body's HTML must be, read strictly and apart from the code that writes it: tags,
// attributes and values by a list of their own, one well-formed tree that a browser would build
// just so, valid UTF-8.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lede::fuzz {

/// What was asked for.
struct Asked {
  bool strict = false;
  bool in_card = false;
  bool has_base = true;  ///< else links may be relative
  std::string_view id_prefix = "l-";
  const std::vector<std::string_view>* media_hosts = nullptr;
};

/// What the checker saw on its way.
struct Seen {
  std::size_t nodes = 0;  ///< elements and texts
  int highest_heading = 6;
  std::vector<std::string_view> ids;
};

/// Prints the sentence and the text, and aborts.
[[noreturn]] void fail(std::string_view sentence, std::string_view text);
void check(bool good, std::string_view sentence, std::string_view text);

[[nodiscard]] bool is_utf8(std::string_view text);
/// The scheme that a browser reads, in lower case; empty for a relative URL.
[[nodiscard]] std::string scheme_for_browser(std::string_view url);

/// Fails unless `html` is what a body may be. `seen` is emptied first.
void check_body(std::string_view html, const Asked& asked, Seen& seen);

/// `html` with every id, role and fragment link's target taken out: what a second rendering may
/// change.
void without_ids(std::string_view html, std::string& out);

}  // namespace lede::fuzz
