#include "retention/desk.h"

#include <fmt/format.h>

#include <set>

#include "retention/look.h"

namespace ombud::retention {

namespace {

using conditions::Condition;
using sql::Statement;

// The columns that tell rows apart, for people to find them by; the first column where the table
// has no key.
std::vector<sql::Name> key_of(const sql::Table& table) {
  if (!table.primary_key.empty()) return table.primary_key;
  for (const sql::Index& index : table.indexes)
    if (index.unique && !index.partial) return index.columns;
  return {table.columns.front().name};
}

Result<std::set<std::string>> systems_seen(accounts::Office& office) {
  std::set<std::string> seen;
  for (const connectors::System& system : TRY(connectors::list(office)))
    seen.insert(system.id.text);
  return seen;
}

}  // namespace

Result<std::vector<Stored>> rules_seen(accounts::Office& office) {
  const std::set<std::string> seen = TRY(systems_seen(office));
  std::vector<Stored> rules = TRY(all_rules(office));
  std::erase_if(rules, [&](const Stored& rule) { return !seen.contains(rule.system.text); });
  return rules;
}

Result<Stored> rule_seen(accounts::Office& office, const std::string& name) {
  Stored stored = TRY(find_rule(office, name));
  if (!TRY(systems_seen(office)).contains(stored.system.text)) {
    accounts::note_hidden(office, "rule " + name);
    return fail(Errc::not_found, "retention.unknown", {{"rule", name}});
  }
  return stored;
}

Result<bool> is_seen(accounts::Office& office, const std::string& rule) {
  const std::vector<Stored> all = TRY(rules_seen(office));
  return std::any_of(all.begin(), all.end(),
                     [&](const Stored& stored) { return stored.rule.name == rule; });
}

Result<std::set<std::string>> controllers_of(accounts::Office& office, const Stored& stored) {
  return std::set<std::string>{TRY(connectors::find(office, stored.system)).controller};
}

Result<Desk> Desk::open(accounts::Office& office, const std::string& system) {
  std::unique_ptr<connectors::Connector> connector =
      TRY(connectors::open(office, TRY(connectors::find(office, system))));
  datamap::Map map = TRY(datamap::executable(office, *connector)).map;
  Desk desk(std::move(connector), std::move(map), TRY(zone_of(office)));
  desk.catalogue_ = TRY(desk.connector_->catalogue());
  desk.today_ = desk.zone_.day_of(office.clock.now());
  return desk;
}

std::string Desk::state() const {
  return fmt::format("map {} {}", map_.version, catalogue_->fingerprint());
}

Result<std::int64_t> Desk::count(const sql::Table& table, const Condition& condition,
                                 conditions::Ask ask) const {
  const Statement counted =
      Statement("select count(*) from ")
          .append(sql::table_name(table, catalogue_->engine))
          .text(" where ")
          .append(TRY(conditions::where(condition, *catalogue_, table, catalogue_->engine, ask)));
  const std::optional<sql::Row> row = TRY(connection().one(counted));
  return std::get<std::int64_t>(row.value().at(0));
}

Result<std::vector<std::string>> Desk::keys(const sql::Table& table, const Condition& condition,
                                            std::size_t limit) const {
  const std::vector<sql::Name> key = key_of(table);
  const Statement some =
      Statement("select ")
          .names(key)
          .text(" from ")
          .append(sql::table_name(table, catalogue_->engine))
          .text(" where ")
          .append(TRY(conditions::where(condition, *catalogue_, table, catalogue_->engine)))
          .text(" order by ")
          .names(key)
          .text(" limit ")
          .value(static_cast<std::int64_t>(limit));
  std::vector<std::string> keys;
  for (const sql::Row& row : TRY(connection().all(some))) {
    std::string text;
    for (const sql::Value& value : row) text += (text.empty() ? "" : ", ") + sql::shown(value);
    keys.push_back(std::move(text));
  }
  return keys;
}

Result<bool> Desk::any(const sql::Table& table, const Condition& condition) const {
  const Statement one =
      Statement("select 1 from ")
          .append(sql::table_name(table, catalogue_->engine))
          .text(" where ")
          .append(TRY(conditions::where(condition, *catalogue_, table, catalogue_->engine)))
          .text(" limit 1");
  return TRY(connection().one(one)).has_value();
}

}  // namespace ombud::retention
