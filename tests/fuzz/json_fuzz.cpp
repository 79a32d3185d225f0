// libFuzzer's entry: JSON from a publisher, read, checked and rendered as a card.
// The first two bytes choose the options; then come the article and, after a byte 0x1E, the
// profile.
#include "base/text.h"
#include "checker.h"
#include "json/reader.h"
#include "json/writer.h"
#include "widget/check.h"
#include "widget/render.h"
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace {

using lede::fuzz::check;
using lede::json::Value;

constexpr std::size_t npos = std::string_view::npos;

template <std::size_t N>
bool is_one_of(std::string_view word, const std::string_view (&words)[N]) {
  for (const std::string_view one : words) {
    if (one == word) return true;
  }
  return false;
}

std::string written(const Value& value) {
  lede::json::Writer out;
  out.value(value);
  return out.take();
}

void check_error(const lede::Error& error, std::string_view bytes) {
  check(!error.message.empty() && lede::fuzz::is_utf8(error.message), "an error says nothing",
        bytes);
  check(error.offset <= static_cast<std::int64_t>(bytes.size()), "an offset is beyond the end",
        bytes);
  check(lede::json::read(lede::error_json(error)).ok(), "an error is no JSON", bytes);
}

/// What was read is written as JSON that reads as the same.
void check_reading(std::string_view bytes) {
  const lede::Result<lede::json::Document> value = lede::json::read(bytes);
  if (!value) return check_error(value.error(), bytes);
  const std::string once = written(value->root);
  const lede::Result<lede::json::Document> again = lede::json::read(once);
  check(again.ok(), "what was written cannot be read", once);
  check(written(again->root) == once, "what was written reads as something else", once);
}

void check_faults(std::string_view bytes) {
  const lede::Faults faults = lede::check(bytes);
  for (const lede::Error& fault : faults) check_error(fault, bytes);
  const lede::Result<lede::json::Document> list = lede::json::read(lede::faults_json(faults));
  check(list.ok() && list->root.items.size() == faults.size(), "the list of faults is none", bytes);
}

/// A card's HTML: tags in pairs, nothing that runs or loads, every value quoted and escaped, every
/// address allowed. What stands in a body is looked at more closely by check_body.
class CardChecker {
 public:
  explicit CardChecker(std::string_view html) : html_(html) {}

  void run() {
    for (std::size_t at = 0; at < html_.size();) {
      const std::size_t tag = std::min(html_.find('<', at), html_.size());
      escaped(html_.substr(at, tag - at));
      at = tag < html_.size() ? read_tag(tag) : tag;
    }
    hold(open_.empty(), "an element is left open");
  }

 private:
  void hold(bool good, std::string_view sentence) const { check(good, sentence, html_); }

  void escaped(std::string_view text) const {
    constexpr std::string_view references[] = {"amp", "lt", "gt", "quot", "nbsp"};
    hold(text.find('\0') == npos && text.find('>') == npos, "text is not escaped");
    for (std::size_t at = text.find('&'); at != npos; at = text.find('&', at + 1)) {
      const std::size_t end = std::min(text.find(';', at), text.size());
      hold(is_one_of(text.substr(at + 1, end - at - 1), references), "a bare ampersand");
    }
  }

  std::size_t read_tag(std::size_t at) {
    const bool is_end = html_.substr(at).starts_with("</");
    const std::size_t start = at + (is_end ? 2 : 1);
    std::size_t i = start;
    while (i < html_.size() && (lede::is_ascii_alpha(html_[i]) || lede::is_ascii_digit(html_[i])))
      ++i;
    const std::string_view name = html_.substr(start, i - start);
    if (is_end) {
      hold(!open_.empty() && open_.back() == name && html_[i] == '>', "an end tag has no start");
      open_.pop_back();
      return i + 1;
    }
    constexpr std::string_view dangerous[] = {"",       "script", "style", "iframe",   "object",
                                              "embed",  "form",   "svg",   "math",     "template",
                                              "base",   "link",   "meta",  "noscript", "title",
                                              "select", "video",  "audio", "textarea", "frame"};
    constexpr std::string_view empty[] = {"img", "br", "hr", "input", "col", "wbr"};
    hold(!is_one_of(name, dangerous), "an element is not allowed");
    while (i < html_.size() && html_[i] == ' ') i = read_attribute(i + 1);
    hold(i < html_.size() && html_[i] == '>', "a start tag does not end");
    if (!is_one_of(name, empty)) open_.push_back(name);
    return i + 1;
  }

  std::size_t read_attribute(std::size_t at) const {
    const std::size_t equals = std::min(html_.find_first_of("=> ", at), html_.size());
    const std::string_view name = html_.substr(at, equals - at);
    constexpr std::string_view dangerous[] = {"style", "srcset", "srcdoc", "action", "formaction"};
    hold(!name.empty() && !name.starts_with("on") && !is_one_of(name, dangerous),
         "an attribute is not allowed");
    hold(html_.substr(equals).starts_with("=\""), "an attribute is not quoted");
    const std::size_t end = std::min(html_.find('"', equals + 2), html_.size());
    const std::string_view value = html_.substr(equals + 2, end - equals - 2);
    hold(value.find('<') == npos, "a value is not escaped");
    escaped(value);
    if (name == "href" || name == "src" || name == "cite") address(name, value);
    return end + 1;
  }

  void address(std::string_view name, std::string_view value) const {
    constexpr std::string_view web[] = {"http", "https"};
    constexpr std::string_view others[] = {"", "mailto", "tel"};
    const std::string scheme = lede::fuzz::scheme_for_browser(value);
    hold(is_one_of(scheme, web) || (name != "src" && is_one_of(scheme, others)),
         "an address has another scheme");
  }

  std::string_view html_;
  std::vector<std::string_view> open_;
};

std::string options_json(unsigned bits) {
  constexpr std::string_view regions[] = {"all", "card", "body", "notice", "support"};
  constexpr std::string_view layouts[] = {"compact", "standard", "full", "standard"};
  constexpr std::string_view languages[] = {"", "uk", "he", "en-GB"};
  lede::json::Writer out;
  out.begin_object();
  out.member("region", regions[(bits & 7U) % std::size(regions)]);
  out.member("layout", layouts[(bits >> 3) & 3U]);
  out.member("expand", (bits & 0x20U) != 0 ? "link" : "inline");
  out.key("expanded").boolean((bits & 0x40U) != 0);
  if ((bits & 0x80U) == 0) out.member("base_url", "https://pub.example/a/slug.json");
  out.member("lang", languages[(bits >> 8) & 3U]);
  out.key("heading_level").integer(2 + ((bits >> 10) & 3U));
  if ((bits & 0x1000U) != 0) out.key("now_ms").integer(1'790'000'000'000);
  out.member("partner", "partner.example").end_object();
  return out.take();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string options = options_json(data[0] | static_cast<unsigned>(data[1]) << 8);
  const std::string_view all(reinterpret_cast<const char*>(data) + 2, size - 2);
  const std::size_t border = std::min(all.find('\x1E'), all.size());
  const std::string_view article = all.substr(0, border);
  const std::string_view profile = all.substr(std::min(border + 1, all.size()));
  for (const std::string_view bytes : {article, profile}) {
    check_reading(bytes);
    check_faults(bytes);
  }

  const lede::Result<lede::Rendered> card = lede::render({article, profile, options});
  if (!card) {
    check(!card.error().message.empty(), "an error says nothing", all);
    return 0;
  }
  check(lede::fuzz::is_utf8(card->card.html), "the card is not UTF-8", card->card.html);
  CardChecker(card->card.html).run();
  check(lede::json::read(card->facts).ok(), "the facts are no JSON", card->facts);
  const lede::Result<lede::Rendered> again = lede::render({article, profile, options});
  check(again.ok() && again->card.html == card->card.html && again->facts == card->facts,
        "the second time it is another card", all);
  return 0;
}
