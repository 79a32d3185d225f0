#include "json/lexer.h"

#include "base/text.h"

namespace lede::json {
namespace {

// What ends a run of a string's plain characters: its end, an escape, or what must be one.
constexpr ByteSet ends_run(std::string_view(
    "\"\\\0\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21\22\23\24\25\26\27\30\31\32\33\34\35\36\37",
    34));

// UTF-16's halves of a pair differ in their upper six bits.
constexpr std::uint32_t high_half = 0xD800 >> 10;
constexpr std::uint32_t low_half = 0xDC00 >> 10;

}  // namespace

Lexer::Lexer(std::string_view text) : text_(text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  if (text_.starts_with(mark)) at_ = mark.size();
}

Token Lexer::next() {
  while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') ++at_;
  offset_ = at_;
  if (at_ == text_.size()) return Token::end;
  auto token = Token{peek()};
  bool good = false;
  switch (token) {
    case Token::begin_object:
    case Token::end_object:
    case Token::begin_array:
    case Token::end_array:
    case Token::colon:
    case Token::comma:
      ++at_;
      return token;
    case Token::string:
      good = take_string();
      break;
    case Token::literal_true:
      good = take("true");
      break;
    case Token::literal_false:
      good = take("false");
      break;
    case Token::literal_null:
      good = take("null");
      break;
    default:
      token = Token::number;
      good = take_number();
  }
  if (good) return token;
  offset_ = at_;
  return Token::bad;
}

bool Lexer::take(std::string_view word) {
  for (const char c : word) {
    if (peek() != c) return false;
    ++at_;
  }
  return true;
}

bool Lexer::take_digits() {
  const std::size_t begin = at_;
  while (is_ascii_digit(peek())) ++at_;
  return at_ != begin;
}

bool Lexer::take_number() {
  take("-");
  if (!take("0") && !take_digits()) return false;
  if (take(".") && !take_digits()) return false;
  if (take("e") || take("E")) {
    if (!take("+")) take("-");
    if (!take_digits()) return false;
  }
  said_ = text_.substr(offset_, at_ - offset_);
  return true;
}

bool Lexer::take_string() {
  said_.clear();
  ++at_;
  for (;;) {
    const std::size_t end = ends_run.find(text_, at_);
    said_ += text_.substr(at_, end - at_);
    at_ = end;
    if (take("\"")) return true;
    if (!take("\\") || !take_escape()) return false;
  }
}

bool Lexer::take_escape() {
  constexpr std::string_view names = "\"\\/bfnrt";
  constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
  if (take("u")) return take_code_point();
  const std::size_t which = names.find(peek());
  if (which == std::string_view::npos) return false;
  said_ += meant[which];
  ++at_;
  return true;
}

bool Lexer::take_unit(std::uint32_t& unit) {
  unit = 0;
  for (int left = 4; left > 0; --left, ++at_) {
    const int digit = hex_value(peek());
    if (digit < 0) return false;
    unit = unit << 4U | static_cast<std::uint32_t>(digit);
  }
  return true;
}

bool Lexer::take_code_point() {
  std::uint32_t unit = 0;
  if (!take_unit(unit)) return false;
  char32_t c = unit;
  half_ = unit >> 10U == high_half;
  if (half_) {
    if (!take("\\") || !take("u") || !take_unit(unit)) return false;
    c = (c << 10U) + unit + 0x10000 - (0xD800U << 10U) - 0xDC00;
  }
  if (half_ != (unit >> 10U == low_half)) {
    half_ = true;
    --at_;  // the last of its digits
    return false;
  }
  half_ = false;
  append_utf8(said_, c);
  return true;
}

}  // namespace lede::json
