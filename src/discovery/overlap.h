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
                                       const std::vector<sql::Name>& columns, const TableView& to,
                                       const std::vector<sql::Name>& key);

/// How many of the values stand in the table's columns. Nothing where they can't be compared.
Result<std::optional<std::int64_t>> found_in(sql::Connection& connection, const TableView& table,
                                             const std::vector<sql::Name>& columns,
                                             const std::vector<sql::Row>& values);

/// Some different values of the columns together, of the first rows; none where it can't be read.
Result<std::vector<sql::Row>> some_values(sql::Connection& connection, const TableView& table,
                                          const std::vector<sql::Name>& columns, std::int64_t most);

/// True of the errors after which nothing more can be asked.
bool ends_everything(const Error& error);

}  // namespace ombud::discovery
