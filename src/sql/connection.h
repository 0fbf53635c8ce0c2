#pragma once
// One connection to a database, the same for Ombud's own store and for the systems it looks after.
// Results are read row by row: memory does not grow with them. Made by the drivers:
// sqlite/sqlite.h, postgresql/postgresql.h, mariadb/mariadb.h.
//
// Errors of every call: Errc::unavailable "sql.unreachable" {host} (server gone, refused, timed out
// while connecting), "sql.time_out" (the statement took longer than allowed), "sql.cancelled",
// "sql.locked" (another writer holds it), "sql.damaged" (a SQLite file whose pages are broken);
// Errc::forbidden "sql.no_right" and "sql.read_only" (a write in a reading transaction or to a
// database that can only be read); Errc::not_found "sql.no_such_name" (a table or column is gone);
// Errc::conflict "sql.constraint" {constraint} and "sql.serialization"; Errc::exhausted
// "sql.disk_full"; Errc::invalid "sql.bad_value" (a value the column can't hold) and
// "sql.statement" (anything else the engine refuses, {state} its SQLSTATE or code); Errc::internal
// "sql.cursor_open" (the statement before is still being read). After an error within a transaction
// only roll_back() is sure to help: where the engine has ended the transaction by itself (a
// deadlock, a full disk), everything until then gets Errc::conflict "sql.transaction_lost". The
// engine's own message never goes out: it may quote a row.

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/secret.h"
#include "sql/catalogue.h"
#include "sql/statement.h"
#include "sql/value.h"

namespace ombud::sql {

/// A result being read. Must be read to its end or destroyed before the connection's next
/// statement.
class Cursor {
 public:
  virtual ~Cursor() = default;
  virtual const std::vector<std::string>& columns() const = 0;
  /// The next row; nothing after the last one. The row is the cursor's and lives until the next
  /// call.
  virtual Result<const Row*> next() = 0;
  /// The same without a copy of its values, for whoever reads millions of rows; nothing after the
  /// last one. The views live until the next call.
  virtual Result<const std::vector<ValueView>*> next_views();

 private:
  std::vector<ValueView> views_;
};

enum class Begin : std::uint8_t {
  read,   // One snapshot for all reads (repeatable read); a write is refused.
  write,  // Takes the write lock at once on SQLite.
};

struct Rights {
  bool read = false;
  bool update = false;
  bool erase = false;  // DELETE
  /// Row-level security hides rows from this user: "none found" would say too much.
  bool rows_hidden = false;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual Engine engine() const = 0;
  /// As the server says it: "PostgreSQL 15.18".
  virtual std::string version() const = 0;

  virtual Result<std::unique_ptr<Cursor>> open(const Statement& statement) = 0;
  /// Rows that the statement changed: for UPDATE the rows *matched*, on every engine.
  virtual Result<std::int64_t> execute(const Statement& statement) = 0;

  /// Errc::internal "sql.transaction_open" within another transaction.
  virtual Result<void> begin(Begin mode) = 0;
  /// Errc::conflict "sql.transaction_lost" where there is none to commit.
  virtual Result<void> commit() = 0;
  /// Never fails: a connection that can't roll back is closed, and the server rolls back.
  virtual void roll_back() noexcept = 0;
  virtual bool in_transaction() const = 0;

  virtual Result<Catalogue> read_catalogue() = 0;
  /// What this connection's user may do with the table, asked of the catalogue, nothing tried.
  /// A right on some columns only counts as none. Errc::not_found "sql.no_such_name".
  virtual Result<Rights> rights(const Table& table) = 0;

  /// For each statement from now on; zero: no limit.
  virtual Result<void> set_time_out(std::chrono::milliseconds time_out) = 0;
  /// From another thread or a signal's thread: ends the running statement with "sql.cancelled".
  virtual void cancel() noexcept = 0;

  /// Tries to take a lock in the database that only one holder can have, kept until release or the
  /// connection's end: pg_advisory_lock, GET_LOCK; SQLite: a file beside the database.
  /// False where somebody else holds it.
  virtual Result<bool> try_lock(const std::string& name) = 0;
  virtual void release_lock(const std::string& name) noexcept = 0;

  /// An identity of the database that a restore or a copy changes or keeps: PostgreSQL system
  /// identifier, database oid and timeline; MariaDB server uid and data folder; SQLite file's
  /// device and inode. For receipts and for noticing a restored database.
  virtual Result<std::string> identity() = 0;

  // Made of the above, the same for all engines:

  /// Each row to `take`, which may stop by an error.
  Result<void> each(const Statement& statement,
                    const std::function<Result<void>(const Row&)>& take);
  Result<void> each_view(const Statement& statement,
                         const std::function<Result<void>(std::span<const ValueView>)>& take);
  /// All rows; for results known to be small. Errc::exhausted "sql.too_many_rows" above `limit`.
  Result<std::vector<Row>> all(const Statement& statement, std::size_t limit = 10'000);
  /// The only row; nothing where there is none. Errc::internal "sql.too_many_rows" where several.
  Result<std::optional<Row>> one(const Statement& statement);
  /// Executes and requires the count. Errc::conflict "sql.unexpected_count" {expected, actual}
  /// otherwise; the caller rolls back.
  Result<void> execute_exactly(const Statement& statement, std::int64_t expected);

 protected:
  /// open() for results known to be small, where a driver can spare a round trip.
  virtual Result<std::unique_ptr<Cursor>> open_small(const Statement& statement) {
    return open(statement);
  }
};

/// A transaction that rolls back unless committed.
class Transaction {
 public:
  static Result<Transaction> begin(Connection& connection, Begin mode);

  Transaction(Transaction&& other) noexcept : connection_(other.connection_) {
    other.connection_ = nullptr;
  }

  Transaction& operator=(Transaction&&) = delete;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  ~Transaction() {
    if (connection_ != nullptr) connection_->roll_back();
  }

  Result<void> commit();

 private:
  explicit Transaction(Connection& connection) : connection_(&connection) {}

  Connection* connection_;
};

// Pieces of SQL that the engines spell differently.

/// Appends " FOR UPDATE" where the engine has it (SQLite's write transaction is the lock).
void lock_rows(Statement& statement, Engine engine);
/// The column as UTF-8 text, whatever its type, for searching: cast(x as text), convert(x using
/// utf8mb4). Bytes that are no text don't fail; PostgreSQL's bytea comes as "\x" and hexadecimal.
Statement as_text(const Name& column, Engine engine);
/// "(k1 = ? and k2 = ?) or …" for keys of one or more columns, in the form that an index serves;
/// "k in (?, …)" for one column, "k = any(?)" of one array in PostgreSQL. Null is found as null.
/// False where there are no values.
Statement key_is_one_of(std::span<const Name> key, std::span<const Row> values, Engine engine);
/// How many bytes the value takes as it would be read, without reading it.
Statement byte_length(const Column& column, Engine engine);
/// Schema and table, quoted.
Statement table_name(const Table& table, Engine engine);
/// Reads one value too large for a row in pieces of `piece_bytes`. `where` is a condition that
/// holds for one row. Text comes as UTF-8, pieces may cut a character. Null gives no piece.
/// Errc::conflict "sql.unexpected_count" where the condition holds for no row or for several.
Result<void> read_in_pieces(Connection& connection, const Table& table, const Name& column,
                            const Statement& where, std::int64_t piece_bytes,
                            const std::function<Result<void>(std::string_view)>& take);

}  // namespace ombud::sql
