#pragma once
// Values on the wire of MariaDB's prepared statements.

#include <mysql.h>

#include <string>
#include <vector>

#include "sql/value.h"

namespace ombud::sql::mariadb {

/// Values as the client library takes them; the values must outlive it.
class Parameters {
 public:
  explicit Parameters(const std::vector<Value>& values);

  MYSQL_BIND* binds() { return binds_.data(); }

  std::size_t count() const { return binds_.size(); }

  std::uint64_t bytes() const { return bytes_; }

 private:
  void bind_bytes(MYSQL_BIND& bind, enum_field_types type, const std::string& bytes);

  std::uint64_t bytes_ = 0;
  std::vector<MYSQL_BIND> binds_;
  std::vector<std::int64_t> integers_;
  std::vector<double> reals_;
};

/// Where the columns of a row go. A text or blob that is longer than the place kept for it is
/// fetched on its own, so that this doesn't grow with the largest value.
class Results {
 public:
  explicit Results(const MYSQL_RES* metadata);

  MYSQL_BIND* binds() { return binds_.data(); }

  std::size_t count() const { return cells_.size(); }

  /// The column of the row that was fetched last.
  Value value(MYSQL_STMT* statement, std::size_t column);

 private:
  struct Cell {
    enum_field_types type = MYSQL_TYPE_NULL;
    bool binary = false;
    bool is_unsigned = false;
    unsigned decimals = 0;
    my_bool is_null = 0;
    my_bool cut = 0;
    unsigned long length = 0;
    std::int64_t integer = 0;
    double real = 0;
    float single = 0;
    MYSQL_TIME time{};
    std::vector<char> bytes;
  };

  void bind(Cell& cell, MYSQL_BIND& place);
  std::string bytes_of(MYSQL_STMT* statement, std::size_t column);

  std::vector<Cell> cells_;
  std::vector<MYSQL_BIND> binds_;
};

}  // namespace ombud::sql::mariadb
