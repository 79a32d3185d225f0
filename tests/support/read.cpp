#include "support/read.h"

#include "json/reader.h"

#include <doctest/doctest.h>

#include <utility>

namespace lede::test {

json::Value tree(std::string_view text) {
  Result<json::Value> root = json::read(text);
  CHECK_MESSAGE(root.ok(), "not JSON: ", text);
  return root ? std::move(*root) : json::Value{};
}

std::string listed(const Faults& faults) {
  std::string out;
  for (const Error& fault : faults) {
    if (!out.empty()) out += "; ";
    out += code_name(fault.code);
    out += ' ';
    out += fault.pointer;
  }
  return out;
}

}  // namespace lede::test
