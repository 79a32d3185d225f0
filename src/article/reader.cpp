#include "article/reader.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "json/fields.h"
#include "json/number.h"

#include <cmath>
#include <cstdlib>
#include <string>
#include <utility>

namespace lede {
namespace {

using json::Fields;
using json::Kind;
using json::Path;
using json::unknown_address;
using json::Value;

constexpr std::string_view feed_version = "https://jsonfeed.org/version/1";

bool is_feed(const Value& root) {
  return root.find("items") != nullptr || root.find("version") != nullptr;
}

constexpr std::string_view item_additions[] = {"content_markdown", "section", "sensitive"};
constexpr std::string_view author_additions[] = {"bio"};

/// What reading leaves behind, beside the article.
struct Reading {
  Arena& texts;
  Faults* faults;

  void fault(const Path& path, ErrorCode code, std::string_view message) const {
    if (is_read(faults)) faults->push_back({code, path.pointer(), std::string(message)});
  }
};

Error at(const Path& path, ErrorCode code, std::string message) {
  return {code, path.pointer(), std::move(message)};
}

std::string_view read_language(const Fields& fields) {
  const std::string_view tag = fields.text("language");
  if (tag.empty() || looks_like_language(tag)) return tag;
  fields.fault("language", ErrorCode::bad_language,
               "This is not a language tag; write one such as \"en\" or \"uk\" (BCP 47).");
  return {};
}

std::optional<Instant> read_date(const Fields& fields, std::string_view key) {
  const std::string_view written = fields.text(key);
  if (written.empty()) return {};
  std::optional<Instant> instant = parse_instant(written);
  if (is_read(fields.faults()) && !is_rfc3339(fields.raw(key))) {
    const std::string_view fault = !instant            ? "This is not a date"
                                   : instant->has_zone ? "Other readers may not take this date"
                                                       : "This date names no zone, so it is taken "
                                                         "as UTC";
    fields.fault(key, ErrorCode::bad_date,
                 std::string(fault) +
                     "; write one with its zone, such as 2023-03-08T16:16:00+02:00 (RFC 3339).");
  }
  return instant;
}

// JSON Feed 1.1: an id that is a number is taken for its text, and an id of zero counts as one.
std::string_view read_id(const Value& item, Arena& texts) {
  const Value* id = item.find("id");
  if (id == nullptr) return {};
  if (id->is(Kind::string)) return trim(id->text);
  if (!id->is(Kind::number)) return {};
  if (!(std::fabs(id->number) <= json::largest_exact_integer)) return {};
  const auto whole = static_cast<std::int64_t>(id->number);
  return static_cast<double>(whole) == id->number ? texts.copy(to_decimal(whole))
                                                  : std::string_view();
}

Author read_author(const Value& value, const Path& path, std::string_view base,
                   const Reading& reading) {
  const Fields fields(value, path, reading.faults);
  Author author;
  author.name = fields.text("name");
  author.url = fields.url("url", base, UrlUse::link, reading.texts);
  author.avatar = fields.url("avatar", base, UrlUse::image, reading.texts);
  if (const Value* extension = fields.child("_lede", Kind::object)) {
    author.bio = Fields(*extension, fields.at("_lede"), reading.faults).text("bio");
  }
  if (author.name.empty()) author.name = reading.texts.copy(url_host(author.url));
  if (author.name.empty()) author.name = author.url.substr(author.url.find(':') + 1);
  if (author.name.empty() && fields.lacks("name") && fields.lacks("url")) {
    reading.fault(path, ErrorCode::empty,
                  "This author has no name and no url, so is not shown; give a name.");
  }
  return author;
}

// 1.1 has `authors`; 1.0 had one `author`, which readers are to go on taking.
std::vector<Author> read_authors(const Fields& fields, std::string_view base,
                                 const Reading& reading) {
  std::vector<Author> authors;
  if (const Value* list = fields.child("authors", Kind::array)) {
    const Path here = fields.at("authors");
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      if (list->items[i].is(Kind::object)) {
        authors.push_back(read_author(list->items[i], here.item(i), base, reading));
      } else {
        reading.fault(here.item(i), ErrorCode::wrong_type,
                      "An author must be an object with a name.");
      }
    }
  } else if (const Value* one = fields.child("author", Kind::object)) {
    authors.push_back(read_author(*one, fields.at("author"), base, reading));
  }
  std::erase_if(authors, [](const Author& author) { return author.name.empty(); });
  return authors;
}

// Each form is asked for, so that each that is wrong is named; the first that says something is the
// body.
void read_body(const Fields& fields, std::string_view key, BodyKind kind, Article& article) {
  const std::string_view form = fields.raw(key);
  if (article.body_kind != BodyKind::none || trim(form).empty()) return;
  article.body_kind = kind;
  article.body = form;
}

std::string_view body_pointer(BodyKind kind) {
  switch (kind) {
    case BodyKind::markdown:
      return "/_lede/content_markdown";
    case BodyKind::html:
      return "/content_html";
    case BodyKind::text:
      return "/content_text";
    case BodyKind::none:
      break;
  }
  return {};
}

Article read_item(const Value& item, const Path& path, std::string_view document_url,
                  const Reading& reading) {
  const Fields fields(item, path, reading.faults);
  Article article;
  article.id = read_id(item, reading.texts);
  article.url = fields.url("url", document_url, UrlUse::link, reading.texts);
  article.base_url = url_host(article.url).empty() ? document_url : article.url;
  const std::string_view base = article.base_url;
  article.title = fields.text("title");
  article.summary = fields.text("summary");
  article.image = fields.url("image", base, UrlUse::image, reading.texts);
  if (article.image.empty())
    article.image = fields.url("banner_image", base, UrlUse::image, reading.texts);
  article.language = read_language(fields);
  article.published = read_date(fields, "date_published");
  article.modified = read_date(fields, "date_modified");
  // Both are shown without their zones, side by side: in one, the article's, where both have one.
  if (article.published && article.modified && article.published->has_zone &&
      article.modified->has_zone) {
    article.modified->offset_min = article.published->offset_min;
  }
  article.authors = read_authors(fields, base, reading);
  article.tags = fields.texts("tags");

  if (const Value* own = fields.child("_lede", Kind::object)) {
    const Fields extension(*own, fields.at("_lede"), reading.faults);
    article.section = extension.text("section");
    article.sensitive = extension.boolean("sensitive");
    read_body(extension, "content_markdown", BodyKind::markdown, article);
  }
  read_body(fields, "content_html", BodyKind::html, article);
  read_body(fields, "content_text", BodyKind::text, article);
  return article;
}

void take_from_feed(const Value& feed, std::string_view base, const Reading& reading,
                    Article& article) {
  const Fields fields(feed, {}, reading.faults);
  article.publisher = fields.text("title");
  article.publisher_url = fields.url("home_page_url", base, UrlUse::link, reading.texts);
  if (article.language.empty()) article.language = read_language(fields);
  if (article.authors.empty()) article.authors = read_authors(fields, base, reading);
}

// Nothing to show, or more than we promise to show: the two reasons to refuse an item that could be
// read.
std::optional<Error> unusable(const Article& article, const Path& path) {
  if (article.body.size() > max_body_bytes) {
    return Error{ErrorCode::too_large,
                 path.pointer() + std::string(body_pointer(article.body_kind)),
                 std::string(body_too_large)};
  }
  if (article.title.empty() && article.summary.empty() && article.body_kind == BodyKind::none) {
    return at(
        path, ErrorCode::missing,
        "The item has neither a title, a summary nor a body; give it a title and content_html, "
        "content_text or _lede.content_markdown.");
  }
  return {};
}

Result<Article> usable(Article article, const Path& path) {
  if (std::optional<Error> error = unusable(article, path)) return std::move(*error);
  return article;
}

std::optional<Error> unknown_feed_version(const Value& feed) {
  const Value* version = feed.find("version");
  const Path path{nullptr, "version"};
  if (version == nullptr) {
    return at(path, ErrorCode::missing,
              "A feed names its version: \"https://jsonfeed.org/version/1.1\".");
  }
  if (version->is(Kind::string) && version->text.starts_with(feed_version)) {
    const std::string_view minor = version->text.substr(feed_version.size());
    if (minor.empty() || minor.front() == '.') return {};
  }
  return at(path, ErrorCode::unsupported_version,
            "This version is not known; write \"https://jsonfeed.org/version/1.1\".");
}

const Value* items_of(const Value& feed) {
  const Value* items = feed.find("items");
  return items != nullptr && items->is(Kind::array) ? items : nullptr;
}

// An id as it stands in the fragment of an address.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    out += low < 0 ? text[i] : static_cast<char>(high * 16 + low);
    if (low >= 0) i += 2;
  }
  return out;
}

// The first item of that id, any item where none is asked for; `items.size()` where there is none.
std::size_t find_item(Run<Value> items, std::string_view id, Arena& texts) {
  std::size_t i = 0;
  while (i < items.size() &&
         !(items[i].is(Kind::object) && (id.empty() || read_id(items[i], texts) == id)))
    ++i;
  return i;
}

Result<Article> read_from_feed(const Value& feed, const ArticleSource& source,
                               const Reading& reading) {
  if (std::optional<Error> error = unknown_feed_version(feed)) return std::move(*error);
  const Value* items = items_of(feed);
  const Path path{nullptr, "items"};
  if (items == nullptr) return at(path, ErrorCode::wrong_type, "A feed's items must be an array.");
  std::size_t i = find_item(items->items, source.id, reading.texts);
  if (i == items->items.size())
    i = find_item(items->items, percent_decoded(source.id), reading.texts);
  if (i == items->items.size()) {
    return at(path, ErrorCode::not_found,
              source.id.empty() ? std::string("The feed has no item; add one.")
                                : "No item of the feed has the id \"" + std::string(source.id) +
                                      "\"; correct it.");
  }
  const Path here = path.item(i);
  Article article = read_item(items->items[i], here, source.base_url, reading);
  take_from_feed(feed, source.base_url, reading, article);
  return usable(std::move(article), here);
}

// Not shown; what another reader of the feed would stumble over is told all the same.
void check_attachments(const Fields& item, const Reading& reading) {
  const Value* list = item.child("attachments", Kind::array);
  if (list == nullptr) return;
  const Path here = item.at("attachments");
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Path path = here.item(i);
    const Fields file(list->items[i], path, reading.faults);
    static_cast<void>(file.url("url", unknown_address, UrlUse::image, reading.texts));
    static_cast<void>(file.text("mime_type"));
    static_cast<void>(file.text("title"));
    for (const std::string_view key : {"size_in_bytes", "duration_in_seconds"}) {
      const Value* amount = file.child(key, Kind::number);
      if (amount != nullptr && amount->number < 0)
        file.fault(key, ErrorCode::unknown_value, "This must be 0 or more.");
    }
    if (file.lacks("url") || file.lacks("mime_type"))
      reading.fault(path, ErrorCode::missing, "An attachment needs a url and a mime_type.");
  }
}

// Fields of a text that is read as something else: empty they say nothing, and no other reader of
// the feed can make anything of them.
void check_empty(const Fields& fields, const Value& object) {
  for (const std::string_view key : {"language", "date_published", "date_modified"}) {
    const Value* value = object.find(key);
    if (value != nullptr && value->is(Kind::string) && trim(value->text).empty())
      fields.fault(key, ErrorCode::empty, "This is empty; leave it out where there is none.");
  }
}

void check_author_keys(const Value& author, const Path& path, const Reading& reading) {
  if (const Value* own = author.find("_lede"))
    Fields(*own, path.member("_lede"), reading.faults).only(author_additions, "item");
}

// Of an item or a feed.
void check_authors_keys(const Value& object, const Path& path, const Reading& reading) {
  if (const Value* one = object.find("author"))
    check_author_keys(*one, path.member("author"), reading);
  const Value* list = object.find("authors");
  if (list == nullptr) return;
  const Path here = path.member("authors");
  for (std::size_t i = 0; i < list->items.size(); ++i)
    check_author_keys(list->items[i], here.item(i), reading);
}

void check_item(const Value& item, const Path& path, const Reading& reading) {
  if (!item.is(Kind::object))
    return reading.fault(path, ErrorCode::wrong_type, "An item must be an object.");
  const Fields fields(item, path, reading.faults);
  const Value* id = item.find("id");
  if (id == nullptr) {
    fields.fault("id", ErrorCode::missing,
                 "An item needs an id that never changes; its permanent address will do.");
  } else if (read_id(item, reading.texts).empty()) {
    fields.fault(
        "id", id->is(Kind::string) ? ErrorCode::empty : ErrorCode::wrong_type,
        "An id must be a string that is not empty, or a whole number up to 9007199254740992.");
  }
  const Article article = read_item(item, path, unknown_address, reading);
  static_cast<void>(fields.url("external_url", unknown_address, UrlUse::image, reading.texts));
  check_attachments(fields, reading);
  check_empty(fields, item);
  check_authors_keys(item, path, reading);
  if (const Value* own = item.find("_lede"))
    Fields(*own, path.member("_lede"), reading.faults).only(item_additions, "item");
  if (std::optional<Error> error = unusable(article, path)) {
    reading.faults->push_back(std::move(*error));
  } else if (article.body_kind == BodyKind::none) {
    reading.fault(
        path, ErrorCode::missing,
        "The item has no body; add content_html, content_text or _lede.content_markdown.");
  }
}

struct Id {
  std::string_view text;
  std::size_t item;
};

int compare_ids(const void* a, const void* b) {
  const Id& left = *static_cast<const Id*>(a);
  const Id& right = *static_cast<const Id*>(b);
  const int order = left.text.compare(right.text);
  return order != 0 ? order : left.item < right.item ? -1 : 1;
}

// Every item whose id an earlier one has already. Sorted, so that a feed of 100,000 items takes no
// longer than reading it; by qsort for its size, as in json/reader.cpp.
void name_repeated_ids(Run<Value> items, const Path& path, const Reading& reading) {
  std::vector<Id> ids;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string_view id = read_id(items[i], reading.texts);
    if (!id.empty()) ids.push_back({id, i});
  }
  if (!ids.empty()) std::qsort(ids.data(), ids.size(), sizeof(Id), compare_ids);
  std::string repeated(items.size(), '\0');
  for (std::size_t i = 1; i < ids.size(); ++i) {
    if (ids[i].text == ids[i - 1].text) repeated[ids[i].item] = 1;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (repeated[i] == 0) continue;
    const Path item = path.item(i);
    reading.fault(item.member("id"), ErrorCode::unknown_value,
                  "An earlier item has this id; give each item one of its own.");
  }
}

void check_feed(const Value& feed, const Reading& reading) {
  if (std::optional<Error> error = unknown_feed_version(feed))
    reading.faults->push_back(std::move(*error));
  const Fields fields(feed, {}, reading.faults);
  static_cast<void>(fields.text("title"));
  if (fields.lacks("title"))
    fields.fault("title", ErrorCode::missing, "A feed needs a title: the publisher's name.");
  for (const std::string_view key : {"home_page_url", "feed_url", "next_url"}) {
    static_cast<void>(fields.url(key, unknown_address, UrlUse::link, reading.texts));
  }
  for (const std::string_view key : {"icon", "favicon"}) {
    static_cast<void>(fields.url(key, unknown_address, UrlUse::image, reading.texts));
  }
  static_cast<void>(read_language(fields));
  static_cast<void>(read_authors(fields, unknown_address, reading));
  check_empty(fields, feed);
  check_authors_keys(feed, {}, reading);
  const Value* items = fields.child("items", Kind::array);
  if (items == nullptr) {
    if (fields.lacks("items"))
      fields.fault("items", ErrorCode::missing, "A feed needs items, an array of articles.");
    return;
  }
  const Path here = fields.at("items");
  for (std::size_t i = 0; i < items->items.size(); ++i) {
    check_item(items->items[i], here.item(i), reading);
  }
  name_repeated_ids(items->items, here, reading);
}

}  // namespace

Result<Article> read_article(const Value& root, const ArticleSource& source, Arena& texts,
                             Faults* faults) {
  if (!root.is(Kind::object)) {
    return at({}, ErrorCode::wrong_type,
              "An article must be an object: one item of a JSON Feed, or a feed.");
  }
  const Reading reading{texts, faults};
  if (is_feed(root)) return read_from_feed(root, source, reading);
  return usable(read_item(root, {}, source.base_url, reading), {});
}

void check_article(const Value& root, Faults& faults) {
  Arena texts;
  const Reading reading{texts, &faults};
  if (!root.is(Kind::object)) {
    reading.fault({}, ErrorCode::wrong_type,
                  "This must be an object: an item of a JSON Feed, a feed or a profile.");
  } else if (is_feed(root)) {
    check_feed(root, reading);
  } else {
    check_item(root, {}, reading);
  }
}

}  // namespace lede
