#include "card/notice.h"

#include "base/row.h"
#include "base/text.h"
#include "base/time.h"
#include "card/pattern.h"
#include "card/view.h"
#include "consent/policy.h"

#include <array>
#include <cstddef>
#include <iterator>

// A group with a name and no landmark; no control has the focus unless the reader puts it there.
// The three answers are buttons of one kind, nothing is ticked that is not granted already.

namespace lede {
namespace {

using consent::Answer;
using consent::Terms;

constexpr Row deciders = "\0user\0host\0gpc";

std::optional<std::int64_t> time_of(const json::Value& with, std::string_view key) {
  const double ms = with.number_or(key, -1);
  if (!(ms >= 0 && ms <= last_ms_of_9999)) return {};
  return static_cast<std::int64_t>(ms);
}

/// What each purpose is called and why it is wanted, in the order of consent::purpose_names.
constexpr Message purposes[][2] = {
    {Message::preferences, Message::preferences_why},
    {Message::history, Message::history_why},
    {Message::measurement, Message::measurement_why},
};
static_assert(std::size(purposes) == consent::purpose_names.size());

struct Draft {
  std::string& out;
  const View& view;
  const Notice& notice;
  const Terms& terms;

  [[nodiscard]] std::string_view say(Message which) const { return message(which, view.language); }
};

void write_sentence(const Draft& draft, Message which) { fill(draft.out, "% ", draft.say(which)); }

/// The publisher's name between two words of ours; it names the group.
void write_title(const Draft& draft, Message before, Message after) {
  fill(draft.out, R"(<p class="l-q" id="%notice">% <span dir="auto">%</span> %</p>)",
       draft.view.options.id_prefix, draft.say(before), draft.view.publisher, draft.say(after));
}

void write_purpose(const Draft& draft, std::size_t purpose) {
  fill(draft.out, "<span><b>%</b>: %</span>", draft.say(purposes[purpose][0]),
       draft.say(purposes[purpose][1]));
}

/// The purposes in use: as a list to read, or each with its box.
void write_purposes(const Draft& draft, bool boxes) {
  fill(draft.out, "<ul>");
  for (std::size_t i = 0; i < std::size(purposes); ++i) {
    const consent::Purposes bit = consent::purpose_bit(i);
    if ((draft.terms.used & bit) == 0) continue;
    fill(draft.out, "<li>");
    if (boxes) {
      fill(draft.out, R"(<label><input type="checkbox" data-l="purpose" name="%")",
           consent::purpose_names[i]);
      fill(draft.out,
           (draft.notice.granted & bit) != 0 ? Pattern(R"( checked="">)") : Pattern(">"));
    }
    write_purpose(draft, i);
    if (boxes) fill(draft.out, "</label>");
    fill(draft.out, "</li>");
  }
  fill(draft.out, "</ul>");
}

void write_lifetime(const Draft& draft, Message which, Answer answer) {
  const int days = draft.terms.days[static_cast<std::size_t>(answer)];
  fill(draft.out, "% %. ", draft.say(which), number_of(days, Message::days, draft.view.language));
}

/// Where it stays, where nobody else is told, and for how long; who answers for it, and who else is
/// given it.
void write_terms(const Draft& draft, Answer answer) {
  const Terms& terms = draft.terms;
  fill(draft.out, "<p>");
  if ((terms.used & consent::measurement) == 0 && terms.recipients.empty())
    write_sentence(draft, Message::stays);
  write_lifetime(draft, Message::answer_holds, answer);
  if (terms.days[static_cast<std::size_t>(Answer::reject)] !=
      terms.days[static_cast<std::size_t>(answer)]) {
    write_lifetime(draft, Message::refusal, Answer::reject);
  }
  if (!terms.controller.empty()) {
    fill(draft.out, R"(% <span dir="auto">%</span>. )", draft.say(Message::responsible),
         terms.controller);
  }
  for (std::size_t i = 0; i < terms.recipients.size(); ++i) {
    fill(draft.out, R"(% <span dir="auto">%</span>)",
         i == 0 ? draft.say(Message::given_to) : std::string_view(","), terms.recipients[i]);
  }
  if (!terms.recipients.empty()) fill(draft.out, ". ");
  if (!terms.policy_url.empty()) {
    fill(draft.out, R"(<a href="%" target="_blank" rel="noopener">%</a>)", terms.policy_url,
         draft.say(Message::policy));
  }
  fill(draft.out, "</p>");
}

void write_day(const Draft& draft, Message before, std::int64_t ms) {
  const std::int32_t offset_min = draft.view.options.now ? draft.view.options.now->offset_min : 0;
  fill(draft.out, "% %", draft.say(before),
       date_and_time({ms, offset_min, false}, draft.view.language));
}

void write_decision(const Draft& draft) {
  const Notice& notice = draft.notice;
  switch (notice.decided) {
    case Decider::nobody:
      return write_sentence(draft, Message::undecided);
    case Decider::host:
      return write_sentence(draft, Message::host_decides);
    case Decider::signal:
      return;  // told beside the button
    case Decider::reader:
      break;
  }
  if (!notice.since_ms) return;
  write_day(draft, Message::decided, *notice.since_ms);
  if (notice.expires_ms) {
    fill(draft.out, "; ");
    write_day(draft, Message::holds_until, *notice.expires_ms);
  }
  fill(draft.out, ". ");
}

void write_kept(const Draft& draft) {
  if (draft.notice.until_closed) {
    fill(draft.out, "<p>%</p>", draft.say(Message::until_closed));
  }
  if (draft.notice.kept.empty()) return;
  fill(draft.out, "<p>%</p><pre>%</pre>", draft.say(Message::stored), draft.notice.kept);
}

/// The publisher's own words for the question; empty where it has none in the card's language.
std::string_view own_words(const View& view) {
  const json::Value* policy = view.profile.consent;
  const json::Value* texts = policy != nullptr ? policy->find("text") : nullptr;
  const std::string_view language = language_tag(view.language);
  for (std::size_t i = 0; texts != nullptr && i < texts->members.size(); ++i) {
    const auto& [tag, text] = texts->members[i];
    if (equals_ignoring_ascii_case(tag.substr(0, tag.find('-')), language)) return trim(text.text);
  }
  return {};
}

constexpr unsigned in(NoticeView view) { return 1U << static_cast<unsigned>(view); }

/// The buttons of every view, in their order.
struct Button {
  const char* action;
  unsigned views;
  Message label;
};
constexpr unsigned with_boxes = in(NoticeView::choose) | in(NoticeView::privacy);
constexpr Button buttons[] = {
    {"accept", in(NoticeView::ask), Message::accept},
    {"ok", in(NoticeView::notice), Message::ok},
    {"save", with_boxes, Message::save},
    {"reject", in(NoticeView::ask), Message::reject},
    {"reject", in(NoticeView::privacy), Message::reject_all},
    {"choose", in(NoticeView::ask), Message::choose},
    {"erase", in(NoticeView::privacy), Message::erase},
    {"dismiss", with_boxes, Message::close_notice},
};

void write_buttons(const Draft& draft) {
  fill(draft.out, R"(<div class="l-acts">)");
  for (const Button& button : buttons) {
    if ((button.views & in(draft.notice.view)) == 0) continue;
    if (button.label == Message::erase && draft.notice.kept.empty()) continue;
    fill(draft.out, R"(<button type="button" data-l="%">%</button>)", button.action,
         draft.say(button.label));
  }
  fill(draft.out, "</div>");
}

void write_plain(const Draft& draft) {
  const std::string_view own = draft.view.profile.notice_text;
  fill(draft.out, R"(<p id="%notice" dir="auto">%</p>)", draft.view.options.id_prefix,
       own.empty() ? draft.say(Message::only_if_allowed) : own);
}

void write_question(const Draft& draft) {
  write_title(draft, Message::ask_before, Message::ask_after);
  const std::string_view own = own_words(draft.view);
  if (!own.empty()) fill(draft.out, R"(<p dir="auto">%</p>)", own);
}

void write_state(const Draft& draft) {
  write_title(draft, Message::state_before, Message::state_after);
  fill(draft.out, "<p>");
  write_decision(draft);
  if (draft.notice.granted == 0) write_sentence(draft, Message::nothing_granted);
  fill(draft.out, "</p>");
}

void write_panel(const Draft& draft) {
  const NoticeView view = draft.notice.view;
  if (view == NoticeView::button) return;
  fill(draft.out, R"(<div role="group" aria-labelledby="%notice">)", draft.view.options.id_prefix);
  if (view == NoticeView::notice) {
    write_plain(draft);
  } else {
    const bool boxes = (with_boxes & in(view)) != 0;
    view == NoticeView::privacy ? write_state(draft) : write_question(draft);
    write_purposes(draft, boxes);
    write_terms(draft, boxes ? Answer::save : Answer::accept);
    if (view == NoticeView::privacy) write_kept(draft);
  }
  write_buttons(draft);
  fill(draft.out, "</div>");
}

/// The button that is always there, and what the reader has just done. That an opt-out signal is
/// honoured is said beside it (California, 11 CCR 7025(c)(6)), where nothing is granted against it.
void write_foot(const Draft& draft) {
  const Notice& notice = draft.notice;
  fill(draft.out,
       R"(<div class="l-foot"><button type="button" data-l="privacy" aria-expanded="%">%</button>)",
       notice.view == NoticeView::privacy ? "true" : "false", draft.say(Message::privacy));
  if (!notice.said.empty()) fill(draft.out, "<span>%</span>", notice.said);
  if (notice.gpc && notice.granted == 0) {
    fill(draft.out, "<span>%</span>", draft.say(Message::gpc_honored));
  }
  fill(draft.out, "</div>");
}

}  // namespace

Notice read_notice(const json::Value& with) {
  return {.view = one_of<NoticeView>(with.string("view"), notice_view_names),
          .granted = consent::read_purposes(with.find("grants")),
          .gpc = with.boolean_or("gpc", false),
          .decided = one_of<Decider>(with.string("decided"), deciders),
          .since_ms = time_of(with, "since"),
          .expires_ms = time_of(with, "expires"),
          .kept = with.string("kept"),
          .until_closed = with.string("storage") == "session",
          .said = with.string("said")};
}

void write_notice_region(std::string& out, const View& view) {
  if (!view.open) return;
  const json::Value* policy = view.profile.consent;
  const Terms terms =
      policy != nullptr ? consent::read_terms(*policy, view.options.profile_url) : Terms();
  // A profile without an address has nothing that it could be remembered under.
  if (terms.used == 0 || view.options.profile_url.empty()) {
    if (!view.profile.notice_text.empty())
      fill(out, R"(<p dir="auto">%</p>)", view.profile.notice_text);
    return;
  }
  const Draft draft{out, view, view.options.notice, terms};
  const bool button_first = view.options.notice.view == NoticeView::privacy;
  if (button_first) write_foot(draft);
  write_panel(draft);
  if (!button_first) write_foot(draft);
}

}  // namespace lede
