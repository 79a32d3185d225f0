// What the page's machine knows between two events, and its JSON form.
#pragma once
#include "consent/machine.h"
#include "json/value.h"
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

/// What the notice region of an open card shows.
enum class NoticeView : std::uint8_t { button, ask, choose, notice, privacy };

inline constexpr std::array<std::string_view, 5> notice_view_names = {"button", "ask", "choose",
                                                                      "notice", "privacy"};

struct CardState {
  std::string id;       ///< the shim's own number for the element
  std::string profile;  ///< URL of the publisher's profile; empty without one
  std::string article_id;
  std::string url;
  std::string title;
  std::string interface_lang;
  bool opens = true;  ///< in place; a card that is a link cannot
  bool open = false;
  bool full = false;     ///< the full layout stands open for good
  bool in_view = false;  ///< a full card was seen: it may ask
  NoticeView view = NoticeView::button;
  bool stale = false;  ///< its notice is to be painted before the step ends
};

struct Publisher {
  std::string url;                        ///< of the profile
  const json::Value* settings = nullptr;  ///< {consent, support}; of the state or the event
  consent::Regime regime = consent::Regime::none;  ///< the strictest of its cards' regions
  consent::Policy policy;                          ///< made of both
  consent::State consent;
  std::string kept;     ///< what is stored, as it is
  std::string storage;  ///< how well: persistent, session or none
  bool stale = false;   ///< the page is to be told of its grants before the step ends
};

struct PageState {
  std::vector<Publisher> publishers;
  std::vector<CardState> cards;
  std::string asking;  ///< the card in which the page's one question is open

  [[nodiscard]] CardState* find(std::string_view id);
  /// Takes the place of the card of that id, if there is one.
  void put(CardState card);
  void remove(std::string_view id);
  /// The publisher of that profile; nullptr where the page does not know it.
  [[nodiscard]] Publisher* publisher(std::string_view url);
  /// The same, known from now on.
  Publisher& add_publisher(std::string_view url);
};

/// A card from `{id}, profile, facts, open, layout`: the shape of both an `article` event and a
/// stored card.
[[nodiscard]] CardState read_card(std::string_view id, const json::Value& value);

/// Reads what write_state wrote; anything else is a new page. `value` must outlive the result.
[[nodiscard]] PageState read_state(const json::Value& value);

/// {"v":1,"profiles":{url:{settings,kept,storage,consent}},"cards":{id:{profile,facts,open,layout,
/// view}},"asking"}
[[nodiscard]] std::string write_state(const PageState& page);

/// Brings a publisher's policy up to date with its settings and regime.
void renew_policy(Publisher& publisher);

}  // namespace lede
