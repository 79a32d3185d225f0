#include "base/url.h"
#include "base/text.h"
#include <algorithm>

namespace lede {
namespace {

struct Refusal {
  ErrorCode code;
  std::string_view sentence;
};

/// By UrlFault.
constexpr Refusal refusals[] = {
    {},
    {ErrorCode::url_scheme, "The URL must begin with https:// or http://."},
    {ErrorCode::url_scheme, "Links may begin with https, http, mailto or tel."},
    {ErrorCode::url_scheme, "This URL must begin with https or http."},
    {ErrorCode::url_too_long, "The URL is longer than 4,096 bytes."},
    {ErrorCode::url_too_long, "The URL is too long."},
    {ErrorCode::url_syntax,
     "The URL names a user before its host, which misleads readers; remove the part up to \"@\"."},
    {ErrorCode::url_syntax, "The URL's host is missing or not a host name."},
    {ErrorCode::url_syntax, "The URL's port is not a number up to 65535."},
    {ErrorCode::url_syntax, "The URL needs \"//\" and a host after its scheme."},
    {ErrorCode::url_syntax, "A relative URL needs the article's own URL; make it absolute."},
};

bool is_slash(char c) { return c == '/' || c == '\\'; }

bool is_scheme_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
}

/// What a browser takes away before it looks at a URL (WHATWG URL, 4.4, steps 1 to 3).
std::string without_noise(std::string_view text) {
  const auto is_edge = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!text.empty() && is_edge(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_edge(text.back())) text.remove_suffix(1);
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c != '\t' && c != '\n' && c != '\r') out += c;
  }
  return out;
}

/// The scheme in lower case, without its colon; empty when the text has none.
std::string scheme_of(std::string_view text) {
  if (text.empty() || !is_ascii_alpha(text[0])) return {};
  std::size_t i = 1;
  while (i < text.size() && is_scheme_char(text[i])) ++i;
  if (i == text.size() || text[i] != ':') return {};
  return ascii_lower(text.substr(0, i));
}

/// Percent-encodes controls, spaces, what is not ASCII, and `also` (WHATWG URL, 1.3). What is
/// encoded already stays as it is.
void append_encoded(std::string& out, std::string_view text, std::string_view also) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Letters are never among `also`, and most of a URL.
    if (is_ascii_alpha(c) ||
        (byte > 0x20 && byte < 0x7F && also.find(c) == std::string_view::npos)) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15U];
    }
  }
}

constexpr std::string_view path_also = "\"#<>?^`{}";
constexpr std::string_view query_also = "\"#<>'";
constexpr std::string_view fragment_also = "\"<>`";

bool is_single_dot(std::string_view s) { return s == "." || equals_ignoring_ascii_case(s, "%2e"); }

bool is_double_dot(std::string_view s) {
  return s == ".." || equals_ignoring_ascii_case(s, ".%2e") ||
         equals_ignoring_ascii_case(s, "%2e.") || equals_ignoring_ascii_case(s, "%2e%2e");
}

/// Appends the segments of `text` to `path`, dot segments taken out. Both slashes count, as in
/// browsers.
void append_path(std::string& path, std::string_view text) {
  std::size_t start = 0;
  while (true) {
    std::size_t end = start;
    while (end < text.size() && !is_slash(text[end])) ++end;
    const std::string_view segment = text.substr(start, end - start);
    const bool last = end == text.size();
    if (is_double_dot(segment)) {
      const std::size_t slash = path.rfind('/');
      path.resize(slash == std::string::npos ? 0 : slash);
      if (last) path += '/';
    } else if (is_single_dot(segment)) {
      if (last) path += '/';
    } else {
      path += '/';
      append_encoded(path, segment, path_also);
    }
    if (last) break;
    start = end + 1;
  }
}

/// Splits "path?query#fragment".
struct Tail {
  std::string_view path, query, fragment;
};

Tail split_tail(std::string_view text) {
  Tail tail;
  const std::size_t hash = text.find('#');
  if (hash != std::string_view::npos) tail.fragment = text.substr(hash);
  text = text.substr(0, hash);
  const std::size_t mark = text.find('?');
  if (mark != std::string_view::npos) tail.query = text.substr(mark);
  tail.path = text.substr(0, mark);
  return tail;
}

void take_query_and_fragment(UrlParts& parts, const Tail& tail) {
  parts.query.clear();
  parts.fragment.clear();
  if (!tail.query.empty()) {
    parts.query = '?';
    append_encoded(parts.query, tail.query.substr(1), query_also);
  }
  if (!tail.fragment.empty()) {
    parts.fragment = '#';
    append_encoded(parts.fragment, tail.fragment.substr(1), fragment_also);
  }
}

bool is_host_char(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '.' || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_good_host(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {  // IPv6
    for (const char c : host.substr(1, host.size() - 2)) {
      const char lower = to_ascii_lower(c);
      if (!is_ascii_digit(c) && c != ':' && c != '.' && (lower < 'a' || lower > 'f')) return false;
    }
    return true;
  }
  bool any = false;
  for (const char c : host) {
    if (!is_host_char(c)) return false;
    any = any || c != '.';
  }
  return any;
}

/// Sets `parts.host`: `host[:port]` in lower case, without the scheme's own port.
UrlFault take_authority(UrlParts& parts, std::string_view authority) {
  if (authority.find('@') != std::string_view::npos) return UrlFault::user;
  std::string_view host = authority;
  std::string_view port;
  const std::size_t colon = authority.rfind(':');
  if (colon != std::string_view::npos && authority.find(']', colon) == std::string_view::npos) {
    host = authority.substr(0, colon);
    port = authority.substr(colon + 1);
  }
  if (!is_good_host(host)) return UrlFault::host;
  unsigned number = 0;
  for (const char c : port) {
    if (!is_ascii_digit(c)) return UrlFault::port;
    number = number * 10 + static_cast<unsigned>(c - '0');
    if (number > 65535) return UrlFault::port;
  }
  parts.host = ascii_lower(host);
  if (!port.empty() && number != (parts.scheme == "https" ? 443U : 80U)) {
    parts.host += ':';
    append_number(parts.host, number);
  }
  return UrlFault::none;
}

/// Reads all but the scheme. `rest` begins after the scheme and its slashes, or after `//`.
UrlFault take_from_authority(UrlParts& parts, std::string_view rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_slash(rest[end]) && rest[end] != '?' && rest[end] != '#') ++end;
  const UrlFault fault = take_authority(parts, rest.substr(0, end));
  if (fault != UrlFault::none) return fault;
  const Tail tail = split_tail(rest.substr(end));
  parts.path.clear();
  append_path(parts.path, tail.path.empty() ? tail.path : tail.path.substr(1));
  take_query_and_fragment(parts, tail);
  return UrlFault::none;
}

/// Reads an absolute http or https URL whose noise is gone.
UrlFault take_absolute(UrlParts& parts, std::string_view text) {
  const std::string scheme = scheme_of(text);
  const bool secure = scheme == "https";
  if (!secure && scheme != "http") return UrlFault::not_http;
  parts.scheme = secure ? "https" : "http";
  std::string_view rest = text.substr(scheme.size() + 1);
  std::size_t slashes = 0;
  while (slashes < rest.size() && is_slash(rest[slashes])) ++slashes;
  if (slashes < 2) return UrlFault::slashes;
  return take_from_authority(parts, rest.substr(slashes));
}

bool begins_with_host(std::string_view href) {
  return href.size() >= 2 && is_slash(href[0]) && is_slash(href[1]);
}

std::string_view without_slashes(std::string_view href) {
  while (!href.empty() && is_slash(href[0])) href.remove_prefix(1);
  return href;
}

/// Makes of the base the URL that `href` is beside it.
UrlFault resolve(UrlParts& parts, std::string_view href) {
  if (begins_with_host(href)) return take_from_authority(parts, without_slashes(href));
  const Tail tail = split_tail(href);
  const bool same_page = tail.path.empty() && tail.query.empty();  // a fragment alone, or nothing
  if (!tail.path.empty()) {
    const bool from_root = is_slash(tail.path[0]);
    parts.path.resize(from_root ? 0 : parts.path.rfind('/'));
    append_path(parts.path, tail.path.substr(from_root ? 1 : 0));
  }
  std::string query = std::move(parts.query);
  take_query_and_fragment(parts, tail);
  if (same_page) parts.query = std::move(query);
  return UrlFault::none;
}

/// A relative link kept as it is, since nobody knows the article's address.
UrlFault keep_relative(std::string& out, std::string_view href) {
  UrlParts parts;
  if (begins_with_host(href)) {
    parts.scheme = "https";
    const UrlFault fault = take_from_authority(parts, without_slashes(href));
    out = parts.whole().substr(6);
    return fault;
  }
  const Tail tail = split_tail(href);
  std::string path(tail.path);
  std::replace(path.begin(), path.end(), '\\', '/');
  append_encoded(out, path, path_also);
  take_query_and_fragment(parts, tail);
  out += parts.query;
  out += parts.fragment;
  return UrlFault::none;
}

/// Judges a URL whose noise is gone, and writes it.
UrlFault write_safe(std::string& out, std::string_view text, const UrlBase& base, UrlUse use) {
  const std::string scheme = scheme_of(text);
  const bool link = use == UrlUse::link;
  if (link && (scheme == "mailto" || scheme == "tel")) {
    out = scheme + ':';
    append_encoded(out, text.substr(scheme.size() + 1), "\"<>`");
    return UrlFault::none;
  }
  const bool http = scheme == "http" || scheme == "https";
  if (!http && !scheme.empty()) return link ? UrlFault::not_linkable : UrlFault::not_loadable;
  if (!http && !base.is_known()) return link ? keep_relative(out, text) : UrlFault::relative;
  UrlParts parts;
  UrlFault fault = base.fault();
  if (http) {
    fault = take_absolute(parts, text);
  } else if (fault == UrlFault::none) {
    parts = base.parts();
    fault = resolve(parts, text);
  }
  if (fault == UrlFault::none) out = parts.whole();
  return fault;
}

}  // namespace

std::string UrlParts::whole() const {
  std::string url(scheme);
  url += "://";
  url += host;
  url += path;
  url += query;
  url += fragment;
  return url;
}

Error url_error(UrlFault fault) {
  const Refusal& refusal = refusals[static_cast<std::size_t>(fault)];
  return {refusal.code, {}, std::string(refusal.sentence)};
}

UrlBase::UrlBase(std::string_view url)
    : is_known_(!url.empty()), fault_(take_absolute(parts_, without_noise(url))) {}

SafeUrl safe_url(std::string_view href, const UrlBase& base, UrlUse use) {
  std::string out;
  UrlFault fault = UrlFault::much_too_long;
  if (href.size() <= 4 * max_url_bytes) fault = write_safe(out, without_noise(href), base, use);
  if (fault == UrlFault::none && out.size() > max_url_bytes) fault = UrlFault::too_long;
  return {std::move(out), fault};
}

bool has_allowed_scheme(std::string_view href, UrlUse use) {
  const std::string scheme = scheme_of(without_noise(href));
  return scheme.empty() || scheme == "http" || scheme == "https" ||
         (use == UrlUse::link && (scheme == "mailto" || scheme == "tel"));
}

std::string url_host(std::string_view url) {
  UrlParts parts;
  const UrlFault fault = take_absolute(parts, without_noise(url));
  return fault == UrlFault::none ? std::move(parts.host) : std::string();
}

std::string url_origin(std::string_view url) {
  UrlParts parts;
  if (take_absolute(parts, without_noise(url)) != UrlFault::none) return {};
  std::string out(parts.scheme);
  out += "://";
  out += parts.host;
  return out;
}

std::string with_query(std::string_view url, std::string_view name, std::string_view value) {
  // Everything that isn't unreserved (RFC 3986, 2.3).
  constexpr std::string_view reserved = "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}";
  const std::size_t hash = url.find('#');
  std::string out(url.substr(0, hash));
  const std::size_t mark = out.find('?');
  if (mark == std::string::npos) {
    out += '?';
  } else if (mark + 1 != out.size() && out.back() != '&') {
    out += '&';
  }
  append_encoded(out, name, reserved);
  out += '=';
  append_encoded(out, value, reserved);
  if (hash != std::string_view::npos) out += url.substr(hash);
  return out;
}

}  // namespace lede
