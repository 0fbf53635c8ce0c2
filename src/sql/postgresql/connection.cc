#include "sql/postgresql/connection.h"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/socket.h>

#include <charconv>

#include "sql/digest.h"
#include "sql/postgresql/catalogue_reader.h"
#include "sql/postgresql/cursor.h"
#include "sql/postgresql/values.h"
#include "sql/refusal.h"

namespace ombud::sql::postgresql {

namespace {

std::int64_t lock_key(const std::string& name) {
  std::uint64_t key = 0;
  for (const char byte : sha256("ombud lock " + name).substr(0, 8))
    key = key << 8 | static_cast<unsigned char>(byte);
  return static_cast<std::int64_t>(key);
}

// Of one session; a server keeps a plan of some kilobytes for each.
constexpr std::size_t most_kept = 256;

bool truth(const Row& row, std::size_t column) {
  const bool* value = std::get_if<bool>(&row.at(column));
  return value != nullptr && *value;
}

}  // namespace

void CloseSession::operator()(pg_conn* session) const { PQfinish(session); }

void FreeCancel::operator()(pg_cancel* cancel) const { PQfreeCancel(cancel); }

void ClearAnswer::operator()(pg_result* answer) const { PQclear(answer); }

ServerConnection::ServerConnection(Session session, std::string host, const Options& options)
    : session_(std::move(session)),
      cancel_key_(PQgetCancel(session_.get())),
      host_(std::move(host)),
      keeps_statements_(options.own),
      patience_(options.patience) {
  // Nor does sending wait then, for a server that takes nothing in.
  if (patience_.count() > 0) PQsetnonblocking(session_.get(), 1);
}

ServerConnection::~ServerConnection() {
  if (cursor_ != nullptr) cursor_->finish();
}

Result<void> ServerConnection::prepare() {
  // We read to the end: plan for all rows of a cursor, not for the first.
  TRY(
      one(Statement("select set_config('datestyle', 'ISO, YMD', false),"
                    " set_config('intervalstyle', 'iso_8601', false),"
                    " set_config('timezone', 'UTC', false),"
                    " set_config('extra_float_digits', '3', false),"
                    " set_config('bytea_output', 'hex', false),"
                    " set_config('standard_conforming_strings', 'on', false),"
                    " set_config('cursor_tuple_fraction', '1', false)")));
  // Such a database stands for no character set: its bytes come and go as they are.
  const char* encoding = PQparameterStatus(session_.get(), "server_encoding");
  if (encoding != nullptr && std::string_view(encoding) == "SQL_ASCII")
    TRY(execute(Statement("set client_encoding = 'SQL_ASCII'")));
  return {};
}

std::string ServerConnection::version() const {
  const char* version = PQparameterStatus(session_.get(), "server_version");
  const std::string_view text = version == nullptr ? "" : version;
  return "PostgreSQL " + std::string(text.substr(0, text.find(' ')));
}

Result<void> ServerConnection::ready() {
  if (cursor_ != nullptr) return refusal::cursor_open();
  if (transaction_ && PQtransactionStatus(session_.get()) == PQTRANS_IDLE)
    return refusal::transaction_lost();
  cancelled_ = false;
  return {};
}

Result<Answer> ServerConnection::ask(const Statement& statement) {
  TRY(send(statement));
  Answer answer = last_answer();
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return refused_kept(answer.get());
  return answer;
}

Result<const char*> ServerConnection::prepared(const std::string& text,
                                               const Parameters& parameters) {
  if (!keeps_statements_ || parameters.count() == 0) return nullptr;
  std::string key = text;
  for (int i = 0; i < parameters.count(); ++i) key += parameters.types()[i] == 0 ? 't' : 'b';
  const auto known = kept_.find(key);
  if (known != kept_.end()) return known->second.c_str();
  if (kept_.size() == most_kept) return nullptr;
  std::string name = "ombud_" + std::to_string(++named_);
  const Answer answer = last_answer(PQsendPrepare(session_.get(), name.c_str(), text.c_str(),
                                                  parameters.count(), parameters.types()));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return refused(answer.get());
  return kept_.emplace(std::move(key), std::move(name)).first->second.c_str();
}

Failure ServerConnection::refused_kept(const pg_result* answer) {
  const char* state = PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const std::string_view code = state == nullptr ? "" : state;
  if (code == "0A000" || code == "26000") kept_.clear();
  return refused(answer);
}

Result<void> ServerConnection::send(const Statement& statement) {
  TRY(ready());
  const Rendered rendered = render(statement, Engine::postgresql);
  const Parameters parameters(rendered.values);
  if (!parameters.can_be_sent()) return refusal::bad_value();
  const char* kept = TRY(prepared(rendered.text, parameters));
  const int sent =
      kept != nullptr
          ? PQsendQueryPrepared(session_.get(), kept, parameters.count(), parameters.pointers(),
                                parameters.lengths(), parameters.formats(), 0)
          : PQsendQueryParams(session_.get(), rendered.text.c_str(), parameters.count(),
                              parameters.types(), parameters.pointers(), parameters.lengths(),
                              parameters.formats(), 0);
  if (sent == 0) return refused(nullptr);
  return {};
}

void ServerConnection::await() noexcept {
  using std::chrono::milliseconds;
  using std::chrono::steady_clock;
  pg_conn* const session = session_.get();
  if (patience_.count() == 0) return;
  const steady_clock::time_point until = steady_clock::now() + patience_;
  while (true) {
    const int unsent = PQflush(session);
    if (unsent < 0 || PQisBusy(session) == 0) return;
    const auto left = std::chrono::duration_cast<milliseconds>(until - steady_clock::now());
    const auto events = static_cast<short>(unsent > 0 ? POLLIN | POLLOUT : POLLIN);
    pollfd wait{PQsocket(session), events, 0};
    if (left.count() <= 0) {
      shutdown(wait.fd, SHUT_RDWR);  // What libpq meets then is a connection's end.
      return;
    }
    if (poll(&wait, 1, static_cast<int>(left.count())) < 0 && errno != EINTR) return;
    if ((wait.revents & ~POLLOUT) != 0 && PQconsumeInput(session) == 0) return;
  }
}

Answer ServerConnection::next_answer() noexcept {
  await();
  return Answer(PQgetResult(session_.get()));
}

Answer ServerConnection::last_answer(int sent) noexcept {
  Answer last;
  if (sent == 0) return last;
  while (Answer next = next_answer()) last = std::move(next);
  return last;
}

Result<std::unique_ptr<Cursor>> ServerConnection::stream(const Statement& statement,
                                                         bool may_cancel) {
  TRY(send(statement));
  PQsetSingleRowMode(session_.get());
  auto cursor = std::make_unique<ServerCursor>(
      *this, may_cancel ? ServerCursor::Kind::stream_to_cancel : ServerCursor::Kind::stream);
  TRY(cursor->start());
  return std::unique_ptr<Cursor>(std::move(cursor));
}

Result<std::unique_ptr<Cursor>> ServerConnection::portal(const Statement& statement) {
  Statement declaration("declare ombud_cursor no scroll cursor for ");
  TRY(ask(declaration.append(statement)));
  auto cursor = std::make_unique<ServerCursor>(*this, ServerCursor::Kind::portal);
  TRY(cursor->start());
  return std::unique_ptr<Cursor>(std::move(cursor));
}

Result<std::unique_ptr<Cursor>> ServerConnection::open(const Statement& statement) {
  // Giving up what only reads, by cancelling it, undoes nothing.
  const bool reads = only_reads(statement);
  if (transaction_ && reads) return portal(statement);
  return stream(statement, reads);
}

Result<std::unique_ptr<Cursor>> ServerConnection::open_small(const Statement& statement) {
  return stream(statement, false);
}

Result<std::int64_t> ServerConnection::execute(const Statement& statement) {
  const Answer answer = TRY(ask(statement));
  if (std::string_view(PQcmdStatus(answer.get())).starts_with("SELECT")) return 0;
  const std::string_view text = PQcmdTuples(answer.get());
  std::int64_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

Result<void> ServerConnection::begin(Begin mode) {
  if (transaction_) return refusal::transaction_open();
  TRY(ask(mode == Begin::read
              ? Statement("begin transaction isolation level repeatable read, read only")
              : Statement("begin transaction isolation level read committed, read write")));
  transaction_ = true;
  return {};
}

Result<void> ServerConnection::commit() {
  if (!transaction_) return refusal::transaction_lost();
  const Answer answer = TRY(ask(Statement("commit")));
  // A transaction that failed is rolled back by "commit", which says so only here.
  if (std::string_view(PQcmdStatus(answer.get())) != "COMMIT") return refusal::transaction_lost();
  transaction_ = false;
  time_out_undone_by_rollback_ = false;
  return {};
}

void ServerConnection::roll_back() noexcept {
  if (cursor_ != nullptr) cursor_->finish();
  transaction_ = false;
  if (PQtransactionStatus(session_.get()) == PQTRANS_IDLE) return;
  const Answer answer = last_answer(PQsendQuery(session_.get(), "rollback"));
  if (PQresultStatus(answer.get()) != PGRES_COMMAND_OK) session_.reset();
  if (std::exchange(time_out_undone_by_rollback_, false) && !set_time_out(time_out_))
    session_.reset();
}

Result<Catalogue> ServerConnection::read_catalogue() {
  if (transaction_) return ServerCatalogueReader(*this).read();
  const Transaction snapshot = TRY(Transaction::begin(*this, Begin::read));
  return ServerCatalogueReader(*this).read();
}

Result<Rights> ServerConnection::rights(const Table& table) {
  const Statement question(
      "select has_schema_privilege(n.oid, 'usage') and bool_and("
      " has_column_privilege(c.oid, a.attnum, 'select')),"
      " bool_and(has_column_privilege(c.oid, a.attnum, 'update')),"
      " has_table_privilege(c.oid, 'delete'), row_security_active(c.oid), pg_is_in_recovery(),"
      // Bits by kind of command: 4 update, 16 delete.
      " pg_relation_is_updatable(c.oid, true) & 4 <> 0,"
      " pg_relation_is_updatable(c.oid, true) & 16 <> 0"
      " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
      " left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
      " and a.attgenerated = ''"
      " where n.nspname = ? and c.relname = ? and c.relkind in ('r', 'p', 'v', 'm', 'f')"
      " group by n.oid, c.oid",
      {table.schema.text(), table.name.text()});
  const std::optional<Row> row = TRY(one(question));
  if (!row) return refusal::no_such_name();
  const bool read = truth(*row, 0);
  const bool write = read && !truth(*row, 4);
  return Rights{read, write && truth(*row, 1) && truth(*row, 5),
                write && truth(*row, 2) && truth(*row, 6), truth(*row, 3)};
}

Result<void> ServerConnection::set_time_out(std::chrono::milliseconds time_out) {
  TRY(one(Statement("select set_config('statement_timeout', ?, false)",
                    {std::to_string(time_out.count())})));
  time_out_ = time_out;
  time_out_undone_by_rollback_ = transaction_;
  return {};
}

void ServerConnection::cancel() noexcept {
  cancelled_ = true;
  end_running();
}

void ServerConnection::end_running() noexcept {
  char why[256];
  PQcancel(cancel_key_.get(), why, sizeof why);
}

Result<bool> ServerConnection::try_lock(const std::string& name) {
  if (locks_.contains(name)) return true;
  const std::optional<Row> row =
      TRY(one(Statement("select pg_try_advisory_lock(?)", {lock_key(name)})));
  const bool taken = row && truth(*row, 0);
  if (taken) locks_.insert(name);
  return taken;
}

void ServerConnection::release_lock(const std::string& name) noexcept {
  if (!locks_.contains(name)) return;
  // Where it can't be released now, it is when the connection ends.
  if (one(Statement("select pg_advisory_unlock(?)", {lock_key(name)}))) locks_.erase(name);
}

Result<std::string> ServerConnection::identity() {
  const std::optional<Row> base =
      TRY(one(Statement("select oid, has_function_privilege('pg_control_system()', 'execute') and"
                        " has_function_privilege('pg_control_checkpoint()', 'execute')"
                        " from pg_database where datname = current_database()")));
  if (!base) return refusal::no_such_name();
  std::string cluster = "unknown:unknown";
  if (truth(*base, 1)) {
    const std::optional<Row> control =
        TRY(one(Statement("select s.system_identifier, c.timeline_id"
                          " from pg_control_system() s, pg_control_checkpoint() c")));
    if (control) cluster = shown(control->at(0)) + ":" + shown(control->at(1));
  }
  return "postgresql:" + cluster + ":" + shown(base->at(0));
}

}  // namespace ombud::sql::postgresql
