#pragma once
// PostgreSQL through libpq: server-side cursors, text in UTF-8, ISO dates, UTC.

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "sql/connection.h"

namespace ombud::sql::postgresql {

struct Options {
  std::string host;  // A name, an address, or a folder with the socket.
  int port = 0;      // 0: the usual one.
  std::string database;
  std::string user;
  Secret password;
  std::string tls;  // libpq's sslmode; empty: "verify-full" over the network, none on a socket.
  std::string root_certificate;  // A file; empty: the system's.
  std::chrono::seconds connect_time_out{10};
  // Our own store: the server keeps its statements ready for the session, which is ours alone. A
  // system's may be shared by a pooler, where one session's statements are not the next one's.
  bool own = false;
  // A server that says nothing for so long, while it is asked, is as good as gone: the connection
  // is given up, as if it had been cut. Nothing: waits as long as it takes.
  std::chrono::milliseconds patience{0};
};

/// Errc::unavailable "sql.unreachable" {host}, Errc::forbidden "sql.sign_in_refused" {user},
/// Errc::not_found "sql.no_such_database" {database}.
Result<std::unique_ptr<Connection>> connect(const Options& options);

}  // namespace ombud::sql::postgresql
