#include "store/health.h"

#include <algorithm>

#include "store/tables.h"

namespace ombud::store {

namespace {

Result<Health> of_sqlite(Transaction& transaction) {
  Health health;
  const std::vector<sql::Row> found = TRY(transaction.all("pragma quick_check(10)"));
  health.sound = found.size() == 1 && found[0][0] == sql::Value(std::string("ok"));
  TRY(transaction.each("pragma foreign_key_check", {}, [&](const sql::Row&) -> Result<void> {
    ++health.dangling;
    return {};
  }));
  const auto journal = TRY(transaction.one("pragma journal_mode"));
  const auto synchronous = TRY(transaction.one("pragma synchronous"));
  const std::string mode = journal ? text_in(journal->at(0)) : "";
  const bool full = synchronous && integer_in(synchronous->at(0)) >= 2;
  health.durable = mode == "wal" && full;
  health.settings = mode + (full ? ", synchronous=full" : ", synchronous is not full");
  return health;
}

Result<Health> of_postgresql(Transaction& transaction) {
  Health health;
  const auto invalid =
      TRY(transaction.one("select (select count(*) from pg_index where not indisvalid), "
                          "(select cast(coalesce(sum(checksum_failures), 0) as bigint) "
                          "from pg_stat_database where datname = current_database())"));
  health.sound = invalid && integer_in(invalid->at(0)) == 0 && integer_in(invalid->at(1)) == 0;
  const auto settings =
      TRY(transaction.one("select current_setting('fsync'), current_setting('full_page_writes'), "
                          "current_setting('synchronous_commit'), "
                          "(select count(*) from pg_namespace where nspname = 'ombud_before')"));
  must(settings.has_value());
  const std::string fsync = text_in(settings->at(0));
  const std::string pages = text_in(settings->at(1));
  const std::string commit = text_in(settings->at(2));
  health.durable = fsync == "on" && pages == "on" && commit != "off";
  health.settings =
      "fsync=" + fsync + ", full_page_writes=" + pages + ", synchronous_commit=" + commit;
  health.has_old_tables = integer_in(settings->at(3)) > 0;
  return health;
}

Result<std::vector<std::string>> unfenced(Transaction& transaction, const Tables& tables) {
  std::vector<std::string> open;
  TRY(transaction.each(
      "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
      "where n.nspname = current_schema() and c.relkind = 'r' "
      "and not (c.relrowsecurity and c.relforcerowsecurity and exists "
      "(select 1 from pg_policy p where p.polrelid = c.oid))",
      {}, [&](const sql::Row& row) -> Result<void> {
        const std::string name = text_in(row[0]);
        if (std::any_of(tables.all().begin(), tables.all().end(), [&](const OwnTable& table) {
              return table.of_organisation && table.name == name;
            }))
          open.push_back(name);
        return {};
      }));
  return open;
}

}  // namespace

Result<Health> examine(Database& database, std::span<const std::span<const Migration>> rooms) {
  Result<Tables> tables = Tables::of(database, rooms);
  if (!tables && tables.error().key != "store.unknown_table") return fail(tables.error());
  Transaction transaction = TRY(database.begin_installation(sql::Begin::read));
  if (database.engine() == sql::Engine::sqlite) {
    Health health = TRY(of_sqlite(transaction));
    health.version = text_in(TRY(transaction.one("select 'SQLite ' || sqlite_version()"))->at(0));
    return health;
  }
  Health health = TRY(of_postgresql(transaction));
  health.version = text_in(
      TRY(transaction.one("select 'PostgreSQL ' || current_setting('server_version')"))->at(0));
  if (tables) health.unfenced = TRY(unfenced(transaction, *tables));
  return health;
}

}  // namespace ombud::store
