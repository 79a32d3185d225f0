#include "support/lint.h"

#include "base/text.h"
#include "base/time.h"
#include "base/words.h"
#include "json/fields.h"
#include "support/config.h"
#include "support/copy.h"
#include "support/fields.h"
#include "support/lint_codes.h"
#include "support/reader_state.h"

#include <algorithm>
#include <span>
#include <utility>

namespace lede::support {
namespace {

using json::Kind;
using json::Value;

std::string number(std::int64_t value) { return to_decimal(value); }

/// Appends where `wanted` stands below `value` to `pointer`. @return whether it was found.
bool find_pointer(const Value& value, const Value* wanted, std::string& pointer) {
  if (&value == wanted) return true;
  const std::string here = pointer;
  for (const json::Member& member : value.members) {
    pointer = json::pointer_to(here, member.key);
    if (find_pointer(member.value, wanted, pointer)) return true;
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    pointer = json::pointer_to(here, i);
    if (find_pointer(value.items[i], wanted, pointer)) return true;
  }
  pointer = here;
  return false;
}

std::string wish(const Field& field) {
  switch (field.type) {
    case Type::whole:
      return "This must be a whole number from " + number(field.least) + " to " +
             number(field.largest) + ".";
    case Type::flag:
      return "This must be true or false.";
    case Type::instant:
      return "This must be a date with its time and zone, such as 2026-11-14T07:30:00Z.";
    case Type::list:
      return "This must be a list of at most 100 texts, none of them empty.";
    case Type::objects:
      return "This must be a list of at most 100 objects.";
    case Type::hours:
      return R"(This must be a list of hours such as {"from": "22:00", "to": "07:30"}.)";
    case Type::choice:
    case Type::set:
      break;
  }
  std::string names;
  for (std::size_t i = 0; i < field.names->size(); ++i) {
    if (i > 0) names += ", ";
    names += (*field.names)[i];
  }
  return (field.type == Type::set ? "This must be a list of these: "
                                  : "This must be one of these: ") +
         names + ".";
}

/// Why a range ends where it does.
std::string_view reason_for(const Field& field) {
  if (field.largest == views_kept_days) return " Articles and views are kept for 90 days.";
  if (field.largest == answers_kept_days) return " Dismissals and donations are kept for 400 days.";
  if (field.largest == max_impressions) return " The last 64 views are kept.";
  return {};
}

std::string sentence_for(const Problem& problem) {
  switch (problem.what) {
    case Problem::kind:
      return problem.field != nullptr ? wish(*problem.field) : "This must be an object.";
    case Problem::value:
      return wish(*problem.field) + std::string(reason_for(*problem.field));
    case Problem::no_id:
      return "An id of 1 to 64 bytes is needed here.";
    case Problem::id_twice:
      return "Another one has this id; neither is shown. Give each its own.";
    case Problem::variants:
      return "This must be a list of 1 to 20 variants.";
    case Problem::no_words:
      return R"(Words are needed, with a heading or a body in each language: {"en": {"heading": "…"}}.)";
    case Problem::no_button:
      return R"(A button needs a url that begins with https or http: {"url": "https://…"}.)";
    case Problem::no_date:
      return "stale_after_days counts from generated_at; write when the file was made.";
  }
  return {};
}

class Linter {
 public:
  Linter(const Value& profile, std::string_view base_url, std::int64_t now_ms)
      : profile_(profile),
        base_url_(base_url.empty() ? json::unknown_address : base_url),
        now_ms_(now_ms) {}

  std::vector<Finding> run() {
    if (!is_profile()) {
      say(Severity::error, &profile_, {},
          "This is no profile: that has a version, 1, and the publisher's name.");
      return std::move(findings_);
    }
    const Value* support = profile_.find("support");
    if (support == nullptr) return {};
    if (!support->is(Kind::object)) {
      say(Severity::error, &profile_, "support", "This must be an object.");
      return std::move(findings_);
    }
    const Listener listener{
        [](void* to, const Problem& problem) { static_cast<Linter*>(to)->hear(problem); }, this};
    config_ = read_config(*support, base_url_, &listener);
    check_keys(*support, page_fields, {"beacon_url"}, support);
    check_instants(*support, page_fields);
    check_page(*support);
    for (const Campaign& campaign : config_.campaigns) check_campaign(campaign);
    check_shadows();
    return std::move(findings_);
  }

 private:
  /// One whose campaigns can be read: `lede check` says what else it lacks.
  [[nodiscard]] bool is_profile() const {
    return profile_.find("support") != nullptr || profile_.find("name") != nullptr ||
           profile_.number_or("version", 0) != 0;
  }

  void say(Severity severity, const Value* object, std::string_view key, std::string sentence) {
    std::string pointer;
    find_pointer(profile_, object, pointer);
    if (!key.empty()) pointer = json::pointer_to(pointer, key);
    for (const Finding& known : findings_) {
      if (known.pointer == pointer && known.sentence == sentence) return;
    }
    findings_.push_back({severity, std::move(pointer), std::move(sentence)});
  }
  void error(const Value* object, std::string_view key, std::string sentence) {
    say(Severity::error, object, key, std::move(sentence));
  }
  void warn(const Value* object, std::string_view key, std::string sentence) {
    say(Severity::warning, object, key, std::move(sentence));
  }

  void hear(const Problem& problem) { error(problem.object, problem.key, sentence_for(problem)); }

  // --- Names that nobody reads
  // ----------------------------------------------------------------------

  void check_names(const Value& object, const std::vector<std::string_view>& known) {
    for (const json::Member& member : object.members) {
      if (member.key.starts_with('_')) continue;
      if (std::find(known.begin(), known.end(), member.key) == known.end())
        error(&object, member.key, "No field has this name; mind the spelling.");
    }
  }

  /// @param fields of the object and its sections; @param others what else may stand in the object.
  void check_keys(const Value& object, std::span<const Field> fields,
                  std::vector<std::string_view> others, const Value* top) {
    std::vector<std::string_view> sections;
    for (const Field& field : fields) {
      const std::string_view section = field.section;
      if (section.empty()) {
        others.emplace_back(field.key);
      } else if (std::find(sections.begin(), sections.end(), section) == sections.end()) {
        sections.push_back(section);
        others.push_back(section);
      }
    }
    check_names(*top, others);
    for (const std::string_view section : sections) {
      const Value* inside = object.find(section);
      if (inside == nullptr) continue;
      std::vector<std::string_view> keys;
      for (const Field& field : fields) {
        if (field.section == section) keys.emplace_back(field.key);
      }
      check_names(*inside, keys);
    }
  }

  /// Dates that are read, though not as they were meant: in UTC, or at midnight.
  void check_instants(const Value& object, std::span<const Field> fields) {
    for (const Field& field : fields) {
      const std::string_view section = field.section;
      const Value* inside = section.empty() ? &object : object.find(section);
      if (field.type != Type::instant || inside == nullptr) continue;
      const std::string_view text = inside->string(field.key);
      if (!text.empty() && !is_rfc3339(text)) error(inside, field.key, wish(field));
    }
  }

  // --- The whole section
  // ----------------------------------------------------------------------------

  void check_page(const Value& support) {
    const PageRules& page = config_.page;
    if (const Value* stop = support.find("kill_switch"); stop != nullptr && stop->boolean)
      warn(&support, "kill_switch", "No prompt is shown while this is true.");
    if (page.stale_after_days >= 0 && page.generated_ms != never) {
      const std::int64_t stale_ms = page.generated_ms + page.stale_after_days * ms_per_day;
      if (now_ms_ >= stale_ms)
        error(&support, "generated_at",
              "The file is older than stale_after_days, so no prompt is shown; make it anew.");
      if (page.generated_ms > now_ms_)
        warn(&support, "generated_at",
             "This lies in the future; look at the clock of what made the file.");
    }
    if (page.cap_max == 0)
      error(support.find("global_cap"), "max", "0 views: no prompt is ever shown.");
    if (config_.campaigns.empty()) warn(&support, {}, "There is no campaign.");
  }

  // --- A campaign
  // -----------------------------------------------------------------------------------

  void check_campaign(const Campaign& campaign) {
    const Value& source = *campaign.source;
    const bool has_variants = source.find("variants") != nullptr;
    std::vector<std::string_view> others = {"id", "seed", "variants"};
    for (const std::string_view key : variant_keys) {
      others.push_back(key);
      if (has_variants && source.find(key) != nullptr)
        error(&source, key,
              "Beside variants nobody reads this; each of the variants is to have its own.");
    }
    check_keys(source, campaign_fields, others, &source);
    check_instants(source, campaign_fields);
    check_targeting(campaign);
    check_schedule(campaign);
    check_counts(campaign);
    check_caps(campaign);
    check_consent(campaign);
    check_variants(campaign);
    if (campaign.holdout_bp == static_cast<std::int32_t>(10'000))
      error(&source, "holdout_bp", "Everyone is held out; nobody sees the campaign.");
  }

  void check_schedule(const Campaign& campaign) {
    const Value& source = *campaign.source;
    const Value* schedule = source.find("schedule");
    if (schedule != nullptr && campaign.end_ms <= campaign.start_ms) {
      error(schedule, "end", "The campaign ends before it starts.");
    } else if (campaign.status == Status::live && campaign.end_ms <= now_ms_) {
      warn(schedule, "end", "The campaign has ended; archive it.");
    }
    if (campaign.blackout == nullptr) return;
    for (const Value& item : campaign.blackout->items) {
      const Hours hours = hours_of(item);
      if (hours.from == hours.to)
        error(&item, "to", "These hours end as they begin, so they hold nothing back.");
    }
  }

  void check_targeting(const Campaign& campaign) {
    check_codes(campaign.countries, country_fault);
    check_codes(campaign.locales, language_fault);
  }

  void check_codes(List list, std::string_view (*fault_of)(std::string_view)) {
    if (list == nullptr) return;
    for (const Value& item : list->items) {
      const std::string_view fault = fault_of(item.text);
      if (!fault.empty()) error(&item, {}, std::string(fault));
    }
  }

  void check_counts(const Campaign& campaign) {
    const Value* count = campaign.source->find("article_count");
    if (count != nullptr && campaign.count_max < campaign.count_min)
      error(count, "max", "This is less than min: no number of articles is right.");
    const std::int64_t most = std::int64_t{campaign.count_days} * rule_of(FactKind::seen_page).most;
    if (count != nullptr && campaign.count_min > most)
      error(count, "min",
            "At most 64 articles count on a day, so this can't be reached in window_days.");
    if (campaign.skip_initial > 64 * views_kept_days)
      error(campaign.source, "skip_initial", "So many articles are never counted.");
    if (campaign.count_max == 0)
      warn(count, "max",
           "An article that was opened has been counted, so this is shown to readers who are not "
           "counted at all.");
  }

  void check_caps(const Campaign& campaign) {
    const Value* cap = campaign.source->find("frequency_cap");
    if (campaign.cap_max == 0) error(cap, "max", "0 views: the campaign is never shown.");
    const PageRules& page = config_.page;
    if (cap != nullptr && campaign.cap_max > page.cap_max && campaign.cap_days <= page.cap_days)
      warn(cap, "max",
           "global_cap allows " + number(page.cap_max) + " views in " + number(page.cap_days) +
               " days (4 in 30 unless it is given), so this is never reached.");
  }

  /// What is required can be granted only where the consent section asks for it.
  void check_consent(const Campaign& campaign) {
    const Value* consent = profile_.find("consent");
    const Value* purposes = consent != nullptr ? consent->find("purposes") : nullptr;
    for (std::size_t i = 0; i < purpose_names.size(); ++i) {
      const std::string_view name = purpose_names[i];
      if (((campaign.required >> i) & 1U) == 0) continue;
      if (purposes != nullptr && purposes->find(name) != nullptr) continue;
      const bool is_listed = names(campaign.source->find("requires"), name);
      const char* key = is_listed                    ? "requires"
                        : campaign.counts_articles() ? "article_count"
                                                     : "skip_initial";
      error(campaign.source, key,
            "This needs the purpose " + std::string(name) +
                ", which consent.purposes doesn't ask for: it is never granted.");
    }
  }

  // --- Variants
  // -------------------------------------------------------------------------------------

  static constexpr std::string_view variant_keys[] = {
      "weight_bp", "copy", "quote", "cta", "amounts", "ticker", "membership", "payment_marks"};

  void check_variants(const Campaign& campaign) {
    const Value* list = campaign.source->find("variants");
    if (list != nullptr) {
      check_weights(*list);
      std::vector<std::string_view> keys = {"id"};
      for (const std::string_view key : variant_keys) keys.push_back(key);
      for (const Value& variant : list->items) check_names(variant, keys);
    }
    for (std::size_t i = campaign.first_words; i < campaign.end_words; ++i) {
      check_words(campaign, config_.words[i]);
    }
    check_languages(campaign);
  }

  void check_weights(const Value& list) {
    std::int64_t sum = 0;
    std::size_t given = 0;
    for (const Value& variant : list.items) {
      const Value* weight = variant.find("weight_bp");
      if (weight == nullptr || !weight->is(Kind::number)) continue;
      sum += static_cast<std::int64_t>(std::clamp(weight->number, 0.0, 10'000.0));
      ++given;
    }
    if (given == 0) return;
    if (given != list.items.size()) {
      error(&list, {}, "Give every variant a weight_bp, or none of them.");
    } else if (sum != 10'000) {
      error(&list, {}, "The weights are " + number(sum) + " together; they must be 10000.");
    }
  }

  void check_words(const Campaign& campaign, const Words& words) {
    check_names(*words.copy, {"heading", "body", "label", "membership", "countries"});
    if (const std::string_view fault = language_fault(words.lang); !fault.empty())
      error(words.copy, {}, std::string(fault));
    if (const Value* countries = words.copy->find("countries"); countries != nullptr) {
      for (const json::Member& member : countries->members) {
        const std::string_view fault = country_fault(member.key);
        if (!fault.empty()) error(countries, member.key, std::string(fault));
      }
    }
    for (std::size_t i = 0; i < text_names.size(); ++i) check_text(campaign, words, i);
    if ((words.tokens & token_country) != 0 && campaign.countries != nullptr) {
      for (const Value& country : campaign.countries->items) {
        if (words.country(country.text).empty())
          warn(words.copy, "countries",
               "There is no word for " + std::string(country.text) +
                   ", so its readers are not shown this variant.");
      }
    }
    const Value* cta = words.source->find("cta");
    if (cta != nullptr && cta->string("url").starts_with("http:"))
      warn(cta, "url", "A page where people pay begins with https.");
  }

  void check_text(const Campaign& campaign, const Words& words, std::size_t which) {
    const std::string_view text = words.text(which);
    const bool is_own = words.copy->find(text_names[which]) != nullptr;
    const Value* object =
        is_own ? words.copy : words.source->find(which == 2 ? "cta" : "membership");
    const std::string_view key = is_own ? text_names[which] : "label";
    for (Token token = next_token(text, 0, words.lang); token.begin != std::string_view::npos;
         token = next_token(text, token.end, words.lang)) {
      check_token(campaign, words, token, object, key);
    }
  }

  void check_token(const Campaign& campaign, const Words& words, const Token& token,
                   const Value* object, std::string_view key) {
    if (token.name.empty())
      return error(object, key,
                   "A %% stands here without its other one: a token begins and ends with it, as "
                   "in %%DATE%%.");
    const std::string name = "%%" + std::string(token.name) + "%%";
    const std::string forms = number(static_cast<std::int64_t>(plural_forms(words.lang)));
    if (token.bit == token_faulty) {
      const bool known = tokens_in(name, "en") != token_faulty;
      error(object, key,
            !known ? name + " can't be filled; there are ARTICLE_COUNT, MEMBERS, COUNTRY and DATE."
            : token.name == "DATE" && token.forms.empty()
                ? name + " is written in English and Ukrainian alone."
                : name + " wants " + forms +
                      " plural forms in this language, divided by |, and COUNTRY and DATE none.");
    } else if ((token.bit & (token_count | token_members)) != 0 && token.forms.empty()) {
      warn(object, key,
           name + " stands without its noun, so 1 and 5 read alike; write " + forms + " forms: %%" +
               std::string(token.name) + (forms == "3" ? "|one|few|many%%." : "|one|other%%."));
    }
    if (token.bit == token_members && words.members() == 0)
      error(object, key, name + " needs membership.count.");
    if (token.bit == token_country && words.copy->find("countries") == nullptr)
      error(words.copy, "countries",
            name + R"( needs the countries' names as the text wants them: {"GB": "Britain"}.)");
    if (token.bit == token_count && (campaign.required & history) == 0)
      warn(object, key,
           name +
               " is shown only to readers who granted history; have another variant for the rest.");
  }

  /// Every variant in every language that one of them has.
  void check_languages(const Campaign& campaign) {
    for (std::size_t i = campaign.first_words; i < campaign.end_words; ++i) {
      for (std::size_t j = campaign.first_words; j < campaign.end_words; ++j) {
        const Value* copy = config_.words[j].source->find("copy");
        if (copy->find(config_.words[i].lang) == nullptr)
          warn(config_.words[j].source, "copy",
               "Another variant speaks " + std::string(config_.words[i].lang) +
                   ", this one doesn't; its readers see another language.");
      }
    }
  }

  // --- Campaigns that stand in each other's way
  // -----------------------------------------------------

  /// Whether whatever `narrow` lets through passes `wide` as well.
  static bool covers(List wide, List narrow) {
    if (wide == nullptr || wide->items.empty()) return true;
    if (narrow == nullptr || narrow->items.empty()) return false;
    return std::all_of(narrow->items.begin(), narrow->items.end(),
                       [wide](const Value& one) { return names(wide, one.text); });
  }

  /// Whether everything that `inner` holds back is held back by `outer` as well.
  static bool excludes_less(List inner, List outer) {
    if (inner == nullptr) return true;
    return std::all_of(inner->items.begin(), inner->items.end(),
                       [outer](const Value& one) { return names(outer, one.text); });
  }

  static bool is_wider(const Campaign& a, const Campaign& b) {
    return a.start_ms <= b.start_ms && a.end_ms >= b.end_ms && a.blackout == nullptr &&
           (a.audience == Audience::everyone || a.audience == b.audience) &&
           a.supporter_pause_days <= b.supporter_pause_days && covers(a.countries, b.countries) &&
           (a.countries == nullptr || a.unknown_country >= b.unknown_country) &&
           covers(a.sections, b.sections) && covers(a.tags, b.tags) &&
           covers(a.locales, b.locales) &&
           excludes_less(a.excluded_sections, b.excluded_sections) &&
           excludes_less(a.excluded_tags, b.excluded_tags) &&
           (a.devices == 0 || (b.devices != 0 && (a.devices & b.devices) == b.devices)) &&
           (a.required & ~b.required) == 0;
  }

  static bool counts_wider(const Campaign& a, const Campaign& b) {
    const bool same = a.count_days == b.count_days && covers(a.count_tags, b.count_tags) &&
                      covers(b.count_tags, a.count_tags);
    return (!a.counts_articles() ||
            (same && a.count_min <= b.count_min && a.count_max >= b.count_max)) &&
           a.skip_initial <= b.skip_initial && a.holdout_bp == 0;
  }

  /// Whether `a` is still to be shown wherever any prompt may be.
  bool is_never_capped(const Campaign& a) const {
    return a.cap_max >= config_.page.cap_max && a.cap_days <= config_.page.cap_days;
  }

  bool has_words_for_all(const Campaign& a) const {
    for (std::size_t i = a.first_words; i < a.end_words; ++i) {
      if (config_.words[i].tokens != 0) return false;
    }
    return true;
  }

  void check_shadows() {
    const std::vector<Campaign>& all = config_.campaigns;
    for (std::size_t j = 0; j < all.size(); ++j) {
      for (std::size_t i = 0; i < j; ++i) {
        const Campaign& a = all[i];
        const Campaign& b = all[j];
        if (a.status != Status::live || b.status != Status::live) continue;
        if (!is_wider(a, b) || !counts_wider(a, b) || !is_never_capped(a) || !has_words_for_all(a))
          continue;
        warn(b.source, {},
             "“" + std::string(a.id) +
                 "” goes before this campaign wherever it could be shown: only readers who "
                 "dismissed that one see it. Give this one a higher priority, or that one a "
                 "smaller frequency_cap.");
        break;
      }
    }
  }

  const Value& profile_;
  std::string_view base_url_;
  std::int64_t now_ms_;
  Config config_;
  std::vector<Finding> findings_;
};

}  // namespace

std::vector<Finding> lint(const Value& profile, std::string_view base_url, std::int64_t now_ms) {
  return Linter(profile, base_url, now_ms).run();
}

}  // namespace lede::support
