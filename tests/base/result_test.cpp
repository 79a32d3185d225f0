#include "base/result.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

using lede::code_name;
using lede::Error;
using lede::ErrorCode;
using lede::Result;

namespace {

constexpr std::array codes = {
#define LEDE_ERROR(name, text) ErrorCode::name,
#include "base/errors.def"
#undef LEDE_ERROR
};

}  // namespace

TEST_CASE("a result holds a value or the error that stands in its place") {
  const Result<std::string> good = std::string("text");
  CHECK(good.ok());
  if (good) CHECK(good->size() == 4);
  const Result<std::string> bad = Error{ErrorCode::missing, "/name", "Give a name."};
  CHECK_FALSE(bad.ok());
  if (!bad) CHECK(bad.error() == Error{ErrorCode::missing, "/name", "Give a name.", -1});
}

TEST_CASE("a value can be moved out of its result") {
  Result<std::string> result = std::string(100, 'x');
  const std::string taken = std::move(*result);
  CHECK(taken.size() == 100);
}

TEST_CASE("every error has a name of its own, in small letters and hyphens") {
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const std::string_view name = code_name(codes[i]);
    CAPTURE(name);
    CHECK_FALSE(name.empty());
    CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") ==
          std::string_view::npos);
    for (std::size_t other = 0; other < i; ++other) CHECK(code_name(codes[other]) != name);
  }
}

TEST_CASE("a code's name outside is its name inside, with hyphens") {
#define LEDE_ERROR(name, text)                            \
  {                                                       \
    std::string inside = #name;                           \
    std::replace(inside.begin(), inside.end(), '_', '-'); \
    CHECK(inside == (text));                              \
  }
#include "base/errors.def"
#undef LEDE_ERROR
}
