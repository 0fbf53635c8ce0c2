// The way in to each kind of system.
#include "connectors/csv/connector.h"
#include "connectors/registry.h"
#include "sql/mariadb/mariadb.h"
#include "sql/postgresql/postgresql.h"
#include "sql/sqlite/sqlite.h"

namespace ombud::connectors {

namespace {

// A database is worked on where it is: what is committed there lasts there.
class DatabaseConnector final : public Connector {
 public:
  DatabaseConnector(System system, std::unique_ptr<sql::Connection> connection)
      : Connector(std::move(system)), connection_(std::move(connection)) {}

  sql::Connection& connection() override { return *connection_; }

  Result<const sql::Catalogue*> catalogue() override {
    if (!catalogue_) TRY(refresh());
    return &*catalogue_;
  }

  Result<void> refresh() override {
    catalogue_ = TRY(connection_->read_catalogue());
    return {};
  }

  Result<void> keep() override { return {}; }

 private:
  std::unique_ptr<sql::Connection> connection_;
  std::optional<sql::Catalogue> catalogue_;
};

Result<std::unique_ptr<sql::Connection>> connect_postgresql(const Address& address,
                                                            Secret password) {
  sql::postgresql::Options options;
  options.host = address.host.empty() ? address.socket : address.host;
  options.port = address.port;
  options.database = address.database;
  options.user = address.user;
  options.password = std::move(password);
  options.tls = address.tls;
  options.root_certificate = address.root_certificate;
  return sql::postgresql::connect(options);
}

Result<std::unique_ptr<sql::Connection>> connect_mariadb(const Address& address, Secret password) {
  sql::mariadb::Options options;
  options.host = address.host;
  options.socket = address.socket;
  options.port = address.port;
  options.database = address.database;
  options.user = address.user;
  options.password = std::move(password);
  options.tls = address.tls;
  options.root_certificate = address.root_certificate;
  return sql::mariadb::connect(options);
}

Result<std::unique_ptr<Connector>> over(System system,
                                        Result<std::unique_ptr<sql::Connection>> connection) {
  if (!connection) return fail(std::move(connection).error());
  return std::unique_ptr<Connector>(
      std::make_unique<DatabaseConnector>(std::move(system), std::move(connection).value()));
}

Result<std::unique_ptr<Connector>> open_kind(const System& system, Secret password) {
  switch (system.address.kind) {
    case Kind::sqlite:
      return over(system, sql::sqlite::connect(system.address.file, {}));
    case Kind::postgresql:
      return over(system, connect_postgresql(system.address, std::move(password)));
    case Kind::mariadb:
      return over(system, connect_mariadb(system.address, std::move(password)));
    case Kind::csv:
      return csv::open(system);
    case Kind::manual:
      break;
  }
  return fail(Errc::conflict, "connectors.manual", {{"system", system.name}});
}

}  // namespace

Result<std::unique_ptr<Connector>> open(accounts::Office& office, const System& system) {
  Result<Secret> password = password_of(office, system);
  if (!password) {
    password.error().params.emplace_back("system", system.name);
    return fail(std::move(password).error());
  }
  return open(system, *std::move(password));
}

Result<std::unique_ptr<Connector>> open(const System& system, Secret password) {
  Result<std::unique_ptr<Connector>> opened = open_kind(system, std::move(password));
  if (!opened && system.address.kind != Kind::manual)
    opened.error().params.emplace_back("system", system.name);
  return opened;
}

}  // namespace ombud::connectors
