#include "card/prompt.h"

#include "base/text.h"
#include "base/url.h"
#include "card/messages.h"
#include "card/pattern.h"
#include "card/view.h"
#include "consent/purposes.h"
#include "support/config.h"

#include <cstdint>
#include <string_view>
#include <utility>

// A group with a name and no landmark, and never modal: the article is there whatever is answered.

namespace lede {
namespace {

using json::Value;

struct Draft {
  std::string& out;
  const View& view;
  const Value& prompt;

  [[nodiscard]] std::string_view say(Message which) const { return message(which, view.language); }
};

const Value* campaigns_of(const Profile& profile) {
  return profile.support != nullptr ? profile.support->find("campaigns") : nullptr;
}

void write_quote(std::string& out, std::string_view text, std::string_view by,
                 std::string_view role) {
  if (text.empty()) return;
  fill(out, R"(<figure part="quote"><blockquote><p dir="auto">%</p></blockquote>)", text);
  if (!by.empty()) {
    fill(out, R"(<figcaption dir="auto"><b>%</b>%%</figcaption>)", by, role.empty() ? "" : ", ",
         role);
  }
  fill(out, "</figure>");
}

void start_marks(std::string& out, const View& view) {
  fill(out, R"(<ul class="l-marks" aria-label="%">)", message(Message::ways_to_pay, view.language));
}

void write_mark(std::string& out, std::string_view mark) { fill(out, "<li>%</li>", mark); }

void write_join(std::string& out, std::string_view line) {
  if (!line.empty()) fill(out, R"(<p class="l-join" dir="auto">%</p>)", line);
}

void write_own(std::string& out, const View& view) {
  const Profile& profile = view.profile;
  if (profile.membership_line.empty() && profile.quote.text.empty()) return;
  write_join(out, profile.membership_line);
  write_quote(out, profile.quote.text, profile.quote.by, profile.quote.role);
  if (view.donate_url.empty()) return;
  fill(out, R"(<a part="donate" href="%" target="_blank" rel="noopener">% %</a>)", view.donate_url,
       message(Message::support_at, view.language), url_host(view.donate_url));
  if (profile.payment_marks.empty()) return;
  start_marks(out, view);
  for (const std::string_view mark : profile.payment_marks) write_mark(out, mark);
  fill(out, "</ul>");
}

// --- The prompt

/// The publisher's words, in the language that they were chosen in.
void write_copy(const Draft& draft) {
  const Value& prompt = draft.prompt;
  const std::string_view lang = prompt.string("lang");
  fill(draft.out, R"(<div lang="%" dir="%">)", lang, direction_of(lang));
  write_join(draft.out, prompt.string("membership"));
  if (const std::string_view heading = prompt.string("heading"); !heading.empty())
    fill(draft.out, R"(<p class="l-q">%</p>)", heading);
  if (const std::string_view body = prompt.string("body"); !body.empty())
    fill(draft.out, "<p>%</p>", body);
  if (const Value* quote = prompt.find("quote"))
    write_quote(draft.out, quote->string("text"), quote->string("by"), quote->string("role"));
  fill(draft.out, "</div>");
}

/// The button names the host that it leads to.
void write_donate(const Draft& draft, std::string_view url) {
  const std::string_view label = draft.prompt.string("label");
  const std::string host = url_host(url);
  fill(draft.out, R"(<a part="donate" data-l="donate" href="%" target="_blank" rel="noopener">)",
       url);
  if (label.empty()) {
    fill(draft.out, "% %</a>", draft.say(Message::support_at), host);
  } else {
    const std::string_view lang = draft.prompt.string("lang");
    fill(draft.out, R"(<span lang="%" dir="%">%</span>&nbsp;(%)</a>)", lang, direction_of(lang),
         label, host);
  }
  const Value* marks = draft.prompt.find("payment_marks");
  if (marks == nullptr) return;
  bool started = false;
  for (const Value& mark : marks->items) {
    if (!mark.is(json::Kind::string) || mark.text.empty()) continue;
    if (!std::exchange(started, true)) start_marks(draft.out, draft.view);
    write_mark(draft.out, mark.text);
  }
  if (started) fill(draft.out, "</ul>");
}

void write_button(const Draft& draft, std::string_view action, Message label) {
  fill(draft.out, R"(<button type="button" data-l="%">%</button>)", action, draft.say(label));
}

// --- Why it is there

/// A number of the panel's, as a message tells it.
struct Number {
  const char* key;
  Message forms;
};

/// A sentence of numbers: one for each hole of the message.
struct Sentence {
  Message text;
  Number numbers[3];
};

constexpr Sentence sentences[] = {
    {Message::why_count, {{"count", Message::articles}, {"count_days", Message::days}, {}}},
    {Message::why_shown,
     {{"shown_times", Message::times}, {"cap_days", Message::days}, {"cap_max", Message::times}}},
    {Message::why_dismiss, {{"dismiss_days", Message::days}, {}, {}}},
};

/// What each text of the panel's is told in.
constexpr std::pair<const char*, Message> texts[] = {{"country", Message::why_country},
                                                     {"section", Message::why_section}};

void write_paragraph(const Draft& draft, Message which) {
  fill(draft.out, "<p>%</p>", draft.say(which));
}

/// A sentence is told only where the panel has its first number, and that is not 0.
void write_sentence(const Draft& draft, const Value& why, const Sentence& sentence) {
  if (why.number_or(sentence.numbers[0].key, 0) < 1) return;
  std::string told;
  const Number* next = sentence.numbers;
  for (const char c : draft.say(sentence.text)) {
    if (c != '%') {
      told += c;
      continue;
    }
    constexpr double most = 1e9;
    const double number = why.number_or(next->key, 0);
    const bool sane = number >= 0 && number <= most;
    told +=
        number_of(sane ? static_cast<std::int64_t>(number) : 0, next->forms, draft.view.language);
    ++next;
  }
  fill(draft.out, "<p>%</p>", told);
}

/// True sentences, made of what the decision went by.
void write_why(const Draft& draft, const Value& why) {
  const bool counting = why.boolean_or("counting", false);
  fill(draft.out, R"(<div class="l-why">)");
  write_paragraph(draft, Message::why_chosen);
  for (const Sentence& sentence : sentences) write_sentence(draft, why, sentence);
  for (const auto& [key, which] : texts) {
    const std::string_view text = why.string(key);
    if (!text.empty())
      fill(draft.out, R"(<p>% <span dir="auto">%</span></p>)", draft.say(which), text);
  }
  if (!counting) write_paragraph(draft, Message::why_uncounted);
  write_paragraph(
      draft, why.string("stored") == "persistent" ? Message::why_stored : Message::why_unstored);
  if (!draft.prompt.boolean_or("preview", false)) {
    fill(draft.out, R"(<div class="l-acts">)");
    write_button(draft, "forget", Message::forget);
    if (counting) write_button(draft, "no-count", Message::no_count);
    fill(draft.out, "</div>");
  }
  fill(draft.out, "</div>");
}

void write_ask(const Draft& draft) {
  const SafeUrl url = safe_url(draft.prompt.string("cta_url"), std::string_view(), UrlUse::payment);
  if (!url) return;
  const Value* why = draft.prompt.find("why");
  const bool explains = why != nullptr && why->is(json::Kind::object);
  fill(draft.out, R"(<div part="prompt" role="group" aria-label="%">)",
       draft.say(Message::support_name));
  if (draft.prompt.boolean_or("preview", false))
    fill(draft.out, R"(<p class="l-kicker">%</p>)", draft.say(Message::support_preview));
  write_copy(draft);
  write_donate(draft, *url);
  fill(draft.out, R"(<div class="l-foot">)");
  write_button(draft, "not-now", Message::not_now);
  write_button(draft, "supporter", Message::supporter);
  fill(draft.out, R"(<button type="button" data-l="why" aria-expanded="%">%</button></div>)",
       explains ? "true" : "false", draft.say(Message::why));
  if (explains) write_why(draft, *why);
  fill(draft.out, "</div>");
}

void write_prompt(const Draft& draft) {
  const auto view = one_of<PromptView>(draft.prompt.string("view"), prompt_view_names);
  if (view == PromptView::ask) write_ask(draft);
  if (view > PromptView::ask)
    fill(draft.out, R"(<p data-l="said" tabindex="-1">%</p>)", draft.say(said_in(view)));
}

}  // namespace

Message said_in(PromptView view) {
  switch (view) {
    case PromptView::thanks:
      return Message::support_thanks;
    case PromptView::forgotten:
      return Message::support_forgotten;
    case PromptView::uncounted:
      return Message::support_uncounted;
    case PromptView::none:
    case PromptView::due:
    case PromptView::ask:
    case PromptView::dismissed:
      break;
  }
  return Message::support_dismissed;
}

bool has_campaigns(const Profile& profile) {
  const Value* campaigns = campaigns_of(profile);
  return campaigns != nullptr && !campaigns->items.empty();
}

bool has_slot_behind(const Profile& profile, std::size_t paragraph) {
  // Of too many campaigns none is ever shown, and each paragraph would look through all of them.
  if (!has_campaigns(profile) || campaigns_of(profile)->items.size() > support::max_campaigns)
    return false;
  constexpr auto placed = static_cast<std::size_t>(support::Placement::inline_);
  for (const Value& campaign : campaigns_of(profile)->items) {
    if (campaign.string("placement") == support::placement_names[placed] &&
        campaign.number_or("after_paragraph", support::Campaign().after_paragraph) ==
            static_cast<double>(paragraph))
      return true;
  }
  return false;
}

void write_support_region(std::string& out, const View& view) {
  if (!view.open) return;
  if (view.options.prompt != nullptr) {
    write_prompt({out, view, *view.options.prompt});
  } else if (!has_campaigns(view.profile)) {
    write_own(out, view);
  }
}

}  // namespace lede
