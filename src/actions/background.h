#pragma once
// A run that is left to `ombud work` (room jobs).

#include "actions/actions.h"

namespace ombud::actions {

/// Enqueues the run; one job an action is live. What would end it at once is said now: errors of
/// run() before it touches anything, those of the rights and of an extract's folder included.
Result<jobs::Enqueued> enqueue_run(accounts::Office& office, const std::string& number,
                                   const Running& running);

/// `ombud actions run ACTION --in-background`. Errc::invalid "actions.background_receipt" with
/// --receipt.
Result<int> run_in_background(cli::Call& call, accounts::Office& office);

}  // namespace ombud::actions
