#include "subjects/walk.h"

#include <algorithm>

#include "base/text.h"

namespace ombud::subjects {

namespace {

using Means = datamap::Link::Means;

bool has_null(const sql::Row& row) { return std::any_of(row.begin(), row.end(), sql::is_null); }

// A shared e-mail is the same however it is capitalised; an index still serves both forms.
void add_lower_forms(std::vector<sql::Row>& values) {
  const std::size_t count = values.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto* text = values[i].size() == 1 ? std::get_if<std::string>(&values[i][0]) : nullptr;
    if (text != nullptr && fold(*text) != *text) values.push_back({sql::Value{fold(*text)}});
  }
}

}  // namespace

std::string written(const datamap::Link& link) {
  const auto side = [](const std::string& table, const std::vector<std::string>& columns) {
    std::string text = table + ".";
    for (std::size_t i = 0; i < columns.size(); ++i) text += (i > 0 ? "+" : "") + columns[i];
    return text;
  };
  return side(link.from_table, link.from_columns) + " \xe2\x86\x92 " +
         side(link.to_table, link.to_columns);
}

void append_where(sql::Statement& statement, const datamap::Link& link, const sql::Table& table) {
  const sql::Column* column = link.where_column.empty() ? nullptr : table.column(link.where_column);
  if (column == nullptr) return;
  statement.text(" AND ").name(column->name).text(" = ").value(link.where_value);
}

sql::Statement rows_are(const Key& key, std::span<const sql::Row> keys, sql::Engine engine) {
  if (!key.whole_row) return sql::key_is_one_of(key.columns, keys, engine);
  sql::Statement statement;
  for (std::size_t row = 0; row < keys.size(); ++row) {
    statement.text(row > 0 ? sql::Literal(" OR (") : sql::Literal("("));
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      if (i > 0) statement.text(" AND ");
      statement.name(key.columns[i]);
      if (sql::is_null(keys[row][i]))
        statement.text(" IS NULL");
      else
        statement.text(" = ").value(keys[row][i]);
    }
    statement.text(")");
  }
  return statement;
}

Result<std::vector<sql::Name>> names_of(const sql::Table& table,
                                        const std::vector<std::string>& columns) {
  std::vector<sql::Name> names;
  for (const std::string& column : columns) {
    const sql::Column* found = table.column(column);
    if (found == nullptr)
      return fail(Errc::conflict, "subjects.column_gone",
                  {{"table", table.name.text()}, {"column", column}});
    names.push_back(found->name);
  }
  return names;
}

Result<Place*> Walk::place(const std::string& table) {
  Place& place = places_[table];
  if (place.table == nullptr) {
    place.table = catalogue_.find(table);
    if (place.table == nullptr)
      return fail(Errc::conflict, "subjects.table_gone", {{"table", table}});
    place.key = key_of(*place.table, catalogue_.engine);
  }
  return &place;
}

Result<void> Walk::begin(const Person& person) {
  for (const Match& match : person.matches) {
    if (match.system != connector_.system().name) continue;
    Place* at = TRY(place(match.table));
    // A matched row may have gone since; what is not there is not the person's.
    const std::vector<sql::Row> keys{match.key};
    sql::Statement statement("SELECT ");
    statement.names(at->key.columns).text(" FROM ");
    statement.append(sql::table_name(*at->table, catalogue_.engine)).text(" WHERE ");
    statement.append(rows_are(at->key, keys, catalogue_.engine));
    std::int64_t copies = 0;
    TRY(connector_.connection().each(statement, [&](const sql::Row&) -> Result<void> {
      ++copies;
      return {};
    }));
    if (copies == 0) continue;
    if (at->rows
            .emplace(key_text(match.key), Traced::TableRows::RowFound{match.key, copies, "", false})
            .second)
      fresh_.push_back({match.table, keys});
  }
  return {};
}

Result<std::vector<sql::Row>> Walk::values(const Place& place, const std::vector<sql::Row>& keys,
                                           const std::vector<std::string>& columns) {
  const std::vector<sql::Name> names = TRY(names_of(*place.table, columns));
  if (names == place.key.columns) return keys;
  std::vector<sql::Row> found;
  const std::span<const sql::Row> all(keys);
  for (std::size_t at = 0; at < all.size(); at += keys_a_statement) {
    const auto some = all.subspan(at, std::min(keys_a_statement, all.size() - at));
    sql::Statement statement("SELECT DISTINCT ");
    statement.names(names).text(" FROM ");
    statement.append(sql::table_name(*place.table, catalogue_.engine)).text(" WHERE ");
    statement.append(rows_are(place.key, some, catalogue_.engine));
    TRY(connector_.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
      if (!has_null(row)) found.push_back(row);
      return {};
    }));
  }
  return found;
}

// Into another person's row only where both are the same person, or where the map says that the row
// (a next of kin's) belongs to this one.
bool Walk::may_enter(const datamap::Link& link, const std::string& table, bool forward) const {
  if (link.means == Means::same) return true;
  const datamap::Table* map = map_.table(table);
  const bool person = map != nullptr && map->holds == datamap::Holds::person;
  return !(person && forward);
}

Result<void> Walk::reach(const datamap::Link& link, const std::string& table,
                         const std::vector<std::string>& columns, bool referring,
                         const std::vector<sql::Row>& values) {
  Place* at = TRY(place(table));
  const std::vector<sql::Name> names = TRY(names_of(*at->table, columns));
  Fresh fresh{table, {}};
  const std::span<const sql::Row> all(values);
  for (std::size_t from = 0; from < all.size(); from += keys_a_statement) {
    const auto some = all.subspan(from, std::min(keys_a_statement, all.size() - from));
    sql::Statement statement("SELECT ");
    statement.names(at->key.columns).text(" FROM ");
    statement.append(sql::table_name(*at->table, catalogue_.engine)).text(" WHERE (");
    statement.append(sql::key_is_one_of(names, some, catalogue_.engine)).text(")");
    if (referring) append_where(statement, link, *at->table);
    std::set<std::string> counted;  // Copies of a row without key are counted within one statement.
    TRY(connector_.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
      const std::string text = key_text(row);
      const auto [found, is_new] =
          at->rows.emplace(text, Traced::TableRows::RowFound{row, 1, written(link), false});
      if (is_new) {
        at->by[text] = &link;
        fresh.keys.push_back(row);
        counted.insert(text);
      } else if (at->key.whole_row && counted.contains(text)) {
        ++found->second.copies;
      }
      return {};
    }));
  }
  if (!fresh.keys.empty()) fresh_.push_back(std::move(fresh));
  return {};
}

Result<void> Walk::follow(const datamap::Link& link, bool forward, const Fresh& fresh) {
  const std::string& to = forward ? link.to_table : link.from_table;
  if (!may_enter(link, to, forward)) return {};
  std::vector<sql::Row> found = TRY(
      values(*TRY(place(fresh.table)), fresh.keys, forward ? link.from_columns : link.to_columns));
  if (link.kind == datamap::Link::Kind::shared_value) add_lower_forms(found);
  return reach(link, to, forward ? link.to_columns : link.from_columns, !forward, found);
}

Result<void> Walk::run(Progress& progress) {
  std::uint64_t rows = 0;
  while (!fresh_.empty()) {
    const Fresh fresh = std::move(fresh_.back());
    fresh_.pop_back();
    rows += fresh.keys.size();
    progress.tell("rows", rows, 0);
    for (const datamap::Link& link : map_.links) {
      const bool back = link.means == Means::belongs || link.means == Means::same;
      const bool forward = link.means == Means::owns || link.means == Means::same;
      if (back && link.to_table == fresh.table) TRY(follow(link, false, fresh));
      if (forward && link.from_table == fresh.table) TRY(follow(link, true, fresh));
    }
  }
  return {};
}

std::vector<Traced::TableRows> Walk::own() const {
  std::vector<Traced::TableRows> own;
  for (const datamap::Table& table : map_.tables) {
    const auto at = places_.find(table.name);
    if (at == places_.end() || at->second.rows.empty()) continue;
    Traced::TableRows rows{table.name, {}, at->second.key.whole_row, {}};
    for (const sql::Name& name : at->second.key.columns) rows.key_columns.push_back(name.text());
    for (const auto& [text, row] : at->second.rows) rows.rows.push_back(row);
    own.push_back(std::move(rows));
  }
  return own;
}

}  // namespace ombud::subjects
