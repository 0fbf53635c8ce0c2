#pragma once
// How often, and at what hours, persons may be searched for before somebody else is told. Searching
// is a risk in itself (GDPR arts. 25, 32).

#include <string>
#include <utility>
#include <vector>

#include "accounts/accounts.h"
#include "base/result.h"
#include "store/store.h"

namespace ombud::subjects {

struct Limits {
  std::int64_t searches_an_hour = 60;         // Of one account; above that it waits.
  std::int64_t searches_without_action = 25;  // Within a week; above that somebody is told.
  std::int64_t first_hour = 6;                // Working hours, as clocks show them there.
  std::int64_t last_hour = 20;                // Up to, not including.
  bool free_days = false;                     // Whether Saturdays, Sundays and holidays count too.
};

/// In the caller's transaction.
Result<Limits> limits(store::Transaction& transaction);

/// With an entry in the log. Errc::invalid "subjects.bad_limit" {name, least, most}.
Result<void> set_limits(accounts::Office& office, const Limits& limits);

/// Whether somebody at work would search now; the clock is that of the organisation's country.
bool is_working_time(const Limits& limits, const std::string& law, Instant now);

}  // namespace ombud::subjects
