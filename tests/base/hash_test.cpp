#include "base/hash.h"

#include <doctest/doctest.h>

using lede::fmix32;
using lede::fnv1a32;

TEST_CASE("FNV-1a gives the published values") {
  CHECK(fnv1a32("") == 0x811C9DC5U);
  CHECK(fnv1a32("a") == 0xE40C292CU);
  CHECK(fnv1a32("foobar") == 0xBF9CF968U);
}

TEST_CASE("FNV-1a of parts is that of the whole") {
  CHECK(fnv1a32("bar", fnv1a32("foo")) == fnv1a32("foobar"));
}

TEST_CASE("fmix32 gives the values of MurmurHash3") {
  CHECK(fmix32(0) == 0);
  CHECK(fmix32(1) == 0x514E28B7U);
  CHECK(fmix32(0xFFFFFFFFU) == 0x81F16F39U);
}
