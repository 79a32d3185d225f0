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

  /// Opens an effect; end() closes it.
  json::Writer& begin(std::string_view what) { return out_.begin_object().member("do", what); }
  json::Writer& begin(std::string_view what, std::string_view card) {
    return begin(what).member("card", card);
  }
  void end() { out_.end_object(); }

  void paint(std::string_view card, std::string_view region, bool expanded);
  void open(std::string_view card, bool open);
  void focus(std::string_view card, std::string_view target);
  void say(std::string_view card, std::string_view text);
  /// Opens the detail of an event. It names the article, so that a page with many cards can tell
  /// them apart.
  json::Writer& begin_emit(const CardState& card, std::string_view name);
  void emit(const CardState& card, std::string_view name);

  [[nodiscard]] std::string take();

 private:
  json::Writer out_;
};

}  // namespace lede
