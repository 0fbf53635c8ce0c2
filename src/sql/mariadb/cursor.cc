#include "sql/mariadb/cursor.h"

#include "sql/refusal.h"

namespace ombud::sql::mariadb {

namespace {

// Fewer rows than this are read to the end when a cursor is given up; more are worth a second
// session that ends the statement.
constexpr int rows_worth_reading = 1000;

struct FreeMetadata {
  void operator()(MYSQL_RES* metadata) const { mysql_free_result(metadata); }
};

bool has_row(int code) { return code == 0 || code == MYSQL_DATA_TRUNCATED; }

}  // namespace

ServerCursor::ServerCursor(ServerConnection& connection, Prepared statement)
    : connection_(connection), statement_(std::move(statement)) {
  connection_.cursor_ = this;
}

ServerCursor::~ServerCursor() { finish(); }

Result<void> ServerCursor::start() {
  const std::unique_ptr<MYSQL_RES, FreeMetadata> metadata(
      mysql_stmt_result_metadata(statement_.get()));
  if (metadata == nullptr) {  // No rows: an update, for instance.
    at_end_ = true;
    return {};
  }
  for (unsigned i = 0; i < mysql_num_fields(metadata.get()); ++i) {
    const MYSQL_FIELD* field = mysql_fetch_field_direct(metadata.get(), i);
    columns_.emplace_back(field->name, field->name_length);
  }
  results_ = std::make_unique<Results>(metadata.get());
  if (mysql_stmt_bind_result(statement_.get(), results_->binds()) != 0)
    return connection_.refused_statement(statement_.get());
  return {};
}

Result<const Row*> ServerCursor::next() {
  if (statement_ == nullptr) {
    if (cut_off_) return refusal::cancelled();
    return nullptr;
  }
  if (connection_.cancelled_) {
    finish();
    return refusal::cancelled();
  }
  const int code = at_end_ ? MYSQL_NO_DATA : mysql_stmt_fetch(statement_.get());
  if (has_row(code)) {
    row_.clear();
    for (std::size_t i = 0; i < results_->count(); ++i)
      row_.push_back(results_->value(statement_.get(), i));
    return &row_;
  }
  at_end_ = true;
  if (code == MYSQL_NO_DATA) {
    finish();
    return nullptr;
  }
  // The library leaves an error among the rows with the session.
  const unsigned of_statement = mysql_stmt_errno(statement_.get());
  const unsigned error = of_statement != 0 ? of_statement : mysql_errno(connection_.session_.get());
  finish();
  cut_off_ = true;
  return connection_.refused(error, "");
}

void ServerCursor::finish() noexcept {
  if (statement_ == nullptr) return;
  cut_off_ = !at_end_;
  for (int i = 0; !at_end_ && i < rows_worth_reading; ++i)
    at_end_ = !has_row(mysql_stmt_fetch(statement_.get()));
  if (!at_end_) connection_.end_running();
  statement_.reset();  // Reads what is still coming.
  connection_.cursor_ = nullptr;
}

}  // namespace ombud::sql::mariadb
