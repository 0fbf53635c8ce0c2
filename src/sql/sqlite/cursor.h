#pragma once
// A SQLite statement that is being stepped through.

#include "sql/sqlite/connection.h"

namespace ombud::sql::sqlite {

class FileCursor final : public Cursor {
 public:
  FileCursor(FileConnection& connection, Prepared statement);
  ~FileCursor() override;
  FileCursor(const FileCursor&) = delete;
  FileCursor& operator=(const FileCursor&) = delete;

  const std::vector<std::string>& columns() const override { return columns_; }

  Result<const Row*> next() override;
  Result<const std::vector<ValueView>*> next_views() override;
  /// Nothing is read after this; the connection is free for another statement.
  void finish();

 private:
  /// False after the last row.
  Result<bool> step();

  FileConnection& connection_;
  Prepared statement_;
  std::vector<std::string> columns_;
  Row row_;
  std::vector<ValueView> views_;
  bool at_first_row_ = true;
  bool cut_off_ = false;  // Finished by the connection before its end was read.
};

/// Binds each value at its place; the values must outlive the statement's run.
int bind(sqlite3_stmt* statement, const std::vector<Value>& values);

}  // namespace ombud::sql::sqlite
