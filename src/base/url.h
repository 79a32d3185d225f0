// The one judge of URLs: what may stand in a link, an image or a payment button.
// Knows nothing of HTML; escaping is base/html.h's work.
#pragma once
#include "base/result.h"
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace lede {

/// link: http, https, mailto, tel. image and payment: http and https alone.
enum class UrlUse : std::uint8_t { link, image, payment };

inline constexpr std::size_t max_url_bytes = 4096;

/// Why a URL is refused; `none` is not refused.
enum class UrlFault : std::uint8_t {
  none,
  not_http,
  not_linkable,
  not_loadable,
  too_long,
  much_too_long,
  user,
  host,
  port,
  slashes,
  relative
};

/// The same in words.
[[nodiscard]] Error url_error(UrlFault fault);

/// A URL that may stand in a page, or why there is none. Ask before you dereference.
class [[nodiscard]] SafeUrl {
 public:
  /// Takes the URL where there is no fault.
  SafeUrl(std::string url, UrlFault fault) : url_(std::move(url)), fault_(fault) {}

  [[nodiscard]] bool ok() const { return fault_ == UrlFault::none; }
  explicit operator bool() const { return ok(); }
  std::string& operator*() { return url_; }
  const std::string& operator*() const { return url_; }
  const std::string* operator->() const { return &url_; }
  /// url_scheme, url_syntax or url_too_long, with a sentence. Only where there is a fault.
  [[nodiscard]] Error error() const { return url_error(fault_); }

 private:
  std::string url_;
  UrlFault fault_;
};

/// An http or https URL in pieces, as a browser would write them.
struct UrlParts {
  std::string_view scheme;  ///< "http" or "https"
  std::string host;         ///< with a port where it isn't the scheme's own
  std::string path;         ///< begins with '/'
  std::string query;        ///< with its '?', or empty
  std::string fragment;     ///< with its '#', or empty

  [[nodiscard]] std::string whole() const;
};

/// What relative URLs are resolved against, read once for many of them.
class UrlBase {
 public:
  /// @param url absolute, or empty when it is unknown.
  explicit UrlBase(std::string_view url);

  [[nodiscard]] bool is_known() const { return is_known_; }
  /// Why the URL can't be one to resolve against.
  [[nodiscard]] UrlFault fault() const { return fault_; }
  /// Where there is no fault.
  [[nodiscard]] const UrlParts& parts() const { return parts_; }

 private:
  bool is_known_;
  UrlParts parts_;
  UrlFault fault_;
};

/// Resolves `href` against `base` and returns it when its scheme is allowed for `use`.
/// Judged as a browser would read it: C0 controls and spaces around, tabs and newlines inside, are
/// removed first (WHATWG URL, 4.4 "basic URL parser", steps 1 to 3).
/// @param base the article's URL; when unknown, relative links are kept and relative images fail. A
/// user before the host (`https://bank.example@evil.example`) is refused: it is there to
/// mislead.
/// @return the absolute URL, at most max_url_bytes; or why there is none.
[[nodiscard]] SafeUrl safe_url(std::string_view href, const UrlBase& base, UrlUse use);
[[nodiscard]] inline SafeUrl safe_url(std::string_view href, std::string_view base, UrlUse use) {
  return safe_url(href, UrlBase(base), use);
}

/// Whether `href`, as a browser would read it, is relative or has a scheme allowed for `use`. Says
/// nothing about the rest of it: only for what must come out as it was written (`lede markdown
/// --strict`).
[[nodiscard]] bool has_allowed_scheme(std::string_view href, UrlUse use);

/// `host[:port]` of an absolute http or https URL, in lower case; empty for anything else.
[[nodiscard]] std::string url_host(std::string_view url);

/// scheme, host and port ("https://pub.example"), as the HTML standard serialises an origin; empty
/// where there is none.
[[nodiscard]] std::string url_origin(std::string_view url);

/// The URL with `name=value` added to its query, percent-encoded; the fragment stays last.
[[nodiscard]] std::string with_query(std::string_view url, std::string_view name,
                                     std::string_view value);

}  // namespace lede
