#include "json/lexer.h"

#include "base/text.h"

namespace lede::json {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The value of a hexadecimal digit, or -1.
int hex_value(int c) {
  if (c >= '0' && c <= '9') return c - '0';
  const int lower = c | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

Token Lexer::next() {
  if (at_ == 0 && bytes_.starts_with(byte_order_mark[0]) && !take_all(byte_order_mark))
    return error();
  while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
  const int first = peek();
  ++at_;
  switch (first) {
    case -1:
      return Token::end;
    case '{':
    case '}':
    case '[':
    case ']':
    case ':':
    case ',':
      return static_cast<Token>(first);
    case '"':
      return string();
    case 't':
      return whole(Token::literal_true, "rue");
    case 'f':
      return whole(Token::literal_false, "alse");
    case 'n':
      return whole(Token::literal_null, "ull");
    default:
      --at_;
      return number();
  }
}

bool Lexer::take(char wanted) {
  if (peek() != wanted) return false;
  ++at_;
  return true;
}

bool Lexer::take_all(std::string_view wanted) {
  for (const char c : wanted) {
    if (peek() != static_cast<unsigned char>(c)) return false;
    ++at_;
  }
  return true;
}

Token Lexer::whole(Token token, std::string_view rest) { return take_all(rest) ? token : error(); }

Token Lexer::error() {
  ++at_;
  return Token::error;
}

// Runs of plain bytes are taken at once.
Token Lexer::string() {
  text_.clear();
  while (true) {
    const std::size_t start = at_;
    while (peek() >= ' ' && peek() < 0x80 && peek() != '"' && peek() != '\\') ++at_;
    text_ += bytes_.substr(start, at_ - start);
    if (take('"')) return Token::string;
    if (take('\\')) {
      if (!escape()) return error();
    } else {
      const CodePoint c = decode_utf8(bytes_, at_);
      if (!c.valid || c.value < ' ') return error();
      text_ += bytes_.substr(at_, c.size);
      at_ += c.size;
    }
  }
}

bool Lexer::escape() {
  constexpr std::string_view letters = "\"\\/bfnrt";
  constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (take('u')) return code_point();
  const std::size_t found = peek() < 0 ? std::string_view::npos : letters.find(bytes_[at_]);
  if (found == std::string_view::npos) return false;
  text_ += meanings[found];
  ++at_;
  return true;
}

/// The four digits of \uXXXX.
bool Lexer::code_unit(char32_t& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = hex_value(peek());
    if (digit < 0) return false;
    unit = unit * 16 + static_cast<char32_t>(digit);
    ++at_;
  }
  return true;
}

/// Behind \u: one unit, or the two of a surrogate pair. Half a pair has no UTF-8.
bool Lexer::code_point() {
  char32_t c = 0;
  if (!code_unit(c)) return false;
  if (c >= 0xD800 && c <= 0xDFFF) {
    char32_t low = 0;
    const bool is_high = c < 0xDC00;
    if (is_high && (!take_all("\\u") || !code_unit(low))) return false;
    if (low < 0xDC00 || low > 0xDFFF) {
      --at_;  // the last digit is at fault
      return false;
    }
    c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
  }
  append_utf8(text_, c);
  return true;
}

Token Lexer::number() {
  const std::size_t start = at_;
  take('-');
  if (!take('0') && !digits()) return error();
  if (take('.') && !digits()) return error();
  if (take('e') || take('E')) {
    if (!take('+')) take('-');
    if (!digits()) return error();
  }
  text_ = bytes_.substr(start, at_ - start);
  return Token::number;
}

/// One digit or more.
bool Lexer::digits() {
  const std::size_t start = at_;
  while (peek() >= '0' && peek() <= '9') ++at_;
  return at_ != start;
}

}  // namespace lede::json
