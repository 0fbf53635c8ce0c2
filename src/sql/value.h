#pragma once
// One value as a database holds it, exactly: numbers that a double can't hold stay text.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ombud::sql {

struct Null {
  auto operator<=>(const Null&) const = default;
};

/// An exact number as its digits: NUMERIC, or an integer beyond 64 bits with sign.
struct Decimal {
  std::string digits;
  auto operator<=>(const Decimal&) const = default;
};

/// Bytes that are not text.
struct Blob {
  std::string bytes;
  /// They stand in a column as text and are no UTF-8: SQLite and PostgreSQL's SQL_ASCII keep such.
  /// Bound back as the same text, so that they can be found, compared and replaced.
  bool broken_text = false;
  auto operator<=>(const Blob&) const = default;
};

/// std::string is text in well-formed UTF-8. Dates, times, UUIDs, JSON, enums and arrays are text
/// in the database's own ISO form; instants are given in UTC.
using Value = std::variant<Null, bool, std::int64_t, double, Decimal, std::string, Blob>;

bool is_null(const Value& value);
/// Text as it was read: a std::string where it is UTF-8, else a Blob with broken_text.
Value text_value(std::string bytes);
/// As a person reads it: "42", "3.50", "true", "" for null, "(12 bytes)" for a blob.
std::string shown(const Value& value);
/// One form per value, whichever engine it came from, for comparing keys across systems and for
/// hashing: kind letter and text. An integer 42, a Decimal "42" and a text "42" are told apart.
std::string canonical(const Value& value);
/// The other direction of canonical(); nothing where the text is none.
std::optional<Value> from_canonical(std::string_view text);
/// Text of numbers and texts alike, to compare what people typed with what is stored; a blob as
/// lower-case hexadecimal, which is how a UUID in sixteen bytes is typed.
std::string plain(const Value& value);

using Row = std::vector<Value>;

/// A value where its driver holds it, nothing copied and nothing checked: a text may be no UTF-8.
struct ValueView {
  enum class Kind : std::uint8_t { null, integer, text, blob, other };
  Kind kind = Kind::null;
  std::int64_t integer = 0;
  std::string_view bytes;  // Of a text or a blob.
};

ValueView view_of(const Value& value);

}  // namespace ombud::sql
