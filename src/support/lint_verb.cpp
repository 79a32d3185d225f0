#include "support/lint_verb.h"

#include "base/time.h"
#include "json/reader.h"
#include "json/syntax.h"
#include "json/writer.h"
#include "support/lint.h"

namespace lede::support {

Result<std::string> lint_bytes(std::string_view profile, std::string_view options) {
  const Result<json::Document> document = json::read(profile);
  if (!document) return json::explained(document.error(), profile);
  const Result<json::Document> options_json = json::read(options);
  const json::Value& given = options_json->root;
  const double time = given.number_or("now_ms", -1);
  if (!(time >= 0 && time <= last_ms_of_9999))
    return Error{ErrorCode::bad_option, "/now_ms", "The time to judge dates by is needed."};
  const auto now_ms = static_cast<std::int64_t>(time);
  json::Writer out;
  out.begin_array();
  for (const Finding& finding : lint(document->root, given.string("base_url"), now_ms)) {
    out.begin_object();
    out.member("severity", finding.severity == Severity::error ? "error" : "warning");
    out.member("pointer", finding.pointer).member("sentence", finding.sentence).end_object();
  }
  out.end_array();
  return out.take();
}

}  // namespace lede::support
