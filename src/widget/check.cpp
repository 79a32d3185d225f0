#include "widget/check.h"

#include "article/reader.h"
#include "consent/policy.h"
#include "json/reader.h"
#include "json/syntax.h"
#include "json/writer.h"
#include "profile/profile.h"

namespace lede {
namespace {

using json::Value;

// A numeric version is a profile's own: one that forgot its name is to be told so.
bool is_profile(const Value& root) {
  if (root.find("items") != nullptr || root.find("id") != nullptr) return false;
  if (root.string("version").starts_with("https://jsonfeed.org")) return false;
  const Value* version = root.find("version");
  return root.find("name") != nullptr || (version != nullptr && version->is(json::Kind::number));
}

void write_error(json::Writer& out, const Error& error) {
  out.begin_object().member("code", code_name(error.code)).member("pointer", error.pointer);
  if (error.offset >= 0) out.number("offset", error.offset);
  out.member("message", error.message).end_object();
}

}  // namespace

Faults check(std::string_view bytes) {
  Faults faults;
  const Result<json::Document> document = json::read(bytes, &faults);
  if (!document) {
    faults.push_back(json::explained(document.error(), bytes));
  } else if (is_profile(document->root)) {
    check_profile(document->root, faults);
    consent::check_policy(document->root, faults);
  } else {
    check_article(document->root, faults);
  }
  return faults;
}

std::string faults_json(const Faults& faults) {
  json::Writer out;
  out.begin_array();
  for (const Error& error : faults) write_error(out, error);
  out.end_array();
  return out.take();
}

std::string error_json(const Error& error) {
  json::Writer out;
  write_error(out, error);
  return out.take();
}

}  // namespace lede
