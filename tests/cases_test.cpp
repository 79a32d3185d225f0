// The golden cases of tests/cases through the core. tests/cli runs them through the command,
// tests/node through the library: the bytes must be the same.
#include "json/reader.h"
#include "json/writer.h"
#include "support/files.h"
#include "support/read.h"
#include "widget/check.h"
#include "widget/markup_verbs.h"
#include "widget/render.h"
#include "widget/widget.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

using lede::Result;
using lede::json::Value;
using lede::test::read_file;
using lede::test::read_file_if_any;
using lede::test::tree;

namespace {

const std::vector<std::string_view> render_cases = {
#include "cases_render.inc"
};
const std::vector<std::string_view> check_cases = {
#include "cases_check.inc"
};
const std::vector<std::string_view> markup_cases = {
#include "cases_markup.inc"
};
const std::vector<std::string_view> step_cases = {
#include "cases_step.inc"
};

std::string path_of(std::string_view kind, std::string_view name) {
  return "tests/cases/" + std::string(kind) + "/" + std::string(name);
}

std::string without_end(std::string text) {
  if (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

/// Undoes what makes expected HTML readable: one line break more between `>` and `<` than there is,
/// and one at the end (tests/cases/README.md).
std::string as_printed(const std::string& file) {
  const std::string readable = without_end(file);
  std::string out;
  for (std::size_t i = 0; i < readable.size(); ++i) {
    out += readable[i];
    if (readable[i] != '>') continue;
    const std::size_t next = readable.find_first_not_of('\n', i + 1);
    if (next != std::string::npos && next > i + 1 && readable[next] == '<') ++i;
  }
  return out;
}

std::string compact(const Value& value) { return lede::json::Writer().value(value).take(); }

/// What `lede check` prints of a file of that name.
std::string as_lines(const std::string& file, const lede::Faults& faults) {
  std::string out;
  for (const lede::Error& fault : faults) {
    out += file + (fault.offset >= 0 ? ":@" + std::to_string(fault.offset) : ":#" + fault.pointer);
    out += ": " + fault.message + "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("every rendered case gives its expected HTML, facts or error") {
  CHECK(render_cases.size() >= 20);
  for (const std::string_view name : render_cases) {
    CAPTURE(name);
    const std::string folder = path_of("render", name);
    const std::string item = read_file(folder + "/item.json");
    const std::string profile = read_file_if_any(folder + "/profile.json");
    const std::string options = read_file_if_any(folder + "/options.json");
    const Result<lede::Rendered> rendered = lede::render(
        {item, profile.empty() ? std::nullopt : std::optional(std::string_view(profile)), options});
    if (!rendered) {
      CHECK(lede::error_json(rendered.error()) == without_end(read_file(folder + "/error.json")));
      continue;
    }
    CHECK(rendered->card.html == as_printed(read_file(folder + "/expected.html")));
    const std::string facts = read_file_if_any(folder + "/facts.json");
    if (!facts.empty()) CHECK(rendered->facts == without_end(facts));
  }
}

TEST_CASE("every body gives its expected HTML") {
  CHECK(markup_cases.size() >= 35);
  for (const std::string_view name : markup_cases) {
    CAPTURE(name);
    const std::string path = path_of("markup", name);
    const auto format = name.ends_with(".md") ? lede::BodyFormat::markdown : lede::BodyFormat::html;
    const Result<std::string> html = lede::markup_verb(
        read_file(path), format, R"({"base_url":"https://kittiwake.example/a/story"})");
    CHECK(html.ok());
    const std::string expected = path.substr(0, path.rfind('.')) + ".expected";
    if (html) CHECK(*html == as_printed(read_file(expected)));
  }
}

TEST_CASE("every checked case has the expected faults") {
  CHECK(check_cases.size() >= 8);
  for (const std::string_view name : check_cases) {
    CAPTURE(name);
    const std::string path = path_of("check", name);
    CHECK(as_lines(std::string(name) + ".json", lede::check(read_file(path + ".json"))) ==
          read_file(path + ".expected"));
  }
}

TEST_CASE("every case of events has the expected effects") {
  CHECK(step_cases.size() >= 5);
  for (const std::string_view name : step_cases) {
    CAPTURE(name);
    const Value story = tree(read_file(path_of("step", name) + ".json"));
    const Value* steps = story.find("steps");
    REQUIRE(steps != nullptr);
    if (steps == nullptr) continue;
    std::string state;
    for (const Value& expected : steps->items) {
      const Value* event = expected.find("event");
      REQUIRE(event != nullptr);
      if (event == nullptr) continue;
      const Result<lede::Step> step = lede::step_bytes(state, compact(*event));
      CAPTURE(compact(*event));
      if (const Value* effects = expected.find("effects")) {
        CHECK(step.ok());
        if (!step) continue;
        CHECK(step->effects == compact(*effects));
        state = step->state;
      } else {
        const Value* error = expected.find("error");
        CHECK_FALSE(step.ok());
        if (!step && error != nullptr) CHECK(lede::error_json(step.error()) == compact(*error));
      }
    }
  }
}
