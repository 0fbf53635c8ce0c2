#pragma once
// A run that is left to `ombud work` (room jobs).

#include "actions/actions.h"
#include "actions/store.h"

namespace ombud::actions {

/// Enqueues the run; one job an action is live. What would end it at once is said now: errors of
/// run() before it touches anything, those of the rights and of an extract's folder included.
Result<jobs::Enqueued> enqueue_run(accounts::Office& office, const std::string& number,
                                   const Running& running);

/// Enqueues it as the action's newest job. Errors of jobs::enqueue.
Result<jobs::Enqueued> enqueue_for_action(accounts::Office& office, const Action& action,
                                          const jobs::Kind& kind, jobs::Wish wish);
/// The action's newest job; nothing where there was none, or it is no longer kept.
Result<std::optional<jobs::Job>> job_of(accounts::Office& office, const Action& action);

/// `ombud actions run ACTION --in-background`. Errc::invalid "actions.background_receipt" with
/// --receipt.
Result<int> run_in_background(cli::Call& call, accounts::Office& office);

}  // namespace ombud::actions
