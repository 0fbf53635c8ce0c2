#pragma once
// What Ombud keeps of its own work, how long and why, and throwing it away in time. Each room knows
// how its own things go; here stand the periods.
//
// Law: GDPR art. 5(1)(c) and (e): no more and no longer than the purpose needs.

#include <chrono>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "base/progress.h"
#include "cli/cli.h"
#include "jobs/jobs.h"

namespace ombud::housekeeping {

/// How long the ledger of erased rows is kept where nobody has said otherwise: longer than the
/// backups of most systems live, of which the oldest is a yearly one that goes when the next is
/// made. What a restored backup brings back is found by the ledger alone.
inline constexpr std::chrono::days ledger_days{400};
/// Not shorter than plans are kept: so long it is asked what became of a row, and so long the next
/// look at a rule needs to find whom it has taken before.
inline constexpr std::chrono::days least_ledger_days{90};
/// Longer than any backup of personal data has a reason to live.
inline constexpr std::chrono::days most_ledger_days{3650};

/// Errors of the store.
Result<std::chrono::days> ledger_kept(accounts::Office& office);
/// With an entry in the log ("housekeeping.kept"). Errc::invalid "housekeeping.no_reason",
/// "housekeeping.ledger_bounds" {least, most}.
Result<void> keep_ledger(accounts::Office& office, std::chrono::days period,
                         const std::string& reason);

/// One kind of thing that is kept for a time.
struct Kept {
  std::string what;    // "plans": also the key of its sentences, "housekeeping.what_plans".
  std::string period;  // "90": days; of "log_keys" months, of "answers" and "sessions" hours.
  /// How many went; `only_count`: would go.
  std::function<Result<std::int64_t>(accounts::Office& office, bool only_count)> expire;

  /// Of the sentence that says the period, with {count}: "housekeeping.days".
  const char* unit_key() const;
};

Result<std::vector<Kept>> all_kept(accounts::Office& of);

struct Swept {
  std::string what;
  std::int64_t count = 0;
};

/// Everything whose time is over, kind by kind, each with what went in the log
/// ("housekeeping.swept"). A kind that fails ends the run, and so does `progress` between two; what
/// went before stays gone and said.
Result<std::vector<Swept>> sweep(accounts::Office& office, bool only_count, Progress& progress);

/// housekeeping run | show | keep.
std::vector<cli::Command> commands(accounts::Entrance& entrance);
/// "housekeeping.sweep", to be scheduled daily.
std::vector<jobs::Kind> job_kinds();
std::span<const store::Migration> migrations();

}  // namespace ombud::housekeeping
