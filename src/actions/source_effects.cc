#include "actions/source_effects.h"

#include <fmt/format.h>

#include <algorithm>

namespace ombud::actions {

namespace {

// A partition's rows are planned under the table that it is part of.
std::size_t planned_as(const sql::Catalogue& catalogue, std::size_t table) {
  const sql::Table& it = catalogue.tables[table];
  return it.kind == sql::Table::Kind::partition && it.parent ? *it.parent : table;
}

const Removal* removal_of(const std::vector<Removal>& removals, std::size_t table) {
  const auto at = std::find_if(removals.begin(), removals.end(),
                               [&](const Removal& removal) { return removal.table == table; });
  return at == removals.end() ? nullptr : &*at;
}

// The values that references to these rows would hold.
Result<std::vector<sql::Row>> referred_values(sql::Connection& connection,
                                              const sql::Catalogue& catalogue,
                                              const Removal& removal, const sql::ForeignKey& key) {
  if (key.to_columns == removal.key) return removal.keys;
  const sql::Table& table = catalogue.tables[removal.table];
  RowsAsked asked{&table, removal.key, removal.whole_row_is_key, {}, false};
  for (const sql::Name& name : key.to_columns) asked.columns.push_back(table.column(name.text()));
  std::vector<sql::Row> values;
  for (auto& [text, row] : TRY(read_rows(connection, asked, removal.keys)))
    if (std::none_of(row.values.begin(), row.values.end(), sql::is_null))
      values.push_back(std::move(row.values));
  return values;
}

struct Referring {
  std::int64_t rows = 0;
  std::vector<sql::Name> key;
  std::vector<sql::Row> keys;  // Where the table has a key.
};

// Rows that refer to what goes and do not go themselves.
Result<Referring> referring_rows(sql::Connection& connection, const sql::Table& table,
                                 const sql::ForeignKey& key, const std::vector<sql::Row>& values,
                                 const Removal* goes) {
  const std::vector<sql::Name>& own_key = goes != nullptr ? goes->key : table.primary_key;
  std::set<std::string> going;
  if (goes != nullptr)
    for (const sql::Row& row : goes->keys) going.insert(key_text(row));
  Referring referring{0, own_key, {}};
  const std::span<const sql::Row> all(values);
  const std::size_t step = keys_a_statement({&table, key.columns}, connection.engine());
  for (std::size_t at = 0; at < all.size(); at += step) {
    const auto some = all.subspan(at, std::min(step, all.size() - at));
    sql::Statement statement("SELECT ");
    if (own_key.empty())
      statement.text("1");
    else
      statement.names(own_key);
    statement.text(" FROM ").append(sql::table_name(table, connection.engine())).text(" WHERE ");
    statement.append(sql::key_is_one_of(key.columns, some, connection.engine()));
    TRY(connection.each(statement, [&](const sql::Row& row) -> Result<void> {
      if (going.contains(key_text(row))) return {};
      ++referring.rows;
      if (!own_key.empty()) referring.keys.push_back(row);
      return {};
    }));
  }
  return referring;
}

bool may_be_null(const sql::Table& table, const std::vector<sql::Name>& columns) {
  return std::all_of(columns.begin(), columns.end(), [&](const sql::Name& name) {
    const sql::Column* column = table.column(name.text());
    return column != nullptr && column->nullable && !column->generated;
  });
}

Params said(const sql::Catalogue& catalogue, const Removal& removal, const sql::Table& table,
            const sql::ForeignKey& key, std::int64_t rows) {
  return {{"table", catalogue.label(catalogue.tables[removal.table])},
          {"other", catalogue.label(table)},
          {"column", key.columns.front().text()},
          {"rows", std::to_string(rows)}};
}

Result<void> judge(const sql::Catalogue& catalogue, const Removal& removal, std::size_t from,
                   const sql::ForeignKey& key, Referring referring, bool releasable,
                   SourceEffects& effects) {
  const sql::Table& table = catalogue.tables[from];
  const Params params = said(catalogue, removal, table, key, referring.rows);
  switch (key.on_delete) {
    case sql::OnChange::cascade:
      effects.cascades.push_back({Errc::conflict, "actions.cascade", params});
      return {};
    case sql::OnChange::set_null:
      effects.by_itself.push_back({Errc::conflict, "actions.sets_null", params});
      return {};
    default:
      if (!releasable || !may_be_null(table, key.columns) || referring.keys.empty())
        return fail(Errc::conflict, "actions.blocked", params);
      effects.releases.push_back(
          {from, key.columns, std::move(referring.key), std::move(referring.keys)});
      return {};
  }
}

// All that would be taken along, in one refusal.
Result<void> refuse_cascades(const std::vector<Error>& cascades) {
  if (cascades.empty()) return {};
  std::string taken;
  for (const Error& cascade : cascades)
    taken += fmt::format("{}{}.{}: {}", taken.empty() ? "" : ", ", cascade.params[1].second,
                         cascade.params[2].second, cascade.params[3].second);
  Error refusal = cascades.front();
  refusal.params.emplace_back("taken", taken);
  return fail(std::move(refusal));
}

}  // namespace

Result<SourceEffects> effects_of(sql::Connection& connection, const sql::Catalogue& catalogue,
                                 const std::vector<Removal>& removals,
                                 const std::set<std::size_t>& releasable) {
  SourceEffects effects;
  for (const Removal& removal : removals) {
    for (std::size_t from = 0; from < catalogue.tables.size(); ++from) {
      const sql::Table& table = catalogue.tables[from];
      if (table.kind == sql::Table::Kind::view) continue;
      for (const sql::ForeignKey& key : table.foreign_keys) {
        if (planned_as(catalogue, key.to_table) != removal.table) continue;
        const std::vector<sql::Row> values =
            TRY(referred_values(connection, catalogue, removal, key));
        if (values.empty()) continue;
        const std::size_t planned = planned_as(catalogue, from);
        Referring referring =
            TRY(referring_rows(connection, table, key, values, removal_of(removals, planned)));
        if (referring.rows > 0)
          TRY(judge(catalogue, removal, from, key, std::move(referring),
                    releasable.contains(planned), effects));
      }
    }
  }
  TRY(refuse_cascades(effects.cascades));
  return effects;
}

std::vector<Error> triggers_of(const sql::Catalogue& catalogue, const sql::Table& table,
                               bool removes) {
  std::vector<Error> found;
  const std::string label = catalogue.label(table);
  for (const sql::Trigger& trigger : table.triggers)
    if (removes ? trigger.on_delete : trigger.on_update)
      found.push_back(
          {Errc::conflict, "actions.trigger", {{"table", label}, {"trigger", trigger.name}}});
  if (table.has_rules) found.push_back({Errc::conflict, "actions.rules", {{"table", label}}});
  return found;
}

}  // namespace ombud::actions
