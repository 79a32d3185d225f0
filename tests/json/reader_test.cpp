#include "json/reader.h"

#include <doctest/doctest.h>

#include <string>

using lede::ErrorCode;
using lede::Faults;
using lede::Result;
using lede::json::Document;
using lede::json::Kind;

namespace {

Result<Document> read(std::string_view text) { return lede::json::read(text); }

}  // namespace

TEST_CASE("a document of every kind of value is read as it stands") {
  const Result<Document> document =
      read(R"({"n":null,"t":true,"i":-7,"d":0.5,"s":"\u0456\n","a":[1,[]],"o":{}})");
  REQUIRE(document.ok());
  if (!document) return;
  CHECK(document->root.find("n")->is(Kind::null));
  CHECK(document->root.boolean_or("t", false));
  CHECK(document->root.number_or("i", 0) == -7);
  CHECK(document->root.number_or("d", 0) == 0.5);
  CHECK(document->root.string("s") == "і\n");
  CHECK(document->root.find("a")->items.size() == 2);
  CHECK(document->root.find("o")->is(Kind::object));
  CHECK(document->root.find("absent") == nullptr);
}

TEST_CASE("a byte order mark is passed over") {
  const Result<Document> document = read("\xEF\xBB\xBF{\"a\":1}");
  REQUIRE(document.ok());
  if (document) CHECK(document->root.number_or("a", 0) == 1);
}

TEST_CASE("a syntax fault is named with the byte it stands at") {
  const Result<Document> document = read(R"({"a": 1,, "b": 2})");
  REQUIRE_FALSE(document.ok());
  CHECK(document.error().code == ErrorCode::json_syntax);
  CHECK(document.error().offset == 8);
}

TEST_CASE("a document that ends too early is named at its end") {
  for (const std::string_view text : {"", "   ", "{\"a\":", "[1,2", "\"abc"}) {
    CAPTURE(text);
    const Result<Document> document = read(text);
    REQUIRE_FALSE(document.ok());
    CHECK(document.error().code == ErrorCode::json_syntax);
    CHECK(document.error().offset == static_cast<std::int64_t>(text.size()));
  }
}

TEST_CASE("a text without anything in it is told to be empty") {
  for (const std::string_view text : {"", " \n"}) {
    const auto document = lede::json::read(text);
    REQUIRE_FALSE(document.ok());
    if (!document) CHECK(document.error().message == "There is no JSON: the text is empty.");
  }
}

TEST_CASE("UTF-16 without a byte order mark is told to be no UTF-8") {
  using namespace std::string_view_literals;
  for (const std::string_view text : {"{\0\"\0"sv, "\0{\0\""sv}) {
    const auto document = lede::json::read(text);
    REQUIRE_FALSE(document.ok());
    if (!document) CHECK(document.error().code == lede::ErrorCode::utf8);
    if (!document) CHECK(document.error().offset == static_cast<std::int64_t>(text.find('\0')));
  }
}

TEST_CASE("a surrogate that stands alone is told to be one") {
  const auto told = [](std::string_view text) {
    const auto document = lede::json::read(text);
    return !document && document.error().message.find("surrogate") != std::string::npos;
  };
  for (const std::string_view text : {R"(["\ud800"])", R"(["\uD800 "])", R"(["\udBff\n"])",
                                      R"(["\ud800\u0041"])", R"(["\udc00"])", R"(["\uDFFF"])"}) {
    CAPTURE(text);
    CHECK(told(text));
  }
  for (const std::string_view text :
       {"[\"\\ud83d\\ude00\n\"]", R"(["\ud83d\ude00" 1])", R"(["\u0041" 1])", R"(["\ud8"])"}) {
    CAPTURE(text);
    CHECK_FALSE(told(text));
  }
  CHECK(lede::json::read(R"(["\ud83d\ude00"])").ok());
}

TEST_CASE("bytes that are not UTF-8 are named at the first of them") {
  const Result<Document> document = read("{\"a\":\"x\xFFy\"}");
  REQUIRE_FALSE(document.ok());
  CHECK(document.error().code == ErrorCode::utf8);
  CHECK(document.error().offset == 7);
}

TEST_CASE("something behind the document is a syntax fault") {
  CHECK(read("{} x").error().code == ErrorCode::json_syntax);
}

TEST_CASE("twenty thousand brackets are refused for their depth") {
  CHECK(read(std::string(20'000, '[')).error().code == ErrorCode::json_depth);
  std::string objects;
  for (int i = 0; i < 20'000; ++i) objects += "{\"a\":";
  CHECK(read(objects).error().code == ErrorCode::json_depth);
}

TEST_CASE("sixty-four levels are read and sixty-five are not") {
  CHECK(read(std::string(64, '[') + std::string(64, ']')).ok());
  CHECK(read(std::string(65, '[') + std::string(65, ']')).error().code == ErrorCode::json_depth);
}

TEST_CASE("a document above eight megabytes or half a million values is refused") {
  CHECK(read("\"" + std::string(8 * 1024 * 1024, 'a') + "\"").error().code == ErrorCode::json_size);
  std::string many = "[0";
  for (int i = 0; i < 500'000; ++i) many += ",0";
  CHECK(read(many + "]").error().code == ErrorCode::json_size);
}

TEST_CASE("of a key that stands twice the last value counts, and it is named once") {
  Faults faults;
  const Result<Document> document =
      lede::json::read(R"({"o":{"a/b":1,"a/b":2,"a/b":3},"l":[{"x":0,"x":0}]})", &faults);
  REQUIRE(document.ok());
  if (document) CHECK(document->root.find("o")->number_or("a/b", 0) == 3);
  REQUIRE(faults.size() == 2);
  if (faults.size() != 2) return;
  CHECK(faults[0].code == ErrorCode::json_duplicate_key);
  CHECK(faults[0].pointer == "/o/a~1b");
  CHECK(faults[1].pointer == "/l/0/x");
}

TEST_CASE("an object of a hundred thousand keys is read and checked without a wait") {
  std::string text = "{\"k\":0";
  for (int i = 0; i < 100'000; ++i) text += ",\"k" + std::to_string(i) + "\":0";
  Faults faults;
  CHECK(lede::json::read(text + "}", &faults).ok());
  CHECK(faults.empty());
}

TEST_CASE("a NUL does not end a document") {
  using namespace std::string_view_literals;
  for (const std::string_view text :
       {"{}\0"sv, "{}\0{\"a\":1}"sv, "[1,\0"sv, " \n\0"sv, "{}\n\0"sv}) {
    CAPTURE(text.size());
    const Result<Document> document = read(text);
    REQUIRE_FALSE(document.ok());
    if (document) continue;
    CHECK(document.error().code == ErrorCode::json_syntax);
    CHECK(document.error().offset == static_cast<std::int64_t>(text.find('\0')));
  }
}
