// The module's exports: strings in as pointer and length, results out through lede_out(). No logic.
//
// Every verb returns 0 and leaves its results, or 1 and leaves an error as JSON in the first slot.
// Inputs go into memory from lede_alloc. Inputs and results are valid until the next call begins,
// with its first lede_alloc; nobody gives them back.
#include "card/card.h"
#include "json/reader.h"
#include "wasm/memory.h"
#include "widget/check.h"
#include "widget/markup_verbs.h"
#include "widget/render.h"
#include "widget/widget.h"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#define LEDE_EXPORT(name) extern "C" __attribute__((export_name(#name), used))

namespace {

using lede::Result;

struct Slot {
  const char* data;
  std::size_t size;
};

std::string first;
std::string second;
Slot out[2];
bool answered = false;

/// What the last call took, its results too, goes when the next begins.
void begin_call() {
  if (!std::exchange(answered, false)) return;
  first = std::string();
  second = std::string();
  lede::release_memory();
}

int succeed(std::string one, std::string two = {}) {
  first = std::move(one);
  second = std::move(two);
  out[0] = {first.data(), first.size()};
  out[1] = {second.data(), second.size()};
  answered = true;
  return 0;
}

int fail(const lede::Error& error) {
  succeed(lede::error_json(error));
  return 1;
}

int answer(Result<std::string> result) {
  return result ? succeed(std::move(*result)) : fail(result.error());
}

}  // namespace

/// @return memory for an input, or null where there is no more.
LEDE_EXPORT(lede_alloc) void* lede_alloc(std::size_t size) {
  begin_call();
  return std::malloc(size);
}

LEDE_EXPORT(lede_out) const Slot* lede_out() { return out; }

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

LEDE_EXPORT(lede_check) int lede_check(const char* text, std::size_t size) {
  return succeed(lede::faults_json(lede::check({text, size})));
}

LEDE_EXPORT(lede_style) int lede_style() {
  begin_call();
  return succeed(std::string(lede::card_css()));
}

LEDE_EXPORT(lede_version) int lede_version() {
  begin_call();
  return succeed(LEDE_VERSION);
}
