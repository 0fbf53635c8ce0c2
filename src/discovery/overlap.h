#pragma once
// How many of one column's values stand in another, counted by the database.

#include <optional>
#include <vector>

#include "base/result.h"
#include "discovery/model.h"
#include "sql/connection.h"

namespace ombud::discovery {

struct Overlap {
  std::int64_t asked = 0;  // Different values looked for.
  std::int64_t found = 0;

  double share() const {
    return asked == 0 ? 0 : static_cast<double>(found) / static_cast<double>(asked);
  }
};

/// Nothing where the database can't compare the two. Errc::unavailable "sql.unreachable" and
/// "sql.cancelled".
Result<std::optional<Overlap>> overlap(sql::Connection& connection, const TableView& from,
                                       const sql::Name& column, const TableView& to,
                                       const sql::Name& key);

/// Some different values of a column, of its first rows; none where it can't be read.
Result<std::vector<sql::Row>> some_values(sql::Connection& connection, const TableView& table,
                                          const sql::Name& column, std::int64_t most);

/// True of the errors after which nothing more can be asked.
bool ends_everything(const Error& error);

}  // namespace ombud::discovery
