// The catalogue is written as JSON objects by name, then and now, and the two are compared member
// by member. A map relies on a table that holds persons or details of them or that a link touches,
// on its key, on its mapped and linked columns, on who refers to it and on what fires when it is
// changed. A new trigger or a new cascade is a change: what was confirmed would do more than it
// said.
#include "datamap/essence.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace ombud::datamap {

namespace {

using Json = nlohmann::json;

Json texts(const std::vector<sql::Name>& names) {
  Json list = Json::array();
  for (const sql::Name& name : names) list.push_back(name.text());
  return list;
}

std::string_view word(sql::OnChange rule) {
  switch (rule) {
    case sql::OnChange::no_action:
      return "no action";
    case sql::OnChange::restrict:
      return "restrict";
    case sql::OnChange::cascade:
      return "cascade";
    case sql::OnChange::set_null:
      return "set null";
    case sql::OnChange::set_default:
      return "set default";
  }
  return "";
}

/// One foreign key by what it does; its name may be missing or made up by the engine.
std::string identity(const sql::Catalogue& catalogue, const sql::ForeignKey& key) {
  return texts(key.columns).dump() + " to " + catalogue.label(catalogue.tables[key.to_table]) +
         texts(key.to_columns).dump();
}

Json of(const sql::Catalogue& catalogue, const sql::Table& table) {
  Json object = {{"view", table.kind == sql::Table::Kind::view},
                 {"key", texts(table.primary_key)},
                 {"rules", table.has_rules},
                 {"transactional", table.transactional},
                 {"history", table.keeps_history},
                 {"columns", Json::object()},
                 {"refers", Json::object()},
                 {"unique", Json::array()},
                 {"triggers", Json::object()}};
  for (const sql::Column& column : table.columns)
    object["columns"][column.name.text()] = {
        {"type", column.type}, {"null", column.nullable}, {"generated", column.generated}};
  for (const sql::ForeignKey& key : table.foreign_keys)
    object["refers"][identity(catalogue, key)] = {
        {"to", catalogue.label(catalogue.tables[key.to_table])}, {"delete", word(key.on_delete)}};
  for (const sql::Index& index : table.indexes)
    if (index.unique) object["unique"].push_back(texts(index.columns));
  for (const sql::Trigger& trigger : table.triggers)
    object["triggers"][trigger.name] =
        fmt::format("{}{}{}", trigger.on_insert ? "i" : "", trigger.on_update ? "u" : "",
                    trigger.on_delete ? "d" : "");
  return object;
}

Json written(const sql::Catalogue& catalogue) {
  Json tables = Json::object();
  for (const sql::Table& table : catalogue.tables)
    tables[catalogue.label(table)] = of(catalogue, table);
  return {{"format", 1}, {"tables", tables}};
}

class Comparison {
 public:
  Comparison(const Map& map, const Json& before, const Json& now)
      : map_(map), before_(before), now_(now) {}

  Difference run() {
    for (const auto& [name, table] : before_.items()) {
      const Json* present = now_.contains(name) ? &now_.at(name) : nullptr;
      if (relies_on(name))
        compare(name, table, present);
      else if (present == nullptr)
        remark("datamap.gone_table", {{"table", name}});
    }
    for (const auto& [name, table] : now_.items()) {
      if (!before_.contains(name)) remark("datamap.new_table", {{"table", name}});
      compare_references(name, before_.contains(name) ? before_.at(name) : Json::object(), table);
    }
    return std::move(difference_);
  }

 private:
  void change(std::string key, Params params) {
    difference_.changes.push_back({Errc::conflict, std::move(key), std::move(params)});
  }

  void remark(std::string key, Params params) {
    difference_.remarks.push_back({Errc::conflict, std::move(key), std::move(params)});
  }

  bool relies_on(const std::string& name) const {
    const Table* table = map_.table(name);
    if (table != nullptr && table->holds != Holds::reference) return true;
    return std::any_of(map_.links.begin(), map_.links.end(), [&](const Link& link) {
      return link.from_table == name || link.to_table == name;
    });
  }

  std::set<std::string> columns_relied_on(const std::string& name, const Json& before) const {
    std::set<std::string> columns;
    for (const Json& column : before.at("key")) columns.insert(column.get<std::string>());
    if (const Table* table = map_.table(name); table != nullptr)
      for (const Field& field : table->fields) columns.insert(field.column);
    for (const Link& link : map_.links) {
      if (link.from_table == name)
        columns.insert(link.from_columns.begin(), link.from_columns.end());
      if (link.from_table == name && !link.where_column.empty()) columns.insert(link.where_column);
      if (link.to_table == name) columns.insert(link.to_columns.begin(), link.to_columns.end());
    }
    return columns;
  }

  void compare(const std::string& name, const Json& before, const Json* now) {
    if (now == nullptr) return change("datamap.changed_table_gone", {{"table", name}});
    const std::set<std::string> relied = columns_relied_on(name, before);
    for (const auto& [column, facts] : before.at("columns").items()) {
      const bool stays = now->at("columns").contains(column);
      if (relied.contains(column))
        compare_column(name, column, facts, stays ? &now->at("columns").at(column) : nullptr);
      else if (!stays)
        remark("datamap.gone_column", {{"table", name}, {"column", column}});
    }
    for (const auto& [column, facts] : now->at("columns").items())
      if (!before.at("columns").contains(column))
        remark("datamap.new_column", {{"table", name}, {"column", column}});
    if (before.at("key") != now->at("key")) change("datamap.changed_key", {{"table", name}});
    if (before.at("view") != now->at("view")) change("datamap.changed_kind", {{"table", name}});
    if (!before.at("rules").get<bool>() && now->at("rules").get<bool>())
      change("datamap.changed_rules", {{"table", name}});
    if (before.at("transactional").get<bool>() && !now->at("transactional").get<bool>())
      change("datamap.changed_engine", {{"table", name}});
    if (!before.at("history").get<bool>() && now->at("history").get<bool>())
      change("datamap.changed_history", {{"table", name}});
    compare_unique(name, relied, before, *now);
    for (const auto& [trigger, events] : now->at("triggers").items())
      if (!before.at("triggers").contains(trigger) || before.at("triggers").at(trigger) != events)
        change("datamap.changed_trigger", {{"table", name}, {"trigger", trigger}});
  }

  void compare_column(const std::string& table, const std::string& column, const Json& before,
                      const Json* now) {
    Params at = {{"table", table}, {"column", column}};
    if (now == nullptr) return change("datamap.changed_column_gone", at);
    if (before.at("null").get<bool>() && !now->at("null").get<bool>())
      change("datamap.changed_not_null", at);
    if (before.at("generated") != now->at("generated")) change("datamap.changed_generated", at);
    if (before.at("type") == now->at("type")) return;
    at.emplace_back("was", before.at("type").get<std::string>());
    at.emplace_back("is", now->at("type").get<std::string>());
    change("datamap.changed_type", std::move(at));
  }

  void compare_unique(const std::string& table, const std::set<std::string>& relied,
                      const Json& before, const Json& now) {
    for (const Json& index : now.at("unique")) {
      const Json& known = before.at("unique");
      if (std::find(known.begin(), known.end(), index) != known.end()) continue;
      for (const Json& column : index)
        if (relied.contains(column.get<std::string>()))
          return change("datamap.changed_unique",
                        {{"table", table}, {"column", column.get<std::string>()}});
    }
  }

  /// Who refers to what the map relies on. `before` has nothing in it where the table is new.
  void compare_references(const std::string& from, const Json& before, const Json& now) {
    for (const auto& [identity, facts] : now.at("refers").items()) {
      const std::string to = facts.at("to").get<std::string>();
      const std::string rule = facts.at("delete").get<std::string>();
      const bool known = before.contains("refers") && before.at("refers").contains(identity);
      if (known && before.at("refers").at(identity).at("delete") == rule) continue;
      const Params params = {{"from", from}, {"table", to}, {"rule", rule}};
      const bool takes_along = rule != "no action" && rule != "restrict";
      if (relies_on(to) && (known || takes_along))
        change("datamap.changed_reference", params);
      else if (relies_on(to) || relies_on(from))
        remark("datamap.new_reference", params);
    }
  }

  const Map& map_;
  const Json& before_;
  const Json& now_;
  Difference difference_;
};

}  // namespace

std::string essence_of(const sql::Catalogue& catalogue) {
  return written(catalogue).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Difference> difference(const Map& map, const std::string& essence,
                              const sql::Catalogue& now) {
  const Json before = Json::parse(essence, nullptr, false);
  if (!before.is_object() || before.value("format", 0) != 1)
    return fail(Errc::internal, "datamap.essence_damaged", {{"system", map.system}});
  // Through text too, so that both sides passed the same way.
  const Json present = Json::parse(essence_of(now));
  return Comparison(map, before.at("tables"), present.at("tables")).run();
}

namespace {

void compare_columns(const std::string& table, const Json& before, const Json& now,
                     std::vector<Change>& out) {
  using What = Change::What;
  for (const auto& [column, was] : before.items()) {
    if (!now.contains(column)) {
      out.push_back({What::column_gone, table, column, was.at("type"), ""});
      continue;
    }
    const Json& is = now.at(column);
    if (was.at("type") != is.at("type")) {
      out.push_back({What::column_retyped, table, column, was.at("type"), is.at("type")});
    }
    if (was.at("null") != is.at("null")) {
      const bool optional = is.at("null").get<bool>();
      out.push_back(
          {optional ? What::column_optional : What::column_required, table, column, "", ""});
    }
  }
  for (const auto& [column, is] : now.items()) {
    if (!before.contains(column)) {
      out.push_back({What::column_new, table, column, "", is.at("type")});
    }
  }
}

}  // namespace

Result<std::vector<Change>> changes_in(const std::string& system, const std::string& essence,
                                       const sql::Catalogue& now) {
  const Json stored = Json::parse(essence, nullptr, false);
  if (!stored.is_object() || stored.value("format", 0) != 1)
    return fail(Errc::internal, "datamap.essence_damaged", {{"system", system}});
  const Json present_all = Json::parse(essence_of(now));
  const Json& before = stored.at("tables");
  const Json& present = present_all.at("tables");
  std::vector<Change> changes;
  for (const auto& [table, facts] : before.items()) {
    if (facts.at("view").get<bool>()) continue;
    if (present.contains(table))
      compare_columns(table, facts.at("columns"), present.at(table).at("columns"), changes);
    else
      changes.push_back({Change::What::table_gone, table, "", "", ""});
  }
  for (const auto& [table, facts] : present.items())
    if (!before.contains(table) && !facts.at("view").get<bool>())
      changes.push_back({Change::What::table_new, table, "", "", ""});
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    return std::tie(a.table, a.column) < std::tie(b.table, b.column);
  });
  return changes;
}

}  // namespace ombud::datamap
