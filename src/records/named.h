#pragma once
// Links and accounts by what people call them: "U-0001" and "asa" instead of ids, and back.

#include <map>
#include <string>

#include "records/records.h"

namespace ombud::records {

/// Where a link or an account in the records is no id, but the number of a record of the right kind
/// or the name of an account, the id takes its place. What is neither stays and is a fault later.
Result<void> resolve(accounts::Office& office, const Kinds& kinds, const Kind& kind,
                     store::Transaction& transaction, std::span<Record> records);

/// What the ids in these records are called, owners and whoever changed them included.
Result<Names> called(accounts::Office& office, const Kinds& kinds, store::Transaction& transaction,
                     const std::vector<Record>& records);

/// Every link and account of a row, by its path.
struct Target {
  std::string path;  // "matrix.2.from"
  std::string* value;
  std::string kind;  // Empty: an account.
};

std::vector<Target> targets_in(const Kind& kind, Row& row);

}  // namespace ombud::records
