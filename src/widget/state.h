// What the page's machine knows between two events, and its JSON form.
#pragma once
#include "json/value.h"
#include <string>
#include <string_view>
#include <vector>

namespace lede {

struct CardState {
  std::string id;       ///< the shim's own number for the element
  std::string profile;  ///< URL of the publisher's profile; empty without one
  std::string article_id;
  std::string url;
  std::string title;
  std::string interface_lang;
  bool opens = true;  ///< in place; a card that is a link cannot
  bool open = false;
  bool full = false;  ///< the full layout stands open for good
};

struct PageState {
  std::vector<std::string> profiles;
  std::vector<CardState> cards;

  [[nodiscard]] CardState* find(std::string_view id);
  /// Takes the place of the card of that id, if there is one.
  void put(CardState card);
  void remove(std::string_view id);
  void add_profile(std::string_view url);
};

/// A card from `{id}, profile, facts, open, layout`: the shape of both an `article` event and a
/// stored card.
[[nodiscard]] CardState read_card(std::string_view id, const json::Value& value);

/// Reads what write_state wrote; anything else is a new page.
[[nodiscard]] PageState read_state(const json::Value& value);

/// {"v":1,"profiles":{url:{}},"cards":{id:{profile,facts,open,layout}}}
[[nodiscard]] std::string write_state(const PageState& page);

}  // namespace lede
