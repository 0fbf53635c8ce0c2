#pragma once
// Proposing as a job: asked for by the pages, done by a worker.

#include "discovery/discovery.h"
#include "jobs/jobs.h"

namespace ombud::discovery {

/// One a system at a time: asked again while one waits or runs, the answer is that one.
/// Errc::conflict "connectors.manual" {system}; Errc::invalid "discovery.bad_sample_rows" {most};
/// errors of jobs::enqueue.
Result<jobs::Enqueued> enqueue_proposal(accounts::Office& office, const connectors::System& system,
                                        std::int64_t sample_rows, bool anew);

/// "discovery.bad_sample_rows" {most}.
Failure fail_rows();

}  // namespace ombud::discovery
