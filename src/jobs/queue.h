#pragma once
// Enqueueing for somebody else than who acts: what the schedule does.

#include "jobs/jobs.h"

namespace ombud::jobs {

/// For whom, and which instant of which schedule.
struct Behalf {
  AccountId account;
  ScheduleId schedule;  // Empty: none.
  Instant due_at;
};

/// As enqueue(), without asking for a right: the job's own start does. `was_there` also where the
/// schedule has had a job for that instant; the number is empty then.
Result<Enqueued> enqueue_for(accounts::Office& office, store::Transaction& transaction,
                             const Kind& kind, const Wish& wish, const Behalf& behalf);

/// Errc::invalid "jobs.bad_parameters".
Result<void> check_parameters(const Facts& parameters);
/// Errc::forbidden "jobs.may_not_start" {kind, permission}.
Result<void> check_may_start(const accounts::Office& office, const Kind& kind);

/// An entry of the log about jobs by who acts.
evidence::Told told(const accounts::Office& office, std::string event, std::string object);

}  // namespace ombud::jobs
