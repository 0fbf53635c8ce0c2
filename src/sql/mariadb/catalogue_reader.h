#pragma once
// The catalogue of a MariaDB database, read from information_schema. It shows only what this user
// has some right on, triggers only with the TRIGGER right.

#include <map>

#include "sql/catalogue_reader.h"
#include "sql/connection.h"

namespace ombud::sql::mariadb {

class ServerCatalogueReader : CatalogueReader {
 public:
  ServerCatalogueReader(Connection& connection, std::string database)
      : connection_(connection), database_(std::move(database)) {}

  /// The database's tables and views, and those of databases that foreign keys lead to or come
  /// from: a deletion may reach them.
  Result<Catalogue> read();

 private:
  Result<bool> may_be_linked();
  Result<std::vector<std::string>> schemas();
  Result<void> read_tables(const std::string& schema);
  Result<void> read_columns(const std::string& schema);
  Result<void> read_json_columns(const std::string& schema);
  Result<void> read_indexes(const std::string& schema);
  Result<void> read_triggers(const std::string& schema);
  Result<void> read_foreign_keys(const std::string& schema);

  Column column_of(const Row& row) const;
  /// Null where it is none of ours.
  Table* table_at(const std::string& schema, const std::string& table);

  Connection& connection_;
  std::string database_;
  Catalogue catalogue_;
  std::map<std::pair<std::string, std::string>, std::size_t> positions_;
};

}  // namespace ombud::sql::mariadb
