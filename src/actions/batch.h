#pragma once
// One batch in one transaction of the source: judge each row, then change exactly those that are
// still the person's.

#include <string>
#include <vector>

#include "actions/plan.h"
#include "actions/rows.h"
#include "actions/store.h"
#include "actions/values.h"
#include "connectors/connectors.h"

namespace ombud::actions {

/// A planned row as it is now, and what is to become of it.
struct Judged {
  const Line* line = nullptr;
  RowNow now;
  std::vector<sql::Value> after;  // Of the step's changes.
  LedgerLine ledger;
};

/// What a batch works with.
struct BatchWork {
  accounts::Office& office;
  connectors::Connector& connector;
  const sql::Catalogue& catalogue;
  const Action& action;
  const Plan& plan;
  const PlannedSystem& system;
  const Erasing& erasing;
  std::int64_t number = 0;
  std::span<const Line> lines;
};

/// Locks and judges every line. `before` is the ledger of an earlier try, empty at the first.
Result<std::vector<Judged>> judge(const BatchWork& work, const std::vector<LedgerLine>& before);

/// Changes and removes what judge() found to do, each statement by exact count, then reads back:
/// where the source gave back something else than was written (a trigger, a padded text), the hash
/// in `rows` is corrected and the answer is true.
Result<bool> carry_out(const BatchWork& work, std::vector<Judged>& rows);

}  // namespace ombud::actions
