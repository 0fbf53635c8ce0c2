// Signing in to PostgreSQL. libpq gives no code for a sign-in that failed, but with this verbosity
// its message ends in one, and no words of the server stand in it.

#include <libpq-fe.h>
#include <poll.h>

#include "sql/postgresql/connection.h"
#include "sql/refusal.h"

namespace ombud::sql::postgresql {

namespace {

using std::chrono::steady_clock;

// Debian's and most others' place; libpq 15 can't be told "the system's".
constexpr const char* system_certificates = "/etc/ssl/certs/ca-certificates.crt";

bool is_socket(const std::string& host) { return host.empty() || host[0] == '/' || host[0] == '@'; }

std::string shown_host(const Options& options) {
  return options.host.empty() ? "localhost" : options.host;
}

Session start(const Options& options) {
  std::vector<std::pair<const char*, std::string>> settings = {
      {"host", options.host},
      {"port", options.port == 0 ? "" : std::to_string(options.port)},
      {"dbname", options.database},
      {"user", options.user},
      {"application_name", "ombud"},
      {"client_encoding", "UTF8"},
      {"gssencmode", "disable"},
      {"keepalives_idle", "30"},
      {"keepalives_interval", "10"},
      {"keepalives_count", "3"},
      {"tcp_user_timeout", "60000"},
  };
  const bool verified = options.tls.empty() && !is_socket(options.host);
  const std::string tls = verified ? "verify-full" : options.tls;
  if (!tls.empty()) settings.emplace_back("sslmode", tls);
  if (!options.root_certificate.empty())
    settings.emplace_back("sslrootcert", options.root_certificate);
  else if (tls.starts_with("verify-"))
    settings.emplace_back("sslrootcert", system_certificates);
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : settings) {
    names.push_back(name);
    values.push_back(value.c_str());
  }
  if (!options.password.empty()) {
    names.push_back("password");
    values.push_back(options.password.reveal().c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  return Session(PQconnectStartParams(names.data(), values.data(), 0));
}

// True when signed in; false when refused or out of time.
bool finish(pg_conn* session, std::chrono::seconds time_out) {
  const steady_clock::time_point until = steady_clock::now() + time_out;
  PostgresPollingStatusType state = PGRES_POLLING_WRITING;
  while (state != PGRES_POLLING_OK) {
    if (state == PGRES_POLLING_FAILED || PQsocket(session) < 0) return false;
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until - steady_clock::now());
    const short event = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    pollfd wait{PQsocket(session), event, 0};
    if (left.count() <= 0) return false;
    if (poll(&wait, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return false;
    state = PQconnectPoll(session);
  }
  return true;
}

Failure refused(pg_conn* session, const Options& options) {
  const std::string_view message = PQerrorMessage(session);
  const std::size_t at = message.rfind("FATAL:  ");
  const std::string_view state =
      at == std::string_view::npos ? std::string_view() : message.substr(at + 8, 5);
  if (state == "3D000")
    return fail(Errc::not_found, "sql.no_such_database", {{"database", options.database}});
  if (state.starts_with("28") || state == "42501" || PQconnectionNeedsPassword(session) != 0)
    return fail(Errc::forbidden, "sql.sign_in_refused", {{"user", options.user}});
  if (state.empty() && (message.find("SSL") != std::string_view::npos ||
                        message.find("certificate") != std::string_view::npos))
    return fail(Errc::unavailable, "sql.tls_failed", {{"host", shown_host(options)}});
  return refusal::unreachable(shown_host(options));
}

void drop_notice(void*, const pg_result*) {}

}  // namespace

Result<std::unique_ptr<Connection>> connect(const Options& options) {
  Session session = start(options);
  if (session == nullptr) return refusal::unreachable(shown_host(options));
  PQsetErrorVerbosity(session.get(), PQERRORS_SQLSTATE);
  // A notice may quote a row; libpq would print it.
  PQsetNoticeReceiver(session.get(), &drop_notice, nullptr);
  if (PQstatus(session.get()) == CONNECTION_BAD || !finish(session.get(), options.connect_time_out))
    return refused(session.get(), options);
  auto connection =
      std::make_unique<ServerConnection>(std::move(session), shown_host(options), options);
  TRY(connection->prepare());
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace ombud::sql::postgresql
