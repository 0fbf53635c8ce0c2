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
/// Of one column in PostgreSQL, which takes them as one array.
inline constexpr std::size_t keys_an_array = 10'000;

/// Rows of one table, by key.
struct Place {
  const sql::Table* table = nullptr;
  Key key;
  std::map<std::string, Traced::TableRows::RowFound> rows;  // By key_text().
  std::map<std::string, const datamap::Link*> by;  // The link that led there; none: matched.
};

class Walk {
 public:
  Walk(connectors::Connector& connector, const datamap::Map& map, const sql::Catalogue& catalogue);

  /// Errc::conflict "subjects.table_gone" {table}, "subjects.column_gone" {table, column}.
  Result<void> begin(const Person& person);
  /// `group` must live as long as the walk.
  Result<void> begin(const Chosen& group);
  Result<void> run(Progress& progress);
  /// Marks the rows that are somebody else's too.
  Result<void> mark_shared();
  Result<std::vector<Traced::TableRows>> pointing();

  std::vector<Traced::TableRows> own() const;

 private:
  struct Fresh {
    std::string table;
    std::vector<sql::Row> keys;
    bool owned = false;  // Reached by an `owns` link: walked on from only where nobody else's.
  };

  /// A row and what stands in some of its columns.
  struct Valued {
    std::string row;  // key_text() of its key.
    sql::Row values;
  };

  /// Columns by which rows of others may refer to a place.
  struct Reference {
    std::string table;
    std::vector<std::string> columns;
    std::vector<std::string> to_columns;
    const datamap::Link* link = nullptr;  // Nothing for a foreign key of the catalogue.
    auto operator<=>(const Reference&) const = default;
  };

  struct Leads;  // What a row's `belongs` links lead to.
  using LeadsOfRows = std::map<std::pair<std::string, std::string>, Leads>;

  Result<Place*> place(const std::string& table);
  Result<void> begin_in(const std::string& table,
                        const std::map<std::string, const Match*>& matches);
  Result<std::vector<Valued>> valued(const Place& place, const std::vector<sql::Row>& keys,
                                     const std::vector<std::string>& columns,
                                     const datamap::Link* where);
  /// The same, read from the table even where the key says it: rows that are gone don't come.
  Result<std::vector<Valued>> stored(const Place& place, const std::vector<sql::Row>& keys,
                                     const std::vector<std::string>& columns,
                                     const datamap::Link* where);
  static std::vector<sql::Row> distinct(const std::vector<Valued>& rows, bool folded);
  Result<void> follow(const datamap::Link& link, bool forward, const Fresh& fresh);
  Result<void> reach(const datamap::Link& link, const std::string& table,
                     const std::vector<std::string>& columns, bool referring,
                     const std::vector<sql::Row>& values);
  bool may_enter(const datamap::Link& link, const std::string& table, bool forward) const;
  bool is_nobodys(const std::string& table) const;

  /// Values that rows have which are not the person's or the group's.
  struct Strangers {
    std::set<std::string> others;
    std::set<std::string> chosen;  // Of somebody outside the group who is chosen too.
  };

  Result<Strangers> strangers(const std::string& table, const std::vector<std::string>& columns,
                              const std::vector<sql::Row>& values, bool folded);
  std::size_t keys_in(const std::vector<sql::Name>& names) const;
  Result<void> take_leads(const datamap::Link& link, LeadsOfRows& leads);
  void share(const LeadsOfRows& leads);
  Result<void> release_owned();
  std::vector<Reference> references_to(const std::string& label) const;
  Result<std::set<std::string>> referred_from_outside(const Reference& reference,
                                                      const std::vector<sql::Row>& values);
  Result<void> mark_owned(const std::string& label);

  connectors::Connector& connector_;
  const datamap::Map& map_;
  const sql::Catalogue& catalogue_;
  std::vector<datamap::Link> links_;  // Of the map, partitions' replaced by their parents'.
  std::map<std::string, Place> places_;
  std::vector<Fresh> fresh_;
  const Chosen* group_ = nullptr;
  std::vector<Fresh> waiting_;  // Owned rows that somebody else refers to as well, so far.
};

/// The table that holds a partition's rows too, where the map knows it and it has the columns.
std::string home_of(const sql::Catalogue& catalogue, const datamap::Map& map,
                    const std::string& label, const std::vector<std::string>& columns);

/// The rows whose columns have one of the values; e-mails of a shared value in whatever capitals,
/// as long as the table is small enough to be read.
sql::Statement values_are(const sql::Table& table, const std::vector<sql::Name>& names,
                          std::span<const sql::Row> values, bool folded, sql::Engine engine);

/// Values as they are compared across tables: 42 in a text and in a number are the same, capitals
/// where `folded`.
std::string compared(const sql::Row& values, bool folded);

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
