#pragma once
// The paths of the monthly review; routes.cc joins them to the log's.

#include "evidence/json.h"
#include "evidence/routes.h"

namespace ombud::evidence {

/// An entry as it goes out, its account by name where it is open.
Json in_json(const Entry& entry, const AccountNames& names);

std::vector<LogRoute> review_routes();

}  // namespace ombud::evidence
