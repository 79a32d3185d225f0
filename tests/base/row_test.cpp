#include "base/row.h"

#include <doctest/doctest.h>

#include <cstdint>

using lede::one_of;
using lede::Row;

namespace {

constexpr Row names = "none\0first\0second";
enum class Place : std::uint8_t { none, first, second };

}  // namespace

TEST_CASE("a row gives its texts by their number, and the number of a text") {
  CHECK(names.size() == 3);
  CHECK(names[0] == "none");
  CHECK(names[2] == "second");
  CHECK(names.find("first") == 1);
  CHECK(names.find("seconds") == names.size());
  CHECK(names.find("") == names.size());
}

TEST_CASE("a name that an enum has not is its first") {
  CHECK(one_of<Place>("second", names) == Place::second);
  CHECK(one_of<Place>("third", names) == Place::none);
}
