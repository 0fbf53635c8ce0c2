#include "discovery/overlap.h"

#include <algorithm>

namespace ombud::discovery {

namespace {

using sql::Statement;

constexpr std::int64_t values_compared = 100;
constexpr std::int64_t rows_searched = 5000;

// How many of the values stand in the column. Nothing where the database can't compare them.
Result<std::optional<std::int64_t>> found_in(sql::Connection& connection, const TableView& table,
                                             const sql::Name& column,
                                             const std::vector<sql::Row>& values) {
  if (values.empty()) return std::optional<std::int64_t>{0};
  Statement count("select count(distinct ");
  count.name(column).text(") from ");
  count.append(sql::table_name(*table.table, connection.engine())).text(" where ");
  count.append(sql::key_is_one_of({&column, 1}, values, connection.engine()));
  auto row = connection.one(count);
  if (!row) {
    if (ends_everything(row.error())) return fail(row.error());
    return std::optional<std::int64_t>{};
  }
  const auto* number = row.value() ? std::get_if<std::int64_t>(&row.value()->front()) : nullptr;
  return number == nullptr ? std::optional<std::int64_t>{} : std::optional<std::int64_t>{*number};
}

}  // namespace

bool ends_everything(const Error& error) {
  return error.key == "sql.unreachable" || error.key == "sql.cancelled";
}

Result<std::vector<sql::Row>> some_values(sql::Connection& connection, const TableView& table,
                                          const sql::Name& column, std::int64_t most) {
  Statement select("select distinct ");
  select.name(column).text(" from (select ").name(column).text(" from ");
  select.append(sql::table_name(*table.table, connection.engine()));
  select.text(" where ").name(column).text(" is not null limit ").value(rows_searched);
  select.text(") some_rows limit ").value(most);
  auto rows = connection.all(select);
  if (!rows && !ends_everything(rows.error())) return std::vector<sql::Row>{};
  return rows;
}

Result<std::optional<Overlap>> overlap(sql::Connection& connection, const TableView& from,
                                       const sql::Name& column, const TableView& to,
                                       const sql::Name& key) {
  const auto values = TRY(some_values(connection, from, column, values_compared));
  const auto found = TRY(found_in(connection, to, key, values));
  if (!found) return std::optional<Overlap>{};
  return std::optional<Overlap>{Overlap{static_cast<std::int64_t>(values.size()), *found}};
}

}  // namespace ombud::discovery
