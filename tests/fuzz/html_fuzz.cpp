// libFuzzer's entry: HTML, and now and then plain text.
#include "markup_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const bool is_text = size > 1 && (data[1] & 0xFCU) == 0x74;
  lede::fuzz::check_markup(data, size, is_text ? lede::BodyFormat::text : lede::BodyFormat::html);
  return 0;
}
