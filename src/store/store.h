#pragma once
// Ombud's own database: SQLite in the data folder, or PostgreSQL with the same schema. Every
// transaction belongs to one organisation or to the installation; an organisation's transaction
// can't see another's rows on PostgreSQL even where a query forgot to ask (row-level security).
//
// A transaction of the store is never open while we talk to a source.
//
// Errors of every call on a transaction: those of sql/connection.h, of which "sql.locked" becomes
// Errc::unavailable "store.busy" and "sql.disk_full" becomes Errc::exhausted "store.disk_full".

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/id.h"
#include "base/result.h"
#include "base/secret.h"
#include "sql/connection.h"
#include "store/migration.h"

namespace ombud::store {

/// Where the store lies.
struct Location {
  sql::Engine engine = sql::Engine::sqlite;
  std::string sqlite_file;
  // PostgreSQL: "postgresql:///db?host=/socket/dir" or "postgresql://user@host:port/db".
  std::string postgresql_url;
  Secret password;
  std::chrono::milliseconds wait_for_lock{5000};  // On SQLite; then "store.busy".
  // On SQLite, of a process that opens the store for several threads: whoever writes waits here for
  // the others, however long, instead of asking SQLite again and again.
  std::shared_ptr<std::mutex> turn;
  // On PostgreSQL: how long a server may say nothing until it is given up as if it were gone; for
  // who has people waiting. Nothing: as long as it takes.
  std::chrono::milliseconds patience{0};
  bool beside = false;  // On PostgreSQL: in the schema of store/replacement.h.
};

/// A migration that a store has.
struct AppliedMigration {
  std::string room;
  std::string file;
  std::string sha256;  // Of its text, in hexadecimal.
};

class Transaction {
 public:
  Transaction(Transaction&&) noexcept;
  ~Transaction();  // Rolls back unless committed.

  /// Empty in an installation transaction.
  const OrganisationId& organisation() const { return organisation_; }

  /// Own SQL, its `?` bound in order. `${organisation}` is not replaced: bind organisation().text.
  Result<std::vector<sql::Row>> all(sql::Literal text, std::vector<sql::Value> values = {});
  /// Put together of several texts, where what is asked for decides which.
  Result<std::vector<sql::Row>> all(const sql::Statement& statement);
  Result<std::int64_t> execute(const sql::Statement& statement);
  /// The only row; nothing where there is none.
  Result<std::optional<sql::Row>> one(sql::Literal text, std::vector<sql::Value> values = {});
  /// Row by row, whatever their number. `take` must not use this transaction.
  Result<void> each(sql::Literal text, std::vector<sql::Value> values,
                    const std::function<Result<void>(const sql::Row&)>& take);
  /// The same without a copy of the values, which live until `take` returns.
  Result<void> each_view(sql::Literal text, std::vector<sql::Value> values,
                         const std::function<Result<void>(std::span<const sql::ValueView>)>& take);
  /// Rows changed.
  Result<std::int64_t> execute(sql::Literal text, std::vector<sql::Value> values = {});
  /// Errc::conflict "store.changed_meanwhile" unless exactly `expected` rows changed.
  Result<void> execute_exactly(std::int64_t expected, sql::Literal text,
                               std::vector<sql::Value> values = {});

  /// What is committed survives a power cut (synchronous=FULL; synchronous_commit=on).
  Result<void> commit();

 private:
  friend class Database;
  friend class Frame;
  friend class Tables;
  struct State;
  explicit Transaction(std::unique_ptr<State> state, OrganisationId organisation);
  std::unique_ptr<State> state_;
  OrganisationId organisation_;
};

/// One transaction around several: what a request does is done whole or not at all, whichever
/// rooms' functions it calls. While it is open, every begin() of its Database is a part of it: a
/// commit() there lasts only if the frame's does, and one that is not committed is undone alone.
class Frame {
 public:
  Frame(Frame&&) noexcept;
  ~Frame();  // Rolls back unless committed.

  /// No transaction within it may be open. What is committed survives a power cut.
  Result<void> commit();

 private:
  friend class Database;
  struct State;
  explicit Frame(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

class Database {
 public:
  /// Opens; makes the file where `create` and it is missing. Errors of sql::connect; Errc::invalid
  /// "store.bad_url" and "store.password_in_url".
  static Result<Database> open(const Location& location, bool create = false);
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Brings the schema up to date, all steps in one transaction each; every migration once, by room
  /// and file. `rooms` are in the order of rooms.txt. Errc::conflict "store.migration_edited" where
  /// a step that was applied has another text now, "store.newer" where a newer program has migrated
  /// the database; Errc::unavailable "store.migrating" where another process is at it.
  Result<void> migrate(std::span<const std::span<const Migration>> rooms,
                       const Clock& clock = machine_clock());
  /// What migrate() would do, in order; nothing where the schema is up to date.
  /// "store.migration_edited" and "store.newer" as there.
  Result<std::vector<AppliedMigration>> waiting(std::span<const std::span<const Migration>> rooms);
  /// True where migrate() would do nothing; the same errors.
  Result<bool> is_up_to_date(std::span<const std::span<const Migration>> rooms);
  /// What was migrated so far, by room and file; nothing in an empty store.
  Result<std::vector<AppliedMigration>> applied();

  /// Of one organisation's tables; the installation's can be used in it too. While a write
  /// transaction is open, a second one of this process must() not be begun; reading ones may.
  /// Errc::unavailable "store.busy" where another process writes and does not end within seconds.
  Result<Transaction> begin(const OrganisationId& organisation,
                            sql::Begin mode = sql::Begin::write);
  /// Of the installation's tables (organisation, account, credential, membership, …).
  Result<Transaction> begin_installation(sql::Begin mode = sql::Begin::write);

  /// Of one organisation; see Frame. In a reading one all reads are of one snapshot, and begin()
  /// for writing gets Errc::internal "store.only_read". must() not be asked for within another
  /// frame, nor while a write transaction is open. What talks to a source, or must last before
  /// something else happens, has no place in a frame.
  Result<Frame> frame(const OrganisationId& organisation, sql::Begin mode);
  bool is_framed() const;

  sql::Engine engine() const;

  /// The same store through connections of its own: a Database is one thread's. Errors of open().
  Result<Database> again() const;

  /// False where row-level security does not hold this connection's role back: on PostgreSQL for a
  /// superuser or a role with bypassrls. True on SQLite, which has no roles.
  Result<bool> is_fenced();

 private:
  struct State;
  Result<Transaction> start(const OrganisationId& organisation, sql::Begin mode);
  explicit Database(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// How values lie in the store, the same on both engines.
sql::Value of_instant(Instant at);  // Microseconds since 1970 as integer.
/// Errc::internal "store.no_instant" where it is no integer.
Result<Instant> instant_in(const sql::Value& value);
const std::string& text_in(const sql::Value& value);  // must() be text.
std::int64_t integer_in(const sql::Value& value);     // must() be an integer.
bool boolean_in(const sql::Value& value);             // bool, or 0/1.
std::optional<std::string> optional_text_in(const sql::Value& value);
std::string blob_in(const sql::Value& value);  // must() be a blob.

}  // namespace ombud::store
