#include "json/reader.h"

#include "base/text.h"
#include "json/number.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace lede::json {
namespace {

using Lexed = nlohmann::json;

Value of_kind(Kind kind) {
  Value value;
  value.kind = kind;
  return value;
}

// Builds the tree. Every callback answers whether to go on; the first error stops the parser.
class TreeBuilder {
 public:
  explicit TreeBuilder(std::string_view bytes) : bytes_(bytes) {}

  bool null() { return add({}); }
  bool boolean(bool value) {
    Value made = of_kind(Kind::boolean);
    made.boolean = value;
    return add(std::move(made));
  }
  bool number_integer(Lexed::number_integer_t value) { return number(static_cast<double>(value)); }
  bool number_unsigned(Lexed::number_unsigned_t value) { return number(static_cast<double>(value)); }
  bool number_float(Lexed::number_float_t /*libc's reading*/, const std::string& written) {
    return number(parse_number(written));
  }
  bool string(std::string& text) {
    Value made = of_kind(Kind::string);
    made.text = std::move(text);
    return add(std::move(made));
  }
  bool binary(Lexed::binary_t& /*never in JSON text*/) { return false; }

  bool start_object(std::size_t /*unknown in text*/) { return open(Kind::object); }
  bool start_array(std::size_t /*unknown in text*/) { return open(Kind::array); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(std::string& name) {
    key_ = std::move(name);
    return true;
  }

  template <typename Exception>
  bool parse_error(std::size_t position, const std::string& last_token, const Exception& /*worded below*/) {
    fail_at(position == 0 ? 0 : position - 1, last_token);
    return false;
  }

  [[nodiscard]] bool failed() const { return failed_; }
  Result<Value> take() {
    if (failed_) return std::move(error_);
    return std::move(root_);
  }

 private:
  bool number(double value) {
    Value made = of_kind(Kind::number);
    made.number = value;
    return add(std::move(made));
  }

  Value* place(Value&& value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Value& parent = *open_.back();
    if (parent.is(Kind::array)) return &parent.items.emplace_back(std::move(value));
    return &parent.members.emplace_back(Member{std::move(key_), std::move(value)}).value;
  }

  bool add(Value&& value) {
    if (++count_ > max_values) {
      return fail({ErrorCode::json_size, {}, "The JSON holds more than 500,000 values; split the feed."});
    }
    place(std::move(value));
    return true;
  }

  bool open(Kind kind) {
    if (open_.size() == max_depth) {
      return fail({ErrorCode::json_depth, {}, "The JSON is nested more than 64 levels deep; flatten it."});
    }
    if (++count_ > max_values) return add({});
    open_.push_back(place(of_kind(kind)));
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  bool fail(Error error) {
    failed_ = true;
    error_ = std::move(error);
    return false;
  }

  void fail_at(std::size_t offset, const std::string& last_token) {
    failed_ = true;
    const std::size_t bad_utf8 = find_invalid_utf8(bytes_);
    if (bad_utf8 <= offset) {
      error_ = {ErrorCode::utf8, {}, "The bytes here are not UTF-8; save the file as UTF-8."};
      error_.offset = static_cast<std::int64_t>(bad_utf8);
      return;
    }
    error_ = {ErrorCode::json_syntax, {}, {}};
    error_.offset = static_cast<std::int64_t>(offset < bytes_.size() ? offset : bytes_.size());
    error_.message = offset < bytes_.size() ? unexpected(last_token)
                                            : "The JSON ends too early: something is not closed.";
  }

  static std::string unexpected(std::string_view token) {
    constexpr std::size_t most_shown = 40;
    std::string shown = to_valid_utf8(token.substr(token.size() > most_shown ? token.size() - most_shown : 0));
    return "This is not JSON near `" + shown + "`: look for a missing comma, quote or bracket.";
  }

  std::string_view bytes_;
  Value root_;
  // Parents stay where they are while a child is open, so these pointers hold.
  std::vector<Value*> open_;
  std::string key_;
  Error error_;
  std::size_t count_ = 0;
  bool failed_ = false;
};

// Sorts views of the names, so that an object of a million names costs no more than reading it.
void name_duplicates(const Value& value, const std::string& pointer, Faults& faults) {
  std::vector<std::string_view> names;
  names.reserve(value.members.size());
  for (const Member& member : value.members) names.push_back(member.key);
  std::sort(names.begin(), names.end());
  for (std::size_t i = 1; i < names.size(); ++i) {
    const bool repeats = names[i] == names[i - 1];
    const bool named_already = i > 1 && names[i] == names[i - 2];
    if (!repeats || named_already) continue;
    faults.push_back({ErrorCode::json_duplicate_key, pointer_to(pointer, names[i]),
                      "This key stands here more than once and only the last one counts; keep one."});
  }
  for (const Member& member : value.members) {
    if (member.value.is(Kind::object) || member.value.is(Kind::array)) {
      name_duplicates(member.value, pointer_to(pointer, member.key), faults);
    }
  }
  for (std::size_t i = 0; i < value.items.size(); ++i) {
    const Value& item = value.items[i];
    if (item.is(Kind::object) || item.is(Kind::array)) {
      name_duplicates(item, pointer_to(pointer, i), faults);
    }
  }
}

}  // namespace

Result<Value> read(std::string_view bytes, Faults* duplicates) {
  if (bytes.size() > max_bytes) {
    return Error{ErrorCode::json_size, {}, "The JSON is larger than 8 MB; split the feed."};
  }
  TreeBuilder builder(bytes);
  const bool whole = Lexed::sax_parse(bytes.begin(), bytes.end(), &builder);
  if (!whole && !builder.failed()) {
    return Error{ErrorCode::json_syntax, {}, "This is not JSON.", 0};
  }
  Result<Value> root = builder.take();
  if (root && duplicates != nullptr) name_duplicates(*root, {}, *duplicates);
  return root;
}

}  // namespace lede::json
