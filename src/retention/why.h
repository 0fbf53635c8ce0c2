#pragma once
// Why one row is still here: which rules are over it, from when, until when, and what keeps it.

#include "retention/findings.h"

namespace ombud::retention {

struct RuleOnRow {
  std::string rule;  // "former_members 3"
  Then then = Then::review;
  Bound bound = Bound::at_least;
  std::vector<std::string> only;
  std::optional<Day> start;         // Nothing where it can't be told.
  std::optional<Day> kept_through;  // The last day of its period.
  /// The first day on which the rule takes the row: the day after (at least), or as early as the
  /// lead says (at most).
  std::optional<Day> due_from;
  std::vector<std::string> kept_by;  // Exceptions that hold now.
  std::vector<std::string> open;     // Exceptions that can't be told.
  std::vector<std::string> review;   // Keys of contradictions' sentences.
  bool taken_now = false;            // By the rule, were it run today.
};

struct FieldOnRow {
  std::string column;
  std::string because;              // Why it stays by the map; empty: a rule decides.
  std::optional<std::string> rule;  // The rule that takes it first; nothing: none has it.
  std::optional<Day> due_from;
};

struct Why {
  std::vector<RuleOnRow> rules;
  std::vector<FieldOnRow> fields;
  std::vector<std::string> holds;  // Numbers of holds on the system.
};

/// `key`: a text for each column of the table's primary key, or "column=value" of any columns.
/// Errc::not_found "retention.no_such_row", "conditions.unknown_table"; Errc::invalid
/// "retention.bad_key" {columns}: the primary key has others, "retention.several_rows" {rows}.
Result<Why> why(accounts::Office& office, const Desk& desk, const std::string& table,
                const std::vector<std::string>& key);

/// The same of a row that a search has found, by the values of its key. Errors as above.
Result<Why> why_of_row(accounts::Office& office, const Desk& desk, const std::string& table,
                       const sql::Row& key);

}  // namespace ombud::retention
