// One tag as it stands in HTML, read as the HTML standard's tokenizer reads it (13.2.5).
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede {

enum class Attr : std::uint8_t {
#define LEDE_ATTRIBUTE(attr, name) attr,
#include "markup/html_attributes.def"
#undef LEDE_ATTRIBUTE
  none
};

[[nodiscard]] std::string_view name_of(Attr attr);

class HtmlTag {
 public:
  /// Reads the tag whose `<` stands at `at`, before a name or before `/` and a name. Returns where
  /// it ends, behind its `>`; npos when the text ends first, and then there is no tag.
  std::size_t read(std::string_view html, std::size_t at);

  [[nodiscard]] bool is_end() const { return is_end_; }
  [[nodiscard]] bool is_self_closing() const { return is_self_closing_; }
  [[nodiscard]] const std::string& name() const { return name_; }  ///< in lower case
  /// The first attribute of a name counts.
  [[nodiscard]] bool has(Attr attr) const { return ((present_ >> index(attr)) & 1U) != 0; }
  /// Its value with references decoded; empty without one. Valid until the next tag is read.
  [[nodiscard]] std::string_view value(Attr attr) const {
    return has(attr) ? std::string_view(values_[index(attr)]) : std::string_view();
  }
  /// Whether it has any attribute that is looked at.
  [[nodiscard]] bool has_attributes() const { return present_ != 0; }

 private:
  static constexpr std::size_t index(Attr attr) { return static_cast<std::size_t>(attr); }
  std::size_t read_attributes(std::string_view html, std::size_t i);
  void keep(Attr attr, std::string_view raw);

  bool is_end_ = false;
  bool is_self_closing_ = false;
  std::string name_, attribute_name_;
  std::uint64_t present_ = 0;
  std::array<std::string, static_cast<std::size_t>(Attr::none)>
      values_;  ///< kept from tag to tag, for their room
};
static_assert(static_cast<unsigned>(Attr::none) <= 64, "has() needs a wider set");

}  // namespace lede
