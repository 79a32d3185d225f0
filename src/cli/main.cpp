// The `lede` command: arguments in, the core's verbs, text out. No logic of its own.
#include "base/text.h"
#include "base/time.h"
#include "card/card.h"
#include "cli/files.h"
#include "cli/report.h"
#include "cli/support.h"
#include "json/reader.h"
#include "json/writer.h"
#include "page/page.h"
#include "widget/check.h"
#include "widget/markup_verbs.h"
#include "widget/render.h"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace lede::cli {
namespace {

struct RenderArguments {
  std::string file;
  std::string profile;
  std::string now;
  std::string layout;
  std::string lang;
  std::string dir;
  std::string accent;
  std::string region;
  std::string expand;
  std::string partner;
  std::string base_url;
  std::string profile_url;
  std::string with;
  int heading_level = 3;
  bool expanded = false;
  bool page = false;
  bool facts = false;
};

struct MarkupArguments {
  std::string base_url;
  std::string lang;
  int heading_level = 0;
  bool strict = false;
};

// The file is named where the fault is: no second time in the sentence.
Error without(std::string_view document, Error error) {
  if (error.message.starts_with(document)) error.message.erase(0, document.size());
  return error;
}

void report_all(const std::string& file, const Faults& faults) {
  for (const Error& fault : faults) report(file, fault);
}

// An error of the render verb, told of the document that it is in.
int report_render(const RenderArguments& arguments, const std::string& file, Error error) {
  if (error.message.starts_with(in_options)) {
    report("options", without(in_options, std::move(error)));
    return exit_usage;
  }
  const bool of_profile = error.message.starts_with(in_profile);
  return report(of_profile ? arguments.profile : file, without(in_profile, std::move(error)));
}

// The HTML is printed all the same: it is what the page would show.
void say_if_cut(const std::string& file, bool cut) {
  if (cut) {
    complain(file +
             ": the body is over a cap, so its end or some of its tags are left out; shorten it or "
             "split it into parts.");
  }
}

void write_if_given(json::Writer& out, std::string_view key, const std::string& value) {
  if (!value.empty()) out.key(key).string(value);
}

std::string options_json(const RenderArguments& arguments, const std::string& id,
                         const Instant& now) {
  json::Writer out;
  out.begin_object();
  write_if_given(out, "id", id);
  write_if_given(out, "region", arguments.region);
  write_if_given(out, "layout", arguments.layout);
  write_if_given(out, "lang", arguments.lang);
  write_if_given(out, "dir", arguments.dir);
  write_if_given(out, "accent", arguments.accent);
  write_if_given(out, "expand", arguments.expand);
  write_if_given(out, "partner", arguments.partner);
  write_if_given(out, "base_url", arguments.base_url);
  write_if_given(out, "profile_url", arguments.profile_url);
  if (const Result<json::Document> with = lede::json::read(arguments.with); with)
    out.key("with").value(with->root);
  out.flag("expanded", arguments.expanded);
  out.number("heading_level", arguments.heading_level);
  out.number("now_ms", now.ms);
  out.number("tz_offset_min", now.offset_min);
  out.end_object();
  return out.take();
}

int run_render(const RenderArguments& arguments) {
  const std::size_t hash = arguments.file.find('#');
  const std::string file = arguments.file.substr(0, hash);
  const std::string id =
      hash == std::string::npos ? std::string() : arguments.file.substr(hash + 1);

  const std::optional<Instant> now =
      arguments.now.empty() ? system_now() : parse_instant(arguments.now);
  if (!now) return bad_now();
  const std::optional<std::string> article = read_file(file);
  if (!article) return cannot_read(file);
  std::optional<std::string> profile;
  if (!arguments.profile.empty()) {
    profile = read_file(arguments.profile);
    if (!profile) return cannot_read(arguments.profile);
  }

  const std::string options = options_json(arguments, id, *now);
  const Result<Rendered> rendered = render({*article, profile, options});
  if (!rendered) return report_render(arguments, file, rendered.error());
  // The card stands without what was wrong, so these are told and nothing more.
  report_all(file, rendered->faults);
  report_all(arguments.profile, rendered->profile_faults);
  const Card& card = rendered->card;
  say_if_cut(file, card.facts.cut);
  if (arguments.facts) return print_all(rendered->facts + "\n");
  return print_all(arguments.page ? render_page(card, card.facts.interface_lang)
                                  : card.html + "\n");
}

int run_markup(const MarkupArguments& arguments, BodyFormat format) {
  const std::optional<std::string> text = read_file("-");
  if (!text) return cannot_read("standard input");
  json::Writer options;
  options.begin_object();
  write_if_given(options, "base_url", arguments.base_url);
  write_if_given(options, "lang", arguments.lang);
  if (arguments.heading_level != 0) options.number("heading_level", arguments.heading_level);
  options.flag("strict", arguments.strict).end_object();
  bool cut = false;
  const Result<std::string> html = markup_verb(*text, format, options.take(), &cut);
  say_if_cut("-", cut);
  return html ? print_all(*html) : report("-", html.error());
}

int run_check(const std::vector<std::string>& files) {
  int status = exit_ok;
  std::string lines;
  for (const std::string& file : files) {
    const std::optional<std::string> bytes = read_file(file);
    if (!bytes) {
      status = cannot_read(file);
      continue;
    }
    for (const Error& fault : check(*bytes)) {
      lines += where(file, fault) + ": " + fault.message + "\n";
      status = exit_bad_input;
    }
  }
  const int printed = print_all(lines);
  return status == exit_ok ? printed : status;
}

// Help names the choices in words of ours, so CLI11's own list beside them is left out.
CLI::Validator one_of(std::vector<std::string> names) {
  return CLI::IsMember(std::move(names)).description("");
}

void describe_render(CLI::App& command, RenderArguments& arguments) {
  command
      .add_option("file", arguments.file,
                  "A JSON Feed item, or a feed with #id of an item; - is standard input")
      ->required()
      ->type_name("FILE[#id]");
  command.add_option("--profile", arguments.profile, "The publisher's lede.json")
      ->type_name("FILE");
  command
      .add_option("--now", arguments.now,
                  "The time of reading, in UTC where it has no zone (default: the system's clock)")
      ->type_name("ISO");
  command.add_flag("--expanded", arguments.expanded, "Render the card open");
  command.add_option("--layout", arguments.layout, "compact, standard or full (default: standard)")
      ->check(one_of({"compact", "standard", "full"}))
      ->type_name("LAYOUT");
  command
      .add_option("--lang", arguments.lang,
                  "Language of the interface: en or uk (default: the article's)")
      ->type_name("LANG");
  command.add_option("--dir", arguments.dir, "Direction of the interface: ltr or rtl")
      ->check(one_of({"ltr", "rtl"}))
      ->type_name("DIR");
  command
      .add_option("--accent", arguments.accent,
                  "Colour of links and buttons, instead of the publisher's")
      ->type_name("#RRGGBB");
  command
      .add_option("--region", arguments.region,
                  "Render one region: all, card, body, notice or support")
      ->check(one_of({"all", "card", "body", "notice", "support"}))
      ->type_name("REGION");
  command.add_option("--expand", arguments.expand, "What the card's button does: inline or link")
      ->check(one_of({"inline", "link"}))
      ->type_name("HOW");
  command
      .add_option("--heading-level", arguments.heading_level,
                  "Level of the headline, 2 to 6 (default: 3)")
      ->check(CLI::Range(2, 6).description(""))
      ->type_name("N");
  command
      .add_option("--partner", arguments.partner,
                  "Host of the page around the card, for the donation link")
      ->type_name("HOST");
  command.add_option("--base-url", arguments.base_url, "Address of FILE, for relative URLs")
      ->type_name("URL");
  command
      .add_option("--profile-url", arguments.profile_url,
                  "Address of the profile, for relative URLs")
      ->type_name("URL");
  command
      .add_option("--with", arguments.with,
                  "What the notice or the request for support shows: a paint's `with`")
      ->check([](const std::string& text) {
        return lede::json::read(text) ? std::string() : std::string("This must be JSON.");
      })
      ->type_name("JSON");
  command.add_flag("--page", arguments.page, "Print a whole document that opens from disk");
  command.add_flag("--facts", arguments.facts, "Print the card's facts as JSON instead");
}

void describe_markup(CLI::App& command, MarkupArguments& arguments) {
  command.add_option("--base-url", arguments.base_url, "Where relative URLs lead")
      ->type_name("URL");
  command.add_option("--lang", arguments.lang, "Language of the text, for its quotation marks")
      ->type_name("LANG");
  command
      .add_option("--heading-level", arguments.heading_level,
                  "Level that an h1 gets, 1 to 6; an h2 gets the next (default: 2)")
      ->check(CLI::Range(1, 6).description(""))
      ->type_name("N");
}

// As CLI11 wants them: the last one first. "-#a" is an item of standard input's and no option, so
// that it goes to the end, behind "--".
std::vector<std::string> in_parse_order(std::vector<std::string> words) {
  if (std::find(words.begin(), words.end(), "--") == words.end()) {
    const auto inputs = std::stable_partition(
        words.begin(), words.end(), [](const auto& word) { return !word.starts_with("-#"); });
    if (inputs != words.end()) words.insert(inputs, "--");
  }
  std::reverse(words.begin(), words.end());
  return words;
}

int run(int count, char** words) {
  CLI::App app("Lede renders articles as cards: the very HTML that a partner's page shows.",
               "lede");
  app.set_version_flag("--version", std::string("lede ") + LEDE_VERSION);
  app.require_subcommand(1);
  app.get_formatter()->label("REQUIRED", "");
  app.footer(
      "For example:\n"
      "  lede check article.json lede.json\n"
      "  lede render article.json --profile lede.json --expanded --page > article.html\n"
      "  lede lint lede.json\n\n"
      "Exit status: 0 done, 1 bad input (each fault named), 2 wrong use of the command.");

  RenderArguments render_arguments;
  MarkupArguments markup_arguments;
  std::vector<std::string> files;
  CLI::App* render_command = app.add_subcommand("render", "Print an article's card as HTML");
  describe_render(*render_command, render_arguments);
  CLI::App* markdown =
      app.add_subcommand("markdown", "Turn Markdown on standard input into safe HTML");
  describe_markup(*markdown, markup_arguments);
  markdown->add_flag("--strict", markup_arguments.strict, "Plain CommonMark, nothing added");
  CLI::App* html = app.add_subcommand("html", "Turn HTML on standard input into safe HTML");
  describe_markup(*html, markup_arguments);
  CLI::App* check_command = app.add_subcommand(
      "check", "Name every fault of articles, feeds and profiles; campaigns are lint's");
  check_command->footer(
      "Of a profile's support section see lede lint, which judges campaigns.\n"
      "Prints FILE:#/pointer: sentence, one a line. Exit status: 1 where there is a fault, else "
      "0.");
  check_command->add_option("file", files, "Items, feeds or profiles; - is standard input")
      ->required()
      ->type_name("FILE");

  const SupportCommands support(app);

  try {
    app.parse(in_parse_order({words + 1, words + count}));
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> strange = app.remaining();
    if (app.get_subcommands().empty() && !strange.empty()) {
      complain("there is no command or option '" + strange.front() + "'; see lede --help.");
      return exit_usage;
    }
    return app.exit(error) == 0 ? exit_ok : exit_usage;
  }
  if (support.parsed()) return support.run();
  if (render_command->parsed()) return run_render(render_arguments);
  if (markdown->parsed()) return run_markup(markup_arguments, BodyFormat::markdown);
  if (html->parsed()) return run_markup(markup_arguments, BodyFormat::html);
  return run_check(files);
}

}  // namespace
}  // namespace lede::cli

int main(int count, char** words) { return lede::cli::run(count, words); }
