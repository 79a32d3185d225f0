// What the page's machine knows between two events, and its JSON form.
//
// Texts and trees stay where they were read, in the state and in the event: a page lives for one
// step, and both outlive it.
#pragma once
#include "card/notice.h"
#include "card/prompt.h"
#include "consent/machine.h"
#include "json/value.h"
#include "support/reader_state.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

/// A card's request for support, from the card's opening to its end.
struct Prompt {
  PromptView view = PromptView::none;
  bool late = false;      ///< the open card has been shown without it
  bool held = false;      ///< it is due, and the page was told what it waits for
  bool counted = false;   ///< the article was
  bool why = false;       ///< it tells what it goes by
  std::uint8_t seen = 0;  ///< how much of it: nothing, or so many of seen_names
  std::string_view campaign;
  std::string_view variant;
  std::string slot;        ///< "top", "p3", "end"
  std::int64_t count = 0;  ///< of articles, as its copy tells it
};

struct CardState {
  std::string_view id;       ///< the shim's own number for the element; empty: it has left
  std::string_view profile;  ///< URL of the publisher's profile; empty without one
  const json::Value* facts = nullptr;  ///< of the article, as render() gave them; may be null
  bool open = false;
  bool full = false;     ///< the full layout stands open for good
  bool in_view = false;  ///< a full card was seen: it may ask
  NoticeView view = NoticeView::button;
  bool stale = false;       ///< its notice is to be painted before the step ends
  std::string_view region;  ///< where the reader is, as the page says
  std::string_view lang;    ///< of the interface, where the page asks for one
  std::string_view forced;  ///< a campaign to preview, "id" or "id:variant"
  bool prompts = true;      ///< the page wants prompts
  Prompt prompt;

  /// A fact that is a text; empty where there is none.
  [[nodiscard]] std::string_view fact(std::string_view key) const;
  /// In place; a card that is a link cannot.
  [[nodiscard]] bool opens() const;
};

struct Publisher {
  std::string_view url;                            ///< of the profile
  const json::Value* settings = nullptr;           ///< {consent, support}
  consent::Regime regime = consent::Regime::none;  ///< the strictest of its cards' regions
  consent::Policy policy;                          ///< made of both
  consent::State consent;
  const json::Value* strange = nullptr;  ///< what is stored and not ours: a string, as it is
  // What prompts go by: reader_of() has it.
  const json::Value* kept_reader = nullptr;    ///< as the state has it
  std::optional<support::ReaderState> reader;  ///< read, where this step wants it
  std::string seed;                            ///< for a reader who has none yet
  bool stores = false;                         ///< some of it is stored
  std::int64_t gift_ms = 0;  ///< when somebody gave, until it is remembered; 0 for nobody
  bool thanks_due = false;   ///< that is to be told by a card
  bool keep_due = false;     ///< it is to be stored before the step ends
  std::string_view storage;  ///< how it is stored: persistent, session or none
  bool stale = false;        ///< the page is to be told of its grants before the step ends
};

struct PageState {
  std::vector<Publisher> publishers;
  std::vector<CardState> cards;
  std::string_view asking;  ///< the card in which the page's one question is open

  [[nodiscard]] CardState* find(std::string_view id);
  /// The card that is written from now on under that id.
  CardState& put(const CardState& card);
  /// The publisher of that profile; nullptr where the page does not know it.
  [[nodiscard]] Publisher* publisher(std::string_view url);
  /// The same, known from now on.
  Publisher& add_publisher(std::string_view url);
};

/// A card from {profile, facts, open, layout, region, lang, campaign, support}: the shape of both
/// an `article` event and a card of the state, which has its in_view, view and prompt beside them.
[[nodiscard]] CardState read_card(std::string_view id, const json::Value& value);

/// Reads what write_state wrote; anything else is a new page.
[[nodiscard]] PageState read_state(const json::Value& value);

/// {"v":1,"profiles":{url:{settings,strange,reader,seed,stores,storage,consent}},"cards":{id:
/// {profile,facts,open,layout,in_view,view,region,lang,campaign,support,prompt}},"asking"}
[[nodiscard]] std::string write_state(const PageState& page);

/// What is remembered of the reader under that publisher.
[[nodiscard]] support::ReaderState& reader_of(Publisher& publisher);

/// Whether it may outlive the page.
[[nodiscard]] bool has_history(const Publisher& publisher);

/// Brings a publisher's policy up to date with its settings and regime.
void renew_policy(Publisher& publisher);

}  // namespace lede
