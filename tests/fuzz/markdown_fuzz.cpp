// libFuzzer's entry: Markdown.
#include "markup_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lede::fuzz::check_markup(data, size, lede::BodyFormat::markdown);
  return 0;
}
