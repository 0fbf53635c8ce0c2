#pragma once
// Between a plan and its run somebody goes on working: a row that has come to hang on the person
// since was approved by nobody, and once he is gone it could not be found as his any more.

#include "actions/plan.h"
#include "actions/store.h"

namespace ombud::actions {

/// Traces the person of a plan anew, as it was planned, and holds every row against it. Errc::
/// conflict "actions.grown_since" {number, system, table, rows}: of the first table with rows that
/// the plan does not know. A system that does not answer or whose map has changed is left to the
/// run, which says so; rows of tables without any key can't be told apart and are left to it too.
Result<void> not_grown(accounts::Office& office, const Action& action, const Plan& plan);

}  // namespace ombud::actions
