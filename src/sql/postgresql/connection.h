#pragma once
// One session of a PostgreSQL server behind sql::Connection.
//
// Values go as text of no stated type, so that the server takes the type of the column they are
// compared with and an index serves; only bytes go as bytea. Results come as text, which is exact.
// A read in a transaction is a cursor of the server, read in batches; outside one it is streamed,
// and given up by cancelling, which in a transaction would end that.

#include <atomic>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>

#include "sql/connection.h"
#include "sql/postgresql/postgresql.h"

struct pg_conn;
struct pg_cancel;
struct pg_result;

namespace ombud::sql::postgresql {

struct CloseSession {
  void operator()(pg_conn* session) const;
};

struct FreeCancel {
  void operator()(pg_cancel* cancel) const;
};

struct ClearAnswer {
  void operator()(pg_result* answer) const;
};

using Session = std::unique_ptr<pg_conn, CloseSession>;
using CancelKey = std::unique_ptr<pg_cancel, FreeCancel>;
using Answer = std::unique_ptr<pg_result, ClearAnswer>;

class Parameters;
class ServerCursor;

class ServerConnection final : public Connection {
 public:
  ServerConnection(Session session, std::string host, const Options& options);
  ~ServerConnection() override;
  ServerConnection(const ServerConnection&) = delete;
  ServerConnection& operator=(const ServerConnection&) = delete;

  /// Dates, numbers and bytes in the forms that this driver reads.
  Result<void> prepare();

  Engine engine() const override { return Engine::postgresql; }

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

 protected:
  Result<std::unique_ptr<Cursor>> open_small(const Statement& statement) override;

 private:
  friend class ServerCursor;

  /// Before each statement: nothing may be open, and a transaction must still be one.
  Result<void> ready();
  Result<Answer> ask(const Statement& statement);
  /// The name under which the server keeps the statement ready; nothing where it does not.
  Result<const char*> prepared(const std::string& text, const Parameters& parameters);
  /// A statement that is no longer what was prepared is prepared anew the next time.
  Failure refused_kept(const pg_result* answer);
  Result<void> send(const Statement& statement);
  Result<std::unique_ptr<Cursor>> stream(const Statement& statement, bool may_cancel);
  Result<std::unique_ptr<Cursor>> portal(const Statement& statement);
  /// What an answer that is no success means; also where there is none.
  Failure refused(const pg_result* answer) const;
  void end_running() noexcept;
  /// Until PQgetResult() has something to give. One that has waited for longer than its patience
  /// finds the connection cut, by us.
  void await() noexcept;
  /// The next one of what was sent; nothing after the last.
  Answer next_answer() noexcept;
  /// The last one of what was sent; nothing where it could not be sent, as libpq said by a 0.
  Answer last_answer(int sent = 1) noexcept;

  Session session_;
  CancelKey cancel_key_;
  std::string host_;  // As given, for errors.
  std::set<std::string> locks_;
  bool keeps_statements_;
  std::chrono::milliseconds patience_;
  std::unordered_map<std::string, std::string> kept_;  // Names by texts and types.
  int named_ = 0;
  ServerCursor* cursor_ = nullptr;
  bool transaction_ = false;  // Begun by us and not ended by us.
  std::atomic<bool> cancelled_ = false;
  std::chrono::milliseconds time_out_{0};
  bool time_out_undone_by_rollback_ = false;
};

}  // namespace ombud::sql::postgresql
