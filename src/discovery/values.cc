#include "discovery/values.h"

#include <algorithm>

#include "base/text.h"
#include "discovery/overlap.h"

namespace ombud::discovery {

namespace {

using datamap::Link;
using datamap::reason_of;
using sql::Statement;

const sql::Name& name_of(const TableView& table, const std::string& column) {
  return table.table->column(column)->name;
}

}  // namespace

Result<void> check_references(sql::Connection& connection, Model& model) {
  std::vector<Reference> stand;
  for (Reference& one : model.references) {
    if (one.kind != Link::Kind::proposed || one.from_columns.size() != 1) {
      stand.push_back(std::move(one));
      continue;
    }
    const TableView& from = model.tables[one.from];
    const TableView& to = model.tables[one.to];
    const auto both = TRY(overlap(connection, from, name_of(from, one.from_columns.front()), to,
                                  name_of(to, one.to_columns.front())));
    if (!both || both->asked == 0) {
      one.confidence = std::min(one.confidence, 0.6);
      if (both) one.reason += " " + reason_of("discovery.no_value_to_confirm");
    } else if (both->share() < 0.5) {
      continue;
    } else {
      one.confidence = both->share() >= 0.95 ? std::max(one.confidence, 0.9) : 0.6;
      one.reason +=
          " " + reason_of("discovery.found_there", {{"found", std::to_string(both->found)},
                                                     {"asked", std::to_string(both->asked)}});
    }
    stand.push_back(std::move(one));
  }
  model.references = std::move(stand);
  return {};
}

namespace {

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
                      last == "class" || last == "model" || last == "entity";
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

Result<void> add_polymorphic(sql::Connection& connection, Model& model, std::size_t at,
                             const ColumnView& id, const ColumnView& type) {
  const auto values = TRY(some_values(connection, model.tables[at], type.column->name, 30));
  for (const sql::Row& row : values) {
    std::string word = sql::plain(row.front());
    if (!is_text(*type.column)) {
      word = TRY(label_of(connection, model, cut(type.column->name.text()), row.front()));
    }
    const std::size_t to = word.empty() ? model.tables.size() : table_meant(model, at, word);
    if (to == model.tables.size() || model.tables[to].table->primary_key.size() != 1) continue;
    Reference reference;
    reference.from = at;
    reference.from_columns = {id.column->name.text()};
    reference.to = to;
    reference.to_columns = {model.tables[to].table->primary_key.front().text()};
    reference.kind = Link::Kind::polymorphic;
    reference.where_column = type.column->name.text();
    reference.where_value = sql::plain(row.front());
    reference.nullable = id.column->nullable;
    reference.confidence = 0.8;
    reference.reason = reason_of("discovery.says_which_table", {{"column", reference.where_column}, {"id", reference.from_columns.front()}});
    model.references.push_back(std::move(reference));
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
