// What leads somewhere: links, pictures, ids, and the headings that the outline links to.
#include "base/casefold.h"
#include "base/hash.h"
#include "base/html.h"
#include "base/text.h"
#include "base/url.h"
#include "markup/sink.h"
#include <algorithm>

namespace lede {
namespace {

bool is_letter_like(char32_t c) {
  return c >= 0xAA && c != 0xAB && c != 0xAC && c != 0xAE && c != 0xAF && c != 0xB4 &&
         !(c >= 0xB6 && c <= 0xB9) && c != 0xBB && c != 0xBF && c != 0xD7 && c != 0xF7 &&
         !(c >= 0x2000 && c <= 0x2BFF) && !(c >= 0x3000 && c <= 0x3004) &&
         !(c >= 0x3008 && c <= 0x3030) && !(c >= 0xFF00 && c <= 0xFF0F) &&
         !(c >= 0xFDD0 && c <= 0xFDEF) && c != replacement_character && c != 0xFEFF;
}

/// "Élan vital, 2nd part" -> "élan-vital-2nd-part": letters and digits folded, the rest as single
/// hyphens.
std::string slug_of(std::string_view text) {
  constexpr std::size_t max_bytes = 96;
  std::string out;
  bool gap = false;
  for (std::size_t i = 0; i < text.size() && out.size() < max_bytes;) {
    const CodePoint c = decode_utf8(text, i);
    i += c.size;
    const char ascii = c.value < 0x80 ? static_cast<char>(c.value) : '\0';
    if (is_ascii_alpha(ascii) || is_ascii_digit(ascii) || is_letter_like(c.value)) {
      if (gap && !out.empty()) out += '-';
      gap = false;
      append_case_folded(out, c.value);
    } else if (ascii != '\'' && c.value != 0x2019) {
      gap = true;
    }
  }
  return out.empty() ? std::string("section") : out;
}

/// A fragment as it stands in an id: percent-decoded, without spaces and controls.
std::string anchor_of(std::string_view fragment) {
  constexpr std::size_t max_bytes = 256;
  std::string out;
  for (std::size_t i = 0; i < fragment.size() && out.size() < max_bytes; ++i) {
    char c = fragment[i];
    if (c == '%' && i + 2 < fragment.size() && hex_value(fragment[i + 1]) >= 0 &&
        hex_value(fragment[i + 2]) >= 0) {
      c = static_cast<char>(hex_value(fragment[i + 1]) * 16 + hex_value(fragment[i + 2]));
      i += 2;
    }
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) out += c;
  }
  return std::string(trim_unicode(to_valid_utf8(out)));
}

// What houdini_href_e.c lets through; --strict writes URLs as cmark does.
constexpr std::string_view strict_url_marks = "-_.+!*(),%#@?=;:/$~";

std::string strict_href(std::string_view url) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : url) {
    if (is_ascii_alpha(c) || is_ascii_digit(c) ||
        strict_url_marks.find(c) != std::string_view::npos) {
      out += c;
    } else if (c == '&') {
      out += "&amp;";
    } else if (c == '\'') {
      out += "&#x27;";
    } else {
      out += '%';
      out += hex[static_cast<unsigned char>(c) >> 4];
      out += hex[static_cast<unsigned char>(c) & 15U];
    }
  }
  return out;
}

}  // namespace

bool Sink::is_media_host(std::string_view url) const {
  if (options_.media_hosts.empty()) return true;
  const std::string host = url_host(url);
  return std::any_of(
      options_.media_hosts.begin(), options_.media_hosts.end(), [&](std::string_view allowed) {
        if (host.size() == allowed.size()) return equals_ignoring_ascii_case(host, allowed);
        return host.size() > allowed.size() && host[host.size() - allowed.size() - 1] == '.' &&
               equals_ignoring_ascii_case(
                   std::string_view(host).substr(host.size() - allowed.size()), allowed);
      });
}

bool Sink::open_link(std::string_view url, std::string_view title, std::string_view rel) {
  if (!make_room(Tag::a)) return false;  // asked first, since looking at a URL costs more
  if (options_.strict) {
    if (!open(Tag::a)) return false;
    out_ += " href=\"";
    if (has_allowed_scheme(url, UrlUse::link)) out_ += strict_href(url);
    out_ += '"';
    if (!title.empty()) attr("title", title);
    return true;
  }
  title = trim_unicode(title);
  // As a browser reads it: controls and spaces before it don't count.
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20) url.remove_prefix(1);
  if (url.starts_with('#')) {  // stays in the card: the shim takes it over
    const std::string anchor = anchor_of(url.substr(1));
    if (anchor.empty() || !open(Tag::a)) return false;
    std::string href = "#";
    href += options_.id_prefix;
    href += anchor;
    attr("href", href);
    if (!title.empty()) attr("title", title);
    return true;
  }
  const SafeUrl checked = safe_url(url, base_, UrlUse::link);
  if (!checked || checked->empty() || !open(Tag::a)) return false;
  attr("href", *checked);
  if (!title.empty()) attr("title", title);
  if (!checked->starts_with("mailto:") && !checked->starts_with("tel:")) {
    attr("target", "_blank");
    std::string all(rel);
    all += "noopener";
    attr("rel", all);
  }
  return true;
}

void Sink::image(const ImageSource& source) {
  if (options_.strict) {
    if (!open(Tag::img)) return;
    out_ += " src=\"";
    if (has_allowed_scheme(source.url, UrlUse::image)) out_ += strict_href(source.url);
    out_ += '"';
    attr("alt", source.alt);
    if (!source.title.empty()) attr("title", source.title);
    return;
  }
  const SafeUrl checked = safe_url(source.url, base_, UrlUse::image);
  if (!checked || !is_media_host(*checked)) {
    text(source.alt);
    return;
  }
  if (!open(Tag::img)) return;
  if (result_.first_image.empty()) result_.first_image = *checked;
  attr("src", *checked);
  attr("alt", source.alt);
  if (const std::string_view title = trim_unicode(source.title); !title.empty())
    attr("title", title);
  if (source.width > 0) attr("width", source.width);
  if (source.height > 0) attr("height", source.height);
  attr("loading", "lazy");
  attr("decoding", "async");
  attr("referrerpolicy", "no-referrer");
}

Sink::Id* Sink::find_id(std::string_view name) {
  const std::uint32_t hash = fnv1a32(name);
  const auto found = std::find_if(ids_.begin(), ids_.end(), [&](const Id& known) {
    return known.hash == hash && known.name == name;
  });
  return found == ids_.end() ? nullptr : &*found;
}

/// Makes an id the card's only one of that name, by a number where it must. Empty when there are
/// too many.
std::string Sink::claim_id(const std::string& id) {
  if (ids_.size() >= max_ids) return {};
  std::string name = id;
  while (find_id(name) != nullptr) {
    // Counting goes on where it stopped last time, so many equal headings stay cheap.
    Id* const first = find_id(id);
    name = id;
    name += '-';
    append_number(name, ++first->given);
  }
  ids_.push_back({name, fnv1a32(name), 1});
  return std::string(options_.id_prefix) + name;
}

void Sink::author_id(std::string_view id) {
  if (id.empty() || ids_.size() >= max_ids) return;
  std::string name = anchor_of(id);
  if (name.empty() || find_id(name) != nullptr) return;
  name = claim_id(name);
  if (name.empty()) return;
  attr("id", name);
  if (!in_empty_ && is_heading(current())) heading_id_ = std::move(name);
}

void Sink::finish_heading() {
  in_heading_ = false;
  const std::string text = std::exchange(heading_text_, {});
  OutlineEntry entry;
  entry.id = std::exchange(heading_id_, {});
  if (options_.strict || trim(text).empty()) return;
  entry.level = out_[heading_at_ - 1] - '0';
  entry.text = trim(text);
  if (entry.id.empty()) nameless_.push_back({heading_at_, result_.outline.size()});
  result_.outline.push_back(std::move(entry));
}

/// Gives ids to the headings that have none of their writer's: at the end, so that theirs come
/// first.
void Sink::name_headings() {
  if (nameless_.empty()) return;
  const std::string plain = std::exchange(out_, {});
  out_.reserve(plain.size() + nameless_.size() * 32);
  nameless_.push_back({plain.size(), result_.outline.size()});
  auto end = result_.paragraph_ends.begin();
  std::size_t done = 0;
  for (const Nameless& heading : nameless_) {
    for (; end != result_.paragraph_ends.end() && *end <= heading.at; ++end)
      *end += out_.size() - done;
    out_ += std::string_view(plain).substr(done, heading.at - done);
    done = heading.at;
    if (heading.entry >= result_.outline.size()) continue;
    OutlineEntry& entry = result_.outline[heading.entry];
    entry.id = claim_id(slug_of(entry.text));
    // Too many: what has no id ends the outline.
    while (entry.id.empty() && result_.outline.size() > heading.entry) result_.outline.pop_back();
    if (heading.entry < result_.outline.size()) attr("id", entry.id);
  }
}

}  // namespace lede
