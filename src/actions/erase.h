#pragma once
// An approved erasure from its first batch to what its verification found.

#include "actions/plan.h"
#include "actions/receipt.h"
#include "actions/store.h"
#include "base/progress.h"

namespace ombud::actions {

/// Executes system by system, then verifies. A system that fails is said in the report. Errors are
/// those of our own store.
Result<Report> erase(accounts::Office& office, const Action& action, const Plan& plan,
                     Progress& progress);

/// What the ledger says of every step so far.
Result<void> count_steps(accounts::Office& office, const Action& action, Report& report);

}  // namespace ombud::actions
