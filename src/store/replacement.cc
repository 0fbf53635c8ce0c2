#include "store/replacement.h"

#include <unistd.h>

#include <algorithm>

#include "store/pool.h"
#include "store/transaction_state.h"

namespace ombud::store {

namespace {

constexpr std::string_view beside = "ombud_beside";

using Tables = std::vector<const sql::Table*>;

Tables in_schema(const sql::Catalogue& catalogue, std::string_view schema) {
  Tables found;
  for (const sql::Table& table : catalogue.tables)
    if (table.schema.text() == schema && table.kind == sql::Table::Kind::table)
      found.push_back(&table);
  return found;
}

Result<bool> has_schema(sql::Connection& connection, const std::string& schema) {
  const std::optional<sql::Row> row = TRY(connection.one(
      sql::Statement("select count(*) from pg_namespace where nspname = ?", {schema})));
  return row && integer_in(row->at(0)) > 0;
}

Result<void> move(sql::Connection& connection, const Tables& tables, sql::Literal to) {
  for (const sql::Table* table : tables) {
    sql::Statement statement("alter table ");
    statement.append(sql::table_name(*table, connection.engine())).text(to);
    TRY(connection.execute(statement));
  }
  return {};
}

Result<void> replace(sql::Connection& connection) {
  sql::Transaction transaction = TRY(sql::Transaction::begin(connection, sql::Begin::write));
  if (!TRY(has_schema(connection, std::string(beside)))) return {};
  const sql::Catalogue catalogue = TRY(connection.read_catalogue());
  const Tables fresh = in_schema(catalogue, beside);
  Tables old = in_schema(catalogue, "public");
  std::erase_if(old, [&](const sql::Table* table) {
    return std::none_of(fresh.begin(), fresh.end(),
                        [&](const sql::Table* other) { return other->name == table->name; });
  });
  if (!old.empty()) {
    if (TRY(has_schema(connection, "ombud_before")))
      return fail(Errc::conflict, "store.before_exists");
    TRY(connection.execute(sql::Statement("create schema ombud_before")));
    TRY(move(connection, old, " set schema ombud_before"));
  }
  TRY(move(connection, fresh, " set schema public"));
  TRY(connection.execute(sql::Statement("drop schema ombud_beside")));
  return transaction.commit();
}

Result<void> clear(sql::Connection& connection) {
  // Asked now: when the new store is ready it is late to learn that the old one has no place.
  if (TRY(has_schema(connection, "ombud_before")))
    return fail(Errc::conflict, "store.before_exists");
  sql::Transaction transaction = TRY(sql::Transaction::begin(connection, sql::Begin::write));
  TRY(connection.execute(sql::Statement("drop schema if exists ombud_beside cascade")));
  TRY(connection.execute(sql::Statement("create schema ombud_beside")));
  return transaction.commit();
}

Result<std::unique_ptr<sql::Connection>> connected(const Location& location) {
  Location usual = location;
  usual.beside = false;
  Result<std::unique_ptr<sql::Connection>> connection = Pool(usual).connect(false);
  if (!connection) return in_our_words(std::move(connection).error());
  return connection;
}

Result<void> in_words(Result<void> done) {
  if (!done) return in_our_words(std::move(done).error());
  return done;
}

}  // namespace

Result<bool> is_there(const Location& location) {
  if (location.engine == sql::Engine::sqlite)
    return access(location.sqlite_file.c_str(), F_OK) == 0;
  const std::unique_ptr<sql::Connection> connection = TRY(connected(location));
  const std::optional<sql::Row> row = TRY(connection->one(
      sql::Statement("select coalesce(current_schema(), ''), count(*) from pg_class "
                     "where oid = to_regclass('public.store_migration')")));
  must(row.has_value());
  if (text_in(row->at(0)) != "public") return fail(Errc::conflict, "store.not_in_public");
  return integer_in(row->at(1)) > 0;
}

Result<void> make_room_beside(const Location& location) {
  if (location.engine == sql::Engine::sqlite) return {};
  return in_words(clear(*TRY(connected(location))));
}

Result<void> put_in_place(const Location& location) {
  if (location.engine == sql::Engine::sqlite) return {};
  return in_words(replace(*TRY(connected(location))));
}

}  // namespace ombud::store
