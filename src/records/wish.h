#pragma once
// Whether what somebody wants to write may stand: the declaration, what it leads to, and the
// slice's own check.

#include <vector>

#include "records/records.h"

namespace ombud::records {

/// The record's row in its normal form and its title out of it; what is wrong with them. A record
/// in the first state needs its title only, in any other all that is required.
Result<std::vector<Fault>> faults_of(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                                     store::Transaction& transaction, Record& record);

/// Errc::conflict "records.closed" {number}.
Result<void> takes_edits(const Kind& kind, const Record& record);

}  // namespace ombud::records
