#pragma once
// Executes an approved erasure in one system, batch by batch. For each batch: lock and re-read the
// planned rows, leave alone what is not the person's any more, write ledger and intent, change
// exactly the locked rows, read back, commit there, conclude here. A batch that was cut off
// anywhere in between is repeated by reading back: the ledger says what a row was and what it was
// to become.

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "actions/plan.h"
#include "actions/store.h"
#include "actions/values.h"
#include "base/progress.h"
#include "connectors/connectors.h"

namespace ombud::actions {

/// One batch's lines, and what they are erased with.
struct BatchLines {
  std::int64_t number = 0;  // Within the action.
  std::vector<Line> lines;
  std::vector<Line> kept;  // Of many persons: StillChosen::kept.
  std::shared_ptr<const Erasing> erasing;
};

/// The batches of one system, read one after the other; nothing after the last.
struct SystemWork {
  const PlannedSystem& system;
  std::function<Result<std::optional<BatchLines>>()> next;
  std::uint64_t rows = 0;  // Of all batches, for the progress.
};

struct SystemDone {
  bool complete = false;       // Every batch is concluded.
  std::vector<Error> remarks;  // Why not, and what was left.
};

/// A source that fails, a hold, or a lock that somebody else has ends the system's part: said in
/// `remarks`, never an error of the whole. Errors are those of our own store.
Result<SystemDone> execute(accounts::Office& office, const Action& action, const Plan& plan,
                           const SystemWork& work, Progress& progress);

}  // namespace ombud::actions
