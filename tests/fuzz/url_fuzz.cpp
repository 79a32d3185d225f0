// libFuzzer's entry: the URL policy.
#include "base/text.h"
#include "base/url.h"
#include "checker.h"
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using lede::fuzz::check;

constexpr std::size_t npos = std::string_view::npos;

/// An absolute http or https URL: a host, no user, no port of the scheme's own, no dot segments.
void check_web(std::string_view url, const std::string& scheme) {
  check(url.substr(scheme.size()).starts_with("://"), "there is no host", url);
  const std::size_t start = scheme.size() + 3;
  const std::size_t end = url.find_first_of("/?#", start);
  check(end != npos && url[end] == '/', "the path is missing", url);
  const std::string_view host = url.substr(start, end - start);
  check(!host.empty() && host.find_first_of("@\\%<>\"' ") == npos, "the host is odd", url);
  check(host == lede::ascii_lower(host), "the host is not in lower case", url);
  check(host == lede::url_host(url), "url_host reads another host", url);
  check(lede::url_origin(url) == url.substr(0, end), "url_origin reads another origin", url);
  check(!host.ends_with(scheme == "https" ? ":443" : ":80"), "the scheme's own port is named", url);
  const std::string_view path = url.substr(end, url.find_first_of("?#", end) - end);
  check(path.find("/../") == npos && path.find("/./") == npos && !path.ends_with("/..") &&
            !path.ends_with("/."),
        "the path has dot segments", url);
  for (std::size_t i = end; i < url.size(); ++i) {
    const auto byte = static_cast<unsigned char>(url[i]);
    check(byte > 0x20 && byte < 0x7F && byte != '"' && byte != '<' && byte != '>',
          "a byte should be encoded", url);
  }
  check(path.find('\\') == npos, "the path has a backslash", url);
}

void check_url(std::string_view href, std::string_view base, lede::UrlUse use) {
  using lede::UrlUse;
  const lede::SafeUrl result = lede::safe_url(href, base, use);
  if (!result) {
    check(!result.error().message.empty(), "an error says nothing", href);
    return;
  }
  const std::string& url = *result;
  check(url.size() <= lede::max_url_bytes, "the URL is too long", url);
  check(lede::has_allowed_scheme(href, use), "has_allowed_scheme knows better", href);
  const std::string scheme = lede::fuzz::scheme_for_browser(url);
  if (scheme == "http" || scheme == "https") {
    check_web(url, scheme);
  } else if (scheme.empty()) {
    check(base.empty() && use == UrlUse::link, "a relative URL is left", url);
  } else {
    check(use == UrlUse::link && (scheme == "mailto" || scheme == "tel"), "the scheme", url);
  }
  for (const char c : url) {
    check(static_cast<unsigned char>(c) > 0x20 && c != 0x7F && c != '"' && c != '<' && c != '>',
          "a byte should be encoded", url);
  }
  // A fixed point, whatever it is resolved against; a relative one only as it was.
  const lede::SafeUrl again = lede::safe_url(url, base, use);
  check(again.ok() && *again == url, again.ok() ? *again : "refused the second time", url);
  if (scheme.empty()) {
    const lede::SafeUrl whole = lede::safe_url(url, "https://a.example/b/c?d", use);
    const lede::SafeUrl direct = lede::safe_url(href, "https://a.example/b/c?d", use);
    check(whole.ok() == direct.ok() && (!whole || *whole == *direct || url.size() > 2048),
          "kept and resolved it leads elsewhere", url);
    return;
  }
  if (scheme == "mailto" || scheme == "tel") return;
  const std::string more = lede::with_query(url, "lede ref", href);
  const lede::SafeUrl added = lede::safe_url(more, {}, UrlUse::payment);
  check(more.size() > lede::max_url_bytes || (added.ok() && *added == more), "with_query", more);
  check(lede::url_origin(more) == lede::url_origin(url), "with_query leads elsewhere", more);
}

}  // namespace

/// The first byte chooses the use and the base: none, a fixed one, or what stands before a line
/// feed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const unsigned bits = data[0];
  std::string_view href(reinterpret_cast<const char*>(data) + 1, size - 1);
  std::string_view base;
  switch ((bits >> 2) % 3) {
    case 0:
      break;
    case 1:
      base = "https://pub.example:8443/a/b/slug.html?query=1#top";
      break;
    default:
      if (const std::size_t line = href.find('\n'); line != npos) {
        base = href.substr(0, line);
        href.remove_prefix(line + 1);
      }
  }
  check_url(href, base, static_cast<lede::UrlUse>((bits & 3U) % 3));
  return 0;
}
