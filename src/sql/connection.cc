#include "sql/connection.h"

#include <algorithm>

namespace ombud::sql {

namespace {

Result<std::vector<Row>> read_all(Cursor& cursor, std::size_t limit, Errc too_many) {
  std::vector<Row> rows;
  while (const Row* row = TRY(cursor.next())) {
    if (rows.size() == limit)
      return fail(too_many, "sql.too_many_rows", {{"limit", std::to_string(limit)}});
    rows.push_back(*row);
  }
  return rows;
}

Statement equals(const Name& column, const Value& value) {
  Statement condition;
  condition.name(column);
  if (is_null(value)) return condition.text(" is null");
  return condition.text(" = ").value(value);
}

bool any_null(std::span<const Row> values) {
  return std::any_of(values.begin(), values.end(), [](const Row& row) { return is_null(row[0]); });
}

// PostgreSQL takes all values as one array, whose type it knows from the column: ten thousand keys
// are one place in the statement, and its plan is the same for any number of them.
std::string array_of(std::span<const Row> values) {
  std::string text = "{";
  for (const Row& row : values) {
    if (text.size() > 1) text += ',';
    const Value& value = row.at(0);
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      text += std::to_string(*number);
      continue;
    }
    const Blob* blob = std::get_if<Blob>(&value);
    const std::string element =
        blob == nullptr ? shown(value) : (blob->broken_text ? blob->bytes : "\\x" + plain(value));
    text += '"';
    for (const char c : element) {
      if (c == '"' || c == '\\') text += '\\';
      text += c;
    }
    text += '"';
  }
  return text + '}';
}

// What substr() is asked of: its pieces are counted in bytes or in characters.
Statement pieces_of(const Column& column, Engine engine) {
  const Name& name = column.name;
  if (engine == Engine::sqlite) return Statement("cast(").name(name).text(" as blob)");
  if (engine == Engine::postgresql && column.kind != TypeKind::blob)
    return Statement("cast(").name(name).text(" as text)");
  return Statement().name(name);
}

Failure unexpected_count(std::int64_t expected, std::int64_t actual) {
  return fail(Errc::conflict, "sql.unexpected_count",
              {{"expected", std::to_string(expected)}, {"actual", std::to_string(actual)}});
}

}  // namespace

Result<const std::vector<ValueView>*> Cursor::next_views() {
  const Row* row = TRY(next());
  if (row == nullptr) return nullptr;
  views_.clear();
  for (const Value& value : *row) views_.push_back(view_of(value));
  return &views_;
}

Result<void> Connection::each(const Statement& statement,
                              const std::function<Result<void>(const Row&)>& take) {
  const std::unique_ptr<Cursor> cursor = TRY(open(statement));
  while (const Row* row = TRY(cursor->next())) TRY(take(*row));
  return {};
}

Result<void> Connection::each_view(
    const Statement& statement,
    const std::function<Result<void>(std::span<const ValueView>)>& take) {
  const std::unique_ptr<Cursor> cursor = TRY(open(statement));
  while (const std::vector<ValueView>* views = TRY(cursor->next_views())) TRY(take(*views));
  return {};
}

Result<std::vector<Row>> Connection::all(const Statement& statement, std::size_t limit) {
  const std::unique_ptr<Cursor> cursor = TRY(open_small(statement));
  return read_all(*cursor, limit, Errc::exhausted);
}

Result<std::optional<Row>> Connection::one(const Statement& statement) {
  const std::unique_ptr<Cursor> cursor = TRY(open_small(statement));
  std::vector<Row> rows = TRY(read_all(*cursor, 1, Errc::internal));
  if (rows.empty()) return std::optional<Row>();
  return std::optional<Row>(std::move(rows.front()));
}

Result<void> Connection::execute_exactly(const Statement& statement, std::int64_t expected) {
  const std::int64_t actual = TRY(execute(statement));
  if (actual != expected) return unexpected_count(expected, actual);
  return {};
}

Result<Transaction> Transaction::begin(Connection& connection, Begin mode) {
  TRY(connection.begin(mode));
  return Transaction(connection);
}

Result<void> Transaction::commit() {
  must(connection_ != nullptr);
  TRY(connection_->commit());
  connection_ = nullptr;
  return {};
}

void lock_rows(Statement& statement, Engine engine) {
  if (engine != Engine::sqlite) statement.text(" for update");
}

Statement as_text(const Name& column, Engine engine) {
  if (engine == Engine::mariadb) return Statement("convert(").name(column).text(" using utf8mb4)");
  return Statement("cast(").name(column).text(" as text)");
}

Statement byte_length(const Column& column, Engine engine) {
  const Name& name = column.name;
  if (engine == Engine::mariadb && column.kind != TypeKind::blob)
    // Converting a value that is longer than a packet gives null; then as many bytes as it is
    // stored in have to do.
    return Statement("coalesce(octet_length(convert(")
        .name(name)
        .text(" using utf8mb4)), octet_length(")
        .name(name)
        .text("))");
  Statement length;
  length.text(engine == Engine::sqlite ? Literal("length(") : Literal("octet_length("));
  return length.append(pieces_of(column, engine)).text(")");
}

Statement key_is_one_of(std::span<const Name> key, std::span<const Row> values, Engine engine) {
  must(!key.empty());
  if (values.empty()) return {"1 = 0"};
  Statement condition("(");
  if (key.size() == 1 && !any_null(values)) {
    if (engine == Engine::postgresql && values.size() > 1)
      return condition.name(key[0]).text(" = any(").value(array_of(values)).text("))");
    condition.name(key[0]).text(" in (");
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) condition.text(", ");
      condition.value(values[i].at(0));
    }
    return condition.text("))");
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    must(values[i].size() == key.size());
    condition.text(i == 0 ? Literal("(") : Literal(" or ("));
    for (std::size_t k = 0; k < key.size(); ++k) {
      if (k > 0) condition.text(" and ");
      condition.append(equals(key[k], values[i][k]));
    }
    condition.text(")");
  }
  return condition.text(")");
}

Statement table_name(const Table& table, Engine) {
  return Statement().name(table.schema).text(".").name(table.name);
}

Result<void> read_in_pieces(Connection& connection, const Table& table, const Name& column,
                            const Statement& where, std::int64_t piece_bytes,
                            const std::function<Result<void>(std::string_view)>& take) {
  const Engine engine = connection.engine();
  const Column* described = table.column(column.text());
  must(described != nullptr && piece_bytes > 0);
  const bool in_characters = engine != Engine::sqlite && described->kind != TypeKind::blob;
  // A character takes up to four bytes.
  const std::int64_t step =
      in_characters ? std::max<std::int64_t>(1, piece_bytes / 4) : piece_bytes;
  for (std::int64_t from = 1;; from += step) {
    Statement piece("select substr(");
    piece.append(pieces_of(*described, engine)).text(", ").value(from).text(", ").value(step);
    piece.text(") from ").append(table_name(table, engine)).text(" where ").append(where);
    const std::vector<Row> rows = TRY(connection.all(piece, 2));
    if (rows.size() != 1) return unexpected_count(1, static_cast<std::int64_t>(rows.size()));
    const Value& value = rows[0][0];
    if (is_null(value)) return {};
    const Blob* blob = std::get_if<Blob>(&value);
    const std::string& bytes = blob != nullptr ? blob->bytes : std::get<std::string>(value);
    if (bytes.empty()) return {};
    TRY(take(bytes));
  }
}

}  // namespace ombud::sql
