#include "discovery/attributes.h"

#include <algorithm>
#include <map>

#include "discovery/content.h"
#include "discovery/inside.h"
#include "discovery/overlap.h"

namespace ombud::discovery {

namespace {

using sql::Statement;

constexpr std::int64_t rows_read = 5000;
constexpr std::size_t most_attributes = 200;

struct Pair {
  const ColumnView* name =
      nullptr;  // Which attribute; a key of a table of attributes, or its name.
  ColumnView* value = nullptr;
  // Where the names stand, if not in the pair itself.
  const TableView* names = nullptr;
  const ColumnView* label = nullptr;
};

// "meta_value", "data", "varde": the one column that holds whatever the attribute is.
ColumnView* value_column(TableView& table) {
  ColumnView* found = nullptr;
  for (ColumnView& column : table.columns) {
    if (!is_text(*column.column) || !has(column.words, "content")) continue;
    if (found != nullptr) return nullptr;  // An old and a new value: a history.
    found = &column;
  }
  return found;
}

bool names_attributes(const ColumnView& column) {
  return is_text(*column.column) &&
         (has_any(column.words, "key name") ||
          has_any(cut(column.column->name.text()), "attribute field property option setting"));
}

const ColumnView* label_of(const TableView& table) {
  for (const ColumnView& column : table.columns) {
    const bool name = has_any(column.words, "name key code") || has(column.words, "title");
    if (is_text(*column.column) && name) return &column;
  }
  return nullptr;
}

std::optional<Pair> pair_in(Model& model, std::size_t at) {
  TableView& table = model.tables[at];
  Pair pair;
  pair.value = value_column(table);
  if (pair.value == nullptr || table.columns.size() > 12) return std::nullopt;
  for (const ColumnView& column : table.columns) {
    if (&column != pair.value && names_attributes(column)) {
      pair.name = &column;
      return pair;
    }
  }
  for (const Reference& one : model.references) {
    const TableView& to = model.tables[one.to];
    const bool of_attributes = has_any(to.words, "attribute field meta property") ||
                               has_any(cut(one.from_columns.front()), "attribute field property");
    if (one.from != at || one.from_columns.size() != 1 || is_person(to.role) || !of_attributes) {
      continue;
    }
    pair.names = &to;
    pair.label = label_of(to);
    pair.name = table.column(one.from_columns.front());
    if (pair.label != nullptr && pair.name != nullptr) return pair;
  }
  return std::nullopt;
}

Statement rows_of(const TableView& table, const Pair& pair, sql::Engine engine) {
  Statement select("select ");
  select.name(pair.name->column->name).text(", substr(");
  select.append(sql::as_text(pair.value->column->name, engine)).text(", 1, 2000) from ");
  select.append(sql::table_name(*table.table, engine)).text(" where ");
  select.name(pair.value->column->name).text(" is not null limit ").value(rows_read);
  return select;
}

// The names of attributes that stand in a table of their own, by key.
Result<std::map<std::string, std::string>> names_of(sql::Connection& connection, const Pair& pair) {
  std::map<std::string, std::string> names;
  if (pair.names == nullptr || pair.names->table->primary_key.size() != 1) return names;
  Statement select("select ");
  select.name(pair.names->table->primary_key.front()).text(", ");
  select.name(pair.label->column->name).text(" from ");
  select.append(sql::table_name(*pair.names->table, connection.engine()));
  select.text(" limit ").value(std::int64_t{2000});
  const auto read = connection.each(select, [&](const sql::Row& row) -> Result<void> {
    names[sql::plain(row[0])] = sql::plain(row[1]);
    return {};
  });
  if (!read && ends_everything(read.error())) return fail(read.error());
  return names;
}

Result<void> look_at(sql::Connection& connection, TableView& table, const Pair& pair, Day today) {
  const auto names = TRY(names_of(connection, pair));
  std::map<std::string, Look> looks;
  const auto take = [&](const sql::Row& row) -> Result<void> {
    std::string name = sql::plain(row[0]);
    if (pair.names != nullptr) {
      const auto found = names.find(name);
      name = found == names.end() ? "" : found->second;
    }
    if (sql::is_null(row[1]) || (looks.size() >= most_attributes && !looks.contains(name))) {
      return {};
    }
    looks.try_emplace(plain_name(name), today).first->second.add_text(sql::plain(row[1]));
    return {};
  };
  const auto read = connection.each(rows_of(table, pair, connection.engine()), take);
  if (!read && ends_everything(read.error())) return fail(read.error());
  if (!read) return {};
  pair.value->facts.inside.clear();
  pair.value->facts.attributes = true;
  for (const auto& [name, look] : looks) {
    if (name != "*") pair.value->facts.inside.push_back({name, look.facts()});
  }
  return {};
}

}  // namespace

Result<void> look_into_attributes(sql::Connection& connection, Model& model, Day today) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    if (!model.tables[at].looked_at || model.tables[at].rows == 0) continue;
    if (const auto pair = pair_in(model, at)) {
      TRY(look_at(connection, model.tables[at], *pair, today));
    }
  }
  return {};
}

}  // namespace ombud::discovery
