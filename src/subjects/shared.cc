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

// What a row's `belongs` links lead to.
struct Walk::Leads {
  bool outside = false;  // To a row that is not this person's.
  bool chosen = false;   // To a row of somebody outside the group who is chosen too.
  std::vector<std::pair<const Place*, std::string>> own;
};

// Of the values, those that a row of the table has which is not the person's.
Result<Walk::Strangers> Walk::strangers(const std::string& table,
                                        const std::vector<std::string>& columns,
                                        const std::vector<sql::Row>& values, bool folded) {
  Place* at = TRY(place(table));
  const std::vector<sql::Name> names = TRY(names_of(*at->table, columns));
  const sql::Statement* chosen = group_ != nullptr && group_->table == table ? group_->by : nullptr;
  Strangers found;
  const std::span<const sql::Row> all(values);
  const auto width = static_cast<std::ptrdiff_t>(at->key.columns.size());
  const auto columns_width = static_cast<std::ptrdiff_t>(names.size());
  const std::size_t step = folded ? keys_a_statement : keys_in(names);
  for (std::size_t from = 0; from < all.size(); from += step) {
    const auto some = all.subspan(from, std::min(step, all.size() - from));
    sql::Statement statement("SELECT ");
    statement.names(at->key.columns).text(", ").names(names);
    if (chosen != nullptr)
      statement.text(", CASE WHEN ").append(*chosen).text(" THEN 1 ELSE 0 END");
    statement.text(" FROM ");
    statement.append(sql::table_name(*at->table, catalogue_.engine)).text(" WHERE ");
    statement.append(values_are(*at->table, names, some, folded, catalogue_.engine));
    TRY(connector_.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
      const std::string key = sql::key_text({row.begin(), row.begin() + width});
      if (at->rows.contains(key)) return {};
      const auto* meets = chosen == nullptr ? nullptr : std::get_if<std::int64_t>(&row.back());
      const bool is_chosen = meets != nullptr && *meets == 1 &&
                             (group_->left_out == nullptr || !group_->left_out->contains(key));
      (is_chosen ? found.chosen : found.others)
          .insert(compared({row.begin() + width, row.begin() + width + columns_width}, folded));
      return {};
    }));
  }
  return found;
}

Result<void> Walk::take_leads(const datamap::Link& link, LeadsOfRows& leads) {
  const auto from = places_.find(link.from_table);
  if (link.means != Means::belongs || from == places_.end() || from->second.rows.empty() ||
      is_nobodys(link.to_table))
    return {};
  Place* to = TRY(place(link.to_table));
  // MariaDB's texts are the same in whatever capitals.
  const bool folded =
      link.kind == datamap::Link::Kind::shared_value || catalogue_.engine == sql::Engine::mariadb;
  const auto keys_of = [](const Place& place) {
    std::vector<sql::Row> keys;
    for (const auto& [text, row] : place.rows) keys.push_back(row.key);
    return keys;
  };
  std::map<std::string, std::vector<std::string>> own;
  for (const Valued& row : TRY(valued(*to, keys_of(*to), link.to_columns, nullptr)))
    if (!has_null(row.values)) own[compared(row.values, folded)].push_back(row.row);
  const std::vector<Valued> rows =
      TRY(valued(from->second, keys_of(from->second), link.from_columns, &link));
  const Strangers strange =
      TRY(strangers(link.to_table, link.to_columns, distinct(rows, folded), folded));
  for (const Valued& row : rows) {
    if (has_null(row.values)) continue;
    const std::string value = compared(row.values, folded);
    Leads& of_row = leads[{link.from_table, row.row}];
    of_row.outside = of_row.outside || strange.others.contains(value);
    of_row.chosen = of_row.chosen || strange.chosen.contains(value);
    for (const std::string& text : own[value]) of_row.own.emplace_back(to, text);
  }
  return {};
}

// A case between two members is both's, and so is a note that hangs on nothing but the case. What
// one of them wrote there hangs on him too: it is his.
void Walk::share(const LeadsOfRows& leads) {
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [at, of_row] : leads) {
      Place& place = places_.at(at.first);
      const auto by = place.by.find(at.second);
      const bool belongs = by != place.by.end() && by->second->means == Means::belongs;
      const bool all_shared =
          !of_row.own.empty() &&
          std::all_of(of_row.own.begin(), of_row.own.end(),
                      [](const auto& own) { return own.first->rows.at(own.second).shared; });
      auto& row = place.rows.at(at.second);
      const bool also_chosen =
          of_row.chosen || std::any_of(of_row.own.begin(), of_row.own.end(), [](const auto& own) {
            return own.first->rows.at(own.second).also_chosen;
          });
      changed = changed || also_chosen != row.also_chosen;
      row.also_chosen = also_chosen;
      bool& shared = row.shared;
      if (shared || !(of_row.outside || (belongs && all_shared))) continue;
      shared = changed = true;
    }
  }
}

// By which somebody else can have the row too. What belongs to it (an account's transactions) says
// nothing of whose it is.
std::vector<Walk::Reference> Walk::references_to(const std::string& label) const {
  const auto texts = [](const std::vector<sql::Name>& names) {
    std::vector<std::string> all;
    for (const sql::Name& name : names) all.push_back(name.text());
    return all;
  };
  std::set<Reference> references;
  for (const sql::Table& table : catalogue_.tables)
    for (const sql::ForeignKey& key : table.foreign_keys) {
      const std::vector<std::string> columns = texts(key.columns);
      const std::vector<std::string> to = texts(key.to_columns);
      if (home_of(catalogue_, map_, catalogue_.label(catalogue_.tables[key.to_table]), to) == label)
        references.insert(
            {home_of(catalogue_, map_, catalogue_.label(table), columns), columns, to});
    }
  for (const datamap::Link& link : links_) {
    if (link.to_table != label) continue;
    if (link.means == Means::belongs)
      references.erase({link.from_table, link.from_columns, link.to_columns});
    else if (!references.contains({link.from_table, link.from_columns, link.to_columns}))
      references.insert({link.from_table, link.from_columns, link.to_columns, &link});
  }
  return {references.begin(), references.end()};
}

// Of the values, those to which more rows refer than the person has: counted by the database, for
// half of the country may refer to a value.
Result<std::set<std::string>> Walk::referred_from_outside(const Reference& reference,
                                                          const std::vector<sql::Row>& values) {
  Place* from = TRY(place(reference.table));
  const std::vector<sql::Name> names = TRY(names_of(*from->table, reference.columns));
  const bool folded = catalogue_.engine == sql::Engine::mariadb;
  std::vector<sql::Row> keys;
  for (const auto& [text, row] : from->rows) keys.push_back(row.key);
  std::map<std::string, std::int64_t> mine;
  for (const Valued& row : TRY(valued(*from, keys, reference.columns, reference.link)))
    ++mine[compared(row.values, folded)];
  std::map<std::string, std::int64_t> all_rows;
  const std::span<const sql::Row> all(values);
  for (std::size_t at = 0; at < all.size(); at += keys_a_statement) {
    const auto some = all.subspan(at, std::min(keys_a_statement, all.size() - at));
    sql::Statement statement("SELECT ");
    statement.names(names).text(", COUNT(*) FROM ");
    statement.append(sql::table_name(*from->table, catalogue_.engine)).text(" WHERE (");
    statement.append(sql::key_is_one_of(names, some, catalogue_.engine)).text(")");
    if (reference.link != nullptr) append_where(statement, *reference.link, *from->table);
    statement.text(" GROUP BY ").names(names);
    TRY(connector_.connection().each(statement, [&](const sql::Row& row) -> Result<void> {
      const auto* count = std::get_if<std::int64_t>(&row.back());
      all_rows[compared({row.begin(), row.end() - 1}, folded)] += count == nullptr ? 1 : *count;
      return {};
    }));
  }
  std::set<std::string> outside;
  for (const auto& [value, count] : all_rows)
    if (count > mine[value]) outside.insert(value);
  return outside;
}

// An address that another customer's order refers to as well is not only this person's.
Result<void> Walk::mark_owned(const std::string& label) {
  Place& at = *TRY(place(label));
  std::vector<sql::Row> keys;
  for (auto& [text, row] : at.rows) {
    const auto by = at.by.find(text);
    if (by == at.by.end() || by->second->means != Means::owns) continue;
    row.shared = false;
    keys.push_back(row.key);
  }
  if (keys.empty()) return {};
  const bool folded = catalogue_.engine == sql::Engine::mariadb;
  for (const Reference& reference : references_to(label)) {
    const std::vector<Valued> rows = TRY(valued(at, keys, reference.to_columns, nullptr));
    const std::set<std::string> outside =
        TRY(referred_from_outside(reference, distinct(rows, folded)));
    for (const Valued& row : rows)
      if (outside.contains(compared(row.values, folded))) at.rows.at(row.row).shared = true;
  }
  return {};
}

Result<void> Walk::mark_shared() {
  LeadsOfRows leads;
  for (const datamap::Link& link : links_) TRY(take_leads(link, leads));
  share(leads);
  return {};
}

Result<std::vector<Traced::TableRows>> Walk::pointing() {
  std::vector<Traced::TableRows> pointing;
  for (const datamap::Link& link : links_) {
    const auto to = places_.find(link.to_table);
    if (link.means != Means::mentions || to == places_.end() || to->second.rows.empty()) continue;
    std::vector<sql::Row> keys;
    for (const auto& [text, row] : to->second.rows) keys.push_back(row.key);
    const bool folded = link.kind == datamap::Link::Kind::shared_value;
    const std::vector<sql::Row> referred =
        distinct(TRY(valued(to->second, keys, link.to_columns, nullptr)), folded);
    Place* from = TRY(place(link.from_table));
    const std::vector<sql::Name> names = TRY(names_of(*from->table, link.from_columns));
    Traced::TableRows rows{link.from_table, {}, from->key.whole_row, {}};
    for (const sql::Name& name : from->key.columns) rows.key_columns.push_back(name.text());
    std::map<std::string, std::size_t> places;  // Of whole rows, which may be there several times.
    const std::span<const sql::Row> all(referred);
    for (std::size_t at = 0; at < all.size(); at += keys_a_statement) {
      const auto some = all.subspan(at, std::min(keys_a_statement, all.size() - at));
      sql::Statement statement("SELECT ");
      statement.names(from->key.columns).text(" FROM ");
      statement.append(sql::table_name(*from->table, catalogue_.engine)).text(" WHERE (");
      statement.append(values_are(*from->table, names, some, folded, catalogue_.engine)).text(")");
      append_where(statement, link, *from->table);
      TRY(connector_.connection().each(statement, [&](const sql::Row& key) -> Result<void> {
        const std::string text = key_text(key);
        if (rows.rows.size() == most_pointing || from->rows.contains(text)) return {};
        const auto [found, is_new] = places.emplace(text, rows.rows.size());
        if (is_new)
          rows.rows.push_back({key, 1, written(link), false});
        else if (from->key.whole_row)
          ++rows.rows[found->second].copies;
        return {};
      }));
    }
    if (!rows.rows.empty()) pointing.push_back(std::move(rows));
  }
  return pointing;
}

namespace {

template <class Of>
Result<Traced> traced(connectors::Connector& connector, const datamap::Map& map, const Of& of,
                      Progress& progress) {
  Walk walk(connector, map, *TRY(connector.catalogue()));
  TRY(walk.begin(of));
  TRY(walk.run(progress));
  TRY(walk.mark_shared());
  std::vector<Traced::TableRows> pointing = TRY(walk.pointing());
  return Traced{walk.own(), std::move(pointing)};
}

}  // namespace

Result<Traced> trace(connectors::Connector& connector, const datamap::Map& map,
                     const Person& person, Progress& progress) {
  return traced(connector, map, person, progress);
}

Result<Traced> trace(connectors::Connector& connector, const datamap::Map& map, const Chosen& group,
                     Progress& progress) {
  return traced(connector, map, group, progress);
}

}  // namespace ombud::subjects
