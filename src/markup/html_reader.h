// HTML as writers and their systems make it -> the sink. Tokens as the HTML standard reads them
// (13.2.5); what they may do to the tree is the sink's business.
#pragma once
#include "markup/html_names.h"
#include "markup/html_tag.h"
#include "markup/sink.h"
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lede {

class HtmlReader {
 public:
  explicit HtmlReader(Sink& sink) : sink_(sink) {}

  /// Reads a whole document, or one piece of raw HTML inside Markdown. A token that the end cuts
  /// off is dropped.
  void feed(std::string_view html);

  /// Inside an element whose content is not text (`<script>`): whatever comes belongs to it.
  [[nodiscard]] bool is_skipping() const { return !skipped_.empty(); }
  /// Leaves such an element, where its end tag never came.
  void stop_skipping();

 private:
  void text(std::string_view run);
  void write(std::string_view decoded);
  void take_tag();
  void start_tag(const NameMeaning& meaning);
  void end_tag(const NameMeaning& meaning);
  bool skip_start(const NameMeaning& meaning);
  [[nodiscard]] bool ends_skipped(std::string_view rest) const;
  [[nodiscard]] bool is_hidden(const NameMeaning& meaning) const;
  void open(Tag tag);
  bool open_as(Tag tag);
  bool end_alias(Tag tag);
  bool open_link();
  [[nodiscard]] std::string_view address() const;
  [[nodiscard]] std::string_view alignment() const;
  void write_attributes(Tag tag);
  void image();
  void end_embed();
  /// How many start tags of that name were not written: as many ends go too. Headings are counted
  /// in one place, since the end of any of them ends any other.
  std::uint16_t& ignored(Tag tag);

  Sink& sink_;
  HtmlTag tag_;                    ///< the one being read
  std::string buffer_;             ///< decoded text
  std::string skipped_;            ///< the element whose content is dropped
  unsigned skipped_traits_ = 0;    ///< its own
  std::size_t skipped_depth_ = 0;  ///< how many of that name are open
  std::string embed_url_, embed_title_;
  struct Alias {
    Tag written, opened;  ///< opened: none where no tag was written
    std::size_t depth;    ///< of the sink, with the opened one
  };
  std::vector<Alias> aliases_;
  std::array<std::uint16_t, 128> ignored_{};
};

}  // namespace lede
