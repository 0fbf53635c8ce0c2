#include "discovery/overlap.h"

#include <algorithm>

namespace ombud::discovery {

namespace {

using sql::Statement;

constexpr std::int64_t values_compared = 100;
constexpr std::int64_t rows_searched = 5000;

void add_names(Statement& statement, const std::vector<sql::Name>& names) {
  for (std::size_t at = 0; at < names.size(); ++at) {
    if (at > 0) statement.text(", ");
    statement.name(names[at]);
  }
}

}  // namespace

bool ends_everything(const Error& error) {
  return error.key == "sql.unreachable" || error.key == "sql.cancelled";
}

Result<std::optional<std::int64_t>> found_in(sql::Connection& connection, const TableView& table,
                                             const std::vector<sql::Name>& columns,
                                             const std::vector<sql::Row>& values) {
  if (values.empty()) return std::optional<std::int64_t>{0};
  Statement count("select count(*) from (select distinct ");
  add_names(count, columns);
  count.text(" from ");
  count.append(sql::table_name(*table.table, connection.engine())).text(" where ");
  count.append(sql::key_is_one_of(columns, values, connection.engine())).text(") some_rows");
  auto row = connection.one(count);
  if (!row) {
    if (ends_everything(row.error())) return fail(row.error());
    return std::optional<std::int64_t>{};
  }
  const auto* number = row.value() ? std::get_if<std::int64_t>(&row.value()->front()) : nullptr;
  return number == nullptr ? std::optional<std::int64_t>{} : std::optional<std::int64_t>{*number};
}

Result<std::vector<sql::Row>> some_values(sql::Connection& connection, const TableView& table,
                                          const std::vector<sql::Name>& columns,
                                          std::int64_t most) {
  Statement select("select distinct ");
  add_names(select, columns);
  select.text(" from (select ");
  add_names(select, columns);
  select.text(" from ").append(sql::table_name(*table.table, connection.engine()));
  for (std::size_t at = 0; at < columns.size(); ++at) {
    select.text(at == 0 ? sql::Literal(" where ") : sql::Literal(" and "));
    select.name(columns[at]).text(" is not null");
  }
  select.text(" limit ").value(rows_searched).text(") some_rows limit ").value(most);
  auto rows = connection.all(select);
  if (!rows && !ends_everything(rows.error())) return std::vector<sql::Row>{};
  if (!rows) return rows;
  // Two rows that both lack an e-mail address have none in common.
  std::erase_if(rows.value(), [](const sql::Row& row) {
    return std::any_of(row.begin(), row.end(), [](const sql::Value& value) {
      const auto* text = std::get_if<std::string>(&value);
      return text != nullptr && text->empty();
    });
  });
  return rows;
}

Result<std::optional<Overlap>> overlap(sql::Connection& connection, const TableView& from,
                                       const std::vector<sql::Name>& columns, const TableView& to,
                                       const std::vector<sql::Name>& key) {
  const auto values = TRY(some_values(connection, from, columns, values_compared));
  const auto found = TRY(found_in(connection, to, key, values));
  if (!found) return std::optional<Overlap>{};
  return std::optional<Overlap>{Overlap{static_cast<std::int64_t>(values.size()), *found}};
}

}  // namespace ombud::discovery
