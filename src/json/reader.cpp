#include "json/reader.h"

#include "base/text.h"
#include "json/number.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>
#include <vector>

namespace lede::json {
namespace {

// nlohmann's lexer knows the tokens, and UTF-8. Its parser is left out: it words its errors with
// printf, which alone would cost the page 7 KB.
using Input = decltype(nlohmann::detail::input_adapter(std::declval<const char*>(),
                                                       std::declval<const char*>()));
using Lexer = nlohmann::detail::lexer<nlohmann::json, Input>;
using Token = Lexer::token_type;

/// An array or object whose end has not come.
struct Open {
  std::string_view key;   ///< its own, in what it stands in
  std::size_t first = 0;  ///< of its values, in Reader::waiting_
  bool is_array = false;
};

// Reads one document token by token; what is open stands in a stack of its own, never in the
// machine's. Values wait in another until their array or object ends and takes them all.
class Reader {
 public:
  explicit Reader(std::string_view bytes)
      : bytes_(bytes),
        lexer_(nlohmann::detail::input_adapter(bytes.data(), bytes.data() + bytes.size())) {}

  Result<Document> read() {
    next();
    if (!read_value()) return std::move(error_);
    while (!open_.empty()) {
      if (!read_next_in(open_.back())) return std::move(error_);
    }
    if (next() != Token::end_of_input || !at_end()) {
      fail_here();
      return std::move(error_);
    }
    return Document{waiting_.front().value, std::move(memory_)};
  }

 private:
  Token next() {
    before_token_ = lexer_.get_position().chars_read_total;
    return token_ = lexer_.scan();
  }

  // Of the token that has no place here, or of the byte that made it none.
  [[nodiscard]] std::size_t fault_offset() const {
    if (token_ == Token::parse_error) {
      const std::size_t read = lexer_.get_position().chars_read_total;
      return read == 0 ? 0 : read - 1;
    }
    std::size_t offset = before_token_;
    while (offset < bytes_.size() && is_ascii_space(bytes_[offset])) ++offset;
    return offset;
  }

  // The lexer takes a NUL for the end as well.
  bool at_end() const { return lexer_.get_position().chars_read_total > bytes_.size(); }

  // One step inside an array or object: its end, or its next value.
  bool read_next_in(Open parent) {
    const bool is_first = waiting_.size() == parent.first;
    next();
    if (token_ == (parent.is_array ? Token::end_array : Token::end_object)) return close();
    if (!is_first) {
      if (token_ != Token::value_separator) return fail_here();
      next();
    }
    key_ = {};
    return (parent.is_array || read_key()) && read_value();
  }

  bool read_key() {
    if (token_ != Token::value_string) return fail_here();
    key_ = memory_.copy(lexer_.get_string());
    if (next() != Token::name_separator) return fail_here();
    next();
    return true;
  }

  bool read_value() {
    Value value;
    switch (token_) {
      case Token::begin_object:
      case Token::begin_array:
        return open();
      case Token::literal_null:
        break;
      case Token::literal_true:
      case Token::literal_false:
        value.kind = Kind::boolean;
        value.boolean = token_ == Token::literal_true;
        break;
      case Token::value_string:
        value.kind = Kind::string;
        value.text = memory_.copy(lexer_.get_string());
        break;
      case Token::value_unsigned:
      case Token::value_integer:
      case Token::value_float:
        value.kind = Kind::number;
        value.number = parse_number(lexer_.get_string());
        if (!std::isfinite(value.number)) return fail_here();
        break;
      case Token::uninitialized:
      case Token::end_array:
      case Token::end_object:
      case Token::name_separator:
      case Token::value_separator:
      case Token::parse_error:
      case Token::end_of_input:
      case Token::literal_or_value:
        return fail_here();
    }
    waiting_.push_back({key_, value});
    return count();
  }

  bool open() {
    if (open_.size() == max_depth) {
      return fail(ErrorCode::json_depth,
                  "The JSON is nested more than 64 levels deep; flatten it.");
    }
    open_.push_back({key_, waiting_.size(), token_ == Token::begin_array});
    return count();
  }

  bool close() {
    const Open closed = open_.back();
    open_.pop_back();
    const std::size_t size = waiting_.size() - closed.first;
    const Member* const values = waiting_.data() + closed.first;
    Value value;
    if (closed.is_array) {
      Value* const items = memory_.array<Value>(size);
      for (std::size_t i = 0; i < size; ++i) items[i] = values[i].value;
      value.kind = Kind::array;
      value.items = {items, size};
    } else {
      Member* const members = memory_.array<Member>(size);
      std::copy(values, values + size, members);
      value.kind = Kind::object;
      value.members = {members, size};
    }
    waiting_.resize(closed.first);
    waiting_.push_back({closed.key, value});
    return true;
  }

  bool count() {
    return ++count_ <= max_values ||
           fail(ErrorCode::json_size, "The JSON holds more than 500,000 values; split the feed.");
  }

  bool fail(ErrorCode code, std::string_view message) {
    error_ = {code, {}, std::string(message)};
    return false;
  }

  // Whether the lexer stopped for a half of a surrogate pair that stands alone: at the last digit
  // of a low one, or at what follows a high one and is no low one.
  [[nodiscard]] bool at_half_of_a_pair(std::size_t offset) const {
    const auto half = [&](std::size_t back, std::string_view kinds) {
      if (offset < back) return false;
      const std::string escape = ascii_lower(bytes_.substr(offset - back, 4));
      return escape.starts_with("\\ud") && kinds.find(escape[3]) != std::string_view::npos;
    };
    constexpr std::string_view high = "89ab";
    return half(5, "cdef") || half(6, high) || half(7, high) || half(11, high);
  }

  // The last token is not what JSON wants here.
  bool fail_here() {
    const std::size_t bad_utf8 = find_invalid_utf8(bytes_);
    std::size_t offset = fault_offset();
    // UTF-16 without a byte order mark: no JSON has a NUL among its first two bytes (RFC 4627, 3).
    const std::size_t nul = bytes_.substr(0, 2).find('\0');
    if (bad_utf8 <= offset || nul != std::string_view::npos) {
      offset = std::min(bad_utf8, nul);
      fail(ErrorCode::utf8, "The bytes here are not UTF-8; save the file as UTF-8.");
    } else if (trim(bytes_).empty()) {
      fail(ErrorCode::json_syntax, "There is no JSON: the text is empty.");
    } else if (offset >= bytes_.size()) {
      offset = bytes_.size();
      fail(ErrorCode::json_syntax, "The JSON ends too early: something is not closed.");
    } else if (token_ == Token::parse_error && at_half_of_a_pair(offset)) {
      fail(ErrorCode::json_syntax,
           "Half of a surrogate pair stands alone here; write the character itself.");
    } else {
      fail(ErrorCode::json_syntax,
           "This is not JSON: look here, or just before, for a missing comma, quote or bracket.");
    }
    error_.offset = static_cast<std::int64_t>(offset);
    return false;
  }

  std::string_view bytes_;
  Lexer lexer_;
  Token token_ = Token::uninitialized;
  std::size_t before_token_ = 0;
  Arena memory_;
  std::vector<Open> open_;
  std::vector<Member> waiting_;
  std::string_view key_;
  std::size_t count_ = 0;
  Error error_;
};

int compare_names(const void* a, const void* b) {
  return static_cast<const std::string_view*>(a)->compare(*static_cast<const std::string_view*>(b));
}

bool holds_others(const Value& value) { return !value.items.empty() || !value.members.empty(); }

// Sorts views of the names, so that an object of a million names costs no more than reading it.
void name_duplicates(const Value& value, const std::string& pointer, Faults& faults) {
  std::vector<std::string_view> names;
  names.reserve(value.members.size());
  for (const Member& member : value.members) names.push_back(member.key);
  // qsort: cmark has brought it along already, and std::sort is ten times its size.
  if (!names.empty())
    std::qsort(names.data(), names.size(), sizeof(std::string_view), compare_names);
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool repeats = names[i] == names[i - 1];
    const bool named_already = i > 1 && names[i] == names[i - 2];
    if (!repeats || named_already) continue;
    faults.push_back(
        {ErrorCode::json_duplicate_key, pointer_to(pointer, names[i]),
         "This key stands here more than once and only the last one counts; keep one."});
  }
  for (const Member& member : value.members) {
    if (holds_others(member.value))
      name_duplicates(member.value, pointer_to(pointer, member.key), faults);
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    if (holds_others(value.items[i]))
      name_duplicates(value.items[i], pointer_to(pointer, i), faults);
  }
}

}  // namespace

Result<Document> read(std::string_view bytes, Faults* duplicates) {
  if (bytes.size() > max_bytes) {
    return Error{ErrorCode::json_size, {}, "The JSON is larger than 8 MB; split the feed."};
  }
  Result<Document> document = Reader(bytes).read();
  if (document && duplicates != nullptr) name_duplicates(document->root, {}, *duplicates);
  return document;
}

}  // namespace lede::json
