// Each step runs in a transaction with the row that says it has run, so a step is there whole or
// not at all. On PostgreSQL the runner itself puts row-level security on every organisation table:
// no migration can forget it.

#include "store/migration_runner.h"

#include <algorithm>

#include "store/store.h"

namespace ombud::store {

namespace {

constexpr const char* lock_name = "ombud.migrate";

// Holds the lock of the engine that needs one; SQLite's write transaction is enough there.
class Lock {
 public:
  static Result<Lock> take(sql::Connection& connection) {
    if (connection.engine() == sql::Engine::sqlite) return Lock(nullptr);
    if (!TRY(connection.try_lock(lock_name))) return fail(Errc::unavailable, "store.migrating");
    return Lock(&connection);
  }

  Lock(Lock&& other) noexcept : connection_(std::exchange(other.connection_, nullptr)) {}

  Lock& operator=(Lock&&) = delete;

  ~Lock() {
    if (connection_ != nullptr) connection_->release_lock(lock_name);
  }

 private:
  explicit Lock(sql::Connection* connection) : connection_(connection) {}

  sql::Connection* connection_;
};

Failure at(const Migration& migration, Errc code, std::string key) {
  return fail(code, std::move(key),
              {{"room", std::string(migration.room)}, {"file", std::string(migration.file)}});
}

}  // namespace

// The text was put together from a migration that is compiled in; no value is ever part of it.
Result<void> MigrationRunner::execute(const std::string& text) {
  TRY(connection_.execute(sql::Statement(sql::Literal(sql::Literal::FromMigration(), text))));
  return {};
}

Result<std::vector<AppliedMigration>> MigrationRunner::applied() {
  const sql::Statement question =
      connection_.engine() == sql::Engine::sqlite
          ? sql::Statement("select count(*) from sqlite_schema where name = 'store_migration'")
          : sql::Statement(
                "select count(*) from pg_class where oid = to_regclass("
                "'store_migration')");
  const std::optional<sql::Row> there = TRY(connection_.one(question));
  std::vector<AppliedMigration> all;
  if (!there || integer_in(there->at(0)) == 0) return all;
  TRY(connection_.each(
      sql::Statement("select room, file, sha256 from store_migration order by room, file"),
      [&](const sql::Row& row) -> Result<void> {
        all.push_back({text_in(row[0]), text_in(row[1]), text_in(row[2])});
        return {};
      }));
  return all;
}

Result<std::vector<const Migration*>> MigrationRunner::waiting(Rooms rooms) {
  std::vector<const Migration*> wait;
  std::vector<AppliedMigration> unknown = TRY(applied());
  for (const std::span<const Migration>& room : rooms)
    for (const Migration& migration : room) {
      if (!is_for(migration, connection_.engine())) continue;
      const auto known =
          std::find_if(unknown.begin(), unknown.end(), [&](const AppliedMigration& a) {
            return a.room == migration.room && a.file == migration.file;
          });
      if (known == unknown.end()) {
        wait.push_back(&migration);
        continue;
      }
      if (known->sha256 != TRY(prepare(migration, connection_.engine())).sha256)
        return at(migration, Errc::conflict, "store.migration_edited");
      unknown.erase(known);
    }
  if (!unknown.empty())
    return fail(Errc::conflict, "store.newer",
                {{"room", unknown.front().room}, {"file", unknown.front().file}});
  return wait;
}

Result<bool> MigrationRunner::is_applied(const Migration& migration) {
  const std::optional<sql::Row> row = TRY(
      connection_.one(sql::Statement("select 1 from store_migration where room = ? and file = ?",
                                     {std::string(migration.room), std::string(migration.file)})));
  return row.has_value();
}

// An organisation's transaction sees and writes its own rows only, the owner's too; without a set
// organisation the comparison is with null and nothing is seen.
Result<void> MigrationRunner::fence(const std::string& table) {
  TRY(execute("alter table " + table + " enable row level security"));
  TRY(execute("alter table " + table + " force row level security"));
  constexpr std::string_view own =
      "(organisation_id = nullif(current_setting('ombud.organisation', true), '')::uuid)";
  return execute("create policy own_organisation on " + table + " using " + std::string(own) +
                 " with check " + std::string(own));
}

Result<void> MigrationRunner::apply(const Migration& migration, const Clock& clock) {
  const Step step = TRY(prepare(migration, connection_.engine()));
  sql::Transaction transaction = TRY(sql::Transaction::begin(connection_, sql::Begin::write));
  // On SQLite another process may have been here while this one waited for the lock.
  if (TRY(is_applied(migration))) return {};
  for (const std::string& statement : step.statements) TRY(execute(statement));
  if (connection_.engine() == sql::Engine::postgresql)
    for (const std::string& table : step.organisation_tables) TRY(fence(table));
  TRY(connection_.execute(
      sql::Statement("insert into store_migration (room, file, sha256, applied_at, program) "
                     "values (?, ?, ?, ?, ?)",
                     {std::string(migration.room), std::string(migration.file), step.sha256,
                      of_instant(clock.now()), std::string(OMBUD_VERSION)})));
  return transaction.commit();
}

Result<void> MigrationRunner::run(Rooms rooms, const Clock& clock) {
  const Lock lock = TRY(Lock::take(connection_));
  const std::vector<const Migration*> steps = TRY(waiting(rooms));
  if (steps.empty()) return {};
  const Migration own{"store", "store_migration",
                      "create table if not exists store_migration ("
                      "room ${text} not null, file ${text} not null, sha256 ${text} not null, "
                      "applied_at ${instant} not null, program ${text} not null, "
                      "primary key (room, file));"};
  for (const std::string& statement : TRY(prepare(own, connection_.engine())).statements)
    TRY(execute(statement));
  for (const Migration* step : steps) TRY(apply(*step, clock));
  return {};
}

}  // namespace ombud::store
