#include "widget/state.h"

#include "json/writer.h"

#include <utility>

namespace lede {
namespace {

using json::Value;

constexpr int state_version = 1;

void write_card(json::Writer& out, const CardState& card) {
  out.key(card.id)
      .begin_object()
      .member("profile", card.profile)
      .key("facts")
      .begin_object()
      .member("id", card.article_id)
      .member("url", card.url)
      .member("title", card.title)
      .member("interface_lang", card.interface_lang)
      .key("opens")
      .boolean(card.opens)
      .end_object()
      .key("open")
      .boolean(card.open)
      .member("layout", card.full ? "full" : "")
      .end_object();
}

}  // namespace

CardState* PageState::find(std::string_view id) {
  for (CardState& card : cards) {
    if (card.id == id) return &card;
  }
  return nullptr;
}

void PageState::put(CardState card) {
  if (CardState* old = find(card.id)) {
    *old = std::move(card);
  } else {
    cards.push_back(std::move(card));
  }
}

void PageState::remove(std::string_view id) {
  std::erase_if(cards, [id](const CardState& card) { return card.id == id; });
}

void PageState::add_profile(std::string_view url) {
  if (url.empty()) return;
  for (const std::string& known : profiles) {
    if (known == url) return;
  }
  profiles.emplace_back(url);
}

CardState read_card(std::string_view id, const Value& value) {
  CardState card;
  card.id = id;
  card.profile = value.string("profile");
  card.full = value.string("layout") == "full";
  card.open = card.full || value.boolean_or("open", false);
  if (const Value* facts = value.find("facts")) {
    card.article_id = facts->string("id");
    card.url = facts->string("url");
    card.title = facts->string("title");
    card.interface_lang = facts->string("interface_lang");
    card.opens = facts->boolean_or("opens", true);
  }
  return card;
}

PageState read_state(const Value& value) {
  PageState page;
  if (value.number_or("v", 0) != state_version) return page;
  if (const Value* profiles = value.find("profiles")) {
    for (const json::Member& profile : profiles->members) page.add_profile(profile.key);
  }
  if (const Value* cards = value.find("cards")) {
    for (const json::Member& card : cards->members) page.put(read_card(card.key, card.value));
  }
  return page;
}

std::string write_state(const PageState& page) {
  json::Writer out;
  out.begin_object().key("v").integer(state_version).key("profiles").begin_object();
  for (const std::string& url : page.profiles) out.key(url).begin_object().end_object();
  out.end_object().key("cards").begin_object();
  for (const CardState& card : page.cards) write_card(out, card);
  out.end_object().end_object();
  return out.take();
}

}  // namespace lede
