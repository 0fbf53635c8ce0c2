// Rows that are somebody else's too, and rows of others that point at the person.

#include <algorithm>

#include "subjects/walk.h"

namespace ombud::subjects {

namespace {

using Means = datamap::Link::Means;

// More rows than this that name one person are counted as this many; nothing is done to them.
constexpr std::size_t most_pointing = 100'000;

bool has_null(const sql::Row& row) { return std::any_of(row.begin(), row.end(), sql::is_null); }

}  // namespace

// A case between two members belongs to both: another link of its table leads to a row that is not
// this person's.
Result<void> Walk::mark_by_other_links(Place& place) {
  const std::string label = catalogue_.label(*place.table);
  for (const datamap::Link& link : map_.links) {
    if (link.from_table != label || link.means != Means::belongs) continue;
    const std::vector<sql::Name> names = TRY(names_of(*place.table, link.from_columns));
    Place* to = TRY(this->place(link.to_table));
    const std::vector<sql::Name> to_names = TRY(names_of(*to->table, link.to_columns));
    std::set<std::string> own;
    std::vector<sql::Row> keys;
    for (const auto& [text, row] : to->rows) keys.push_back(row.key);
    for (const sql::Row& value : TRY(values(*to, keys, link.to_columns)))
      own.insert(key_text(value));
    std::vector<sql::Row> rows;
    for (const auto& [text, row] : place.rows) rows.push_back(row.key);
    const std::span<const sql::Row> all(rows);
    for (std::size_t at = 0; at < all.size(); at += keys_a_statement) {
      const auto some = all.subspan(at, std::min(keys_a_statement, all.size() - at));
      sql::Statement statement("SELECT ");
      statement.names(place.key.columns).text(", ").names(names).text(" FROM ");
      statement.append(sql::table_name(*place.table, catalogue_.engine)).text(" WHERE (");
      statement.append(rows_are(place.key, some, catalogue_.engine)).text(")");
      append_where(statement, link, *place.table);
      const auto width = static_cast<std::ptrdiff_t>(place.key.columns.size());
      TRY(connector_.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
        const sql::Row key(row.begin(), row.begin() + width);
        const sql::Row value(row.begin() + width, row.end());
        if (!has_null(value) && !own.contains(key_text(value)) &&
            link.kind != datamap::Link::Kind::shared_value)
          place.rows.at(key_text(key)).shared = true;
        return {};
      }));
    }
  }
  return {};
}

Result<bool> Walk::refers_from_outside(const std::string& table,
                                       const std::vector<sql::Name>& columns,
                                       const sql::Row& value) {
  Place* from = TRY(place(table));
  sql::Statement statement("SELECT ");
  statement.names(from->key.columns).text(" FROM ");
  statement.append(sql::table_name(*from->table, catalogue_.engine)).text(" WHERE ");
  const std::vector<sql::Row> values{value};
  statement.append(sql::key_is_one_of(columns, values, catalogue_.engine));
  bool outside = false;
  TRY(connector_.connection().each(statement, [&](const sql::Row& key) -> Result<void> {
    outside = outside || !from->rows.contains(key_text(key));
    return {};
  }));
  return outside;
}

// An address that another customer's order refers to as well is not only this person's.
Result<void> Walk::mark_by_references(const std::string& label, Place& place) {
  std::vector<std::pair<std::string, std::pair<std::vector<sql::Name>, std::vector<std::string>>>>
      references;
  for (const sql::Table& table : catalogue_.tables) {
    if (table.kind != sql::Table::Kind::table) continue;
    for (const sql::ForeignKey& key : table.foreign_keys) {
      if (catalogue_.label(catalogue_.tables[key.to_table]) != label) continue;
      std::vector<std::string> to;
      for (const sql::Name& name : key.to_columns) to.push_back(name.text());
      references.push_back({catalogue_.label(table), {key.columns, to}});
    }
  }
  for (const datamap::Link& link : map_.links)
    if (link.to_table == label && link.kind != datamap::Link::Kind::foreign_key)
      references.push_back(
          {link.from_table,
           {TRY(names_of(*TRY(this->place(link.from_table))->table, link.from_columns)),
            link.to_columns}});
  for (auto& [text, row] : place.rows) {
    const auto by = place.by.find(text);
    if (by == place.by.end() || by->second->means != Means::owns) continue;
    for (const auto& [from, columns] : references) {
      const std::vector<sql::Row> referred = TRY(values(place, {row.key}, columns.second));
      if (!referred.empty() && TRY(refers_from_outside(from, columns.first, referred.front())))
        row.shared = true;
    }
  }
  return {};
}

Result<void> Walk::mark_shared() {
  std::vector<std::string> labels;
  for (const auto& [label, place] : places_)
    if (!place.rows.empty()) labels.push_back(label);
  for (const std::string& label : labels) {
    TRY(mark_by_other_links(places_.at(label)));
    TRY(mark_by_references(label, places_.at(label)));
  }
  return {};
}

Result<std::vector<Traced::TableRows>> Walk::pointing() {
  std::vector<Traced::TableRows> pointing;
  for (const datamap::Link& link : map_.links) {
    const auto to = places_.find(link.to_table);
    if (link.means != Means::mentions || to == places_.end() || to->second.rows.empty()) continue;
    std::vector<sql::Row> keys;
    for (const auto& [text, row] : to->second.rows) keys.push_back(row.key);
    const std::vector<sql::Row> referred = TRY(values(to->second, keys, link.to_columns));
    Place* from = TRY(place(link.from_table));
    const std::vector<sql::Name> names = TRY(names_of(*from->table, link.from_columns));
    Traced::TableRows rows{link.from_table, {}, from->key.whole_row, {}};
    for (const sql::Name& name : from->key.columns) rows.key_columns.push_back(name.text());
    const std::span<const sql::Row> all(referred);
    for (std::size_t at = 0; at < all.size(); at += keys_a_statement) {
      const auto some = all.subspan(at, std::min(keys_a_statement, all.size() - at));
      sql::Statement statement("SELECT ");
      statement.names(from->key.columns).text(" FROM ");
      statement.append(sql::table_name(*from->table, catalogue_.engine)).text(" WHERE (");
      statement.append(sql::key_is_one_of(names, some, catalogue_.engine)).text(")");
      append_where(statement, link, *from->table);
      TRY(connector_.connection().each(statement, [&](const sql::Row& key) -> Result<void> {
        if (rows.rows.size() < most_pointing && !from->rows.contains(key_text(key)))
          rows.rows.push_back({key, 1, written(link), false});
        return {};
      }));
    }
    if (!rows.rows.empty()) pointing.push_back(std::move(rows));
  }
  return pointing;
}

Result<Traced> trace(connectors::Connector& connector, const datamap::Map& map,
                     const Person& person, Progress& progress) {
  Walk walk(connector, map, *TRY(connector.catalogue()));
  TRY(walk.begin(person));
  TRY(walk.run(progress));
  TRY(walk.mark_shared());
  std::vector<Traced::TableRows> pointing = TRY(walk.pointing());
  return Traced{walk.own(), std::move(pointing)};
}

}  // namespace ombud::subjects
