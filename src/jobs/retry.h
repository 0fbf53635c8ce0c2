#pragma once
// When a failed attempt is tried again, and after how long. Pure.

#include "jobs/jobs.h"

namespace ombud::jobs {

/// Whether time alone may mend it: Errc::unavailable, Errc::exhausted and the kind's own list. What
/// is invalid, forbidden or in conflict stays so; an internal error wants a person.
bool is_retried(const Kind& kind, const Error& error);

/// After attempt 1, 2, 3 …: the kind's first wait, doubled each time, at most its longest. `chance`
/// from 0 to 1 takes up to half of it away, so that jobs that failed together don't come back
/// together.
std::chrono::milliseconds wait_after(const Kind& kind, std::int64_t attempt, double chance);

}  // namespace ombud::jobs
