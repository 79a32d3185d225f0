#include "cli/support.h"

#include "cli/files.h"
#include "cli/report.h"
#include "json/reader.h"
#include "json/syntax.h"
#include "json/writer.h"
#include "support/config.h"
#include "support/inputs.h"
#include "support/lint.h"
#include "support/verbs.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lede::cli {

struct SupportCommands::Arguments {
  std::string profile;
  std::string reader;
  std::string context;
  std::string events;
  std::string now;
  std::string base_url;
  std::vector<std::string> grants;
};

namespace {

/// A file as JSON; what is wrong with it has been said where there is none.
std::optional<json::Document> read_json(const std::string& file) {
  const std::optional<std::string> bytes = read_file(file);
  if (!bytes) {
    cannot_read(file);
    return {};
  }
  Result<json::Document> document = json::read(*bytes);
  if (document) return std::move(*document);
  report(file, json::explained(document.error(), *bytes));
  return {};
}

std::optional<Instant> now_from(const std::string& text) {
  return text.empty() ? system_now() : parse_instant(text);
}

int run_lint(const std::string& file, const std::string& base_url, const Instant& now) {
  const std::optional<json::Document> profile = read_json(file);
  if (!profile) return exit_bad_input;
  int status = exit_ok;
  std::string lines;
  for (const support::Finding& finding : support::lint(profile->root, base_url, now.ms)) {
    const bool is_error = finding.severity == support::Severity::error;
    if (is_error) status = exit_bad_input;
    lines += file + ":#" + finding.pointer + (is_error ? ": error: " : ": warning: ") +
             finding.sentence + "\n";
  }
  const int printed = print_all(lines);
  return status == exit_ok ? printed : status;
}

using Check = void (*)(const json::Value& value, Faults& faults);

/// Adds a file's JSON as a member. @return whether it could be read and has no fault, or none was
/// named.
bool add_file(json::Writer& out, const char* key, const std::string& file, Check check = nullptr) {
  if (file.empty()) return true;
  const std::optional<json::Document> document = read_json(file);
  if (!document) return false;
  Faults faults;
  if (check != nullptr) check(document->root, faults);
  for (const Error& fault : faults) report(file, fault);
  out.key(key).value(document->root);
  return faults.empty();
}

}  // namespace

SupportCommands::SupportCommands(CLI::App& app) : arguments_(std::make_unique<Arguments>()) {
  Arguments& given = *arguments_;
  lint_ = app.add_subcommand("lint", "Look over a profile's support campaigns");
  lint_->add_option("file", given.profile, "A lede.json; - is standard input")
      ->required()
      ->type_name("FILE");
  lint_
      ->add_option("--now", given.now,
                   "The time to judge dates by, in UTC where it has no zone (default: the clock's)")
      ->type_name("ISO");
  lint_->add_option("--base-url", given.base_url, "Address of FILE, for relative URLs")
      ->type_name("URL");
  lint_->footer(
      "Prints FILE:#/pointer: error|warning: sentence, one a line. What else is wrong in a "
      "profile\n"
      "says lede check.\n"
      "Exit status: 1 where there is an error, else 0.");

  decide_ = app.add_subcommand("decide", "Decide which prompt a reader sees, and say why, as JSON");
  decide_->add_option("--profile", given.profile, "The publisher's lede.json")
      ->required()
      ->type_name("FILE");
  decide_
      ->add_option("--reader", given.reader, "What is remembered of the reader (default: nothing)")
      ->type_name("FILE");
  decide_
      ->add_option(
          "--events", given.events,
          "What happened since, a JSON array of {at, type, page_id, tags, campaign, variant}")
      ->type_name("FILE");
  decide_->add_option("--context", given.context, "The page and its reader, a JSON object")
      ->type_name("FILE");
  decide_
      ->add_option("--now", given.now,
                   "The reader's time and zone, UTC where it has none (default: the clock's)")
      ->type_name("ISO");
  decide_
      ->add_option("--grants", given.grants,
                   "What the reader allows: preferences, history, measurement (default: nothing)")
      ->delimiter(',')
      ->check(CLI::IsMember({"preferences", "history", "measurement"}).description(""))
      ->type_name("NAME,...");
  decide_
      ->add_option("--base-url", given.base_url,
                   "Address of the profile, for relative URLs (default: its url)")
      ->type_name("URL");
  decide_->footer(
      "An event: at is its time and zone; type is article, impression, dismiss, conversion, "
      "opt_out\n"
      "or forget; an article has page_id and tags, an impression campaign and variant, a dismiss\n"
      "campaign.\n"
      "The context: page_id, section, tags, country, locale, partner (its host), device (phone,\n"
      "tablet, desktop), storage (persistent, session, none), tz_offset_min, preview {campaign,\n"
      "variant}, and true or false: supporter, sensitive, slot_busy, consent_open, prerendering.\n"
      "All of it may be left out. More in docs/publishers.md.\n\n"
      "For example:\n"
      "  lede decide --profile lede.json --context page.json --now 2026-11-14T20:00:00+02:00 "
      "--grants history\n\n"
      "The answer: show (or null), reason, next_eligible_at (ms), and the trace: each rule with\n"
      "what it saw and what it wanted. With --events also the reader as remembered afterwards.");
}

SupportCommands::~SupportCommands() = default;

bool SupportCommands::parsed() const { return lint_->parsed() || decide_->parsed(); }

int SupportCommands::run() const {
  const Arguments& given = *arguments_;
  const std::optional<Instant> now = now_from(given.now);
  if (!now) return bad_now();
  if (lint_->parsed()) return run_lint(given.profile, given.base_url, *now);

  const std::optional<json::Document> profile = read_json(given.profile);
  if (!profile) return exit_bad_input;
  json::Writer input;
  input.begin_object();
  input.member("base_url", given.base_url.empty() ? profile->root.string("url") : given.base_url);
  input.member("now", given.now.empty() ? to_rfc3339(*now) : given.now);
  if (const json::Value* support = profile->root.find("support"))
    input.key("support").value(*support);
  const bool read = add_file(input, "reader", given.reader) &&
                    add_file(input, "events", given.events, support::check_events) &&
                    add_file(input, "context", given.context, support::check_context);
  if (!read) return exit_bad_input;
  input.key("grants").begin_array();
  for (const std::string& name : given.grants) input.string(name);
  input.end_array().end_object();
  const Result<std::string> decision = support::decide_bytes(input.take());
  return decision ? print_all(*decision + "\n") : report(given.profile, decision.error());
}

}  // namespace lede::cli
