#pragma once
// A result of PostgreSQL being read: one row at a time in memory, whether the server sends all of
// them (a stream) or a batch when asked (a portal).

#include "sql/postgresql/connection.h"

namespace ombud::sql::postgresql {

class ServerCursor final : public Cursor {
 public:
  enum class Kind : std::uint8_t {
    stream,            // Read to its end even when given up.
    stream_to_cancel,  // Given up by cancelling the statement.
    portal,            // A declared cursor of the server.
  };
  ServerCursor(ServerConnection& connection, Kind kind);
  ~ServerCursor() override;
  ServerCursor(const ServerCursor&) = delete;
  ServerCursor& operator=(const ServerCursor&) = delete;

  /// Reads up to the first row, so that columns are known and a wrong statement fails here.
  Result<void> start();

  const std::vector<std::string>& columns() const override { return columns_; }

  Result<const Row*> next() override;
  /// Nothing is read after this; the connection is free for another statement.
  void finish() noexcept;

 private:
  Result<void> ask_for_batch();
  /// Takes the next answer; false where there are no more rows of what was asked.
  Result<bool> receive();
  Result<bool> advance();
  void learn_columns();
  void take_row();

  ServerConnection& connection_;
  Kind kind_;
  std::vector<std::string> columns_;
  std::vector<unsigned> types_;
  Answer waiting_;          // A row that came and was not yet given out.
  bool receiving_ = false;  // The server is sending.
  bool at_end_ = false;     // All rows have come.
  bool finished_ = false;
  bool cut_off_ = false;
  int batch_rows_ = 64;
  int rows_in_batch_ = 0;
  std::size_t bytes_in_batch_ = 0;
  Row row_;
};

}  // namespace ombud::sql::postgresql
