#include "actions/samples.h"

#include <algorithm>

#include "actions/rows.h"
#include "actions/values.h"
#include "base/text.h"
#include "connectors/connectors.h"

namespace ombud::actions {

namespace {

using accounts::Office;

constexpr std::string_view dot = "\xe2\x80\xa2";
constexpr std::size_t most_shown_bytes = 4096;

std::string dots(std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += dot;
  return text;
}

// The first and the last characters of a text, whole.
std::string first_of(const std::string& text) {
  std::size_t end = 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return text.substr(0, end);
}

std::string masked_digits(const std::string& text) {
  std::string shown;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    const bool open = i < 2 || i + 2 >= text.size();
    shown += digit && !open ? std::string(dot) : std::string(1, text[i]);
  }
  return shown;
}

// One step of a plan, ready to be read.
struct Asking {
  const Step& step;
  std::unique_ptr<connectors::Connector> connector;
  std::vector<SampleColumn> columns;
  RowsAsked asked;
};

const Step* step_at(const Plan& plan, std::size_t step) {
  return step < plan.steps.size() ? &plan.steps[step] : nullptr;
}

Result<Asking> asking(Office& office, const Plan& plan, const Step& step) {
  const auto planned =
      std::find_if(plan.systems.begin(), plan.systems.end(),
                   [&](const PlannedSystem& system) { return system.name == step.system; });
  must(planned != plan.systems.end());
  const connectors::System system = TRY(connectors::find(office, planned->id));
  const datamap::Map map = TRY(datamap::version(office, system, planned->map_version));
  Asking one{step, TRY(connectors::open(office, system)), {}, {}};
  const sql::Catalogue& catalogue = *TRY(one.connector->catalogue());
  const sql::Table* table = catalogue.find(step.table);
  if (table == nullptr) return fail(Errc::conflict, "actions.table_gone", {{"table", step.table}});
  one.asked = {
      table, TRY(names_in(catalogue, *table, step.key_columns)), step.whole_row_is_key, {}, false};
  const datamap::Table* mapped = map.table(step.table);
  if (mapped != nullptr)
    for (const datamap::Field& field : mapped->fields)
      if (field.is_personal() && table->column(field.column) != nullptr)
        one.columns.push_back({field.column, field.category, field.data_class});
  for (const SampleColumn& column : one.columns)
    one.asked.columns.push_back(table->column(column.column));
  TRY(names_in(catalogue, *table, step.belongs_by));
  for (const std::string& column : step.belongs_by)
    one.asked.columns.push_back(table->column(column));
  return one;
}

// So many lines of a step, from the first chunk on that has some.
Result<std::vector<Line>> first_lines(Office& office, const Action& action, std::size_t step,
                                      std::size_t most) {
  std::vector<Line> found;
  for (std::int64_t i = 1; i < action.chunks && found.size() < most; ++i)
    for (Line& line : TRY(read_lines(TRY(chunk(office, action, i)))))
      if (line.step == step && found.size() < most) found.push_back(std::move(line));
  return found;
}

// The row as it is now; nothing where it is gone or somebody else's.
const RowNow* still_his(const Asking& one, const RowsNow& rows, RowHash& hash, const Line& line) {
  const auto found = rows.find(sql::key_text(line.key));
  if (found == rows.end()) return nullptr;
  const auto& values = found->second.values;
  const auto from = values.begin() + static_cast<std::ptrdiff_t>(one.columns.size());
  return hash.of_values({from, values.end()}) == line.belongs ? &found->second : nullptr;
}

Result<RowsNow> rows_of(Asking& one, const std::vector<Line>& lines) {
  std::vector<sql::Row> keys;
  for (const Line& line : lines) keys.push_back(line.key);
  return read_rows(one.connector->connection(), one.asked, keys);
}

std::string text_in(const RowNow& row, std::size_t column) {
  std::string text = sql::shown(row.values[column]);
  if (const auto* blob = std::get_if<sql::Blob>(&row.values[column]);
      blob != nullptr && blob->broken_text)
    text = from_latin1(blob->bytes);
  return replace_broken_utf8(text.substr(0, most_shown_bytes));
}

RowHash hash_of(Office& office, const Asking& one) {
  return {office.vault, "plan", one.connector->system().id.text, one.step.table};
}

Failure no_such_step(const Action& action, std::size_t step) {
  return fail(Errc::invalid, "actions.no_such_step",
              {{"number", action.number}, {"step", std::to_string(step)}});
}

}  // namespace

std::string masked(const std::string& text, DataCategory category, DataClass data_class) {
  if (text.empty()) return text;
  if (category == DataCategory::national_id || category == DataCategory::phone)
    return text.size() > 6 ? masked_digits(text) : dots(3);
  const bool tells = data_class == DataClass::special || data_class == DataClass::criminal ||
                     data_class == DataClass::confidential || category == DataCategory::free_text ||
                     category == DataCategory::document || category == DataCategory::credential;
  if (tells) return dots(3);
  const std::size_t at = text.rfind('@');
  if (category == DataCategory::email && at != std::string::npos && at > 0)
    return first_of(text) + dots(3) + text.substr(at);
  return first_of(text) + dots(3);
}

Result<Sample> sample(Office& office, const Action& action, std::size_t step) {
  const Plan plan = TRY(checked_plan(office, action));
  const Step* wanted = step_at(plan, step);
  if (wanted == nullptr) return no_such_step(action, step);
  evidence::Told entry = told(office, "actions.sampled", UseKind::view, action);
  entry.details = {{"system", wanted->system}, {"table", wanted->table}};
  TRY(office.log.append_now(entry));
  Asking one = TRY(asking(office, plan, *wanted));
  const std::vector<Line> lines = TRY(first_lines(office, action, step, sample_rows));
  const RowsNow rows = TRY(rows_of(one, lines));
  RowHash hash = hash_of(office, one);
  Sample shown;
  shown.columns = one.columns;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const RowNow* row = still_his(one, rows, hash, lines[i]);
    if (row == nullptr) {
      ++shown.changed;
      continue;
    }
    SampleRow seen{i, {}};
    for (std::size_t c = 0; c < one.columns.size(); ++c) {
      std::optional<std::string> cell;
      if (!sql::is_null(row->values[c]))
        cell = masked(text_in(*row, c), one.columns[c].category, one.columns[c].data_class);
      seen.cells.push_back(std::move(cell));
    }
    shown.rows.push_back(std::move(seen));
  }
  return shown;
}

Result<std::string> reveal(Office& office, const Action& action, const Cell& cell,
                           const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "actions.no_reason");
  const Plan plan = TRY(checked_plan(office, action));
  const Step* step = step_at(plan, cell.step);
  if (step == nullptr) return no_such_step(action, cell.step);
  evidence::Told entry = told(office, "actions.revealed", UseKind::view, action);
  entry.reference = reason;
  entry.details = {{"system", step->system},
                   {"table", step->table},
                   {"column", cell.column},
                   {"line", std::to_string(cell.line)}};
  TRY(office.log.append_now(entry));
  Asking one = TRY(asking(office, plan, *step));
  const auto column =
      std::find_if(one.columns.begin(), one.columns.end(),
                   [&](const SampleColumn& known) { return known.column == cell.column; });
  if (column == one.columns.end() || cell.line >= sample_rows)
    return fail(Errc::invalid, "actions.no_such_cell", {{"number", action.number}});
  if (column->category == DataCategory::credential)
    return fail(Errc::forbidden, "actions.never_shown", {{"column", cell.column}});
  if (!accounts::may_read(office.actor, column->data_class, accounts::Task::reveal))
    return fail(Errc::forbidden, "actions.not_for_your_roles", {{"column", cell.column}});
  const std::vector<Line> lines = TRY(first_lines(office, action, cell.step, cell.line + 1));
  if (cell.line >= lines.size())
    return fail(Errc::invalid, "actions.no_such_cell", {{"number", action.number}});
  const RowsNow rows = TRY(rows_of(one, {lines[cell.line]}));
  RowHash hash = hash_of(office, one);
  const RowNow* row = still_his(one, rows, hash, lines[cell.line]);
  if (row == nullptr)
    return fail(Errc::conflict, "actions.row_changed", {{"number", action.number}});
  return text_in(*row, static_cast<std::size_t>(column - one.columns.begin()));
}

}  // namespace ombud::actions
