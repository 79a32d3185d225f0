#include "card/facts.h"

#include "json/writer.h"

namespace lede {
namespace {

void write_settings(json::Writer& out, const Profile& profile) {
  if (profile.consent == nullptr && profile.support == nullptr) return;
  out.key("settings").begin_object();
  if (profile.consent != nullptr) out.key("consent").value(*profile.consent);
  if (profile.support != nullptr) out.key("support").value(*profile.support);
  out.end_object();
}

}  // namespace

std::string facts_json(const CardFacts& facts, const Profile* profile) {
  json::Writer out;
  out.begin_object()
      .member("id", facts.id)
      .member("url", facts.url)
      .member("title", facts.title)
      .member("section", facts.section)
      .flag("sensitive", facts.sensitive)
      .flag("opens", facts.opens)
      .key("tags")
      .begin_array();
  for (const std::string_view tag : facts.tags) out.string(tag);
  out.end_array()
      .member("lang", facts.lang)
      .member("dir", facts.dir)
      .member("interface_lang", facts.interface_lang)
      .member("publisher", facts.publisher)
      .number("words", facts.words)
      .number("minutes", facts.minutes)
      .number("paragraphs", facts.paragraphs)
      .key("outline")
      .begin_array();
  for (const OutlineEntry& entry : facts.outline) {
    out.begin_object()
        .number("level", entry.level)
        .member("id", entry.id)
        .member("text", entry.text)
        .end_object();
  }
  out.end_array().member("theme", facts.theme);
  if (facts.cut) out.flag("cut", true);
  if (profile != nullptr) write_settings(out, *profile);
  out.end_object();
  return out.take();
}

}  // namespace lede
