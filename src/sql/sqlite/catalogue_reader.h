#pragma once
// The catalogue of a SQLite file, read by its pragmas. Names there are equal whatever their case,
// and a foreign key may name a table or column in another case than its own, or one that isn't
// there.

#include "sql/catalogue_reader.h"
#include "sql/connection.h"

namespace ombud::sql::sqlite {

class FileCatalogueReader : CatalogueReader {
 public:
  explicit FileCatalogueReader(Connection& connection) : connection_(connection) {}

  /// Tables and views of "main", in the order of their names; SQLite's own and the shadow tables of
  /// virtual ones left out. A table that can't be read (its module is missing, its view broken)
  /// has no columns. A foreign key to a table that isn't there is left out.
  Result<Catalogue> read();

 private:
  Result<void> read_tables();
  Result<void> read_columns(Table& table);
  Result<void> read_foreign_keys(Table& table);
  Result<void> read_indexes(Table& table);
  Result<void> read_triggers(Table& table);
  Result<void> estimate_rows(Table& table);
  void find_row_id(Table& table);
  std::optional<std::size_t> position(std::string_view table) const;

  Connection& connection_;
  Catalogue catalogue_;
  std::vector<bool> without_row_id_;  // By position in tables.
};

/// What SQLite's declared type, which may be any words, is taken for.
TypeKind kind_of(std::string_view declared);
/// The events of a trigger, from its "create trigger" statement.
Trigger trigger_of(std::string name, std::string_view statement);

}  // namespace ombud::sql::sqlite
