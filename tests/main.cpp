// The unit tests' program. Run from any folder: test data is found by LEDE_SOURCE_DIR.
#define DOCTEST_CONFIG_IMPLEMENT_WITH_MAIN
#include <doctest/doctest.h>
