#pragma once
// What the plan of one system is made from and into: shared by the parts of the planner.

#include <vector>

#include "actions/planner.h"
#include "actions/rows.h"
#include "actions/source_effects.h"

namespace ombud::actions {

using TracedRows = std::vector<subjects::Traced::TableRows::RowFound>;

struct Desk {
  accounts::Office& office;
  connectors::Connector& connector;
  const sql::Catalogue& catalogue;
  const datamap::Map& map;
  const Treatment& treatment;
  const SystemInput* input = nullptr;  // Of one person.
  SystemOutput output;
  std::vector<Removal> removals;
};

/// Adds the step and a line for each row, with the hash of what makes it the person's. No rows: no
/// step.
Result<void> add_step(Desk& desk, Step step, const TracedRows& rows);

/// Which rows change and which are to go; then the removals in their order, and what the database
/// does by itself. Errors of effects_of and removal_order.
Result<void> plan_changes(Desk& desk, const subjects::Traced& traced);
Result<void> plan_removals(Desk& desk, const subjects::Traced& traced);
void say_triggers(Desk& desk);
/// Rows of others that refer to the person.
void say_pointing(Desk& desk, const subjects::Traced& traced);
/// "actions.may_not_change" {table, right} where the database's user lacks what the step needs.
Result<std::optional<Error>> lacking_right(Desk& desk, const Step& step);

/// Mentions in other persons' rows: those that the wish names are scrubbed, the others said.
Result<void> plan_mentions(Desk& desk, const subjects::Traced& traced, Progress& progress);

/// Another person's row with the same phone or e-mail: a family, an office. It is theirs and stays.
Result<void> plan_others(Desk& desk, const subjects::Traced& traced);

}  // namespace ombud::actions
