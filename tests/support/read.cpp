#include "support/read.h"

#include "json/reader.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <deque>
#include <utility>

namespace lede::test {

json::Value tree(std::string_view text) {
  constexpr std::size_t most = 2'000;  // the explorations read a hundred thousand
  static std::deque<json::Document> kept;
  if (kept.size() == most) kept.pop_front();
  Result<json::Document> document = json::read(text);
  CHECK_MESSAGE(document.ok(), "not JSON: ", text);
  return kept.emplace_back(std::move(*document)).root;
}

Arena& texts() {
  static Arena kept;
  return kept;
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

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos;
       at = text.find(part, at + part.size())) {
    ++found;
  }
  return found;
}

}  // namespace lede::test
