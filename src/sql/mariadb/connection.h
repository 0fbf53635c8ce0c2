#pragma once
// One session of a MariaDB server behind sql::Connection.
//
// Whatever has values is a prepared statement, whose results come in binary: a number is never a
// text on its way. Rows are fetched as the server sends them, none are kept. A Decimal is bound as
// one: as a text it would be compared as a floating number.

#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <string>

#include "sql/connection.h"
#include "sql/mariadb/mariadb.h"

// NOLINTBEGIN(readability-identifier-naming): the client library's own names
struct st_mysql;
struct st_mysql_stmt;

// NOLINTEND(readability-identifier-naming)

namespace ombud::sql::mariadb {

struct CloseSession {
  void operator()(st_mysql* session) const;
};

struct CloseStatement {
  void operator()(st_mysql_stmt* statement) const;
};

using Session = std::unique_ptr<st_mysql, CloseSession>;
using Prepared = std::unique_ptr<st_mysql_stmt, CloseStatement>;

/// A signed-in session; the errors of connect().
Result<Session> sign_in(const Options& options);
std::string shown_host(const Options& options);

class ServerCursor;

class ServerConnection final : public Connection {
 public:
  ServerConnection(Session session, Options options);
  ~ServerConnection() override;
  ServerConnection(const ServerConnection&) = delete;
  ServerConnection& operator=(const ServerConnection&) = delete;

  /// Strict mode, UTC, one isolation level; learns the largest packet.
  Result<void> prepare();

  Engine engine() const override { return Engine::mariadb; }

  std::string version() const override;
  Result<std::unique_ptr<Cursor>> open(const Statement& statement) override;
  Result<std::int64_t> execute(const Statement& statement) override;
  Result<void> begin(Begin mode) override;
  Result<void> commit() override;
  void roll_back() noexcept override;

  bool in_transaction() const override { return transaction_; }

  Result<Catalogue> read_catalogue() override;
  Result<Rights> rights(const Table& table) override;
  Result<void> set_time_out(std::chrono::milliseconds time_out) override;
  void cancel() noexcept override;
  Result<bool> try_lock(const std::string& name) override;
  void release_lock(const std::string& name) noexcept override;
  Result<std::string> identity() override;

 private:
  friend class ServerCursor;

  /// Before each statement: nothing may be open, and a transaction must still be one.
  Result<void> ready();
  bool server_is_in_transaction() const;
  /// A statement without values or rows.
  Result<std::int64_t> ask(const Statement& statement);
  /// Prepared, bound and executed; its rows wait to be fetched.
  Result<Prepared> started(const Statement& statement);
  /// What a code means. Looks whether the transaction still is one.
  Failure refused(unsigned code, const char* message);
  Failure refused_session();
  Failure refused_statement(st_mysql_stmt* statement);
  void end_running() noexcept;
  std::string lock_name(const std::string& name) const;

  Session session_;
  Options options_;  // For the second session that a cancel needs.
  unsigned long session_id_ = 0;
  std::set<std::string> locks_;
  ServerCursor* cursor_ = nullptr;
  bool transaction_ = false;  // Begun by us and not ended by us.
  bool gone_ = false;         // The server hung up.
  std::atomic<bool> cancelled_ = false;
  std::chrono::milliseconds time_out_{0};
  std::uint64_t largest_packet_bytes_ = 0;
};

}  // namespace ombud::sql::mariadb
