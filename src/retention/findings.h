#pragma once
// What a rule finds in the data today: rows that it takes, rows that stay and why, rows that nobody
// should decide on without looking.

#include "retention/desk.h"

namespace ombud::retention {

/// Rows of one kind: how many, and the keys of the first.
struct Group {
  std::string key;   // Of a sentence, or an exception's name.
  std::string what;  // The day of "retention.found_shared"; else empty.
  std::int64_t rows = 0;
  std::vector<std::string> keys;
};

struct Findings {
  std::int64_t all = 0;      // Rows of the table.
  std::int64_t started = 0;  // Those whose period is over.
  std::int64_t chosen = 0;   // Those that the rule takes.
  std::int64_t already =
      0;                  // Of those, once leave_out() has looked, no part any more: taken before.
  std::int64_t held = 0;  // The same: with a hold.
  std::int64_t open = 0;  // Those that it might take: something in them can't be compared.
  std::vector<Group> kept;  // By exception; a row may have several.
  std::vector<Group> review;
  std::vector<Day> shared_days;
  conditions::Condition meant;
};

/// More rows than this on one day, and more than a quarter of all that are due, were hardly all
/// meant: a migration, a default.
inline constexpr std::int64_t many_on_one_day = 100;
/// Keys that are shown of a group.
inline constexpr std::size_t keys_shown = 20;

/// `keys`: whether rows are named, not only counted.
Result<Findings> findings(const Desk& desk, const Rule& rule, bool keys);

/// The day of a stored value as the sources give it; nothing where it is none.
std::optional<Day> day_in(const sql::Value& value, const sql::Column& column, const Zone& zone);

}  // namespace ombud::retention
