// The exports of the page's module. No logic; wasm/call.cpp says how a call goes.
#include "card/card.h"
#include "wasm/call.h"
#include "widget/markup_verbs.h"
#include "widget/render.h"
#include "widget/widget.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

using lede::answer;
using lede::begin_call;
using lede::fail;
using lede::Result;
using lede::succeed;

LEDE_EXPORT(lede_render)
int lede_render(const char* article, std::size_t article_size, const char* profile,
                std::size_t profile_size, const char* options, std::size_t options_size) {
  lede::RenderRequest request{{article, article_size}, {}, {options, options_size}};
  // An empty profile is one that cannot be read; none at all is no address.
  if (profile != nullptr) request.profile = {profile, profile_size};
  Result<lede::Rendered> rendered = lede::render(request);
  if (!rendered) return fail(rendered.error());
  return succeed(std::move(rendered->card.html), std::move(rendered->facts));
}

LEDE_EXPORT(lede_step)
int lede_step(const char* state, std::size_t state_size, const char* event,
              std::size_t event_size) {
  Result<lede::Step> next = lede::step_bytes({state, state_size}, {event, event_size});
  if (!next) return fail(next.error());
  return succeed(std::move(next->state), std::move(next->effects));
}

LEDE_EXPORT(lede_markdown)
int lede_markdown(const char* text, std::size_t size, const char* options,
                  std::size_t options_size) {
  return answer(
      lede::markup_verb({text, size}, lede::BodyFormat::markdown, {options, options_size}));
}

LEDE_EXPORT(lede_html)
int lede_html(const char* text, std::size_t size, const char* options, std::size_t options_size) {
  return answer(lede::markup_verb({text, size}, lede::BodyFormat::html, {options, options_size}));
}

LEDE_EXPORT(lede_style) int lede_style() {
  begin_call();
  return succeed(std::string(lede::card_css()));
}

LEDE_EXPORT(lede_version) int lede_version() {
  begin_call();
  return succeed(LEDE_VERSION);
}
