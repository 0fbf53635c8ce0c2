#include "subjects/walk.h"

#include <algorithm>

#include "base/text.h"
#include "subjects/search.h"

namespace ombud::subjects {

namespace {

using Means = datamap::Link::Means;

bool has_null(const sql::Row& row) { return std::any_of(row.begin(), row.end(), sql::is_null); }

bool is_shared_value(const datamap::Link& link) {
  return link.kind == datamap::Link::Kind::shared_value;
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
  const sql::Column* column = table.column(link.where_column);
  if (link.where_column.empty()) return;
  // Without its condition the link would lead to rows of other kinds: then to none.
  if (column == nullptr) {
    statement.text(" AND 1 = 0");
    return;
  }
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

std::string home_of(const sql::Catalogue& catalogue, const datamap::Map& map,
                    const std::string& label, const std::vector<std::string>& columns) {
  const sql::Table* table = catalogue.find(label);
  if (table == nullptr) return label;
  while (table->parent) {
    const sql::Table& parent = catalogue.tables[*table->parent];
    const datamap::Table* mapped = map.table(catalogue.label(parent));
    const bool has_all = std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
      return parent.column(name) != nullptr;
    });
    if (!has_all || mapped == nullptr || mapped->holds == datamap::Holds::reference) break;
    table = &parent;
  }
  return catalogue.label(*table);
}

sql::Statement values_are(const sql::Table& table, const std::vector<sql::Name>& names,
                          std::span<const sql::Row> values, bool folded, sql::Engine engine) {
  const sql::Column* column = names.size() == 1 ? table.column(names[0].text()) : nullptr;
  if (!folded || column == nullptr || column->kind != sql::TypeKind::text)
    return sql::key_is_one_of(names, values, engine);
  std::vector<sql::Value> forms;
  for (const sql::Row& row : values) {
    forms.push_back(row[0]);
    forms.emplace_back(fold(sql::plain(row[0])));
  }
  sql::Statement statement("(");
  statement.name(names[0]).text(" IN (").values(forms).text(")");
  if (table.estimated_rows <= scanned_rows)
    statement.text(" OR LOWER(").name(names[0]).text(") IN (").values(forms).text(")");
  return statement.text(")");
}

std::string compared(const sql::Row& values, bool folded) {
  std::string text;
  for (const sql::Value& value : values) {
    const std::string part = folded ? fold(sql::plain(value)) : sql::plain(value);
    text += std::to_string(part.size()) + ":" + part + ",";
  }
  return text;
}

Walk::Walk(connectors::Connector& connector, const datamap::Map& map,
           const sql::Catalogue& catalogue)
    : connector_(connector), map_(map), catalogue_(catalogue) {
  const auto same_way = [](const datamap::Link& one, const datamap::Link& other) {
    return one.from_table == other.from_table && one.from_columns == other.from_columns &&
           one.to_table == other.to_table && one.to_columns == other.to_columns &&
           one.means == other.means && one.where_value == other.where_value;
  };
  for (datamap::Link link : map.links) {
    std::vector<std::string> from_columns = link.from_columns;
    if (!link.where_column.empty()) from_columns.push_back(link.where_column);
    link.from_table = home_of(catalogue, map, link.from_table, from_columns);
    link.to_table = home_of(catalogue, map, link.to_table, link.to_columns);
    if (std::none_of(links_.begin(), links_.end(),
                     [&](const datamap::Link& other) { return same_way(link, other); }))
      links_.push_back(std::move(link));
  }
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

// The matched rows of one table that are still there and still his: a key may have been given to
// somebody else since.
Result<void> Walk::begin_in(const std::string& table,
                            const std::map<std::string, const Match*>& matches) {
  Place* at = TRY(place(table));
  const datamap::Table* map = map_.table(table);
  std::vector<std::string> columns;
  if (map != nullptr)
    for (const datamap::Field& field : map->fields)
      if (field.identifies) columns.push_back(field.column);
  // Of a table that nothing identifies the key itself is asked for.
  std::vector<std::string> asked = columns;
  if (asked.empty())
    for (const sql::Name& name : at->key.columns) asked.push_back(name.text());
  std::vector<sql::Row> keys;
  for (const auto& [text, match] : matches) keys.push_back(match->key);
  Fresh fresh{table, {}};
  for (const Valued& row : TRY(stored(*at, keys, asked, nullptr))) {
    const auto found = matches.find(row.row);
    if (found == matches.end()) continue;
    const Match& match = *found->second;
    if (!columns.empty() && !are_one(match.signs, signs_of(*map, columns, row.values))) continue;
    const auto [to, is_new] =
        at->rows.emplace(row.row, Traced::TableRows::RowFound{match.key, 1, "", false});
    if (is_new)
      fresh.keys.push_back(match.key);
    else
      ++to->second.copies;
  }
  if (!fresh.keys.empty()) fresh_.push_back(std::move(fresh));
  return {};
}

Result<void> Walk::begin(const Person& person) {
  std::map<std::string, std::map<std::string, const Match*>> tables;
  for (const Match& match : person.matches)
    if (match.system == connector_.system().name)
      tables[match.table].emplace(key_text(match.key), &match);
  for (const auto& [table, matches] : tables) TRY(begin_in(table, matches));
  return {};
}

Result<void> Walk::begin(const Chosen& group) {
  group_ = &group;
  Place* at = TRY(place(group.table));
  Fresh fresh{group.table, {}};
  for (const sql::Row& key : group.keys)
    if (at->rows.emplace(key_text(key), Traced::TableRows::RowFound{.key = key}).second)
      fresh.keys.push_back(key);
  if (!fresh.keys.empty()) fresh_.push_back(std::move(fresh));
  return {};
}

std::size_t Walk::keys_in(const std::vector<sql::Name>& names) const {
  const bool array = catalogue_.engine == sql::Engine::postgresql && names.size() == 1;
  return array ? keys_an_array : keys_a_statement;
}

// A row without a key comes as often as it is there.
Result<std::vector<Walk::Valued>> Walk::valued(const Place& place,
                                               const std::vector<sql::Row>& keys,
                                               const std::vector<std::string>& columns,
                                               const datamap::Link* where) {
  std::vector<Valued> found;
  if (TRY(names_of(*place.table, columns)) == place.key.columns && !place.key.whole_row &&
      (where == nullptr || where->where_column.empty())) {
    for (const sql::Row& key : keys) found.push_back({key_text(key), key});
    return found;
  }
  return stored(place, keys, columns, where);
}

Result<std::vector<Walk::Valued>> Walk::stored(const Place& place,
                                               const std::vector<sql::Row>& keys,
                                               const std::vector<std::string>& columns,
                                               const datamap::Link* where) {
  const std::vector<sql::Name> names = TRY(names_of(*place.table, columns));
  std::vector<Valued> found;
  const std::span<const sql::Row> all(keys);
  const auto width = static_cast<std::ptrdiff_t>(place.key.columns.size());
  const std::size_t step = place.key.whole_row ? keys_a_statement : keys_in(place.key.columns);
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    sql::Statement statement("SELECT ");
    statement.names(place.key.columns).text(", ").names(names).text(" FROM ");
    statement.append(sql::table_name(*place.table, catalogue_.engine)).text(" WHERE (");
    statement.append(rows_are(place.key, some, catalogue_.engine)).text(")");
    if (where != nullptr) append_where(statement, *where, *place.table);
    TRY(connector_.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
      found.push_back(
          {sql::key_text({row.begin(), row.begin() + width}), {row.begin() + width, row.end()}});
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

bool Walk::is_nobodys(const std::string& table) const {
  const datamap::Table* map = map_.table(table);
  return map != nullptr && map->holds == datamap::Holds::reference;
}

Result<void> Walk::reach(const datamap::Link& link, const std::string& table,
                         const std::vector<std::string>& columns, bool referring,
                         const std::vector<sql::Row>& values) {
  Place* at = TRY(place(table));
  const std::vector<sql::Name> names = TRY(names_of(*at->table, columns));
  const bool owns = link.means == Means::owns;
  Fresh fresh{table, {}, owns};
  const std::span<const sql::Row> all(values);
  const std::size_t step = is_shared_value(link) ? keys_a_statement : keys_in(names);
  for (std::size_t from = 0; from < all.size(); from += step) {
    const auto some = all.subspan(from, std::min(step, all.size() - from));
    sql::Statement statement("SELECT ");
    statement.names(at->key.columns).text(" FROM ");
    statement.append(sql::table_name(*at->table, catalogue_.engine)).text(" WHERE (");
    statement.append(values_are(*at->table, names, some, is_shared_value(link), catalogue_.engine))
        .text(")");
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
      } else if (const auto by = at->by.find(text);
                 !owns && by != at->by.end() && by->second->means == Means::owns) {
        // What leads there says more than that somebody refers to it.
        by->second = &link;
        found->second.via = written(link);
        fresh.keys.push_back(row);
      }
      return {};
    }));
  }
  if (!fresh.keys.empty()) fresh_.push_back(std::move(fresh));
  return {};
}

// Null refers to nothing.
std::vector<sql::Row> Walk::distinct(const std::vector<Valued>& rows, bool folded) {
  std::set<std::string> taken;
  std::vector<sql::Row> values;
  for (const Valued& row : rows)
    if (!has_null(row.values) && taken.insert(compared(row.values, folded)).second)
      values.push_back(row.values);
  return values;
}

Result<void> Walk::follow(const datamap::Link& link, bool forward, const Fresh& fresh) {
  const std::string& to = forward ? link.to_table : link.from_table;
  if (!may_enter(link, to, forward)) return {};
  const std::vector<std::string>& here = forward ? link.from_columns : link.to_columns;
  const bool folded = is_shared_value(link);
  const datamap::Link* where = forward ? &link : nullptr;
  std::vector<sql::Row> values =
      distinct(TRY(valued(*TRY(place(fresh.table)), fresh.keys, here, where)), false);
  if (folded && link.means == Means::same) {
    // What another row here has too does not say whose the row over there is.
    const Strangers strange = TRY(strangers(fresh.table, here, values, folded));
    std::erase_if(values, [&](const sql::Row& value) {
      const std::string text = compared(value, folded);
      return strange.others.contains(text) || strange.chosen.contains(text);
    });
  }
  return reach(link, to, forward ? link.to_columns : link.from_columns, !forward, values);
}

Result<void> Walk::run(Progress& progress) {
  std::uint64_t rows = 0;
  while (!fresh_.empty()) {
    const Fresh fresh = std::move(fresh_.back());
    fresh_.pop_back();
    rows += fresh.keys.size();
    progress.tell("rows", rows, 0);
    if (fresh.owned) {
      waiting_.push_back(fresh);
    } else {
      for (const datamap::Link& link : links_) {
        const bool back = link.means == Means::belongs || link.means == Means::same;
        const bool forward = link.means == Means::owns || link.means == Means::same;
        if (back && link.to_table == fresh.table) TRY(follow(link, false, fresh));
        if (forward && link.from_table == fresh.table) TRY(follow(link, true, fresh));
      }
    }
    if (fresh_.empty()) TRY(release_owned());
  }
  return {};
}

// What hangs on an address is the person's where the address is his alone.
Result<void> Walk::release_owned() {
  std::set<std::string> labels;
  for (const Fresh& owned : waiting_) labels.insert(owned.table);
  for (const std::string& label : labels) TRY(mark_owned(label));
  for (Fresh& owned : waiting_) {
    const Place& at = *TRY(place(owned.table));
    Fresh alone{owned.table, {}};
    std::erase_if(owned.keys, [&](const sql::Row& key) {
      const std::string text = key_text(key);
      if (at.by.at(text)->means != Means::owns) return true;  // Walked on from already.
      if (at.rows.at(text).shared) return false;
      alone.keys.push_back(key);
      return true;
    });
    if (!alone.keys.empty()) fresh_.push_back(std::move(alone));
  }
  std::erase_if(waiting_, [](const Fresh& owned) { return owned.keys.empty(); });
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
