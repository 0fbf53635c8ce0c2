#pragma once
// The catalogue of a PostgreSQL database, read from pg_catalog, which everybody may read: also what
// this user has no rights on is seen. PostgreSQL 12 and later.

#include <functional>
#include <map>

#include "sql/catalogue_reader.h"
#include "sql/connection.h"

namespace ombud::sql::postgresql {

class ServerCatalogueReader : CatalogueReader {
 public:
  explicit ServerCatalogueReader(Connection& connection) : connection_(connection) {}

  /// All schemas but the system's. Materialised views are views; partitions and tables that inherit
  /// have their parent; foreign tables are tables. Triggers that are switched off are left out.
  Result<Catalogue> read();

 private:
  struct Type {
    std::string name;
    char kind = 'b';      // Base, composite, domain, enum, pseudo, range, multirange.
    char category = 'U';  // 'A' where it is an array.
    std::int64_t base = 0;
    std::int64_t modifier = -1;
    bool not_null = false;
  };

  Result<void> each(const Statement& statement,
                    const std::function<Result<void>(const Row&)>& take);
  Result<void> read_types();
  Result<void> read_tables();
  Result<void> read_parents();
  Result<void> read_columns();
  Result<void> read_constraints();
  Result<void> read_indexes();
  Result<void> read_triggers();
  Result<void> read_rules();

  Column column_of(const Row& row) const;
  /// The table with this oid; null where it is none of ours.
  Table* table_at(const Value& oid);
  /// Names of columns by their numbers, "{1,2}" or "1 2"; ends at what is no plain column.
  std::vector<Name> columns_at(const Value& oid, const std::string& numbers) const;

  Connection& connection_;
  Catalogue catalogue_;
  std::map<std::int64_t, Type> types_;
  std::map<std::int64_t, std::size_t> positions_;                  // Of tables, by oid.
  std::map<std::pair<std::int64_t, std::int64_t>, Name> columns_;  // By table's oid and number.
};

}  // namespace ombud::sql::postgresql
