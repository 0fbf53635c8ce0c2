#pragma once
// What merging would come to, and doing it: one change, which is undone as one.

#include <optional>
#include <string>
#include <vector>

#include "processing/merge_said.h"

namespace ombud::processing {

/// With what would come of it; nothing is written. Errors of records::names_of,
/// records::open_tasks and leading_to.
Result<Merging> looked_at(accounts::Office& office, const records::Kinds& kinds,
                          std::vector<records::Record> activities, const MergeWish& wish);

/// What keeps it from being done: why they can't be one, or where nobody has chosen.
std::vector<records::Fault> faults_of(const Merging& merging);

struct MergeDone {
  std::vector<records::Fault> faults;  // Not empty: nothing was written.
  std::optional<records::Record> record;
  records::ChangeId change;
};

/// The new one, those that are put away and who leads to it from now on; each with the version that
/// was seen. Errors of records::write_together.
Result<MergeDone> do_merge(accounts::Office& office, const records::Kinds& kinds,
                           const Merging& merging, const std::string& reason);

}  // namespace ombud::processing
