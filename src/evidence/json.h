#pragma once
// Canonical JSON (docs/formats/canonical-json.md): RFC 8785 restricted to objects, arrays, strings,
// integers, booleans and null. A parser of our own, because what is signed must be read in one way
// only: double names, a byte order mark, lone surrogates and rounded numbers are refused.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"

namespace ombud::evidence {

/// Orders names as sequences of UTF-16 code units, as RFC 8785 does. Both must be UTF-8.
struct Utf16Order {
  bool operator()(const std::string& a, const std::string& b) const;
};

class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::map<std::string, Json, Utf16Order>;

  Json() = default;  // null

  // NOLINTBEGIN(google-explicit-constructor): values are written as they are

  Json(bool value) : value_(value) {}

  Json(std::int64_t value) : value_(value) {}

  Json(std::string value) : value_(std::move(value)) {}

  Json(const char* value) : value_(std::string(value)) {}

  Json(Array value) : value_(std::move(value)) {}

  Json(Object value) : value_(std::move(value)) {}

  // NOLINTEND(google-explicit-constructor): as above

  /// Nothing (a null pointer) where the value is of another kind.
  const bool* boolean() const { return std::get_if<bool>(&value_); }

  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&value_); }

  const std::string* string() const { return std::get_if<std::string>(&value_); }

  const Array* array() const { return std::get_if<Array>(&value_); }

  const Object* object() const { return std::get_if<Object>(&value_); }

 private:
  std::variant<std::monostate, bool, std::int64_t, std::string, Array, Object> value_;
};

/// The only way in which the value is written.
std::string written(const Json& value);

/// Any JSON text within the restrictions, white space and escapes allowed. Errc::invalid
/// "evidence.bad_json" {at}: the byte, from 1, at which it stops being so.
Result<Json> read_json(std::string_view text);

/// The same, and `text` must be what written() makes of it.
Result<Json> read_canonical_json(std::string_view text);

/// Nothing unless an object of exactly these members; `names` in any order.
const Json::Object* object_of(const Json& value, std::initializer_list<std::string_view> names);

}  // namespace ombud::evidence
