#pragma once
// All of a kind at a moment, some at a time.

#include <string>
#include <vector>

#include "records/records.h"

namespace ombud::records {

/// By number, those behind `after` ("B-0500"; empty: from the first), so many at most. Errors as of
/// each_as_of().
Result<std::vector<Record>> some_as_of(accounts::Office& office, const Kinds& kinds,
                                       const Kind& kind, Instant at, const std::string& after,
                                       std::size_t most);

}  // namespace ombud::records
