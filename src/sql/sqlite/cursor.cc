#include "sql/sqlite/cursor.h"

#include <sqlite3.h>

#include "sql/refusal.h"

namespace ombud::sql::sqlite {

namespace {

std::string bytes_of(sqlite3_stmt* statement, int column, const void* data) {
  // Asked for after the data: SQLite may have converted it.
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
  return data == nullptr ? std::string() : std::string(static_cast<const char*>(data), size);
}

Value value_of(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return std::int64_t{sqlite3_column_int64(statement, column)};
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT:
      return text_value(bytes_of(statement, column, sqlite3_column_text(statement, column)));
    case SQLITE_BLOB:
      return Blob{bytes_of(statement, column, sqlite3_column_blob(statement, column))};
    default:
      return Null{};
  }
}

ValueView view_at(sqlite3_stmt* statement, int column) {
  using Kind = ValueView::Kind;
  // Asked for after the data, as above.
  const auto view = [&](Kind kind, const void* data) {
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return ValueView{kind, 0, {static_cast<const char*>(data), data == nullptr ? 0 : size}};
  };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return {Kind::integer, sqlite3_column_int64(statement, column), {}};
    case SQLITE_TEXT:
      return view(Kind::text, sqlite3_column_text(statement, column));
    case SQLITE_BLOB:
      return view(Kind::blob, sqlite3_column_blob(statement, column));
    case SQLITE_NULL:
      return {};
    default:
      return {Kind::other, 0, {}};
  }
}

int bind_text(sqlite3_stmt* statement, int place, const std::string& text) {
  // The values are the cursor's own and copied: a row may be read after the statement's maker is
  // gone.
  return sqlite3_bind_text64(statement, place, text.data(), text.size(), SQLITE_TRANSIENT,
                             SQLITE_UTF8);
}

int bind_one(sqlite3_stmt* statement, int place, const Value& value) {
  if (const bool* truth = std::get_if<bool>(&value))
    return sqlite3_bind_int(statement, place, *truth ? 1 : 0);
  if (const std::int64_t* integer = std::get_if<std::int64_t>(&value))
    return sqlite3_bind_int64(statement, place, *integer);
  if (const double* real = std::get_if<double>(&value))
    return sqlite3_bind_double(statement, place, *real);
  if (const Decimal* decimal = std::get_if<Decimal>(&value))
    return bind_text(statement, place, decimal->digits);
  if (const std::string* text = std::get_if<std::string>(&value))
    return bind_text(statement, place, *text);
  if (const Blob* blob = std::get_if<Blob>(&value)) {
    if (blob->broken_text) return bind_text(statement, place, blob->bytes);
    return sqlite3_bind_blob64(statement, place, blob->bytes.data(), blob->bytes.size(),
                               SQLITE_TRANSIENT);
  }
  return sqlite3_bind_null(statement, place);
}

}  // namespace

int bind(sqlite3_stmt* statement, const std::vector<Value>& values) {
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(values.size()))
    return SQLITE_RANGE;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int code = bind_one(statement, static_cast<int>(i) + 1, values[i]);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

FileCursor::FileCursor(FileConnection& connection, Prepared statement)
    : connection_(connection), statement_(std::move(statement)) {
  const int count = sqlite3_column_count(statement_.get());
  for (int i = 0; i < count; ++i) {
    const char* name = sqlite3_column_name(statement_.get(), i);
    columns_.emplace_back(name == nullptr ? "" : name);
  }
  connection_.cursor_ = this;
}

FileCursor::~FileCursor() { finish(); }

void FileCursor::finish() {
  if (statement_ == nullptr) return;
  cut_off_ = true;
  statement_.reset();
  connection_.cursor_ = nullptr;
}

Result<bool> FileCursor::step() {
  if (statement_ == nullptr) {
    if (cut_off_) return refusal::cancelled();
    return false;
  }
  // Only the first row can wait for a lock.
  if (at_first_row_ || connection_.time_out_.count() > 0) connection_.start_clock();
  at_first_row_ = false;
  const int code = connection_.cancelled_ ? SQLITE_INTERRUPT : sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  const bool done = code == SQLITE_DONE;
  const Failure why = done ? Failure{} : connection_.refused(code);
  finish();
  cut_off_ = !done;
  if (done) return false;
  return why;
}

Result<const Row*> FileCursor::next() {
  if (!TRY(step())) return nullptr;
  row_.clear();
  for (std::size_t i = 0; i < columns_.size(); ++i)
    row_.push_back(value_of(statement_.get(), static_cast<int>(i)));
  return &row_;
}

Result<const std::vector<ValueView>*> FileCursor::next_views() {
  if (!TRY(step())) return nullptr;
  views_.resize(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i)
    views_[i] = view_at(statement_.get(), static_cast<int>(i));
  return &views_;
}

}  // namespace ombud::sql::sqlite
