#pragma once
// Executes an approved erasure in one system, batch by batch. For each batch: lock and re-read the
// planned rows, leave alone what is not the person's any more, write ledger and intent, change
// exactly the locked rows, read back, commit there, conclude here. A batch that was cut off
// anywhere in between is repeated by reading back: the ledger says what a row was and what it was
// to become.

#include <string>
#include <vector>

#include "actions/plan.h"
#include "actions/store.h"
#include "actions/values.h"
#include "base/progress.h"
#include "connectors/connectors.h"

namespace ombud::actions {

/// The lines of one system, in batches: `first` is the number of its first batch in the action.
struct SystemWork {
  const PlannedSystem& system;
  std::int64_t first_batch = 0;
  std::vector<Line> lines;
};

struct SystemDone {
  bool complete = false;       // Every batch is concluded.
  std::vector<Error> remarks;  // Why not, and what was left.
};

/// A source that fails, a hold, or a lock that somebody else has ends the system's part: said in
/// `remarks`, never an error of the whole. Errors are those of our own store.
Result<SystemDone> execute(accounts::Office& office, const Action& action, const Plan& plan,
                           const SystemWork& work, const Erasing& erasing, Progress& progress);

}  // namespace ombud::actions
