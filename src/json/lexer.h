// The tokens of JSON (RFC 8259), read in place.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede::json {

/// What a token begins with stands for it.
enum class Token : char {
  end = '\0',
  begin_object = '{',
  end_object = '}',
  begin_array = '[',
  end_array = ']',
  name_separator = ':',
  value_separator = ',',
  string = '"',
  number = '0',
  literal_true = 't',
  literal_false = 'f',
  literal_null = 'n',
  error = '?',
};

class Lexer {
 public:
  /// @param bytes of the document, a leading byte order mark among them; must outlive the lexer.
  explicit Lexer(std::string_view bytes) : bytes_(bytes) {}

  /// Reads one token. `error` is what no token begins with, or how none goes on; the lexer then
  /// stands behind the byte that is wrong.
  Token next();

  /// A string token's text, without its escapes and valid UTF-8, or a number token as written; the
  /// caller may move it away.
  [[nodiscard]] std::string& text() { return text_; }

  /// Of the last byte read: the last token's own, or the wrong one. At the end, one behind the
  /// last.
  [[nodiscard]] std::size_t offset() const { return at_ == 0 ? 0 : at_ - 1; }

 private:
  /// The next byte, or -1 at the end.
  [[nodiscard]] int peek() const {
    return at_ < bytes_.size() ? static_cast<unsigned char>(bytes_[at_]) : -1;
  }
  bool take(char wanted);
  bool take_all(std::string_view wanted);
  Token whole(Token token, std::string_view rest);
  Token error();
  Token string();
  bool escape();
  bool code_unit(char32_t& unit);
  bool code_point();
  Token number();
  bool digits();

  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string text_;
};

}  // namespace lede::json
