#include "widget/markup_verbs.h"

#include "widget/options.h"

#include <utility>

namespace lede {

Result<std::string> markup_verb(std::string_view text, BodyFormat format, std::string_view options,
                                bool* cut) {
  const Result<json::Document> object = read_options_object(options);
  if (!object) return object.error();
  Faults faults;
  const OptionsReader in(object->root, faults);
  MarkupOptions markup;
  markup.base_url = in.text("base_url");
  markup.lang = in.text("lang");
  markup.id_prefix = in.id_prefix();
  markup.strict = in.flag("strict");
  markup.heading_level = in.whole("heading_level", 1, 6, markup.strict ? 1 : 2);
  if (!faults.empty()) return std::move(faults.front());
  Result<Markup> rendered = render_markup(text, format, markup);
  if (!rendered) return rendered.error();
  if (cut != nullptr) *cut = rendered->cut;
  return std::move(rendered->html);
}

}  // namespace lede
