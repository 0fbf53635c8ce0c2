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
/// Open findings by who keeps the record behind them, for the daily mail: the record that one is
/// about, else the activities that use the system. Hints are nobody's. It asks for no right of
/// whoever acts, and answers counts alone.
Result<records::Waits> findings_waiting(accounts::Office& office, const records::Kinds& kinds);
/// Those of whoever acts, as far as he may read them.
Result<std::vector<records::ToMend>> own_findings(accounts::Office& office,
                                                  const records::Kinds& kinds, Language language);
std::span<const store::Migration> migrations();

}  // namespace ombud::drift
