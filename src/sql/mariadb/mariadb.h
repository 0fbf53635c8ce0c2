#pragma once
// MariaDB through its C library: prepared statements with cursors, utf8mb4 whatever the tables'
// character sets, strict mode, UTC.

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "sql/connection.h"

namespace ombud::sql::mariadb {

struct Options {
  std::string host;    // Empty: the socket.
  std::string socket;  // A file; empty with no host: the usual one.
  int port = 0;
  std::string database;
  std::string user;
  Secret password;
  std::string tls;  // "off", "on" (verified); empty: "on" over the network, "off" on a socket.
  std::string root_certificate;
  std::chrono::seconds connect_time_out{10};
};

/// Errc::unavailable "sql.unreachable" {host}, Errc::forbidden "sql.sign_in_refused" {user},
/// Errc::not_found "sql.no_such_database" {database}.
Result<std::unique_ptr<Connection>> connect(const Options& options);

}  // namespace ombud::sql::mariadb
