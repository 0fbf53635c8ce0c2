#include "actions/rows.h"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/text.h"

namespace ombud::actions {

namespace {

bool may_be_large(const sql::Column& column) {
  switch (column.kind) {
    case sql::TypeKind::text:
    case sql::TypeKind::blob:
    case sql::TypeKind::json:
    case sql::TypeKind::xml:
      return true;
    default:
      return false;
  }
}

void append_length(sql::Statement& statement, const sql::Name& name, sql::Engine engine) {
  switch (engine) {
    case sql::Engine::sqlite:
      statement.text("LENGTH(CAST(").name(name).text(" AS BLOB))");
      return;
    case sql::Engine::postgresql:
      // Of the stored bytes, compressed or not: the value itself is not fetched for it.
      statement.text("PG_COLUMN_SIZE(").name(name).text(")");
      return;
    case sql::Engine::mariadb:
      statement.text("OCTET_LENGTH(").name(name).text(")");
      return;
  }
}

sql::Statement reading(const RowsAsked& asked, std::span<const sql::Row> keys, sql::Engine engine) {
  sql::Statement statement("SELECT ");
  statement.names(asked.key);
  for (const sql::Column* column : asked.columns) {
    statement.text(", ");
    if (!may_be_large(*column)) {
      statement.name(column->name).text(", NULL");
      continue;
    }
    statement.text("CASE WHEN ");
    append_length(statement, column->name, engine);
    statement.text(" <= ").value(largest_value_bytes).text(" THEN ").name(column->name);
    statement.text(" END, ");
    append_length(statement, column->name, engine);
  }
  statement.text(" FROM ").append(sql::table_name(*asked.table, engine)).text(" WHERE ");
  statement.append(rows_are(asked, keys, engine));
  if (asked.lock) sql::lock_rows(statement, engine);
  return statement;
}

void append_equal_null_for_null(sql::Statement& statement, const sql::Name& name,
                                const sql::Value& value, sql::Engine engine) {
  statement.name(name);
  switch (engine) {
    case sql::Engine::sqlite:
      statement.text(" IS ");
      break;
    case sql::Engine::postgresql:
      if (sql::is_null(value)) {
        statement.text(" IS NULL");
        return;
      }
      statement.text(" = ");
      break;
    case sql::Engine::mariadb:
      statement.text(" <=> ");
      break;
  }
  statement.value(value);
}

void take_row(std::map<std::string, RowNow>& found, const RowsAsked& asked, const sql::Row& row) {
  const std::size_t keys = asked.key.size();
  sql::Row key(row.begin(), row.begin() + static_cast<std::ptrdiff_t>(keys));
  RowNow& now = found[key_text(key)];
  if (++now.copies > 1) return;
  now.key = std::move(key);
  for (std::size_t i = 0; i < asked.columns.size(); ++i) {
    const sql::Value& value = row[keys + 2 * i];
    const sql::Value& length = row[keys + 2 * i + 1];
    const auto* bytes = std::get_if<std::int64_t>(&length);
    const bool too_large = bytes != nullptr && *bytes > largest_value_bytes;
    now.too_large.push_back(too_large);
    now.values.push_back(too_large ? length : value);
  }
}

}  // namespace

sql::Statement rows_are(const RowsAsked& asked, std::span<const sql::Row> keys,
                        sql::Engine engine) {
  if (!asked.whole_row_is_key) return sql::key_is_one_of(asked.key, keys, engine);
  sql::Statement statement;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i > 0) statement.text(" OR ");
    statement.text("(");
    for (std::size_t column = 0; column < asked.key.size(); ++column) {
      if (column > 0) statement.text(" AND ");
      append_equal_null_for_null(statement, asked.key[column], keys[i][column], engine);
    }
    statement.text(")");
  }
  return statement;
}

Result<std::map<std::string, RowNow>> read_rows(sql::Connection& connection, const RowsAsked& asked,
                                                const std::vector<sql::Row>& keys) {
  std::map<std::string, RowNow> found;
  const std::span<const sql::Row> all(keys);
  for (std::size_t at = 0; at < all.size(); at += keys_a_statement) {
    const auto some = all.subspan(at, std::min(keys_a_statement, all.size() - at));
    TRY(connection.each(reading(asked, some, connection.engine()),
                        [&](const sql::Row& row) -> Result<void> {
                          take_row(found, asked, row);
                          return {};
                        }));
  }
  return found;
}

Result<std::vector<sql::Name>> names_in(const sql::Catalogue& catalogue, const sql::Table& table,
                                        const std::vector<std::string>& columns) {
  std::vector<sql::Name> names;
  for (const std::string& column : columns) {
    const sql::Column* found = table.column(column);
    if (found == nullptr)
      return fail(Errc::conflict, "actions.column_gone",
                  {{"table", catalogue.label(table)}, {"column", column}});
    names.push_back(found->name);
  }
  return names;
}

RowHash::RowHash(const vault::Vault& vault, std::string_view action, std::string_view system,
                 std::string_view table)
    : secret_(vault.derive(vault::Purpose::ledger,
                           fmt::format("row|{}|{}|{}", action, system, table))) {}

std::string RowHash::hash(std::string_view kind, std::string_view text) const {
  std::string digest(32, '\0');
  unsigned length = 0;
  const std::string input = fmt::format("{}|{}", kind, text);
  must(HMAC(EVP_sha256(), secret_.data(), static_cast<int>(secret_.size()),
            reinterpret_cast<const unsigned char*>(input.data()), input.size(),
            reinterpret_cast<unsigned char*>(digest.data()), &length) != nullptr);
  return to_hex(std::string_view(digest).substr(0, 16));
}

std::string RowHash::of_key(const sql::Row& key) const { return hash("key", key_text(key)); }

std::string RowHash::of_values(const std::vector<sql::Value>& values) const {
  std::string text;
  for (const sql::Value& value : values) {
    const std::string part = sql::is_null(value) ? "null" : "=" + sql::plain(value);
    text += fmt::format("{}:{},", part.size(), part);
  }
  return hash("values", text);
}

}  // namespace ombud::actions
