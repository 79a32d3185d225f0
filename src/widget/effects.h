// What a step wants done, written in the order in which the shim is to do it.
#pragma once
#include "json/writer.h"
#include "widget/state.h"
#include <string>
#include <string_view>

namespace lede {

class Effects {
 public:
  Effects() { out_.begin_array(); }

  /// Opens an effect with its first member; end() closes it.
  json::Writer& begin(std::string_view what, const char* key, std::string_view value);
  void end() { out_.end_object(); }

  /// An effect on a card with one more text.
  void act(std::string_view what, const CardState& card, const char* key, std::string_view value);
  /// Paints a region of a card as open as the card is.
  json::Writer& begin_paint(const CardState& card, std::string_view region);
  /// Opens the detail of an event. It names the article, so that a page with many cards can tell
  /// them apart.
  json::Writer& begin_emit(const CardState& card, std::string_view name);
  void emit(const CardState& card, std::string_view name);

  [[nodiscard]] std::string take();

 private:
  json::Writer out_;
};

}  // namespace lede
