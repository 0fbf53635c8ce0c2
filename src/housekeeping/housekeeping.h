#pragma once
// What Ombud keeps of its own work, how long and why, and throwing it away in time. Each room knows
// how its own things go; here stand the periods.
//
// Law: GDPR art. 5(1)(c) and (e): no more and no longer than the purpose needs.

#include <functional>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "cli/cli.h"

namespace ombud::housekeeping {

/// One kind of thing that is kept for a time.
struct Kept {
  std::string what;    // "plans": also the key of its sentences, "housekeeping.what_plans".
  std::string period;  // "90 days"; shown.
  /// How many went; `only_count`: would go.
  std::function<Result<std::int64_t>(accounts::Office& office, bool only_count)> expire;
};

std::vector<Kept> all_kept();

struct Swept {
  std::string what;
  std::int64_t count = 0;
};

/// Everything whose time is over, kind by kind, each with what went in the log
/// ("housekeeping.swept"). A kind that fails ends the run; what went before stays gone and said.
Result<std::vector<Swept>> sweep(accounts::Office& office, bool only_count);

/// housekeeping run | show.
std::vector<cli::Command> commands(accounts::Entrance& entrance);

}  // namespace ombud::housekeeping
