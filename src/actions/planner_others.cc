// What the planner says of rows that are not the person's: where he is mentioned, and where another
// person has the same phone or e-mail.

#include <algorithm>
#include <map>
#include <set>

#include "actions/desk.h"

namespace ombud::actions {

namespace {

// The forms in which an identifier may lie in a column of its own.
std::vector<sql::Value> forms_of(const Desk& desk, DataCategory category) {
  const detectors::Reading reading{
      std::chrono::floor<std::chrono::days>(desk.office.clock.now()),
      detectors::country_of_word(desk.office.organisation.law).value_or(detectors::Country::se)};
  std::vector<sql::Value> forms;
  for (const detectors::Identifier& identifier : desk.input->identifiers) {
    if (detectors::category_of(identifier.kind) != category) continue;
    forms.emplace_back(identifier.value);
    if (const auto normal = detectors::normal_form(identifier.kind, identifier.value, reading))
      for (std::string& form : detectors::written_variants(identifier.kind, *normal, reading))
        forms.emplace_back(std::move(form));
  }
  return forms;
}

// The key of a table that has one.
std::vector<std::string> key_of(const sql::Table& table) {
  std::vector<std::string> columns;
  for (const sql::Name& name : table.primary_key) columns.push_back(name.text());
  return columns;
}

Result<void> plan_others_in(Desk& desk, const subjects::Traced& traced, const datamap::Table& table,
                            const datamap::Field& field) {
  const sql::Table& in = *desk.catalogue.find(table.name);
  const std::vector<sql::Value> forms = forms_of(desk, field.category);
  const sql::Column* column = in.column(field.column);
  if (forms.empty() || in.primary_key.empty() || column == nullptr ||
      column->kind != sql::TypeKind::text)
    return {};
  std::set<std::string> own;
  for (const subjects::Traced::TableRows& found : traced.own)
    if (found.table == table.name)
      for (const auto& row : found.rows) own.insert(key_text(row.key));
  sql::Statement statement("SELECT ");
  statement.names(in.primary_key).text(" FROM ");
  statement.append(sql::table_name(in, desk.catalogue.engine)).text(" WHERE ");
  statement.name(column->name).text(" IN (").values(forms).text(")");
  TracedRows rows;
  TRY(desk.connector.connection().each(statement, [&](const sql::Row& key) -> Result<void> {
    if (!own.contains(key_text(key))) rows.push_back({key, 1, "", false});
    return {};
  }));
  Step step;
  step.what = Step::What::keep;
  step.system = desk.connector.system().name;
  step.table = table.name;
  step.key_columns = key_of(in);
  step.stays.push_back({field.column, "actions.because_other_person"});
  step.why = "actions.because_other_person";
  return add_step(desk, std::move(step), rows);
}

}  // namespace

Result<void> add_step(Desk& desk, Step step, const TracedRows& rows) {
  if (rows.empty()) return {};
  const sql::Table& table = *desk.catalogue.find(step.table);
  RowsAsked asked{&table,
                  TRY(names_in(desk.catalogue, table, step.key_columns)),
                  step.whole_row_is_key,
                  {},
                  false};
  for (const std::string& column : step.belongs_by) {
    if (table.column(column) == nullptr)
      return fail(Errc::conflict, "actions.column_gone",
                  {{"table", step.table}, {"column", column}});
    asked.columns.push_back(table.column(column));
  }
  std::vector<sql::Row> keys;
  for (const auto& row : rows) keys.push_back(row.key);
  const auto now = TRY(read_rows(desk.connector.connection(), asked, keys));
  RowHash hash(desk.office.vault, "plan", desk.connector.system().id.text, step.table);
  const std::size_t position = desk.output.steps.size();
  for (const auto& row : rows) {
    const auto found = now.find(key_text(row.key));
    if (found == now.end()) continue;  // Gone since it was traced; the snapshot forbids it mostly.
    Line line{position, row.key, found->second.copies, hash.of_values(found->second.values)};
    if (step.what == Step::What::show) line.via = row.via;
    line.also_anothers = row.also_chosen;
    desk.output.lines.push_back(std::move(line));
    step.rows += found->second.copies;
  }
  desk.output.steps.push_back(std::move(step));
  return {};
}

Result<void> plan_mentions(Desk& desk, const subjects::Traced& traced, Progress& progress) {
  const std::vector<subjects::Mention> all = TRY(subjects::mentions(
      desk.office, desk.connector, desk.map, desk.input->identifiers, traced, progress));
  const auto& wished = desk.input->mentions;
  const bool every = std::find(wished.begin(), wished.end(), "all") != wished.end();
  std::map<std::pair<std::string, std::string>, std::vector<const subjects::Mention*>> chosen;
  std::map<std::pair<std::string, std::string>, std::vector<const subjects::Mention*>> left;
  for (const subjects::Mention& mention : all) {
    const bool wanted =
        every || std::find(wished.begin(), wished.end(), mention.number) != wished.end();
    (wanted ? chosen : left)[{mention.table, mention.column}].push_back(&mention);
    if (wanted)
      desk.output.mentions_chosen.push_back(mention.number);
    else
      ++desk.output.mentions_left;
  }
  const auto step_at = [&](const std::pair<std::string, std::string>& place,
                           const std::vector<const subjects::Mention*>& mentions) {
    Step step;
    step.system = desk.connector.system().name;
    step.table = place.first;
    step.key_columns = mentions.front()->key_columns;
    return step;
  };
  const auto rows_of = [](const std::vector<const subjects::Mention*>& mentions) {
    TracedRows rows;
    for (const subjects::Mention* mention : mentions) rows.push_back({mention->key, 1, "", false});
    return rows;
  };
  for (const auto& [place, mentions] : chosen) {
    Step step = step_at(place, mentions);
    step.what = Step::What::change;
    step.changes.push_back({place.second, datamap::Erase::scrub, "", DataCategory::free_text});
    step.why = "actions.because_mention";
    TRY(add_step(desk, std::move(step), rows_of(mentions)));
  }
  for (const auto& [place, mentions] : left) {
    Step step = step_at(place, mentions);
    step.what = Step::What::keep;
    step.stays.push_back({place.second, "actions.because_mention_left"});
    step.why = "actions.because_mention_left";
    TRY(add_step(desk, std::move(step), rows_of(mentions)));
  }
  return {};
}

Result<void> plan_others(Desk& desk, const subjects::Traced& traced) {
  for (const datamap::Table& table : desk.map.tables) {
    if (table.holds != datamap::Holds::person || desk.catalogue.find(table.name) == nullptr)
      continue;
    for (const datamap::Field& field : table.fields)
      if (field.identifies && field.category != DataCategory::name)
        TRY(plan_others_in(desk, traced, table, field));
  }
  return {};
}

}  // namespace ombud::actions
