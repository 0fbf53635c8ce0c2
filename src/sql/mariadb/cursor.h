#pragma once
// Rows of a MariaDB statement, fetched one at a time as the server sends them.

#include <mysql.h>

#include "sql/mariadb/connection.h"
#include "sql/mariadb/values.h"

namespace ombud::sql::mariadb {

class ServerCursor final : public Cursor {
 public:
  ServerCursor(ServerConnection& connection, Prepared statement);
  ~ServerCursor() override;
  ServerCursor(const ServerCursor&) = delete;
  ServerCursor& operator=(const ServerCursor&) = delete;

  /// Learns the columns and says where their values go.
  Result<void> start();

  const std::vector<std::string>& columns() const override { return columns_; }

  Result<const Row*> next() override;
  /// Nothing is read after this; the connection is free for another statement.
  void finish() noexcept;

 private:
  ServerConnection& connection_;
  Prepared statement_;
  std::vector<std::string> columns_;
  std::unique_ptr<Results> results_;
  bool at_end_ = false;
  bool cut_off_ = false;
  Row row_;
};

}  // namespace ombud::sql::mariadb
