// Taking typed fields out of an object, with a fault for each that is not as it should be.
#pragma once
#include "base/arena.h"
#include "base/result.h"
#include "base/text.h"
#include "base/url.h"
#include "json/value.h"
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace lede::json {

/// Where a document stands that nobody gave an address: with it a relative URL is taken for what it
/// is, allowed.
inline constexpr std::string_view unknown_address = "https://document.invalid/";

/// "This must be a string, not a number."
[[nodiscard]] std::string wrong_kind(Kind wanted, Kind is);
/// "This must be a whole number from 1 to 6."
[[nodiscard]] std::string out_of_range(int least, int most);

/// One object being read: every getter leaves out what is wrong and names it. The texts that it
/// gives are views into the document.
class Fields {
 public:
  /// @param path where the object stands; what is above it must outlive this.
  /// @param faults may be null; then nothing is named.
  Fields(const Value& object, const Path& path, Faults* faults)
      : object_(object), path_(path), faults_(faults) {}

  /// A string, trimmed; empty when absent, null or wrong.
  [[nodiscard]] std::string_view text(std::string_view key) const { return trim(raw(key)); }
  /// A string as it is.
  [[nodiscard]] std::string_view raw(std::string_view key) const;
  /// A URL that base/url accepts for `use`; empty when absent or refused.
  /// @param texts what owns it.
  [[nodiscard]] std::string_view url(std::string_view key, std::string_view base, UrlUse use,
                                     Arena& texts) const;
  [[nodiscard]] bool boolean(std::string_view key) const;
  /// A whole number from `least` to `most`; `otherwise` when absent or wrong.
  [[nodiscard]] int whole(std::string_view key, int least, int most, int otherwise) const;
  /// Absent, null or an empty text: to be told as missing. A member of a wrong type is not; that
  /// is a fault of its own.
  [[nodiscard]] bool lacks(std::string_view key) const;
  /// Strings that are not empty; others are named and left out.
  [[nodiscard]] std::vector<std::string_view> texts(std::string_view key) const;
  /// The member when it is of that kind; nullptr when absent, null or wrong.
  [[nodiscard]] const Value* child(std::string_view key, Kind wanted) const;

  /// Names every key that is not among `known`. One that begins with "_" or "$" is the writer's
  /// own.
  /// @param schema that has the list: "profile" or "item".
  template <std::size_t N>
  void only(const std::string_view (&known)[N], std::string_view schema = "profile") const {
    only(known, known + N, schema);
  }

  void fault(std::string_view key, ErrorCode code, std::string_view message) const;
  /// Where a member stands.
  [[nodiscard]] Path at(std::string_view key) const { return path_.member(key); }
  [[nodiscard]] Faults* faults() const { return faults_; }

 private:
  void only(const std::string_view* first, const std::string_view* last,
            std::string_view schema) const;
  const Value& object_;
  Path path_;
  Faults* faults_;
};

}  // namespace lede::json
