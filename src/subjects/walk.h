#pragma once
// The walk from a person's matched rows along a map's links: each row once, through several hops
// and cycles, never into another person's row. Statements ask for many keys at a time.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/progress.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "subjects/keys.h"
#include "subjects/subjects.h"

namespace ombud::subjects {

inline constexpr std::size_t keys_a_statement = 500;

/// Rows of one table, by key.
struct Place {
  const sql::Table* table = nullptr;
  Key key;
  std::map<std::string, Traced::TableRows::RowFound> rows;  // By key_text().
  std::map<std::string, const datamap::Link*> by;  // The link that led there; none: matched.
};

class Walk {
 public:
  Walk(connectors::Connector& connector, const datamap::Map& map, const sql::Catalogue& catalogue)
      : connector_(connector), map_(map), catalogue_(catalogue) {}

  /// Errc::conflict "subjects.table_gone" {table}.
  Result<void> begin(const Person& person);
  Result<void> run(Progress& progress);
  /// Marks the rows that are somebody else's too.
  Result<void> mark_shared();
  Result<std::vector<Traced::TableRows>> pointing();

  std::vector<Traced::TableRows> own() const;

 private:
  struct Fresh {
    std::string table;
    std::vector<sql::Row> keys;
  };

  Result<Place*> place(const std::string& table);
  Result<std::vector<sql::Row>> values(const Place& place, const std::vector<sql::Row>& keys,
                                       const std::vector<std::string>& columns);
  Result<void> follow(const datamap::Link& link, bool forward, const Fresh& fresh);
  Result<void> reach(const datamap::Link& link, const std::string& table,
                     const std::vector<std::string>& columns, bool referring,
                     const std::vector<sql::Row>& values);
  bool may_enter(const datamap::Link& link, const std::string& table, bool forward) const;
  Result<void> mark_by_other_links(Place& place);
  Result<void> mark_by_references(const std::string& label, Place& place);
  Result<bool> refers_from_outside(const std::string& table, const std::vector<sql::Name>& columns,
                                   const sql::Row& value);

  connectors::Connector& connector_;
  const datamap::Map& map_;
  const sql::Catalogue& catalogue_;
  std::map<std::string, Place> places_;
  std::vector<Fresh> fresh_;
};

/// "orders.customer_id → customer.id".
std::string written(const datamap::Link& link);

/// The condition of a polymorphic link's other column, appended with AND.
void append_where(sql::Statement& statement, const datamap::Link& link, const sql::Table& table);

/// Condition on rows by key, null for null where the whole row is the key.
sql::Statement rows_are(const Key& key, std::span<const sql::Row> keys, sql::Engine engine);

/// Names of columns. Errc::conflict "subjects.column_gone" {table, column}.
Result<std::vector<sql::Name>> names_of(const sql::Table& table,
                                        const std::vector<std::string>& columns);

}  // namespace ombud::subjects
