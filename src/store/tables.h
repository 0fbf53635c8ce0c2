#pragma once
// All own tables, whatever room they belong to, row by row: what a backup reads and a restore
// writes. Rows come and go as plain values, the same from both engines (a bool is 0 or 1), so that
// what one engine gave the other one takes.

#include <functional>
#include <string>
#include <vector>

#include "store/store.h"

namespace ombud::store {

/// A table of one of the migrations that the store has.
struct OwnTable {
  std::string name;
  bool of_organisation = false;   // Else the installation's.
  bool refers_to_itself = false;  // By a foreign key: add() wants all its rows at once.
  std::vector<std::string> columns;
};

class Tables {
 public:
  /// In the order in which they were made: what a foreign key points to comes first. Errc::conflict
  /// "store.unknown_table" {table} where a SQLite store has a table that no migration made; errors
  /// of Database::applied and of the catalogue.
  static Result<Tables> of(Database& database, std::span<const std::span<const Migration>> rooms);

  const std::vector<OwnTable>& all() const { return tables_; }

  /// Every row of the table at this place; of an organisation's table those of `organisations`.
  Result<void> each(Transaction& transaction, std::size_t table,
                    const std::vector<OrganisationId>& organisations,
                    const std::function<Result<void>(const sql::Row&)>& take) const;

  /// Adds rows, their values in the order of `columns`, each of which the table must() have.
  /// Errors of a statement: "sql.constraint", "sql.bad_value".
  Result<void> add(Transaction& transaction, std::size_t table,
                   const std::vector<std::string>& columns, std::vector<sql::Row> rows) const;

 private:
  Result<void> insert(Transaction& transaction, const sql::Table& table,
                      const std::vector<sql::Name>& names, std::span<const sql::Row> rows) const;

  sql::Catalogue catalogue_;
  std::vector<OwnTable> tables_;
  std::vector<std::size_t> places_;  // Of each in the catalogue.
};

}  // namespace ombud::store
