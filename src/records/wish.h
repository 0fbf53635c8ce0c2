#pragma once
// Whether what somebody wants to write may stand: the declaration, what it leads to, and the
// slice's own check.

#include <span>
#include <vector>

#include "records/records.h"

namespace ombud::records {

/// Of each record: its row in its normal form and its title out of it; what is wrong with them. A
/// record in the first state needs its title only, in any other all that is required. Asks the
/// store as often for thousands as for one. `to_come`: ids of records of this kind that are written
/// with these.
Result<std::vector<std::vector<Fault>>> faults_of(accounts::Office& office, const Kinds& kinds,
                                                  const Kind& kind, store::Transaction& transaction,
                                                  std::span<Record> records,
                                                  const std::vector<RecordId>& to_come = {});

/// Of each record the links to what whoever acts may not see, unless they stood in it before: they
/// are as unknown as what is not there. `with`: all that are written together; what is new among
/// them may be led to.
Result<std::vector<std::vector<Fault>>> links_of_others(accounts::Office& office,
                                                        const Kinds& kinds,
                                                        store::Transaction& transaction,
                                                        std::span<Record> records,
                                                        std::span<const Record> with);

/// The record that somebody means to change, by the version that he has seen. Errc::conflict
/// "records.changed_meanwhile" {number, version}; errors of seen(), allowed() and is_his().
Result<Record> to_change(accounts::Office& office, const Kinds& kinds, const RecordId& id,
                         int version);

/// Errc::conflict "records.closed" {number}.
Result<void> takes_edits(const Kind& kind, const Record& record);

}  // namespace ombud::records
