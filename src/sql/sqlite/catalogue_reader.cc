#include "sql/sqlite/catalogue_reader.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.h"

namespace ombud::sql::sqlite {

namespace {

const std::string& text_of(const Value& value) {
  static const std::string none;
  const std::string* text = std::get_if<std::string>(&value);
  return text == nullptr ? none : *text;
}

std::int64_t number_of(const Value& value) {
  const std::int64_t* number = std::get_if<std::int64_t>(&value);
  return number == nullptr ? 0 : *number;
}

// Of "VARCHAR(60)".
std::optional<std::int64_t> limit_of(std::string_view type) {
  const std::size_t open = type.find('(');
  if (open == std::string_view::npos) return {};
  const std::string digits = trim(type.substr(open + 1));
  std::int64_t limit = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), limit);
  if (error != std::errc{}) return {};
  return limit;
}

OnChange on_change(std::string_view word) {
  if (word == "CASCADE") return OnChange::cascade;
  if (word == "SET NULL") return OnChange::set_null;
  if (word == "SET DEFAULT") return OnChange::set_default;
  if (word == "RESTRICT") return OnChange::restrict;
  return OnChange::no_action;
}

const Column* column_of(const Table& table, std::string_view name) {
  const auto at = std::find_if(
      table.columns.begin(), table.columns.end(),
      [&](const Column& column) { return ascii_equal_ignoring_case(column.name.text(), name); });
  return at == table.columns.end() ? nullptr : &*at;
}

}  // namespace

Result<Catalogue> FileCatalogueReader::read() {
  catalogue_.engine = Engine::sqlite;
  catalogue_.usual_schema = "main";
  TRY(read_tables());
  for (Table& table : catalogue_.tables) {
    // A view whose tables are gone, a virtual table whose module is not here.
    const Result<void> read = read_columns(table);
    if (!read && read.error().code == Errc::unavailable) return fail(read.error());
    find_row_id(table);
  }
  for (Table& table : catalogue_.tables) {
    TRY(read_foreign_keys(table));
    TRY(read_indexes(table));
    TRY(read_triggers(table));
    TRY(estimate_rows(table));
  }
  return std::move(catalogue_);
}

Result<void> FileCatalogueReader::read_tables() {
  const Statement tables(
      "select name, type, wr from pragma_table_list where schema = 'main' "
      "and type in ('table', 'view', 'virtual') and name not like 'sqlite\\_%' escape '\\' "
      "order by name");
  return connection_.each(tables, [&](const Row& row) -> Result<void> {
    catalogue_.tables.push_back(table("main", text_of(row[0])));
    if (text_of(row[1]) == "view") catalogue_.tables.back().kind = Table::Kind::view;
    without_row_id_.push_back(number_of(row[2]) != 0);
    return {};
  });
}

Result<void> FileCatalogueReader::read_columns(Table& table) {
  const bool without_row_id =
      without_row_id_[static_cast<std::size_t>(&table - catalogue_.tables.data())];
  std::map<std::int64_t, Name> key;
  const Statement columns(
      "select name, type, \"notnull\", dflt_value, pk, hidden from pragma_table_xinfo(?, 'main') "
      "where hidden <> 1 order by cid",
      {table.name.text()});
  TRY(connection_.each(columns, [&](const Row& row) -> Result<void> {
    Column column = CatalogueReader::column(text_of(row[0]));
    column.type = text_of(row[1]);
    column.kind = kind_of(column.type);
    column.limit = limit_of(column.type);
    if (column.kind != TypeKind::text && column.kind != TypeKind::blob) column.limit.reset();
    const std::int64_t place = number_of(row[4]);
    if (place > 0) key.emplace(place, column.name);
    column.nullable = number_of(row[2]) == 0 && !(place > 0 && without_row_id);
    column.generated = number_of(row[5]) >= 2;
    if (!is_null(row[3])) column.fallback = text_of(row[3]);
    table.columns.push_back(std::move(column));
    return {};
  }));
  for (auto& [place, column] : key) table.primary_key.push_back(column);
  if (table.primary_key.size() == 1 && !without_row_id) {
    // "INTEGER PRIMARY KEY", so spelled, is the row's number itself.
    for (Column& column : table.columns)
      if (column.name == table.primary_key[0] &&
          ascii_equal_ignoring_case(column.type, "integer")) {
        column.identity = true;
        column.nullable = false;
      }
  }
  return {};
}

void FileCatalogueReader::find_row_id(Table& table) {
  const auto at = static_cast<std::size_t>(&table - catalogue_.tables.data());
  if (table.kind == Table::Kind::view || without_row_id_[at]) return;
  for (const char* candidate : {"rowid", "_rowid_", "oid"})
    if (column_of(table, candidate) == nullptr) {
      table.row_id = name(candidate);
      return;
    }
}

std::optional<std::size_t> FileCatalogueReader::position(std::string_view table) const {
  for (std::size_t i = 0; i < catalogue_.tables.size(); ++i)
    if (ascii_equal_ignoring_case(catalogue_.tables[i].name.text(), table)) return i;
  return {};
}

Result<void> FileCatalogueReader::read_foreign_keys(Table& table) {
  if (table.kind == Table::Kind::view) return {};
  std::map<std::int64_t, ForeignKey> keys;
  const Statement rows(
      "select id, seq, \"table\", \"from\", \"to\", on_update, on_delete "
      "from pragma_foreign_key_list(?, 'main') order by id, seq",
      {table.name.text()});
  TRY(connection_.each(rows, [&](const Row& row) -> Result<void> {
    const std::optional<std::size_t> to = position(text_of(row[2]));
    const Column* from = column_of(table, text_of(row[3]));
    if (!to || from == nullptr) return {};
    const Table& target = catalogue_.tables[*to];
    ForeignKey& key = keys[number_of(row[0])];
    key.to_table = *to;
    key.on_update = on_change(text_of(row[5]));
    key.on_delete = on_change(text_of(row[6]));
    key.columns.push_back(from->name);
    // Without columns it means the other table's primary key.
    const auto place = static_cast<std::size_t>(number_of(row[1]));
    if (const Column* column = column_of(target, text_of(row[4])))
      key.to_columns.push_back(column->name);
    else if (is_null(row[4]) && place < target.primary_key.size())
      key.to_columns.push_back(target.primary_key[place]);
    return {};
  }));
  for (auto& [id, key] : keys) {
    if (key.to_columns.size() != key.columns.size()) continue;
    key.name = catalogue_.tables[key.to_table].name.text() + "(";
    for (std::size_t i = 0; i < key.to_columns.size(); ++i)
      key.name += (i > 0 ? ", " : "") + key.to_columns[i].text();
    key.name += ")";
    table.foreign_keys.push_back(std::move(key));
  }
  return {};
}

Result<void> FileCatalogueReader::read_indexes(Table& table) {
  if (table.kind == Table::Kind::view) return {};
  const Statement list(
      "select l.name, l.\"unique\", l.partial, x.cid, x.name "
      "from pragma_index_list(?, 'main') l, pragma_index_xinfo(l.name, 'main') x "
      "where l.origin <> 'pk' and x.key = 1 order by l.name, x.seqno",
      {table.name.text()});
  bool ended = false;
  return connection_.each(list, [&](const Row& row) -> Result<void> {
    const std::string& index_name = text_of(row[0]);
    if (table.indexes.empty() || table.indexes.back().name != index_name) {
      table.indexes.push_back({index_name, {}, number_of(row[1]) != 0, number_of(row[2]) != 0});
      ended = false;
    }
    const Column* column = column_of(table, text_of(row[4]));
    ended = ended || number_of(row[3]) < 0 || column == nullptr;
    // Of columns and an expression the columns alone are not unique.
    if (ended) table.indexes.back().unique = false;
    if (!ended) table.indexes.back().columns.push_back(column->name);
    return {};
  });
}

Result<void> FileCatalogueReader::read_triggers(Table& table) {
  const Statement triggers(
      "select name, sql from sqlite_master where type = 'trigger' "
      "and tbl_name = ? collate nocase order by name",
      {table.name.text()});
  return connection_.each(triggers, [&](const Row& row) -> Result<void> {
    table.triggers.push_back(trigger_of(text_of(row[0]), text_of(row[1])));
    return {};
  });
}

Result<void> FileCatalogueReader::estimate_rows(Table& table) {
  if (!table.row_id || table.columns.empty()) return {};
  // The first and last row numbers are found at once; counting would read the whole table.
  const Statement from = Statement(" from ").append(table_name(table, Engine::sqlite));
  Statement span("select (select max(");
  span.name(*table.row_id).text(")").append(from).text(") - (select min(");
  span.name(*table.row_id).text(")").append(from).text(") + 1");
  const Result<std::optional<Row>> row = connection_.one(span);
  // A virtual table need not have it.
  if (row && *row) table.estimated_rows = number_of((**row)[0]);
  return {};
}

}  // namespace ombud::sql::sqlite
