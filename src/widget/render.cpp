#include "widget/render.h"

#include "article/reader.h"
#include "card/facts.h"
#include "consent/machine.h"
#include "json/reader.h"
#include "profile/profile.h"
#include "widget/options.h"

#include <utility>

namespace lede {
namespace {

using json::Value;

// In the order of the enums.
constexpr Row regions = "all\0card\0body\0notice\0support";
constexpr Row layouts = "compact\0standard\0full";
constexpr Row expands = "inline\0link";

// As an attribute has them.
constexpr Row levels =
    "2\0"
    "3\0"
    "4\0"
    "5\0"
    "6";

struct Options {
  CardOptions card;
  ArticleSource source;
  std::string_view profile_url;
};

// What of the card is rendered; `part` where `region` is its attribute, which says where the reader
// is. The other attributes, which its element, its stylesheet or step() go by, are held to their
// words.
Region read_attributes(const OptionsReader& in, bool has_part) {
  in.check("theme", "auto\0light\0dark\0host");
  in.check("loading", "lazy\0eager");
  in.check("consent", consent::attribute_names);
  in.check("support", "on\0off");
  if (!has_part) return in.one_of("region", regions, Region::all);
  in.check_region();
  return in.one_of("part", regions, Region::all);
}

// The views in the result lead into `options`.
Options read_options(const Value& options, Faults& faults) {
  const OptionsReader in(options, faults);
  Options all;
  all.source = {in.text("base_url"), in.text("id")};
  all.profile_url = in.text("profile_url");
  CardOptions& out = all.card;
  out.region = read_attributes(in, options.find("part") != nullptr);
  out.layout = in.one_of("layout", layouts, Layout::standard);
  out.expand = in.one_of("expand", expands, Expand::in_place);
  out.expanded = in.flag("expanded");
  out.now = in.now();
  out.lang = in.language();
  out.dir = in.direction();
  out.accent = in.color("accent");
  out.heading_level =
      2 + in.one_of("heading-level", levels, in.whole("heading_level", 2, 6, 3) - 2);
  out.partner = in.text("partner");
  out.id_prefix = in.id_prefix();
  out.profile_url = all.profile_url;
  const Value* with = options.find("with");
  if (with == nullptr) return all;
  if (out.region == Region::support) {
    out.prompt = with;
  } else {
    out.notice = read_notice(*with);
  }
  return all;
}

// Names the document in front of the sentence: the caller handed in three.
Error in_document(std::string_view which, Error error) {
  error.message = std::string(which) + error.message;
  return error;
}

Result<Rendered> finish(Rendered rendered, const Article& article, const Profile* profile,
                        const CardOptions& options) {
  Result<Card> card = render_card(article, profile, options);
  if (!card) return card.error();
  rendered.facts = facts_json(card->facts, profile);
  rendered.card = std::move(*card);
  return rendered;
}

}  // namespace

Result<Rendered> render(const RenderRequest& request) {
  const Result<json::Document> options = read_options_object(request.options);
  if (!options) return in_document(in_options, options.error());
  Rendered rendered;
  const Options how = read_options(options->root, rendered.faults);
  if (!rendered.faults.empty()) return in_document(in_options, std::move(rendered.faults.front()));

  Result<json::Document> article_json = json::read(request.article);
  if (!article_json) return article_json.error();
  rendered.article = std::move(*article_json);
  const Result<Article> article =
      read_article(rendered.article.root, how.source, rendered.texts, &rendered.faults);
  if (!article) return article.error();
  if (!request.profile) return finish(std::move(rendered), *article, nullptr, how.card);
  const Result<json::Document> profile_json = json::read(*request.profile);
  if (!profile_json) return in_document(in_profile, profile_json.error());
  const Result<Profile> profile =
      read_profile(profile_json->root, how.profile_url, rendered.texts, &rendered.profile_faults);
  if (!profile) return in_document(in_profile, profile.error());
  return finish(std::move(rendered), *article, &*profile, how.card);
}

}  // namespace lede
