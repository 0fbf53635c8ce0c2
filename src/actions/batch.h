#pragma once
// One batch in one transaction of the source: judge each row, then change exactly those that are
// still the person's.

#include <memory>
#include <string>
#include <vector>

#include "actions/many.h"
#include "actions/plan.h"
#include "actions/rows.h"
#include "actions/store.h"
#include "actions/values.h"
#include "connectors/connectors.h"

namespace ombud::actions {

/// A planned row as it is now, and what is to become of it.
struct Judged {
  const Line* line = nullptr;
  RowNow now;                     // Without key and values once it is judged.
  std::vector<sql::Value> after;  // Of the step's changes.
  LedgerLine ledger;
};

/// Of a batch of persons whom a condition chose: by what they are asked again.
struct StillChosen {
  const datamap::Map& map;
  sql::Statement meets;
  const KeySets& held;
  std::vector<Line> kept;  // Chosen rows of which nothing changes: only asked.
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
  const StillChosen* still = nullptr;  // Of many persons.
};

/// The part of a batch that one step plans, with names from the catalogue.
struct Part {
  const Step* step = nullptr;
  const sql::Table* table = nullptr;
  RowsAsked asked;  // Each column once: changed ones, then belongs_by, then the rest.
  std::vector<const sql::Column*> changed;  // Positions 0… of asked.columns.
  std::vector<std::size_t> belongs;         // Positions of belongs_by.
  /// Positions of what the ledger's hashes are about: the changed columns and belongs_by, of rows
  /// that go all columns after them. A column may be there twice: the order is a part of the hash.
  std::vector<std::size_t> hashed;
  std::vector<std::size_t> lines;        // Within the batch.
  std::unique_ptr<RowHash> ledger_hash;  // Of this action.
  std::unique_ptr<RowHash> plan_hash;    // Of every plan.
};

/// Whether nothing but the batch's own statements can touch its tables in the transaction:
/// ordinary tables of PostgreSQL without triggers, rules, children or references that the database
/// would follow by itself, each in one part. Then a locked row stays where it is until we change
/// it, what the change answers is how it stays, and what was removed is gone.
bool is_undisturbed(const BatchWork& work, const std::vector<Part>& parts);

/// Errc::conflict "actions.table_gone" {table}, "actions.column_gone" {table, column}.
Result<std::vector<Part>> parts_of(const BatchWork& work);

/// A text that is too large to be read can't be scrubbed: it stays, and the verification says so.
/// Its value here is its length, which must never be written.
bool stays_unread(const Change& change, const RowNow& now, std::size_t column);

/// Locks and judges every line. `before` is the ledger of an earlier try, empty at the first.
Result<std::vector<Judged>> judge(const BatchWork& work, std::vector<Part>& parts,
                                  const std::vector<LedgerLine>& before);

/// Of many persons: leaves alone whatever is a person's who is not chosen any more, or who has got
/// a hold. `dropped` are keys of chosen rows that do not meet the condition, or are another
/// person's.
Result<void> spare(const BatchWork& work, const std::vector<sql::Row>& dropped,
                   std::vector<Judged>& rows);

/// Changes and removes what judge() found to do, each statement by exact count, then reads back
/// what no answer has told: where the source gave back something else than was written (a trigger,
/// a padded text), the hash in `rows` is corrected and the answer is true.
Result<bool> carry_out(const BatchWork& work, std::vector<Part>& parts, std::vector<Judged>& rows);

}  // namespace ombud::actions
