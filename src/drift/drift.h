#pragma once
// Paper meets data: what the record of processing says is held against what lies in the connected
// systems. Where they disagree is a finding with a way to mend it; where the record is silent it
// can be drafted from what is really there.
//
// Law: GDPR arts. 5(1)(e), 5(2), 9, 30.

#include <functional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/progress.h"
#include "base/result.h"
#include "jobs/jobs.h"
#include "records/records.h"

namespace ombud::drift {

std::vector<cli::Command> commands(accounts::Entrance& entrance, records::KindsOf kinds);
/// "drift.check": the daily one.
std::vector<jobs::Kind> job_kinds(records::KindsOf kinds);
std::vector<accounts::Route> routes(records::KindsOf kinds);
/// Whether the finding that an entry of the log names exists for who acts.
Result<bool> is_seen(accounts::Office& office, const records::Kinds& kinds,
                     const std::string& finding);
std::span<const store::Migration> migrations();

}  // namespace ombud::drift
