#pragma once
// The table of the schedule. Each function works in the caller's transaction.

#include "jobs/schedule.h"

namespace ombud::jobs::rows {

/// False where the name is taken.
Result<bool> add_entry(store::Transaction& transaction, const Entry& entry, Instant now);
Result<std::vector<Entry>> entries(store::Transaction& transaction);
/// Those that are due, and those that were last due after now: the clock has gone back.
Result<std::vector<Entry>> entries_to_look_at(store::Transaction& transaction, Instant now);
Result<bool> remove_entry(store::Transaction& transaction, const std::string& name);

/// Writes next_due, last_due, last_job and skipped, if it is still as `before` says.
Result<bool> move_on(store::Transaction& transaction, const Entry& before, const Entry& after);

}  // namespace ombud::jobs::rows
