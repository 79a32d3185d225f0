#include "profile/profile.h"

#include "base/text.h"
#include "base/url.h"
#include "json/fields.h"
#include "profile/theme.h"

#include <optional>
#include <utility>

namespace lede {
namespace {

using json::Fields;
using json::Kind;
using json::Path;
using json::unknown_address;
using json::Value;

constexpr std::string_view known_keys[] = {
    "version",         "name",    "url",           "logo",        "links",       "donate_url",
    "membership_line", "quote",   "payment_marks", "notice_text", "media_hosts", "partners",
    "theme",           "consent", "support"};

constexpr std::string_view link_keys[] = {"label", "url"};
constexpr std::string_view quote_keys[] = {"text", "by", "role"};

std::vector<Link> read_links(const Fields& fields, std::string_view base, Arena& texts) {
  std::vector<Link> links;
  const Value* list = fields.child("links", Kind::array);
  if (list == nullptr) return links;
  const Path here = fields.at("links");
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Path path = here.item(i);
    const Fields entry(list->items[i], path, fields.faults());
    const Link link{entry.text("label"), entry.url("url", base, UrlUse::link, texts)};
    if (!link.label.empty() && !link.url.empty()) {
      links.push_back(link);
    } else if (is_read(fields.faults()) && (entry.lacks("label") || entry.lacks("url"))) {
      fields.faults()->push_back(
          {ErrorCode::missing, path.pointer(), "A link needs a label and a url."});
    }
  }
  return links;
}

Quote read_quote(const Fields& fields) {
  const Value* object = fields.child("quote", Kind::object);
  if (object == nullptr) return {};
  const Fields entry(*object, fields.at("quote"), fields.faults());
  const Quote quote{entry.text("text"), entry.text("by"), entry.text("role")};
  if (entry.lacks("text")) fields.fault("quote", ErrorCode::missing, "A quote needs its text.");
  return quote.text.empty() ? Quote{} : quote;
}

// In lower case, as base/url gives them. An entry that is no host stays: it lets no image through,
// and without it a list of mistakes would let every image through.
std::vector<std::string_view> read_hosts(const Fields& fields, Arena& texts) {
  std::vector<std::string_view> hosts = fields.texts("media_hosts");
  for (std::string_view& host : hosts) host = texts.copy(ascii_lower(host));
  if (hosts.empty() || !is_read(fields.faults())) return hosts;
  const Path here = fields.at("media_hosts");
  std::size_t i = 0;
  for (const Value& item : fields.child("media_hosts", Kind::array)->items) {
    const Path path = here.item(i++);
    const std::string host = ascii_lower(trim(item.text));
    if (host.empty() || url_host("https://" + host) == host) continue;
    fields.faults()->push_back({ErrorCode::unknown_value, path.pointer(),
                                "This is no host; write one such as media.pub.example."});
  }
  return hosts;
}

std::optional<Error> unusable(const Value& root) {
  if (!root.is(Kind::object)) {
    return Error{ErrorCode::wrong_type, {}, "A profile must be an object."};
  }
  const Value* version = root.find("version");
  if (version == nullptr)
    return Error{ErrorCode::missing, "/version", "A profile names its version: 1."};
  if (!version->is(Kind::number) || version->number != 1) {
    return Error{ErrorCode::unsupported_version, "/version", "This version is not known; write 1."};
  }
  if (trim(root.string("name")).empty()) {
    return Error{ErrorCode::missing, "/name",
                 "A profile needs a name: the publisher's, as readers know it."};
  }
  return {};
}

Profile read_fields(const Value& root, std::string_view document_url, Arena& texts,
                    Faults* faults) {
  const Fields fields(root, {}, faults);
  Profile profile;
  profile.name = fields.text("name");
  profile.url = fields.url("url", document_url, UrlUse::link, texts);
  profile.logo = fields.url("logo", document_url, UrlUse::image, texts);
  profile.links = read_links(fields, document_url, texts);
  profile.donate_url = fields.url("donate_url", document_url, UrlUse::payment, texts);
  profile.membership_line = fields.text("membership_line");
  profile.quote = read_quote(fields);
  profile.payment_marks = fields.texts("payment_marks");
  profile.notice_text = fields.text("notice_text");
  profile.media_hosts = read_hosts(fields, texts);
  profile.partners = fields.texts("partners");
  profile.consent = fields.child("consent", Kind::object);
  profile.support = fields.child("support", Kind::object);
  if (const Value* theme = fields.child("theme", Kind::object)) {
    profile.theme = texts.copy(theme_declarations(Fields(*theme, fields.at("theme"), faults)));
  }
  return profile;
}

void check_parts(const Value& root, const Fields& fields) {
  if (const Value* theme = root.find("theme"))
    check_accents(*theme, Fields(*theme, fields.at("theme"), fields.faults()));
  if (const Value* quote = root.find("quote"))
    Fields(*quote, fields.at("quote"), fields.faults()).only(quote_keys);
  const Value* links = root.find("links");
  if (links == nullptr) return;
  const Path here = fields.at("links");
  for (std::size_t i = 0; i < links->items.size(); ++i) {
    const Path path = here.item(i);
    Fields(links->items[i], path, fields.faults()).only(link_keys);
  }
}

}  // namespace

Result<Profile> read_profile(const Value& root, std::string_view base_url, Arena& texts,
                             Faults* faults) {
  if (std::optional<Error> error = unusable(root)) return std::move(*error);
  return read_fields(root, base_url, texts, faults);
}

void check_profile(const Value& root, Faults& faults) {
  const Fields fields(root, {}, &faults);
  std::optional<Error> error = unusable(root);
  // A name of the wrong type is named as such when it is read.
  if (error && (error->pointer != "/name" || fields.lacks("name")))
    faults.push_back(std::move(*error));
  if (!root.is(Kind::object)) return;
  Arena texts;
  static_cast<void>(read_fields(root, unknown_address, texts, &faults));
  check_parts(root, fields);
  fields.only(known_keys);
}

}  // namespace lede
