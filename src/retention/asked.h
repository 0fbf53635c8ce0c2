#pragma once
// What the pages ask for of a source, as jobs: counting, simulating, checking, planning.

#include "jobs/jobs.h"

namespace ombud::retention {

/// "retention.count": by all rules, or by the one that the parameter "rule" names.
jobs::Kind count_kind();
/// "retention.simulate": "rule", and "on", "keep", "by" as the command has them.
jobs::Kind simulate_kind();
/// "retention.check": "rule".
jobs::Kind check_kind();
/// "retention.plan": "rule"; wishes lie sealed beside the job. Its summary says what came of it.
jobs::Kind plan_kind();

}  // namespace ombud::retention
