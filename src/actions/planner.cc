#include "actions/planner.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "actions/desk.h"
#include "actions/order.h"

namespace ombud::actions {

namespace {

std::size_t position_of(const sql::Catalogue& catalogue, const sql::Table& table) {
  return static_cast<std::size_t>(&table - catalogue.tables.data());
}

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

// A row is this person's by what identifies him in it, or by what it refers to; a row that others
// refer to (an address) by its own content.
std::vector<std::string> belongs_by(const datamap::Map& map, const datamap::Table& table) {
  std::vector<std::string> columns;
  if (table.holds == datamap::Holds::person)
    for (const datamap::Field& field : table.fields)
      if (field.identifies) add_once(columns, field.column);
  for (const datamap::Link& link : map.links)
    if (link.from_table == table.name && link.means != datamap::Link::Means::owns)
      for (const std::string& column : link.from_columns) add_once(columns, column);
  if (columns.empty())
    for (const datamap::Field& field : table.fields) add_once(columns, field.column);
  return columns;
}

Step step_for(const Desk& desk, const subjects::Traced::TableRows& rows,
              const datamap::Table& table) {
  Step step;
  step.system = desk.connector.system().name;
  step.table = rows.table;
  step.key_columns = rows.key_columns;
  step.whole_row_is_key = rows.whole_row_is_key;
  step.belongs_by = belongs_by(desk.map, table);
  step.why = table.because;
  return step;
}

// What is said to be anonymous has no text left in which anything may stand.
Change change_of(const Desk& desk, const datamap::Table& table, const datamap::Field& field) {
  Change change{field.column, field.erase, field.constant, field.category};
  if (desk.treatment.then != Then::anonymise || field.erase != datamap::Erase::scrub) return change;
  const sql::Column* column = desk.catalogue.find(table.name)->column(field.column);
  change.how =
      column != nullptr && column->nullable ? datamap::Erase::set_null : datamap::Erase::constant;
  change.constant.clear();
  return change;
}

void split_fields(const Desk& desk, const datamap::Table& table, bool shared, Step& step) {
  for (const datamap::Field& field : table.fields) {
    if (!is_asked_for(desk.treatment.only, field.column)) continue;
    // Of a row that is somebody else's too only this person's identifiers go, out of free text.
    const bool stays =
        field.erase == datamap::Erase::keep || (shared && field.erase != datamap::Erase::scrub);
    if (!stays)
      step.changes.push_back(change_of(desk, table, field));
    else
      step.stays.push_back({field.column, shared && field.erase != datamap::Erase::keep
                                              ? "actions.because_shared"
                                              : field.because});
  }
}

Result<void> change_or_keep(Desk& desk, const subjects::Traced::TableRows& found,
                            const TracedRows& rows, const datamap::Table& table, bool shared) {
  Step step = step_for(desk, found, table);
  split_fields(desk, table, shared, step);
  step.what = step.changes.empty() ? Step::What::keep : Step::What::change;
  if (shared) step.why = "actions.because_shared";
  return add_step(desk, std::move(step), rows);
}

Result<void> plan_show(Desk& desk, const subjects::Traced& traced) {
  for (const subjects::Traced::TableRows& found : traced.own) {
    const datamap::Table* table = desk.map.table(found.table);
    if (table == nullptr) continue;
    Step step = step_for(desk, found, *table);
    step.what = Step::What::show;
    for (const datamap::Field& field : table->fields)
      step.changes.push_back({field.column, datamap::Erase::keep, "", field.category});
    // Whatever else stands in a row of his own is about him too, though the map has no word for it;
    // of a row that is also another person's only what the map says is.
    const bool shared = std::any_of(found.rows.begin(), found.rows.end(),
                                    [](const auto& row) { return row.shared; });
    for (const sql::Column& column : desk.catalogue.find(found.table)->columns) {
      const bool of_key = std::find(found.key_columns.begin(), found.key_columns.end(),
                                    column.name.text()) != found.key_columns.end();
      if (table->field(column.name.text()) == nullptr && (!shared || of_key))
        step.changes.push_back({column.name.text(), datamap::Erase::keep, "", DataCategory::other});
    }
    TRY(add_step(desk, std::move(step), found.rows));
  }
  return {};
}

// Where persons are made anonymous their rows stay, and only what hangs on them goes.
bool rows_go(const Desk& desk, const datamap::Table& table) {
  const bool person = table.holds == datamap::Holds::person;
  return table.delete_rows && desk.treatment.only.empty() &&
         (desk.treatment.then == Then::erase || !person);
}

}  // namespace

bool is_asked_for(const std::vector<std::string>& only, const std::string& column) {
  return only.empty() || std::find(only.begin(), only.end(), column) != only.end();
}

Result<void> plan_changes(Desk& desk, const subjects::Traced& traced) {
  for (const subjects::Traced::TableRows& found : traced.own) {
    const datamap::Table* table = desk.map.table(found.table);
    if (table == nullptr) continue;
    TracedRows own;
    TracedRows shared;
    for (const auto& row : found.rows) (row.shared ? shared : own).push_back(row);
    TRY(change_or_keep(desk, found, shared, *table, true));
    if (!rows_go(desk, *table)) {
      TRY(change_or_keep(desk, found, own, *table, false));
      continue;
    }
    if (own.empty()) continue;
    const sql::Table& in = *desk.catalogue.find(found.table);
    Removal removal{position_of(desk.catalogue, in),
                    TRY(names_in(desk.catalogue, in, found.key_columns)),
                    found.whole_row_is_key,
                    {}};
    for (const auto& row : own) removal.keys.push_back(row.key);
    desk.removals.push_back(std::move(removal));
  }
  return {};
}

namespace {

// Of "invoice.approved_by → employee.id": "approved_by".
std::string pointing_column(const std::string& table, const std::string& via) {
  const std::size_t from = table.size() + 1;
  return via.size() > from ? via.substr(from, via.find(' ', from) - from) : via;
}

}  // namespace

// Rows of others that name the person: the reference stays and leads to a row that no longer says
// anything, unless the row itself goes.
void say_pointing(Desk& desk, const subjects::Traced& traced) {
  for (const subjects::Traced::TableRows& found : traced.pointing) {
    const datamap::Table* table = desk.map.table(found.table);
    if (table == nullptr || found.rows.empty()) continue;
    Step step = step_for(desk, found, *table);
    step.what = Step::What::keep;
    step.why = "actions.because_pointing";
    step.rows = static_cast<std::int64_t>(found.rows.size());
    step.stays.push_back(
        {pointing_column(found.table, found.rows.front().via), "actions.because_pointing"});
    desk.output.steps.push_back(std::move(step));
  }
}

namespace {

Result<void> plan_release(Desk& desk, const Release& release) {
  const sql::Table& table = desk.catalogue.tables[release.table];
  Step step;
  step.what = Step::What::let_go;
  step.system = desk.connector.system().name;
  step.table = desk.catalogue.label(table);
  for (const sql::Name& name : release.key) step.key_columns.push_back(name.text());
  for (const sql::Name& name : release.columns) {
    step.belongs_by.push_back(name.text());
    step.changes.push_back({name.text(), datamap::Erase::set_null, "", DataCategory::person_ref});
  }
  step.why = "actions.because_released";
  TracedRows rows;
  for (const sql::Row& key : release.keys) rows.push_back({key, 1, "", false});
  return add_step(desk, std::move(step), rows);
}

}  // namespace

Result<void> plan_removals(Desk& desk, const subjects::Traced& traced) {
  if (desk.removals.empty()) return {};
  std::set<std::size_t> releasable;
  for (const subjects::Traced::TableRows& found : traced.pointing)
    releasable.insert(position_of(desk.catalogue, *desk.catalogue.find(found.table)));
  const SourceEffects effects =
      TRY(effects_of(desk.connector.connection(), desk.catalogue, desk.removals, releasable));
  desk.output.system.by_itself = effects.by_itself;
  std::set<std::size_t> tables;
  std::set<std::size_t> in_parts;
  for (const Removal& removal : desk.removals) {
    tables.insert(removal.table);
    // Where a batch ends inside the table's rows is not known before all systems are planned.
    if (removal.keys.size() > 1) in_parts.insert(removal.table);
  }
  const Order order = TRY(removal_order(desk.catalogue, tables, in_parts));
  for (const Release& release : effects.releases) TRY(plan_release(desk, release));
  const auto removal_in = [&](std::size_t table) -> const Removal& {
    return *std::find_if(desk.removals.begin(), desk.removals.end(),
                         [&](const Removal& removal) { return removal.table == table; });
  };
  for (const LetGo& let_go : order.let_go) {
    const Removal& removal = removal_in(let_go.table);
    TRY(plan_release(desk, {let_go.table, let_go.columns, removal.key, removal.keys}));
  }
  for (const std::size_t table : order.tables) {
    const Removal& removal = removal_in(table);
    const std::string label = desk.catalogue.label(desk.catalogue.tables[table]);
    const auto found = std::find_if(traced.own.begin(), traced.own.end(),
                                    [&](const auto& rows) { return rows.table == label; });
    Step step = step_for(desk, *found, *desk.map.table(label));
    step.what = Step::What::remove;
    // A row whose references were let go of first is no longer known by them.
    for (const LetGo& let_go : order.let_go)
      if (let_go.table == table)
        for (const sql::Name& name : let_go.columns) std::erase(step.belongs_by, name.text());
    if (step.belongs_by.empty())
      for (const datamap::Field& field : desk.map.table(label)->fields)
        add_once(step.belongs_by, field.column);
    TracedRows rows;
    for (const auto& row : found->rows)
      if (!row.shared) rows.push_back(row);
    must(rows.size() == removal.keys.size());
    TRY(add_step(desk, std::move(step), rows));
  }
  return {};
}

void say_triggers(Desk& desk) {
  for (const Step& step : desk.output.steps) {
    if (step.what == Step::What::keep || step.what == Step::What::show) continue;
    const sql::Table& table = *desk.catalogue.find(step.table);
    for (Error& error : triggers_of(desk.catalogue, table, step.what == Step::What::remove)) {
      add_said(desk.output.system.by_itself, {std::move(error)});
    }
    if (!table.transactional)
      add_said(desk.output.system.remarks,
               {{Errc::conflict, "actions.no_transactions", {{"table", step.table}}}});
  }
}

Result<std::optional<Error>> lacking_right(Desk& desk, const Step& step) {
  if (step.what == Step::What::keep || step.what == Step::What::show) return std::optional<Error>{};
  const sql::Table& table = *desk.catalogue.find(step.table);
  const sql::Rights rights = TRY(desk.connector.connection().rights(table));
  const bool removes = step.what == Step::What::remove;
  if (removes ? rights.erase : rights.update) return std::optional<Error>{};
  return std::optional<Error>{{Errc::forbidden,
                               "actions.may_not_change",
                               {{"table", step.table}, {"right", removes ? "DELETE" : "UPDATE"}}}};
}

namespace {

std::int64_t number_in(const std::string& digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

void add_said(std::vector<Error>& said, std::vector<Error> more) {
  for (Error& error : more) {
    const auto same = std::find_if(said.begin(), said.end(), [&](const Error& other) {
      return other.key == error.key && other.params.size() == error.params.size() &&
             std::equal(other.params.begin(), other.params.end(), error.params.begin(),
                        [](const auto& one, const auto& two) {
                          return one == two || (one.first == "rows" && two.first == "rows");
                        });
    });
    if (same == said.end()) {
      said.push_back(std::move(error));
      continue;
    }
    for (std::size_t i = 0; i < same->params.size(); ++i)
      if (same->params[i].first == "rows")
        same->params[i].second =
            std::to_string(number_in(same->params[i].second) + number_in(error.params[i].second));
  }
}

Result<PlannedSystem> planned_system(connectors::Connector& connector,
                                     const datamap::Executable& map) {
  const connectors::System& system = connector.system();
  return PlannedSystem{system.id,
                       system.name,
                       std::string(connectors::word(system.address.kind)),
                       system.controller,
                       map.map.version,
                       map.map.catalogue,
                       TRY(connector.connection().identity()),
                       {},
                       map.remarks};
}

Result<SystemOutput> plan_system(accounts::Office& office, connectors::Connector& connector,
                                 const datamap::Executable& map, const SystemInput& input,
                                 Progress& progress) {
  const Treatment as_mapped;
  Desk desk{office, connector, *TRY(connector.catalogue()), map.map, as_mapped, &input, {}, {}};
  desk.output.system = TRY(planned_system(connector, map));
  sql::Transaction snapshot =
      TRY(sql::Transaction::begin(connector.connection(), sql::Begin::read));
  const subjects::Traced traced = TRY(subjects::trace(connector, map.map, input.person, progress));
  if (input.kind == Kind::access) {
    TRY(plan_show(desk, traced));
  } else {
    TRY(plan_changes(desk, traced));
    TRY(plan_mentions(desk, traced, progress));
    TRY(plan_removals(desk, traced));
    TRY(plan_others(desk, traced));
    say_triggers(desk);
    for (const Step& step : desk.output.steps)
      if (const std::optional<Error> lacks = TRY(lacking_right(desk, step)))
        add_said(desk.output.system.remarks, {*lacks});
  }
  say_pointing(desk, traced);
  TRY(snapshot.commit());
  return std::move(desk.output);
}

}  // namespace ombud::actions
