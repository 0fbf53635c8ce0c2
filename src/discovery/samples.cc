#include "discovery/samples.h"

#include <algorithm>
#include <charconv>

#include "discovery/content.h"
#include "discovery/overlap.h"

namespace ombud::discovery {

namespace {

using sql::Statement;
using sql::TypeKind;

constexpr std::int64_t most_characters = 2000;  // Of a value that are read.
constexpr std::int64_t count_up_to = 500'000;   // Larger tables: the engine's estimate is enough.
constexpr std::int64_t ranges = 20;             // Places in the key range where rows are read.
constexpr std::chrono::seconds longest{60};     // For one table's statement.

bool is_read(const sql::Column& column, sql::Engine engine) {
  switch (column.kind) {
    case TypeKind::text:
    case TypeKind::json:
    case TypeKind::xml:
    case TypeKind::blob:
    case TypeKind::integer:
    case TypeKind::decimal:
    case TypeKind::day:
    case TypeKind::instant:
    case TypeKind::array:
      return true;
    case TypeKind::other:
      return engine == sql::Engine::sqlite;
    default:
      return false;
  }
}

void add_piece(Statement& select, const sql::Column& column, sql::Engine engine) {
  switch (column.kind) {
    case TypeKind::blob:
      select.text("substr(").name(column.name).text(", 1, ").value(most_characters).text(")");
      return;
    case TypeKind::text:
    case TypeKind::json:
    case TypeKind::xml:
    case TypeKind::array:
    case TypeKind::other:
      select.text("substr(").append(sql::as_text(column.name, engine)).text(", 1, ");
      select.value(most_characters).text(")");
      return;
    default:
      select.name(column.name);
  }
}

// One table's looks, column by column.
class TableLook {
 public:
  TableLook(TableView& table, sql::Engine engine, Day today) : engine_(engine) {
    for (ColumnView& column : table.columns) {
      if (is_read(*column.column, engine)) {
        columns_.push_back(&column);
        looks_.emplace_back(today);
      } else {
        column.facts.not_read =
            Error{Errc::invalid, "discovery.type_says_nothing", {{"type", column.column->type}}};
      }
    }
  }

  bool nothing_to_read() const { return columns_.empty(); }

  Statement select(const sql::Table& table) const {
    Statement select("select ");
    for (std::size_t at = 0; at < columns_.size(); ++at) {
      if (at > 0) select.text(", ");
      add_piece(select, *columns_[at]->column, engine_);
    }
    return select.text(" from ").append(sql::table_name(table, engine_));
  }

  Result<void> take(const sql::Row& row) {
    ++rows_;
    for (std::size_t at = 0; at < columns_.size(); ++at)
      look_at(looks_[at], *columns_[at], row[at]);
    return {};
  }

  std::int64_t rows() const { return rows_; }

  /// The value of a column that select() asks for.
  const sql::Value& value_of(const sql::Name& name, const sql::Row& row) const {
    std::size_t at = 0;
    while (at < columns_.size() && columns_[at]->column->name != name) ++at;
    must(at < columns_.size());
    return row[at];
  }

  void write_facts(TableView& table) {
    table.sampled = rows_;
    for (std::size_t at = 0; at < columns_.size(); ++at) columns_[at]->facts = looks_[at].facts();
  }

  void not_read(const Error& why) {
    for (ColumnView* column : columns_) column->facts.not_read = why;
  }

 private:
  static void look_at(Look& look, const ColumnView& column, const sql::Value& value) {
    if (sql::is_null(value)) {
      look.add_missing();
    } else if (const auto* text = std::get_if<std::string>(&value)) {
      const bool day = is_date(*column.column) && parse_day(text->substr(0, 10)).has_value();
      day ? look.add_day(*text) : look.add_text(*text);
    } else if (const auto* bytes = std::get_if<sql::Blob>(&value)) {
      look.add_bytes(bytes->bytes);
    } else {
      look.add_number(sql::plain(value));
    }
  }

  sql::Engine engine_;
  std::vector<ColumnView*> columns_;
  std::vector<Look> looks_;
  std::int64_t rows_ = 0;
};

std::optional<std::int64_t> whole_number(const sql::Value& value) {
  const std::string digits = sql::plain(value);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

const sql::Name* number_key(const sql::Table& table) {
  if (table.primary_key.size() != 1) return nullptr;
  const sql::Column* column = table.column(table.primary_key.front().text());
  return column != nullptr && column->kind == TypeKind::integer ? &column->name : nullptr;
}

Result<void> count_rows(sql::Connection& connection, TableView& table) {
  if (table.rows > count_up_to) return {};
  Statement count("select count(*) from ");
  count.append(sql::table_name(*table.table, connection.engine()));
  const auto row = TRY(connection.one(count));
  if (row) table.rows = whole_number(row->front()).value_or(-1);
  return {};
}

// A stretch of the key range, and how far it has been read.
struct Stretch {
  std::int64_t from = 0;
  std::optional<std::int64_t> before;  // Nothing: to the end.
  bool read_out = false;
};

Result<std::vector<Stretch>> stretches_of(sql::Connection& connection, const sql::Table& table,
                                          const sql::Name& key) {
  Statement ends("select min(");
  ends.name(key).text("), max(").name(key).text(") from ");
  ends.append(sql::table_name(table, connection.engine()));
  const auto row = TRY(connection.one(ends));
  std::vector<Stretch> all;
  const auto first = row ? whole_number(row->at(0)) : std::nullopt;
  const auto last = row ? whole_number(row->at(1)) : std::nullopt;
  if (!first || !last) return all;
  // As doubles: the difference of two 64-bit numbers may not fit into one.
  const auto start = static_cast<double>(*first);
  const double width = (static_cast<double>(*last) - start) / ranges;
  for (std::int64_t at = 0; at < ranges; ++at) {
    const double edge = start + width * static_cast<double>(at);
    const bool fits = at > 0 && edge < 9.2e18;
    const std::int64_t from = at == 0 ? *first : fits ? static_cast<std::int64_t>(edge) : *last;
    if (!all.empty() && from <= all.back().from) continue;
    if (!all.empty()) all.back().before = from;
    all.push_back({from, std::nullopt, false});
  }
  return all;
}

Result<void> read_on(sql::Connection& connection, const sql::Table& table, const sql::Name& key,
                     Stretch& stretch, std::int64_t rows, TableLook& look) {
  Statement part = look.select(table);
  part.text(" where ").name(key).text(" >= ").value(stretch.from);
  if (stretch.before) part.text(" and ").name(key).text(" < ").value(*stretch.before);
  part.text(" order by ").name(key).text(" limit ").value(rows);
  const std::int64_t before = look.rows();
  TRY(connection.each(part, [&](const sql::Row& one) {
    const auto at = whole_number(look.value_of(key, one));
    if (at && *at < std::numeric_limits<std::int64_t>::max()) stretch.from = *at + 1;
    return look.take(one);
  }));
  stretch.read_out = look.rows() - before < rows;
  return {};
}

// Some rows from each of twenty stretches of the key range, then more from those that have more:
// keys are seldom dense everywhere.
Result<void> read_by_stretches(sql::Connection& connection, const sql::Table& table,
                               const sql::Name& key, std::int64_t rows, TableLook& look) {
  std::vector<Stretch> all = TRY(stretches_of(connection, table, key));
  while (!all.empty() && look.rows() < rows) {
    const std::int64_t left = rows - look.rows();
    const std::int64_t each =
        std::max<std::int64_t>(1, left / static_cast<std::int64_t>(all.size()));
    for (Stretch& one : all) {
      const std::int64_t some = std::min(each, rows - look.rows());
      if (some > 0) TRY(read_on(connection, table, key, one, some, look));
    }
    std::erase_if(all, [](const Stretch& one) { return one.read_out; });
  }
  return {};
}

Result<void> read_an_end(sql::Connection& connection, const sql::Table& table, std::int64_t rows,
                         bool last, TableLook& look) {
  Statement part = look.select(table);
  for (std::size_t at = 0; at < table.primary_key.size(); ++at) {
    part.text(at == 0 ? sql::Literal(" order by ") : sql::Literal(", "));
    part.name(table.primary_key[at]).text(last ? sql::Literal(" desc") : sql::Literal(" asc"));
  }
  part.text(" limit ").value(rows);
  return connection.each(part, [&](const sql::Row& one) { return look.take(one); });
}

Result<void> read_some(sql::Connection& connection, const TableView& view, std::int64_t rows,
                       TableLook& look) {
  const sql::Table& table = *view.table;
  if (view.rows > rows) {
    if (const sql::Name* key = number_key(table)) {
      return read_by_stretches(connection, table, *key, rows, look);
    }
    if (!table.primary_key.empty()) {
      TRY(read_an_end(connection, table, rows / 2, false, look));
      return read_an_end(connection, table, rows - rows / 2, true, look);
    }
  }
  Statement part = look.select(table);
  part.text(" limit ").value(rows);
  return connection.each(part, [&](const sql::Row& one) { return look.take(one); });
}

Error why_not(const Error& error) {
  if (error.code == Errc::forbidden) return {error.code, "discovery.no_right", {}};
  if (error.key == "sql.time_out") return {error.code, "discovery.took_too_long", {}};
  return {error.code, "discovery.not_readable", {{"why", error.key}}};
}

Result<void> look_into_table(sql::Connection& connection, TableView& table,
                             const Sampling& sampling) {
  TableLook look(table, connection.engine(), sampling.today);
  Result<void> read = count_rows(connection, table);
  if (read && !look.nothing_to_read()) {
    read = read_some(connection, table, sampling.rows, look);
  }
  if (!read && ends_everything(read.error())) return fail(read.error());
  look.write_facts(table);
  if (!read) look.not_read(why_not(read.error()));
  return {};
}

}  // namespace

Result<void> look_into(sql::Connection& connection, Model& model, const Sampling& sampling,
                       Progress& progress) {
  TRY(connection.set_time_out(longest));
  std::uint64_t done = 0;
  for (TableView& table : model.tables) {
    progress.tell("tables", done++, model.tables.size());
    if (table.looked_at) TRY(look_into_table(connection, table, sampling));
  }
  progress.tell("tables", done, model.tables.size());
  return connection.set_time_out(std::chrono::milliseconds{0});
}

}  // namespace ombud::discovery
