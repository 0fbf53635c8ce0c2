#pragma once
// What a rule means on a day in a source: conditions on the rows of its table.

#include <string>
#include <vector>

#include "retention/expression.h"
#include "retention/rule.h"

namespace ombud::retention {

struct Named {
  std::string name;
  conditions::Condition condition;
};

/// Rows whose period has started on `last` or earlier.
Result<conditions::Condition> started_by(const Rule& rule, const Setting& setting, Day last);
/// The rule's exceptions by their names.
Result<std::vector<Named>> exceptions(const Rule& rule, const Setting& setting);
/// What can't be true, by the key of its sentence: "retention.found_early" (1900 and before, and
/// the day that computers begin with), "retention.found_late" (9999), "retention.found_unborn",
/// "retention.found_active".
Result<std::vector<Named>> contradictions(const Rule& rule, const Setting& setting);

/// Rows that the rule takes today: started long enough ago, no exception, nothing contradictory,
/// and not on one of the days that too many share.
Result<conditions::Condition> meant(const Rule& rule, const Setting& setting,
                                    const std::vector<Day>& shared_days);

/// Rows that have a start at all: who has not left yet, or has a membership without an end, is no
/// case that can't be told.
Result<conditions::Condition> has_start(const Rule& rule, const Setting& setting);

/// The subject's table in the catalogue. Errc::not_found "conditions.unknown_table" {table};
/// Errc::conflict "retention.no_persons" {table}: the map knows no persons there.
Result<const sql::Table*> table_of(const Rule& rule, const Setting& setting);

/// Everything in the rule that the catalogue and the map don't bear out, said before it is stored:
/// errors of the above and of conditions::where(); Errc::not_found "conditions.unknown_column" and
/// Errc::invalid "retention.column_stays" {column} of `only`; "retention.activity_of_column":
/// activity is compared with a column's day only.
Result<void> check_against(const Rule& rule, const Setting& setting);

}  // namespace ombud::retention
