#include "sql/postgresql/cursor.h"

#include <libpq-fe.h>

#include <algorithm>

#include "sql/postgresql/values.h"
#include "sql/refusal.h"

namespace ombud::sql::postgresql {

namespace {

constexpr int most_rows_in_batch = 4096;
constexpr std::size_t small_batch_bytes = std::size_t{256} * 1024;
constexpr std::size_t large_batch_bytes = std::size_t{4} * 1024 * 1024;

}  // namespace

ServerCursor::ServerCursor(ServerConnection& connection, Kind kind)
    : connection_(connection), kind_(kind), receiving_(kind != Kind::portal) {
  connection_.cursor_ = this;
}

ServerCursor::~ServerCursor() { finish(); }

Result<void> ServerCursor::start() {
  // What is streamed is being sent already; it was put into single-row mode by the connection.
  const Result<bool> first = advance();
  if (!first) {
    finish();
    return fail(first.error());
  }
  return {};
}

Result<void> ServerCursor::ask_for_batch() {
  rows_in_batch_ = 0;
  bytes_in_batch_ = 0;
  const std::string text = "fetch forward " + std::to_string(batch_rows_) + " from ombud_cursor";
  pg_conn* const session = connection_.session_.get();
  if (PQsendQueryParams(session, text.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 0)
    return connection_.refused(nullptr);
  PQsetSingleRowMode(session);
  receiving_ = true;
  return {};
}

Result<bool> ServerCursor::receive() {
  Answer answer = connection_.next_answer();
  const ExecStatusType status = PQresultStatus(answer.get());
  if (status == PGRES_SINGLE_TUPLE) {
    waiting_ = std::move(answer);
    learn_columns();
    return true;
  }
  const bool done = status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK;
  if (done) {
    waiting_ = std::move(answer);
    learn_columns();
    answer = std::move(waiting_);
  }
  const Failure why = done ? Failure{} : connection_.refused_kept(answer.get());
  while (connection_.next_answer() != nullptr) continue;
  receiving_ = false;
  if (done) return false;
  return why;
}

void ServerCursor::learn_columns() {
  if (!types_.empty()) return;
  const int count = PQnfields(waiting_.get());
  for (int i = 0; i < count; ++i) {
    columns_.emplace_back(PQfname(waiting_.get(), i));
    types_.push_back(PQftype(waiting_.get(), i));
  }
}

// Until a row waits; false where there are no more.
Result<bool> ServerCursor::advance() {
  while (waiting_ == nullptr && !at_end_) {
    if (!receiving_) {
      TRY(ask_for_batch());
      continue;
    }
    if (TRY(receive())) break;
    at_end_ = kind_ != Kind::portal || rows_in_batch_ < batch_rows_;
    // Rows may be of any size: the batch is what can be thrown away when reading stops early.
    if (bytes_in_batch_ < small_batch_bytes)
      batch_rows_ = std::min(batch_rows_ * 4, most_rows_in_batch);
    else if (bytes_in_batch_ > large_batch_bytes)
      batch_rows_ = std::max(batch_rows_ / 8, 1);
  }
  return waiting_ != nullptr;
}

Result<const Row*> ServerCursor::next() {
  if (finished_) {
    if (cut_off_) return refusal::cancelled();
    return nullptr;
  }
  if (connection_.cancelled_) {
    finish();
    cut_off_ = true;
    return refusal::cancelled();
  }
  const Result<bool> more = advance();
  if (more && *more) {
    take_row();
    return &row_;
  }
  finish();
  if (more) return nullptr;
  cut_off_ = true;
  return fail(more.error());
}

void ServerCursor::take_row() {
  row_.clear();
  for (std::size_t i = 0; i < types_.size(); ++i) {
    const int column = static_cast<int>(i);
    if (PQgetisnull(waiting_.get(), 0, column) != 0) {
      row_.emplace_back(Null{});
      continue;
    }
    const auto size = static_cast<std::size_t>(PQgetlength(waiting_.get(), 0, column));
    row_.push_back(value_of(types_[i], {PQgetvalue(waiting_.get(), 0, column), size}));
    bytes_in_batch_ += size;
  }
  ++rows_in_batch_;
  waiting_.reset();
}

void ServerCursor::finish() noexcept {
  if (finished_) return;
  finished_ = true;
  waiting_.reset();
  connection_.cursor_ = nullptr;
  pg_conn* const session = connection_.session_.get();
  if (receiving_) {
    cut_off_ = true;
    // One that was cut is not asked by another way: it would not answer there either.
    if (kind_ == Kind::stream_to_cancel && PQstatus(session) == CONNECTION_OK)
      connection_.end_running();
    while (connection_.next_answer() != nullptr) continue;
    receiving_ = false;
  }
  // A transaction that failed has closed it already.
  if (kind_ == Kind::portal && PQtransactionStatus(session) == PQTRANS_INTRANS)
    connection_.last_answer(PQsendQuery(session, "close ombud_cursor"));
}

}  // namespace ombud::sql::postgresql
