// Pairs of a type and an id. What the type means is read from its own words ("customers"), from a
// table of types (100 is "Candidate"), or else from the ids themselves: those of type 100 are all
// candidates' keys, and of no other table's. A wrong link would erase somebody else's rows, so ids
// that fit several tables lead to none.

#include <algorithm>

#include "base/text.h"
#include "discovery/overlap.h"
#include "discovery/values.h"

namespace ombud::discovery {

namespace {

using datamap::Link;
using datamap::reason_of;
using sql::Statement;

constexpr std::int64_t most_types = 30;
constexpr std::int64_t most_ids = 100;
constexpr std::size_t fewest_ids = 5;  // Fewer fit by chance.
constexpr std::int64_t rows_searched = 100'000;

// "App\Models\Customer", "civicrm_contact", "customers": the words of the table that is meant.
std::size_t table_meant(const Model& model, std::size_t from, const std::string& type) {
  const std::size_t start = type.find_last_of("\\/:.");
  const std::string last = start == std::string::npos ? type : type.substr(start + 1);
  const auto words = table_meanings(cut(last));
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    const TableView& table = model.tables[at];
    if (!table.looked_at || table.table->schema != model.tables[from].table->schema) continue;
    if (ascii_equal_ignoring_case(table.table->name.text(), last)) return at;
  }
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    const TableView& table = model.tables[at];
    if (table.looked_at && table.table->schema == model.tables[from].table->schema &&
        !words.empty() && table.words == words) {
      return at;
    }
  }
  return model.tables.size();
}

// The column that says which table the id leads to: "entity_table" for "entity_id".
const ColumnView* type_beside(const TableView& table, const ColumnView& id) {
  std::vector<std::string> words = cut(id.column->name.text());
  if (words.size() < 2 || words.back() != "id") return nullptr;
  words.pop_back();
  for (const ColumnView& other : table.columns) {
    std::vector<std::string> others = cut(other.column->name.text());
    if (others.size() < 2) continue;
    const std::string last = others.back();
    others.pop_back();
    const bool kind = last == "type" || last == "table" || last == "typ" || last == "tabell" ||
                      last == "class" || last == "model" || last == "entity" || last == "module";
    if (kind && others == words) return &other;
  }
  return nullptr;
}

// The label that a table of types gives to a number: 100 → "Candidate".
Result<std::string> label_of(sql::Connection& connection, const Model& model,
                             const std::vector<std::string>& type_words, const sql::Value& value) {
  for (const TableView& table : model.tables) {
    if (!table.looked_at || cut(table.table->name.text()) != type_words) continue;
    if (table.table->primary_key.size() != 1) continue;
    for (const ColumnView& column : table.columns) {
      if (!is_text(*column.column)) continue;
      Statement select("select ");
      select.name(column.column->name).text(" from ");
      select.append(sql::table_name(*table.table, connection.engine())).text(" where ");
      select.name(table.table->primary_key.front()).text(" = ").value(value);
      auto row = connection.one(select);
      if (!row && ends_everything(row.error())) return fail(row.error());
      if (row && row.value()) return sql::plain(row.value()->front());
    }
  }
  return std::string{};
}

Reference made_of(const Model& model, std::size_t at, const ColumnView& id, const ColumnView& type,
                  const sql::Value& value, std::size_t to) {
  Reference reference;
  reference.from = at;
  reference.from_columns = {id.column->name.text()};
  reference.to = to;
  reference.to_columns = {model.tables[to].table->primary_key.front().text()};
  reference.kind = Link::Kind::polymorphic;
  reference.where_column = type.column->name.text();
  reference.where_value = sql::plain(value);
  reference.nullable = id.column->nullable;
  reference.confidence = 0.8;
  reference.reason =
      reason_of("discovery.says_which_table",
                {{"column", reference.where_column}, {"id", reference.from_columns.front()}});
  return reference;
}

// The highest ids that stand beside one value of the type: low ones stand in every table.
Result<std::vector<sql::Row>> ids_of_type(sql::Connection& connection, const TableView& table,
                                          const ColumnView& id, const ColumnView& type,
                                          const sql::Value& value) {
  Statement select("select distinct ");
  select.name(id.column->name).text(" from (select ").name(id.column->name).text(" from ");
  select.append(sql::table_name(*table.table, connection.engine())).text(" where ");
  select.name(type.column->name).text(" = ").value(value).text(" and ").name(id.column->name);
  select.text(" is not null limit ").value(rows_searched).text(") some_rows order by ");
  select.name(id.column->name).text(" desc limit ").value(most_ids);
  auto rows = connection.all(select);
  if (!rows && !ends_everything(rows.error())) return std::vector<sql::Row>{};
  return rows;
}

struct Fit {
  std::size_t table = 0;
  std::int64_t found = 0;
  double covered = 0;  // Share of the table's rows that were met.
};

bool could_be_meant(const TableView& table, const TableView& from, const ColumnView& id) {
  if (!table.looked_at || table.table == from.table || table.rows <= 0 ||
      table.table->schema != from.table->schema || table.table->primary_key.size() != 1) {
    return false;
  }
  const sql::Column* key = table.table->column(table.table->primary_key.front().text());
  return key != nullptr && key->kind == id.column->kind;
}

bool has_own_pair(const TableView& table) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const ColumnView& column) {
    return type_beside(table, column) != nullptr;
  });
}

// A consent a candidate has the same keys as the candidates; what others refer to is meant.
void drop_those_that_hang_on_others(const Model& model, std::vector<Fit>& fits) {
  const std::vector<Fit> all = fits;
  const auto fit = [&](std::size_t table) {
    return std::any_of(all.begin(), all.end(), [&](const Fit& one) { return one.table == table; });
  };
  std::erase_if(fits, [&](const Fit& one) {
    return has_own_pair(model.tables[one.table]) ||
           std::any_of(model.references.begin(), model.references.end(), [&](const Reference& to) {
             return to.from == one.table && to.to != one.table && fit(to.to);
           });
  });
}

// The one table whose keys all the ids are, if one is clearly closer than the others.
Result<std::optional<Fit>> table_fitting(sql::Connection& connection, const Model& model,
                                         std::size_t at, const ColumnView& id,
                                         const std::vector<sql::Row>& ids) {
  std::vector<Fit> fits;
  for (std::size_t to = 0; to < model.tables.size(); ++to) {
    const TableView& table = model.tables[to];
    if (!could_be_meant(table, model.tables[at], id)) continue;
    const auto found = TRY(found_in(connection, table, {table.table->primary_key.front()}, ids));
    if (!found || *found != static_cast<std::int64_t>(ids.size())) continue;
    fits.push_back({to, *found, static_cast<double>(*found) / static_cast<double>(table.rows)});
  }
  drop_those_that_hang_on_others(model, fits);
  if (fits.empty()) return std::optional<Fit>{};
  std::sort(fits.begin(), fits.end(),
            [](const Fit& a, const Fit& b) { return a.covered > b.covered; });
  const bool clear = fits.size() == 1 || fits[0].covered >= 3 * fits[1].covered;
  return clear ? std::optional<Fit>{fits.front()} : std::nullopt;
}

Result<void> add_by_ids(sql::Connection& connection, Model& model, std::size_t at,
                        const ColumnView& id, const ColumnView& type, const sql::Value& value) {
  const auto ids = TRY(ids_of_type(connection, model.tables[at], id, type, value));
  if (ids.size() < fewest_ids) return {};
  const auto fit = TRY(table_fitting(connection, model, at, id, ids));
  if (!fit) return {};
  Reference reference = made_of(model, at, id, type, value, fit->table);
  reference.confidence = 0.6;
  reference.reason +=
      " " + reason_of("discovery.ids_fit", {{"count", std::to_string(fit->found)},
                                            {"table", model.tables[fit->table].label},
                                            {"column", reference.where_column},
                                            {"value", reference.where_value}});
  model.references.push_back(std::move(reference));
  return {};
}

Result<void> add_polymorphic(sql::Connection& connection, Model& model, std::size_t at,
                             const ColumnView& id, const ColumnView& type) {
  const auto values =
      TRY(some_values(connection, model.tables[at], {type.column->name}, most_types));
  for (const sql::Row& row : values) {
    std::string word = sql::plain(row.front());
    if (!is_text(*type.column)) {
      word = TRY(label_of(connection, model, cut(type.column->name.text()), row.front()));
    }
    const std::size_t to = word.empty() ? model.tables.size() : table_meant(model, at, word);
    if (to != model.tables.size() && model.tables[to].table->primary_key.size() == 1) {
      model.references.push_back(made_of(model, at, id, type, row.front(), to));
    } else if (to == model.tables.size()) {
      TRY(add_by_ids(connection, model, at, id, type, row.front()));
    }
  }
  return {};
}

}  // namespace

Result<void> find_polymorphic(sql::Connection& connection, Model& model) {
  for (std::size_t at = 0; at < model.tables.size(); ++at) {
    if (!model.tables[at].looked_at) continue;
    for (const ColumnView& column : model.tables[at].columns) {
      if (refers(model, at, column.column->name.text())) continue;
      const ColumnView* type = type_beside(model.tables[at], column);
      if (type != nullptr) TRY(add_polymorphic(connection, model, at, column, *type));
    }
  }
  return {};
}

}  // namespace ombud::discovery
