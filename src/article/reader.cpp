#include "article/reader.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "json/fields.h"

#include <cstdlib>
#include <string>
#include <utility>

namespace lede {
namespace {

using json::Fields;
using json::Kind;
using json::unknown_address;
using json::Value;

constexpr std::string_view feed_version = "https://jsonfeed.org/version/1";

bool is_feed(const Value& root) {
  return root.find("items") != nullptr || root.find("version") != nullptr;
}

Error at(std::string_view pointer, ErrorCode code, std::string message) {
  return {code, std::string(pointer), std::move(message)};
}

// BCP 47 in short: letters, digits and hyphens, beginning with two to eight letters. `*` and spaces
// have no place in `lang`.
bool looks_like_language(std::string_view tag) {
  std::size_t letters = 0;
  while (letters < tag.size() && is_ascii_alpha(tag[letters])) ++letters;
  if (letters < 2 || letters > 8 || tag.size() > 35) return false;
  for (const char c : tag.substr(letters)) {
    if (!is_ascii_alpha(c) && !is_ascii_digit(c) && c != '-') return false;
  }
  return letters == tag.size() || tag[letters] == '-';
}

std::string read_language(const Fields& fields) {
  std::string tag = fields.text("language");
  if (tag.empty() || looks_like_language(tag)) return tag;
  fields.fault("language", ErrorCode::bad_language,
               "This is not a language tag; write one such as \"en\" or \"uk\" (BCP 47).");
  return {};
}

std::optional<Instant> read_date(const Fields& fields, std::string_view key) {
  const std::string written = fields.text(key);
  if (written.empty()) return {};
  std::optional<Instant> instant = parse_instant(written);
  if (!instant || !instant->has_zone) {
    fields.fault(key, ErrorCode::bad_date,
                 std::string(instant ? "This date names no zone, so it is taken as UTC"
                                     : "This is not a date") +
                     "; write one with its zone, such as 2023-03-08T16:16:00+02:00 (RFC 3339).");
  }
  return instant;
}

// JSON Feed 1.1: an id that is a number is taken for its text, and an id of zero counts as one.
std::string read_id(const Value& item) {
  const Value* id = item.find("id");
  if (id == nullptr) return {};
  if (id->is(Kind::string)) return std::string(trim(id->text));
  if (!id->is(Kind::number)) return {};
  constexpr double largest_exact = 9007199254740992.0;
  if (!(id->number >= -largest_exact && id->number <= largest_exact)) return {};
  const auto whole = static_cast<std::int64_t>(id->number);
  return static_cast<double>(whole) == id->number ? to_decimal(whole) : std::string();
}

Author read_author(const Value& value, std::string_view pointer, std::string_view base,
                   Faults* faults) {
  const Fields fields(value, pointer, faults);
  Author author;
  author.name = fields.text("name");
  author.url = fields.url("url", base, UrlUse::link);
  author.avatar = fields.url("avatar", base, UrlUse::image);
  if (const Value* extension = fields.child("_lede", Kind::object)) {
    author.bio = Fields(*extension, fields.pointer("_lede"), faults).text("bio");
  }
  if (author.name.empty()) author.name = url_host(author.url);
  if (author.name.empty()) author.name = author.url.substr(author.url.find(':') + 1);
  if (faults != nullptr && author.name.empty() && fields.lacks("name") && fields.lacks("url")) {
    faults->push_back(at(pointer, ErrorCode::empty,
                         "This author has no name and no url, so is not shown; give a name."));
  }
  return author;
}

// 1.1 has `authors`; 1.0 had one `author`, which readers are to go on taking.
std::vector<Author> read_authors(const Fields& fields, std::string_view base) {
  std::vector<Author> authors;
  if (const Value* list = fields.child("authors", Kind::array)) {
    const std::string here = fields.pointer("authors");
    for (std::size_t i = 0; i < list->items.size(); ++i) {
      const std::string pointer = json::pointer_to(here, i);
      if (list->items[i].is(Kind::object)) {
        authors.push_back(read_author(list->items[i], pointer, base, fields.faults()));
      } else if (fields.faults() != nullptr) {
        fields.faults()->push_back(
            at(pointer, ErrorCode::wrong_type, "An author must be an object with a name."));
      }
    }
  } else if (const Value* one = fields.child("author", Kind::object)) {
    authors.push_back(read_author(*one, fields.pointer("author"), base, fields.faults()));
  }
  std::erase_if(authors, [](const Author& author) { return author.name.empty(); });
  return authors;
}

// Each form is asked for, so that each that is wrong is named; the first that says something is the
// body.
void read_body(const Fields& fields, std::string_view key, BodyKind kind, Article& article) {
  std::string form = fields.raw(key);
  if (article.body_kind != BodyKind::none || trim(form).empty()) return;
  article.body_kind = kind;
  article.body = std::move(form);
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

Article read_item(const Value& item, std::string_view pointer, std::string_view document_url,
                  Faults* faults) {
  const Fields fields(item, pointer, faults);
  Article article;
  article.id = read_id(item);
  article.url = fields.url("url", document_url, UrlUse::link);
  article.base_url = url_host(article.url).empty() ? std::string(document_url) : article.url;
  const std::string_view base = article.base_url;
  article.title = fields.text("title");
  article.summary = fields.text("summary");
  article.image = fields.url("image", base, UrlUse::image);
  if (article.image.empty()) article.image = fields.url("banner_image", base, UrlUse::image);
  article.language = read_language(fields);
  article.published = read_date(fields, "date_published");
  article.modified = read_date(fields, "date_modified");
  // Both are shown without their zones, side by side: in one, the article's, where both have one.
  if (article.published && article.modified && article.published->has_zone &&
      article.modified->has_zone) {
    article.modified->offset_min = article.published->offset_min;
  }
  article.authors = read_authors(fields, base);
  article.tags = fields.texts("tags");

  if (const Value* own = fields.child("_lede", Kind::object)) {
    const Fields extension(*own, fields.pointer("_lede"), faults);
    article.section = extension.text("section");
    article.sensitive = extension.boolean("sensitive");
    read_body(extension, "content_markdown", BodyKind::markdown, article);
  }
  read_body(fields, "content_html", BodyKind::html, article);
  read_body(fields, "content_text", BodyKind::text, article);
  return article;
}

void take_from_feed(const Value& feed, std::string_view base, Faults* faults, Article& article) {
  const Fields fields(feed, {}, faults);
  article.publisher = fields.text("title");
  article.publisher_url = fields.url("home_page_url", base, UrlUse::link);
  if (article.language.empty()) article.language = read_language(fields);
  if (article.authors.empty()) article.authors = read_authors(fields, base);
}

// Nothing to show, or more than we promise to show: the two reasons to refuse an item that could be
// read.
std::optional<Error> unusable(const Article& article, std::string_view pointer) {
  if (article.body.size() > max_body_bytes) {
    return at(std::string(pointer) + std::string(body_pointer(article.body_kind)),
              ErrorCode::too_large, std::string(body_too_large));
  }
  if (article.title.empty() && article.summary.empty() && article.body_kind == BodyKind::none) {
    return at(
        pointer, ErrorCode::missing,
        "The item has neither a title, a summary nor a body; give it a title and content_html, "
        "content_text or _lede.content_markdown.");
  }
  return {};
}

Result<Article> usable(Article article, std::string_view pointer) {
  if (std::optional<Error> error = unusable(article, pointer)) return std::move(*error);
  return article;
}

std::optional<Error> unknown_feed_version(const Value& feed) {
  const Value* version = feed.find("version");
  if (version == nullptr) {
    return at("/version", ErrorCode::missing,
              "A feed names its version: \"https://jsonfeed.org/version/1.1\".");
  }
  if (version->is(Kind::string) && version->text.starts_with(feed_version)) {
    const std::string_view minor = std::string_view(version->text).substr(feed_version.size());
    if (minor.empty() || minor.front() == '.') return {};
  }
  return at("/version", ErrorCode::unsupported_version,
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
std::size_t find_item(const std::vector<Value>& items, std::string_view id) {
  std::size_t i = 0;
  while (i < items.size() &&
         !(items[i].is(Kind::object) && (id.empty() || read_id(items[i]) == id)))
    ++i;
  return i;
}

Result<Article> read_from_feed(const Value& feed, const ArticleSource& source, Faults* faults) {
  if (std::optional<Error> error = unknown_feed_version(feed)) return std::move(*error);
  const Value* items = items_of(feed);
  if (items == nullptr)
    return at("/items", ErrorCode::wrong_type, "A feed's items must be an array.");
  std::size_t i = find_item(items->items, source.id);
  if (i == items->items.size()) i = find_item(items->items, percent_decoded(source.id));
  if (i == items->items.size()) {
    return at("/items", ErrorCode::not_found,
              source.id.empty() ? std::string("The feed has no item; add one.")
                                : "No item of the feed has the id \"" + std::string(source.id) +
                                      "\"; correct it.");
  }
  const std::string pointer = json::pointer_to("/items", i);
  Article article = read_item(items->items[i], pointer, source.base_url, faults);
  take_from_feed(feed, source.base_url, faults, article);
  return usable(std::move(article), pointer);
}

// Not shown; what another reader of the feed would stumble over is told all the same.
void check_attachments(const Fields& item) {
  const Value* list = item.child("attachments", Kind::array);
  if (list == nullptr) return;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const std::string pointer = json::pointer_to(item.pointer("attachments"), i);
    const Fields file(list->items[i], pointer, item.faults());
    static_cast<void>(file.url("url", unknown_address, UrlUse::image));
    static_cast<void>(file.text("mime_type"));
    static_cast<void>(file.text("title"));
    static_cast<void>(file.child("size_in_bytes", Kind::number));
    static_cast<void>(file.child("duration_in_seconds", Kind::number));
    if (file.lacks("url") || file.lacks("mime_type"))
      item.faults()->push_back(
          at(pointer, ErrorCode::missing, "An attachment needs a url and a mime_type."));
  }
}

void check_item(const Value& item, std::string_view pointer, Faults& faults) {
  if (!item.is(Kind::object)) {
    faults.push_back(at(pointer, ErrorCode::wrong_type, "An item must be an object."));
    return;
  }
  const Value* id = item.find("id");
  if (id == nullptr) {
    faults.push_back(at(json::pointer_to(pointer, "id"), ErrorCode::missing,
                        "An item needs an id that never changes; its permanent address will do."));
  } else if (read_id(item).empty()) {
    faults.push_back(at(json::pointer_to(pointer, "id"),
                        id->is(Kind::string) ? ErrorCode::empty : ErrorCode::wrong_type,
                        "An id must be a string that is not empty."));
  }
  const Article article = read_item(item, pointer, unknown_address, &faults);
  const Fields fields(item, pointer, &faults);
  static_cast<void>(fields.url("external_url", unknown_address, UrlUse::image));
  check_attachments(fields);
  if (std::optional<Error> error = unusable(article, pointer)) {
    faults.push_back(std::move(*error));
  } else if (article.body_kind == BodyKind::none) {
    faults.push_back(
        at(pointer, ErrorCode::missing,
           "The item has no body; add content_html, content_text or _lede.content_markdown."));
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
void name_repeated_ids(const std::vector<Value>& items, Faults& faults) {
  std::vector<std::string> texts;
  texts.reserve(items.size());
  for (const Value& item : items) texts.push_back(read_id(item));
  std::vector<Id> ids;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) ids.push_back({texts[i], i});
  }
  if (!ids.empty()) std::qsort(ids.data(), ids.size(), sizeof(Id), compare_ids);
  std::string repeated(items.size(), '\0');
  for (std::size_t i = 1; i < ids.size(); ++i) {
    if (ids[i].text == ids[i - 1].text) repeated[ids[i].item] = 1;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (repeated[i] == 0) continue;
    faults.push_back(at(json::pointer_to(json::pointer_to("/items", i), "id"),
                        ErrorCode::unknown_value,
                        "An earlier item has this id; give each item one of its own."));
  }
}

void check_feed(const Value& feed, Faults& faults) {
  if (std::optional<Error> error = unknown_feed_version(feed)) faults.push_back(std::move(*error));
  const Fields fields(feed, {}, &faults);
  static_cast<void>(fields.text("title"));
  if (fields.lacks("title")) {
    faults.push_back(
        at("/title", ErrorCode::missing, "A feed needs a title: the publisher's name."));
  }
  for (const std::string_view key : {"home_page_url", "feed_url", "next_url"}) {
    static_cast<void>(fields.url(key, unknown_address, UrlUse::link));
  }
  for (const std::string_view key : {"icon", "favicon"}) {
    static_cast<void>(fields.url(key, unknown_address, UrlUse::image));
  }
  static_cast<void>(read_language(fields));
  static_cast<void>(read_authors(fields, unknown_address));
  const Value* items = fields.child("items", Kind::array);
  if (items == nullptr) {
    if (fields.lacks("items")) {
      faults.push_back(
          at("/items", ErrorCode::missing, "A feed needs items, an array of articles."));
    }
    return;
  }
  for (std::size_t i = 0; i < items->items.size(); ++i) {
    check_item(items->items[i], json::pointer_to("/items", i), faults);
  }
  name_repeated_ids(items->items, faults);
}

}  // namespace

Result<Article> read_article(const Value& root, const ArticleSource& source, Faults* faults) {
  if (!root.is(Kind::object)) {
    return at({}, ErrorCode::wrong_type,
              "An article must be an object: one item of a JSON Feed, or a feed.");
  }
  if (is_feed(root)) return read_from_feed(root, source, faults);
  return usable(read_item(root, {}, source.base_url, faults), {});
}

void check_article(const Value& root, Faults& faults) {
  if (!root.is(Kind::object)) {
    faults.push_back(at({}, ErrorCode::wrong_type,
                        "This must be an object: an item of a JSON Feed, a feed or a profile."));
  } else if (is_feed(root)) {
    check_feed(root, faults);
  } else {
    check_item(root, {}, faults);
  }
}

}  // namespace lede
