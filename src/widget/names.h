// The names that C++ and JavaScript share, as constants: names::event_ready is "lede:ready".
#pragma once
#include <string_view>

namespace lede::names {

#define LEDE_NAME(kind, identifier, name) \
  inline constexpr std::string_view kind##_##identifier = name;
#include "widget/names.def"
#undef LEDE_NAME

}  // namespace lede::names
