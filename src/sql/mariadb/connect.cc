// Signing in to MariaDB.

#include <errmsg.h>
#include <mysql.h>
#include <mysqld_error.h>

#include "sql/mariadb/connection.h"
#include "sql/refusal.h"

namespace ombud::sql::mariadb {

namespace {

constexpr const char* system_certificates = "/etc/ssl/certs/ca-certificates.crt";
constexpr unsigned long largest_value_bytes = 1UL << 30;  // The protocol's own limit.

// The library is made ready once, before the first thread uses it.
bool library_is_ready() {
  static const bool ready = mysql_library_init(0, nullptr, nullptr) == 0;
  return ready;
}

// "localhost" without a port is the socket, as with every program of MariaDB's.
bool is_socket(const Options& options) {
  return options.host.empty() || !options.socket.empty() ||
         (options.host == "localhost" && options.port == 0);
}

const char* or_null(const std::string& text) { return text.empty() ? nullptr : text.c_str(); }

void set_options(MYSQL* session, const Options& options) {
  const auto seconds = static_cast<unsigned>(options.connect_time_out.count());
  const unsigned protocol = is_socket(options) ? MYSQL_PROTOCOL_SOCKET : MYSQL_PROTOCOL_TCP;
  const unsigned never = 0;
  mysql_options(session, MYSQL_OPT_CONNECT_TIMEOUT, &seconds);
  mysql_options(session, MYSQL_OPT_PROTOCOL, &protocol);
  mysql_options(session, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  mysql_options(session, MYSQL_OPT_MAX_ALLOWED_PACKET, &largest_value_bytes);
  // A server could ask for any file of this machine.
  mysql_options(session, MYSQL_OPT_LOCAL_INFILE, &never);
  const bool secured = options.tls == "on" || (options.tls.empty() && !is_socket(options));
  const my_bool verify = secured ? 1 : 0;
  mysql_options(session, MYSQL_OPT_SSL_ENFORCE, &verify);
  mysql_options(session, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
  if (secured)
    mysql_ssl_set(
        session, nullptr, nullptr,
        options.root_certificate.empty() ? system_certificates : options.root_certificate.c_str(),
        nullptr, nullptr);
}

Failure refused(unsigned code, const Options& options) {
  switch (code) {
    case ER_BAD_DB_ERROR:
      return fail(Errc::not_found, "sql.no_such_database", {{"database", options.database}});
    case ER_ACCESS_DENIED_ERROR:
    case ER_ACCESS_DENIED_NO_PASSWORD_ERROR:
    case ER_DBACCESS_DENIED_ERROR:
    case ER_HOST_NOT_PRIVILEGED:
    case ER_HOST_IS_BLOCKED:
    case ER_MUST_CHANGE_PASSWORD_LOGIN:
    case ER_ACCOUNT_HAS_BEEN_LOCKED:
    case CR_AUTH_PLUGIN_CANNOT_LOAD:
      return fail(Errc::forbidden, "sql.sign_in_refused", {{"user", options.user}});
    case CR_SSL_CONNECTION_ERROR:
      return fail(Errc::unavailable, "sql.tls_failed", {{"host", shown_host(options)}});
    default:
      return refusal::unreachable(shown_host(options));
  }
}

}  // namespace

std::string shown_host(const Options& options) {
  if (!options.socket.empty()) return options.socket;
  return options.host.empty() ? "localhost" : options.host;
}

Result<Session> sign_in(const Options& options) {
  Session session(library_is_ready() ? mysql_init(nullptr) : nullptr);
  if (session == nullptr) return refusal::unreachable(shown_host(options));
  set_options(session.get(), options);
  const bool socket = is_socket(options);
  // UPDATE counts rows that were met, not only those whose values differ.
  if (mysql_real_connect(session.get(), socket ? nullptr : options.host.c_str(),
                         options.user.c_str(), or_null(options.password.reveal()),
                         or_null(options.database), static_cast<unsigned>(options.port),
                         socket ? or_null(options.socket) : nullptr, CLIENT_FOUND_ROWS) == nullptr)
    return refused(mysql_errno(session.get()), options);
  return session;
}

Result<std::unique_ptr<Connection>> connect(const Options& options) {
  auto connection = std::make_unique<ServerConnection>(TRY(sign_in(options)), options);
  TRY(connection->prepare());
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace ombud::sql::mariadb
