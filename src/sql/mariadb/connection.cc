#include "sql/mariadb/connection.h"

#include <fmt/format.h>
#include <mysql.h>

#include <algorithm>

#include "base/text.h"
#include "sql/digest.h"
#include "sql/mariadb/catalogue_reader.h"
#include "sql/mariadb/cursor.h"
#include "sql/mariadb/grants.h"
#include "sql/refusal.h"

namespace ombud::sql::mariadb {

namespace {

// What a packet holds beside the values.
constexpr std::uint64_t packet_overhead_bytes = 4096;

bool is_one(const std::optional<Row>& row, std::size_t column) {
  return row && row->at(column) == Value(std::int64_t{1});
}

}  // namespace

void CloseSession::operator()(st_mysql* session) const { mysql_close(session); }

void CloseStatement::operator()(st_mysql_stmt* statement) const { mysql_stmt_close(statement); }

ServerConnection::ServerConnection(Session session, Options options)
    : session_(std::move(session)),
      options_(std::move(options)),
      session_id_(mysql_thread_id(session_.get())) {}

ServerConnection::~ServerConnection() {
  if (cursor_ != nullptr) cursor_->finish();
}

Result<void> ServerConnection::prepare() {
  TRY(
      ask(Statement("set session sql_mode = 'STRICT_ALL_TABLES,ERROR_FOR_DIVISION_BY_ZERO,"
                    "NO_ENGINE_SUBSTITUTION', time_zone = '+00:00', autocommit = 1,"
                    " sql_select_limit = default, max_statement_time = 0")));
  TRY(ask(Statement("set session transaction isolation level repeatable read")));
  const std::optional<Row> row = TRY(one(Statement("select @@max_allowed_packet")));
  if (row)
    if (const std::int64_t* bytes = std::get_if<std::int64_t>(&row->at(0)))
      largest_packet_bytes_ = static_cast<std::uint64_t>(*bytes);
  return {};
}

std::string ServerConnection::version() const {
  const std::string_view text = mysql_get_server_info(session_.get());
  return "MariaDB " + std::string(text.substr(0, text.find('-')));
}

bool ServerConnection::server_is_in_transaction() const {
  unsigned status = 0;
  mariadb_get_infov(session_.get(), MARIADB_CONNECTION_SERVER_STATUS, &status);
  return (status & SERVER_STATUS_IN_TRANS) != 0;
}

Result<void> ServerConnection::ready() {
  if (session_ == nullptr || gone_) return refusal::unreachable(shown_host(options_));
  if (cursor_ != nullptr) return refusal::cursor_open();
  // A deadlock undoes the transaction, and what follows would be kept at once; a change of the
  // schema keeps all before it.
  if (transaction_ && !server_is_in_transaction()) return refusal::transaction_lost();
  cancelled_ = false;
  return {};
}

Result<std::int64_t> ServerConnection::ask(const Statement& statement) {
  TRY(ready());
  const std::string text = render(statement, Engine::mariadb).text;
  if (mysql_real_query(session_.get(), text.data(), text.size()) != 0) return refused_session();
  if (mysql_field_count(session_.get()) > 0) {
    mysql_free_result(mysql_use_result(session_.get()));
    return 0;
  }
  return static_cast<std::int64_t>(mysql_affected_rows(session_.get()));
}

Result<Prepared> ServerConnection::started(const Statement& statement) {
  TRY(ready());
  const Rendered rendered = render(statement, Engine::mariadb);
  Parameters parameters(rendered.values);
  // The server would hang up.
  if (largest_packet_bytes_ > 0 &&
      parameters.bytes() + rendered.text.size() + packet_overhead_bytes > largest_packet_bytes_)
    return refusal::bad_value();
  Prepared prepared(mysql_stmt_init(session_.get()));
  MYSQL_STMT* const raw = prepared.get();
  if (mysql_stmt_prepare(raw, rendered.text.data(), rendered.text.size()) != 0)
    return refused_statement(raw);
  if (mysql_stmt_param_count(raw) != parameters.count()) return refusal::statement("07001");
  if (parameters.count() > 0 && mysql_stmt_bind_param(raw, parameters.binds()) != 0)
    return refused_statement(raw);
  if (mysql_stmt_execute(raw) != 0) return refused_statement(raw);
  return prepared;
}

Result<std::unique_ptr<Cursor>> ServerConnection::open(const Statement& statement) {
  auto cursor = std::make_unique<ServerCursor>(*this, TRY(started(statement)));
  TRY(cursor->start());
  return std::unique_ptr<Cursor>(std::move(cursor));
}

Result<std::int64_t> ServerConnection::execute(const Statement& statement) {
  const bool bare =
      std::none_of(statement.parts().begin(), statement.parts().end(),
                   [](const Statement::Part& part) { return std::holds_alternative<Value>(part); });
  if (bare) return ask(statement);
  const Prepared prepared = TRY(started(statement));
  if (mysql_stmt_field_count(prepared.get()) == 0)
    return static_cast<std::int64_t>(mysql_stmt_affected_rows(prepared.get()));
  if (mysql_stmt_store_result(prepared.get()) != 0) return refused_statement(prepared.get());
  // "returning" gives a row for each that was changed.
  if (only_reads(statement)) return 0;
  return static_cast<std::int64_t>(mysql_stmt_num_rows(prepared.get()));
}

Result<void> ServerConnection::begin(Begin mode) {
  if (transaction_) return refusal::transaction_open();
  TRY(ask(mode == Begin::read ? Statement("start transaction with consistent snapshot, read only")
                              : Statement("start transaction read write")));
  transaction_ = true;
  return {};
}

Result<void> ServerConnection::commit() {
  if (!transaction_) return refusal::transaction_lost();
  TRY(ask(Statement("commit")));
  transaction_ = false;
  return {};
}

void ServerConnection::roll_back() noexcept {
  if (cursor_ != nullptr) cursor_->finish();
  if (!std::exchange(transaction_, false)) return;
  if (session_ != nullptr && mysql_rollback(session_.get()) != 0) session_.reset();
}

Result<Catalogue> ServerConnection::read_catalogue() {
  return ServerCatalogueReader(*this, options_.database).read();
}

Result<Rights> ServerConnection::rights(const Table& table) {
  const std::vector<Row> columns =
      TRY(all(Statement("select column_name from information_schema.columns"
                        " where table_schema = ? and table_name = ?",
                        {table.schema.text(), table.name.text()})));
  if (columns.empty()) return refusal::no_such_name();
  Grants grants(table.schema.text(), table.name.text());
  for (const Row& row : TRY(all(Statement("show grants")))) grants.add(shown(row.at(0)));
  // What everybody has; servers before 10.11 know no such role.
  if (const auto rows = all(Statement("show grants for public")); rows)
    for (const Row& row : *rows) grants.add(shown(row.at(0)));
  std::vector<std::string> names;
  names.reserve(columns.size());
  for (const Row& row : columns) names.push_back(shown(row.at(0)));
  bool write = true;
  if (is_one(TRY(one(Statement("select @@global.read_only"))), 0))
    write = grants.everywhere("READ ONLY ADMIN") || grants.everywhere("SUPER");
  if (table.kind == Table::Kind::view)
    write = write &&
            is_one(TRY(one(Statement("select is_updatable = 'YES' from information_schema.views"
                                     " where table_schema = ? and table_name = ?",
                                     {table.schema.text(), table.name.text()}))),
                   0);
  return Rights{grants.on_all("SELECT", names), write && grants.on_all("UPDATE", names),
                write && grants.on_table("DELETE")};
}

Result<void> ServerConnection::set_time_out(std::chrono::milliseconds time_out) {
  // Seconds, with decimals.
  const std::string seconds =
      fmt::format("{}.{:03}", time_out.count() / 1000, time_out.count() % 1000);
  TRY(execute(Statement("set session max_statement_time = ?", {Decimal{seconds}})));
  time_out_ = time_out;
  return {};
}

void ServerConnection::cancel() noexcept {
  cancelled_ = true;
  end_running();
}

void ServerConnection::end_running() noexcept {
  const Result<Session> second = sign_in(options_);
  if (!second) return;
  const std::string text = "kill query " + std::to_string(session_id_);
  mysql_real_query(second->get(), text.data(), text.size());
}

std::string ServerConnection::lock_name(const std::string& name) const {
  // A lock is the server's, not the database's, and its name at most 64 characters.
  return "ombud:" + to_hex(sha256(options_.database + '\n' + name)).substr(0, 40);
}

Result<bool> ServerConnection::try_lock(const std::string& name) {
  if (locks_.contains(name)) return true;
  const bool taken = is_one(TRY(one(Statement("select get_lock(?, 0)", {lock_name(name)}))), 0);
  if (taken) locks_.insert(name);
  return taken;
}

void ServerConnection::release_lock(const std::string& name) noexcept {
  if (!locks_.contains(name)) return;
  // Where it can't be released now, it is when the connection ends.
  if (one(Statement("select release_lock(?)", {lock_name(name)}))) locks_.erase(name);
}

Result<std::string> ServerConnection::identity() {
  // The server's id came with 10.4 or so; without it, where it runs.
  const std::optional<Row> id = TRY(one(Statement("show variables like 'server_uid'")));
  const std::optional<Row> place =
      TRY(one(Statement("select @@hostname, @@port, @@datadir, database()")));
  if (!place) return refusal::unreachable(shown_host(options_));
  const std::string server =
      id ? shown(id->at(1)) : shown(place->at(0)) + "/" + shown(place->at(1));
  return "mariadb:" + server + ":" + shown(place->at(2)) + ":" + shown(place->at(3));
}

}  // namespace ombud::sql::mariadb
