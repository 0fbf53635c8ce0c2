#pragma once
// A SQLite file behind sql::Connection.
//
// SQLite gives what was bound its column's affinity. A Decimal is bound as text: a NUMERIC column
// makes a number of it and keeps some 15 digits, as it does for everybody; a TEXT column keeps all.

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "sql/connection.h"
#include "sql/sqlite/file_lock.h"
#include "sql/sqlite/sqlite.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ombud::sql::sqlite {

struct CloseDatabase {
  void operator()(sqlite3* database) const;
};

using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

struct FinalizeStatement {
  void operator()(sqlite3_stmt* statement) const;
};

/// Of a statement that the connection keeps, only the run ends: what was bound is forgotten.
struct EndRun {
  bool kept = false;
  void operator()(sqlite3_stmt* statement) const;
};

using Kept = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;
using Prepared = std::unique_ptr<sqlite3_stmt, EndRun>;

class FileCursor;

class FileConnection final : public Connection {
 public:
  FileConnection(Handle handle, std::string file);
  ~FileConnection() override;
  FileConnection(const FileConnection&) = delete;
  FileConnection& operator=(const FileConnection&) = delete;

  /// Switches, pragmas and a first look at whether the file is a database at all.
  Result<void> prepare(const Options& options);

  Engine engine() const override { return Engine::sqlite; }

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
  friend class FileCursor;

  Result<Prepared> prepared(const Statement& statement);
  /// Not bound; nothing where the code says why.
  Prepared compiled(const std::string& text, int& code);
  Result<void> run(Literal text);
  /// What a code other than SQLITE_OK, ROW and DONE means.
  Failure refused(int code) const;
  Failure refused_constraint(int code) const;
  void start_clock();
  void end_transaction();
  bool out_of_time() const;

  bool is_private() const { return file_.empty() || file_ == ":memory:"; }

  static int on_progress(void* connection);
  static int on_busy(void* connection, int times);

  Handle handle_;
  std::string file_;  // As given; "" and ":memory:" are private to this connection.
  bool keeps_statements_ = false;
  std::unordered_map<std::string, Kept> kept_;  // By their texts; none of them is running.
  std::map<std::string, std::optional<FileLock>> locks_;  // Without a file where that is private.
  FileCursor* cursor_ = nullptr;
  bool transaction_ = false;  // Begun by us and not ended by us.
  bool only_reads_ = false;   // The transaction.
  std::chrono::milliseconds wait_for_lock_{0};
  std::atomic<bool> cancelled_ = false;
  std::chrono::milliseconds time_out_{0};
  std::chrono::steady_clock::time_point started_;
};

}  // namespace ombud::sql::sqlite
