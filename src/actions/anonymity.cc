#include "actions/anonymity.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "actions/many.h"

namespace ombud::actions {

namespace {

struct Looking {
  const Plan& plan;
  const datamap::Map& map;
  const sql::Catalogue& catalogue;
  const sql::Table& table;
  std::vector<Error> reasons;

  void add(std::string key, Params params) {
    params.insert(params.begin(), {"table", plan.many->table});
    reasons.push_back({Errc::conflict, std::move(key), std::move(params)});
  }
};

// Columns of which nothing of the person is left in every row that was changed.
std::set<std::string> emptied(const Looking& at) {
  std::set<std::string> columns;
  bool first = true;
  for (const Step& step : at.plan.steps) {
    if (step.table != at.plan.many->table || step.what != Step::What::change) continue;
    std::set<std::string> here;
    for (const Change& change : step.changes)
      if (change.how == datamap::Erase::set_null || change.how == datamap::Erase::constant ||
          change.how == datamap::Erase::surrogate)
        here.insert(change.column);
    if (first) {
      columns = std::move(here);
    } else {
      std::erase_if(columns, [&](const std::string& column) { return !here.contains(column); });
    }
    first = false;
  }
  return columns;
}

bool may_tell(const datamap::Field* field, const sql::Column& column) {
  if (column.kind == sql::TypeKind::blob || column.kind == sql::TypeKind::json ||
      column.kind == sql::TypeKind::xml)
    return true;
  if (field != nullptr)
    return field->category == DataCategory::free_text ||
           field->category == DataCategory::document || field->category == DataCategory::photo;
  // A text without limit that the map has no word for.
  return column.kind == sql::TypeKind::text && !column.limit;
}

void look_at_columns(Looking& at, const std::set<std::string>& empty) {
  const datamap::Table* mapped = at.map.table(at.plan.many->table);
  for (const sql::Column& column : at.table.columns) {
    const std::string& name = column.name.text();
    if (empty.contains(name)) continue;
    const datamap::Field* field = mapped == nullptr ? nullptr : mapped->field(name);
    if (field != nullptr && field->identifies)
      at.add("actions.not_anonymous_identifies", {{"column", name}});
    else if (may_tell(field, column))
      at.add("actions.not_anonymous_text", {{"column", name}});
  }
}

// A table whose rows refer to them, by the database or by the map, tells them apart.
void look_at_references(Looking& at) {
  std::set<std::string> others;
  for (const sql::Table& table : at.catalogue.tables)
    for (const sql::ForeignKey& key : table.foreign_keys)
      if (&at.catalogue.tables[key.to_table] == &at.table) others.insert(at.catalogue.label(table));
  for (const datamap::Link& link : at.map.links)
    if (link.to_table == at.plan.many->table) others.insert(link.from_table);
  for (const std::string& other : others) at.add("actions.not_anonymous_key", {{"other", other}});
}

Result<std::unordered_set<std::string>> changed_keys(accounts::Office& office, const Action& action,
                                                     const Plan& plan) {
  std::unordered_set<std::string> keys;
  for (std::int64_t i = 1; i < action.chunks; ++i) {
    const std::vector<LedgerLine> ledger_lines = TRY(ledger(office, action, i - 1));
    std::size_t at = 0;
    for (const Line& line : TRY(read_lines(TRY(chunk(office, action, i))))) {
      const Step& step = plan.steps[line.step];
      if (step.what == Step::What::keep) continue;
      const LedgerLine::State state =
          at < ledger_lines.size() ? ledger_lines[at].state : LedgerLine::State::intended;
      ++at;
      if (line.chosen &&
          (state == LedgerLine::State::done || state == LedgerLine::State::unchanged))
        keys.insert(sql::key_text(line.key));
    }
  }
  return keys;
}

// Rows are counted by what remains in them; more groups than there can be, and one is too small.
Result<bool> are_alike(sql::Connection& connection, const Looking& at,
                       const std::set<std::string>& empty,
                       const std::unordered_set<std::string>& keys) {
  std::vector<sql::Name> remains;
  for (const sql::Column& column : at.table.columns)
    if (!empty.contains(column.name.text()) &&
        std::find(at.table.primary_key.begin(), at.table.primary_key.end(), column.name) ==
            at.table.primary_key.end())
      remains.push_back(column.name);
  if (remains.empty()) return static_cast<std::int64_t>(keys.size()) >= least_alike;
  sql::Statement statement("SELECT ");
  statement.names(at.table.primary_key).text(", ").names(remains).text(" FROM ");
  statement.append(sql::table_name(at.table, connection.engine()));
  const auto width = static_cast<std::ptrdiff_t>(at.table.primary_key.size());
  std::unordered_map<std::string, std::int64_t> groups;
  const std::size_t most = keys.size() / static_cast<std::size_t>(least_alike);
  const std::unique_ptr<sql::Cursor> cursor = TRY(connection.open(statement));
  while (const sql::Row* row = TRY(cursor->next())) {
    if (!keys.contains(sql::key_text({row->begin(), row->begin() + width}))) continue;
    ++groups[sql::key_text({row->begin() + width, row->end()})];
    if (groups.size() > most) return false;
  }
  return std::all_of(groups.begin(), groups.end(),
                     [](const auto& group) { return group.second >= least_alike; });
}

bool something_left(const Report& report) {
  for (const Verified& verified : report.verified)
    for (const Hit& hit : verified.hits)
      if (hit.is == Hit::Is::left_over || hit.is == Hit::Is::elsewhere) return true;
  return report.verified.empty();
}

}  // namespace

Result<std::vector<Error>> anonymity(accounts::Office& office, const Action& action,
                                     const Plan& plan, const Report& report) {
  const PlannedSystem& planned = plan.systems.front();
  const connectors::System system = TRY(connectors::find(office, planned.id));
  const datamap::Map map = TRY(datamap::version(office, system, planned.map_version));
  const auto connector = TRY(connectors::open(office, system));
  const sql::Catalogue& catalogue = *TRY(connector->catalogue());
  const sql::Table* table = catalogue.find(plan.many->table);
  if (table == nullptr)
    return fail(Errc::conflict, "actions.table_gone", {{"table", plan.many->table}});
  Looking at{plan, map, catalogue, *table, {}};
  const std::set<std::string> empty = emptied(at);
  look_at_columns(at, empty);
  look_at_references(at);
  if (something_left(report)) at.add("actions.not_anonymous_left", {});
  if (!at.reasons.empty()) return at.reasons;
  const std::unordered_set<std::string> keys = TRY(changed_keys(office, action, plan));
  if (TRY(are_alike(connector->connection(), at, empty, keys)))
    at.add("actions.anonymous", {{"rows", std::to_string(keys.size())},
                                 {"system", planned.name},
                                 {"least", std::to_string(least_alike)}});
  else
    at.add("actions.not_anonymous_few", {{"least", std::to_string(least_alike)}});
  return at.reasons;
}

}  // namespace ombud::actions
