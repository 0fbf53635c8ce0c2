#pragma once
// A condition on the rows of one table of a source, as data: written in a rule, frozen and hashed
// in a plan, and asked of the source by SQL that only compares. A source is not to be trusted with
// what it can't know, so there are three answers, not two: a null, a date that is none, a number
// that is text leave a comparison *open*, and what is open is neither true nor false. Rows are
// asked for where the condition holds for certain; whatever hangs on an open comparison, at any
// depth and under any "not", is not among them.

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/clock.h"
#include "evidence/json.h"
#include "sql/catalogue.h"
#include "sql/statement.h"

namespace ombud::conditions {

/// A day and the instants at which it and the next one begin in the organisation's zone: columns
/// of instants are compared with those, so the condition means the same wherever it is asked.
struct OnDay {
  Day day;
  Instant begins;
  Instant ends;  // When the next day begins.
  bool operator==(const OnDay&) const = default;
};

/// A day whose hours are UTC's; for sources without instants, and for tests.
OnDay utc_day(Day day);

using Value = std::variant<std::string, OnDay, std::int64_t, sql::Decimal, bool>;

/// A column of the table whose rows are asked for, or of one further out: 1 is the table in whose
/// condition the `exists` stands.
struct ColumnOf {
  std::string column;
  int out = 0;
  bool operator==(const ColumnOf&) const = default;
};

enum class Op : std::uint8_t { equal, not_equal, less, at_most, more, at_least };
/// "=", "!=", "<", "<=", ">", ">=".
std::string_view word(Op op);

struct Condition {
  enum class What : std::uint8_t { all_of, any_of, negation, compare, is_null, in_list, exists };

  What what = What::all_of;
  std::vector<Condition> parts;  // Of negation one; of exists what the other table's row must meet.
  ColumnOf left;                 // Of compare, is_null, in_list.
  Op op = Op::equal;
  std::variant<Value, ColumnOf> right;  // Of compare.
  std::vector<Value> list;              // Of in_list; nothing is in an empty one.
  std::string table;                    // Of exists, as in the map.
  /// Of exists: column there, column of the row that is asked for. Null refers to nothing.
  std::vector<std::pair<std::string, std::string>> joined_by;

  bool operator==(const Condition&) const = default;
};

std::string_view word(Condition::What what);

/// True for every row without parts.
Condition all_of(std::vector<Condition> parts);
/// False for every row without parts.
Condition any_of(std::vector<Condition> parts);
Condition negation(Condition part);
Condition compare(ColumnOf left, Op op, Value right);
Condition compare_columns(ColumnOf left, Op op, ColumnOf right);
Condition is_null(ColumnOf column);
Condition in_list(ColumnOf column, std::vector<Value> list);
Condition exists(std::string table, std::vector<std::pair<std::string, std::string>> joined_by,
                 Condition meets);

/// Which rows are asked for: those where the condition holds for certain, or those where it can't
/// be ruled out. Who erases asks for the first; the second less the first are rows for a person.
enum class Ask : std::uint8_t { certain, possible };

/// The condition as SQL over `table`, in parentheses, for a statement that reads from
/// table_name(table) without an alias. Names come from the catalogue, values are bound, and no
/// function stands around a column where an index could serve the comparison.
///
/// How days are compared: DATE with the day. TIMESTAMP WITH TIME ZONE, MariaDB's TIMESTAMP and a
/// count of seconds or milliseconds since 1970 with the instants at which the day begins and ends.
/// TIMESTAMP without zone and DATETIME by their own clock, which is taken as the organisation's.
/// Text as "2026-01-31", with "T" or a blank and the hour after it, no zone. Everything else is
/// open: a day that is none (2025-02-31, 0000-00-00), infinity, years outside 1 to 9999, text in
/// other forms, counts that may be a date's digits (up to 99991231, so nothing before March 1973).
/// Column against column compares moments; a day is its midnight, so a DATE and a TIMESTAMP of one
/// day are not equal.
///
/// How numbers are compared: exactly; a text as "-12.50". Infinity and NaN are open. How text is
/// compared: letter by letter, whatever the collation, and only for equality.
///
/// Errc::not_found "conditions.unknown_table" {table}, "conditions.unknown_column" {table, column};
/// Errc::invalid "conditions.type_clash" {column, type, value}, "conditions.no_order" {column},
/// "conditions.cannot_compare" {column, other}, "conditions.too_deep".
Result<sql::Statement> where(const Condition& condition, const sql::Catalogue& catalogue,
                             const sql::Table& table, sql::Engine engine, Ask ask = Ask::certain);

/// Its one written form, for plans and rules.
evidence::Json to_json(const Condition& condition);
/// Errc::invalid "conditions.bad_json": anything that to_json() does not write.
Result<Condition> from_json(const evidence::Json& json);

}  // namespace ombud::conditions
