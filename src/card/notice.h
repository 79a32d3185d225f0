// The card's notice: what may be remembered, asked for, shown and taken back; drawn from the
// publisher's terms and from what the page's machine says of the reader.
#pragma once
#include "base/row.h"
#include "consent/purposes.h"
#include "json/value.h"
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace lede {

struct View;

enum class NoticeView : std::uint8_t {
  button,   ///< the Privacy button alone, which every other view has too
  ask,      ///< one layer: accept, reject, choose
  choose,   ///< a box for each purpose
  notice,   ///< plain text and OK
  privacy,  ///< what holds, what is stored, and all that can be done about it
};

/// As `with.view` has them.
inline constexpr Row notice_view_names = "button\0ask\0choose\0notice\0privacy";

enum class Decider : std::uint8_t { nobody, reader, host, signal };

/// What the page's machine says of the reader. Views must outlive the call.
struct Notice {
  NoticeView view = NoticeView::button;
  consent::Purposes granted = 0;
  bool gpc = false;  ///< the browser sends Global Privacy Control
  Decider decided = Decider::nobody;
  std::optional<std::int64_t> since_ms;
  std::optional<std::int64_t> expires_ms;
  std::string_view kept;      ///< as it is stored; empty where nothing is
  bool until_closed = false;  ///< the browser keeps nothing for longer
  std::string_view said;      ///< what came of the reader's answer just now
};

/// Reads the `with` of a paint of this region. What is absent or unknown is as above: the button.
[[nodiscard]] Notice read_notice(const json::Value& with);

/// The publisher's notice: of an open card whose profile uses purposes, a view of it and the
/// Privacy button; else the profile's own text.
void write_notice_region(std::string& out, const View& view);

}  // namespace lede
