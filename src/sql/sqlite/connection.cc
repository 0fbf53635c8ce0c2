#include "sql/sqlite/connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "sql/refusal.h"
#include "sql/sqlite/catalogue_reader.h"
#include "sql/sqlite/cursor.h"

namespace ombud::sql::sqlite {

namespace {

using std::chrono::steady_clock;

// SQLite asks whether to go on after so many steps of its machine: some thousand times a second.
constexpr int steps_between_questions = 4000;

// A server asks its store some tens of questions again and again; making one ready takes longer
// than answering it. Each takes some kilobytes.
constexpr std::size_t most_kept = 128;

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

bool may_write(const char* path) {
  const auto may = [](const char* place) {
    return faccessat(AT_FDCWD, place, W_OK, AT_EACCESS) == 0;
  };
  return may(path) && may(folder_of(path).c_str());  // A journal is made beside the file.
}

}  // namespace

void CloseDatabase::operator()(sqlite3* database) const { sqlite3_close_v2(database); }

void FinalizeStatement::operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }

void EndRun::operator()(sqlite3_stmt* statement) const {
  if (!kept) {
    sqlite3_finalize(statement);
    return;
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
}

FileConnection::FileConnection(Handle handle, std::string file)
    : handle_(std::move(handle)), file_(std::move(file)) {}

FileConnection::~FileConnection() {
  if (cursor_ != nullptr) cursor_->finish();
}

Result<void> FileConnection::prepare(const Options& options) {
  wait_for_lock_ = options.wait_for_lock;
  keeps_statements_ = options.own;
  sqlite3* const database = handle_.get();
  // An unknown name in double quotes would be a string, and a condition on it true for every row.
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_busy_handler(database, &on_busy, this);
  sqlite3_progress_handler(database, steps_between_questions, &on_progress, this);
  // The file is read only now: this is where it shows whether it is a database.
  TRY(one(Statement("select count(*) from sqlite_master")));
  if (options.read_only) return {};
  TRY(run("pragma secure_delete = on"));
  TRY(run("pragma synchronous = full"));
  if (options.own) TRY(run("pragma journal_mode = wal"));
  return {};
}

std::string FileConnection::version() const {
  return std::string("SQLite ") + sqlite3_libversion();
}

Result<Prepared> FileConnection::prepared(const Statement& statement) {
  if (cursor_ != nullptr) return refusal::cursor_open();
  if (transaction_ && sqlite3_get_autocommit(handle_.get()) != 0)
    return refusal::transaction_lost();
  cancelled_ = false;
  start_clock();
  const Rendered rendered = render(statement, Engine::sqlite);
  int code = SQLITE_OK;
  Prepared ready = compiled(rendered.text, code);
  if (code == SQLITE_OK) code = bind(ready.get(), rendered.values);
  if (code != SQLITE_OK) return refused(code);
  // SQLite counts the question for the journal's mode among what may change it.
  const bool only_asks =
      sqlite3_stmt_readonly(ready.get()) != 0 || rendered.text == "pragma journal_mode";
  if (only_reads_ && !only_asks) return refusal::read_only();
  return ready;
}

Prepared FileConnection::compiled(const std::string& text, int& code) {
  const auto known = kept_.find(text);
  if (known != kept_.end()) return Prepared(known->second.get(), EndRun{true});
  sqlite3_stmt* raw = nullptr;
  code = sqlite3_prepare_v3(handle_.get(), text.data(), static_cast<int>(text.size()),
                            keeps_statements_ ? SQLITE_PREPARE_PERSISTENT : 0, &raw, nullptr);
  Prepared fresh(raw, EndRun{false});
  if (code != SQLITE_OK || !keeps_statements_) return fresh;
  // Of two statements at a time the second is refused before it comes here: no kept one is running.
  if (kept_.size() == most_kept) kept_.clear();
  kept_.emplace(text, fresh.release());
  return Prepared(raw, EndRun{true});
}

Result<std::unique_ptr<Cursor>> FileConnection::open(const Statement& statement) {
  Prepared ready = TRY(prepared(statement));
  return std::unique_ptr<Cursor>(std::make_unique<FileCursor>(*this, std::move(ready)));
}

Result<std::int64_t> FileConnection::execute(const Statement& statement) {
  const Prepared ready = TRY(prepared(statement));
  const std::int64_t before = sqlite3_total_changes64(handle_.get());
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(ready.get());
  if (code != SQLITE_DONE) return refused(code);
  // changes() keeps the count of an earlier statement where this one was none that changes rows.
  if (sqlite3_total_changes64(handle_.get()) == before) return 0;
  return std::int64_t{sqlite3_changes64(handle_.get())};
}

Result<void> FileConnection::run(Literal text) {
  TRY(execute(Statement(text)));
  return {};
}

Result<void> FileConnection::begin(Begin mode) {
  if (transaction_) return refusal::transaction_open();
  TRY(run(mode == Begin::write ? Literal("begin immediate") : Literal("begin deferred")));
  transaction_ = true;
  // Not by "pragma query_only", which makes SQLite forget how its statements run.
  only_reads_ = mode == Begin::read;
  return {};
}

Result<void> FileConnection::commit() {
  if (!transaction_) return refusal::transaction_lost();
  TRY(run("commit"));
  end_transaction();
  return {};
}

void FileConnection::roll_back() noexcept {
  if (cursor_ != nullptr) cursor_->finish();
  if (sqlite3_get_autocommit(handle_.get()) == 0)
    sqlite3_exec(handle_.get(), "rollback", nullptr, nullptr, nullptr);
  end_transaction();
}

void FileConnection::end_transaction() {
  transaction_ = false;
  only_reads_ = false;
}

Result<Catalogue> FileConnection::read_catalogue() { return FileCatalogueReader(*this).read(); }

Result<Rights> FileConnection::rights(const Table& table) {
  const Statement there("select 1 from pragma_table_list where schema = 'main' and name = ?",
                        {table.name.text()});
  if (!TRY(one(there))) return refusal::no_such_name();
  const char* path = sqlite3_db_filename(handle_.get(), "main");
  const bool write = sqlite3_db_readonly(handle_.get(), "main") == 0 &&
                     (is_private() || path == nullptr || may_write(path));
  const auto may = [&](bool Trigger::* event) {
    // A view takes a change where a trigger does it in its stead.
    return write && (table.kind != Table::Kind::view ||
                     std::any_of(table.triggers.begin(), table.triggers.end(),
                                 [&](const Trigger& trigger) { return trigger.*event; }));
  };
  return Rights{true, may(&Trigger::on_update), may(&Trigger::on_delete)};
}

Result<void> FileConnection::set_time_out(std::chrono::milliseconds time_out) {
  time_out_ = time_out;
  return {};
}

void FileConnection::cancel() noexcept {
  cancelled_ = true;
  sqlite3_interrupt(handle_.get());
}

void FileConnection::start_clock() { started_ = steady_clock::now(); }

bool FileConnection::out_of_time() const {
  return time_out_.count() > 0 && steady_clock::now() - started_ >= time_out_;
}

int FileConnection::on_progress(void* connection) {
  const auto* self = static_cast<const FileConnection*>(connection);
  return self->cancelled_ || self->out_of_time() ? 1 : 0;
}

int FileConnection::on_busy(void* connection, int times) {
  const auto* self = static_cast<const FileConnection*>(connection);
  if (self->cancelled_ || self->out_of_time() ||
      steady_clock::now() - self->started_ >= self->wait_for_lock_)
    return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds(std::min(1 + times, 20)));
  return 1;
}

Result<bool> FileConnection::try_lock(const std::string& name) {
  if (locks_.contains(name)) return true;
  if (is_private()) {
    locks_.emplace(name, std::nullopt);
    return true;
  }
  std::optional<FileLock> lock =
      TRY(FileLock::try_take(sqlite3_db_filename(handle_.get(), "main"), name));
  const bool taken = lock.has_value();
  if (taken) locks_.emplace(name, std::move(lock));
  return taken;
}

void FileConnection::release_lock(const std::string& name) noexcept { locks_.erase(name); }

Result<std::string> FileConnection::identity() {
  if (is_private()) return std::string("sqlite:private");
  struct stat status{};
  if (stat(sqlite3_db_filename(handle_.get(), "main"), &status) != 0)
    return refusal::unreachable(file_);
  return "sqlite:" + std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

}  // namespace ombud::sql::sqlite
