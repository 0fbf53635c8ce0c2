#pragma once
// SQLite: a file, opened with double-quoted strings switched off, foreign keys on, what is deleted
// overwritten (secure_delete), synchronous=FULL, and WAL only where the file is our own.

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "sql/connection.h"

namespace ombud::sql::sqlite {

struct Options {
  bool create = false;  // Else Errc::not_found "sql.no_such_file" {file}.
  bool own = false;     // Our own store: WAL, and made readable by its owner only.
  bool read_only = false;
  std::chrono::milliseconds wait_for_lock{5000};  // Then "sql.locked".
};

/// Errc::not_found "sql.no_such_file", Errc::invalid "sql.not_a_database", Errc::unavailable
/// "sql.locked", Errc::forbidden "sql.no_right". A file other than ours is changed in nothing by
/// opening it. ":memory:" and "" (a private file that is gone when closed) work as in SQLite.
Result<std::unique_ptr<Connection>> connect(const std::string& file, const Options& options);

}  // namespace ombud::sql::sqlite
