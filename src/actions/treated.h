#pragma once
// On which rows a rule has been carried out before. Rows that a rule empties and leaves standing
// meet it for ever after; without a memory they would be taken again at every look. Whether a row
// looks empty is no such memory: what a column was coarsened or scrubbed to can't be told from what
// it was, and an empty row may have details that nobody has touched.
//
// The ledger knows: it has, under a key, each row's key and what was left in it. The first look
// after an action has ended compares the rows that are due with its ledger, and what is still as it
// was left becomes a mark: 16 bytes of a keyed hash. From then on marks are enough, so a look costs
// one hash a row however often the rule has run, and the ledger may go in its time. A row that
// somebody has written into since has another hash and is taken again.
//
// Never wrong to the end that personal data stays: a mark that is missing has a row taken once
// more, which changes nothing in it that is gone. In memory: 16 bytes a mark, 36 a line of a ledger
// that is not folded yet.

#include <memory>
#include <string>
#include <vector>

#include "actions/actions.h"
#include "actions/rows.h"
#include "datamap/datamap.h"

namespace ombud::actions {

/// What the selection does to whose rows, hashed: the rule, what becomes of its persons, and all
/// that the map says of tables, fields and links. Another map is another treatment. Empty where the
/// persons' own rows go: nothing has to be remembered.
std::string treatment_of(const Selection& selection, const datamap::Map& map);

class Treated {
 public:
  Treated(accounts::Office& office, const Selection& selection, const datamap::Map& map,
          const sql::Table& table);
  ~Treated();
  Treated(const Treated&) = delete;
  Treated& operator=(const Treated&) = delete;

  /// Reads the marks, and the ledgers of ended actions that have not become marks yet. Errors of
  /// the store; Errc::internal "actions.ledger_damaged", "actions.plan_damaged".
  Result<void> load();

  /// What is to be read of each row beside its key; nothing where nothing was done before.
  const std::vector<const sql::Column*>& columns() const { return columns_; }

  /// Whether the rule was carried out on the row and it is still as it was left. `values` are those
  /// of columns().
  bool is_done(const sql::Row& key, const std::vector<sql::Value>& values);

  /// After the last row: the marks of all that were done are stored in place of the former ones.
  Result<void> keep();

 private:
  struct Ledger;
  Result<void> load_ledger(const std::string& number);
  Result<bool> take_steps(const std::string& head, Ledger& ledger) const;
  bool is_in_ledger(Ledger& ledger, const sql::Row& key, const std::vector<sql::Value>& values);

  accounts::Office& office_;
  const SystemId system_;
  const std::string table_;
  const std::string treatment_;
  std::vector<const sql::Column*> columns_;
  RowHash hash_;
  std::vector<Digest> marks_;  // In order.
  std::vector<Digest> kept_;
  std::vector<Ledger> ledgers_;
  std::vector<std::string> ended_;  // Their ids: not needed any more once kept.
};

}  // namespace ombud::actions
