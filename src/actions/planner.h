#pragma once
// Makes the plan of one system from what was traced there: which rows go, which fields change, what
// stays and why, and in which order, so that the database takes nothing along that is not planned.

#include <string>
#include <vector>

#include "actions/plan.h"
#include "subjects/subjects.h"

namespace ombud::actions {

struct SystemInput {
  const subjects::Person& person;
  const std::vector<detectors::Identifier>& identifiers;
  const std::vector<std::string>& mentions;  // Wish::mentions.
  Kind kind = Kind::access;
};

/// What is done to the rows of a person or of many.
struct Treatment {
  Then then = Then::erase;
  std::vector<std::string> only;  // Selection::only.
};

/// Whether this column is to be changed, of a selection's `only`.
bool is_asked_for(const std::vector<std::string>& only, const std::string& column);

/// Steps and lines of one system, in the order in which they are executed.
struct SystemOutput {
  PlannedSystem system;
  std::vector<Step> steps;
  std::vector<Line> lines;  // Line::step counts within `steps`.
  std::int64_t mentions_left = 0;
  std::vector<std::string> mentions_chosen;  // Numbers of those that are to be scrubbed.
};

/// The system as it is while it is planned in.
Result<PlannedSystem> planned_system(connectors::Connector& connector,
                                     const datamap::Executable& map);

/// Adds to one list of errors those of another; counts of the same thing are added up.
void add_said(std::vector<Error>& said, std::vector<Error> more);

/// Reads in one snapshot of the system; changes nothing. Errors of trace, effects_of and
/// removal_order.
Result<SystemOutput> plan_system(accounts::Office& office, connectors::Connector& connector,
                                 const datamap::Executable& map, const SystemInput& input,
                                 Progress& progress);

}  // namespace ombud::actions
