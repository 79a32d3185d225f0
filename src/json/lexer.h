// JSON's tokens (RFC 8259), one after the other.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace lede::json {

/// Told by the character that it begins with; a number by `0`.
enum class Token : char {
  end = 0,
  bad = '?',
  begin_object = '{',
  end_object = '}',
  begin_array = '[',
  end_array = ']',
  colon = ':',
  comma = ',',
  string = '"',
  number = '0',
  literal_true = 't',
  literal_false = 'f',
  literal_null = 'n',
};

class Lexer {
 public:
  /// @param text valid UTF-8; a byte order mark at its beginning is passed over.
  explicit Lexer(std::string_view text);

  /// Reads the next token. After `end` or `bad` there is none.
  Token next();

  /// Of a string what it says, of a number how it is written; until the next token.
  [[nodiscard]] std::string_view text() const { return said_; }
  /// Where the token begins; of a bad one the byte that made it bad.
  [[nodiscard]] std::size_t offset() const { return offset_; }
  /// Whether the token is bad for half of a surrogate pair that stands alone.
  [[nodiscard]] bool is_half_of_a_pair() const { return half_; }

 private:
  /// The byte that is next; 0 at the end.
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(std::string_view word);
  bool take_digits();
  bool take_number();
  bool take_string();
  bool take_escape();
  bool take_unit(std::uint32_t& unit);
  bool take_code_point();

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t offset_ = 0;
  std::string said_;
  bool half_ = false;
};

}  // namespace lede::json
