#include "actions/batch.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace ombud::actions {

namespace {

// The part of a batch that one step plans, with names from the catalogue.
struct Part {
  const Step* step = nullptr;
  const sql::Table* table = nullptr;
  RowsAsked asked;  // Columns: changed ones, then belongs_by, then the rest.
  std::vector<const sql::Column*> changed;  // Positions 0… of asked.columns.
  std::size_t belongs_at = 0;
  std::vector<std::size_t> lines;  // Within the batch.
};

Result<Part> part_of(const BatchWork& work, const Step& step) {
  Part part;
  part.step = &step;
  part.table = work.catalogue.find(step.table);
  if (part.table == nullptr)
    return fail(Errc::conflict, "actions.table_gone", {{"table", step.table}});
  std::vector<std::string> columns;
  for (const Change& change : step.changes) columns.push_back(change.column);
  part.belongs_at = columns.size();
  columns.insert(columns.end(), step.belongs_by.begin(), step.belongs_by.end());
  if (step.what == Step::What::remove)
    for (const sql::Column& column : part.table->columns)
      if (!column.generated) columns.push_back(column.name.text());
  TRY(names_in(work.catalogue, *part.table, columns));
  part.asked = {part.table,
                TRY(names_in(work.catalogue, *part.table, step.key_columns)),
                step.whole_row_is_key,
                {},
                true};
  for (const std::string& column : columns)
    part.asked.columns.push_back(part.table->column(column));
  for (std::size_t i = 0; i < step.changes.size(); ++i)
    part.changed.push_back(part.asked.columns[i]);
  return part;
}

Result<std::vector<Part>> parts_of(const BatchWork& work) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < work.lines.size(); ++i) {
    const Step& step = work.plan.steps[work.lines[i].step];
    if (parts.empty() || parts.back().step != &step) parts.push_back(TRY(part_of(work, step)));
    parts.back().lines.push_back(i);
  }
  return parts;
}

std::string row_name(const BatchWork& work, const Part& part, const sql::Row& key) {
  return fmt::format("surrogate|{}|{}|{}|{}", work.action.id.text, work.system.id.text,
                     part.step->table, key_text(key));
}

// What of the row the ledger's hashes are about: removed rows whole, changed ones their changed
// columns and what makes them the person's.
std::string state_hash(const RowHash& hash, const std::vector<sql::Value>& values) {
  return hash.of_values(values);
}

std::vector<sql::Value> with(const std::vector<sql::Value>& values,
                             const std::vector<sql::Value>& after) {
  std::vector<sql::Value> result = values;
  std::copy(after.begin(), after.end(), result.begin());
  return result;
}

// A text that is too large to be read can't be scrubbed: it stays, and the verification says so.
// Its value here is its length, which must never be written.
bool stays_unread(const Change& change, const RowNow& now, std::size_t column) {
  return change.how == datamap::Erase::scrub && now.too_large[column];
}

Result<void> compute_after(const BatchWork& work, const Part& part, Judged& row) {
  const std::string name = row_name(work, part, row.line->key);
  for (std::size_t i = 0; i < part.changed.size(); ++i) {
    const Change& change = part.step->changes[i];
    if (stays_unread(change, row.now, i)) {
      row.after.push_back(row.now.values[i]);
      continue;
    }
    row.after.push_back(
        TRY(erased(change, *part.changed[i], row.now.values[i], name, work.erasing)));
    if (change.how == datamap::Erase::scrub && row.after.back() != row.now.values[i])
      ++row.ledger.spans;
  }
  return {};
}

// A column that is both changed and what the row belongs by holds its new value afterwards.
std::vector<sql::Value> state_after(const Part& part, const Judged& row) {
  std::vector<sql::Value> values = with(row.now.values, row.after);
  for (std::size_t i = part.belongs_at; i < part.asked.columns.size(); ++i)
    for (std::size_t k = 0; k < part.changed.size(); ++k)
      if (part.asked.columns[i] == part.changed[k]) values[i] = row.after[k];
  return values;
}

// A row that is not there: removed by an earlier try, or its key was what that try changed, or it
// was let go of and removed in one batch; else somebody else's doing since it was planned.
LedgerLine::State judge_gone(const Step& step, const LedgerLine* before) {
  const bool was_ours = before != nullptr && (before->state == LedgerLine::State::intended ||
                                              before->state == LedgerLine::State::done);
  if (before != nullptr && before->state == LedgerLine::State::unchanged &&
      step.what == Step::What::let_go)
    return LedgerLine::State::unchanged;  // Removed by a later step of the same batch.
  const bool goes_when_done = step.what != Step::What::change || step.whole_row_is_key;
  return was_ours && goes_when_done ? LedgerLine::State::done : LedgerLine::State::gone;
}

LedgerLine::State judge_again(const std::string& now, const LedgerLine& before) {
  if (now == before.before_hash) return LedgerLine::State::intended;
  if (!before.after_hash.empty() && now == before.after_hash) return LedgerLine::State::done;
  return LedgerLine::State::left;
}

// The belongs_by values as they were when the row was planned.
bool is_still_the_persons(const BatchWork& work, const Part& part, const Judged& row) {
  const std::vector<sql::Value> values(
      row.now.values.begin() + static_cast<std::ptrdiff_t>(part.belongs_at),
      row.now.values.begin() +
          static_cast<std::ptrdiff_t>(part.belongs_at + part.step->belongs_by.size()));
  const RowHash hash(work.office.vault, "plan", work.system.id.text, part.step->table);
  return hash.of_values(values) == row.line->belongs && row.now.copies == row.line->copies;
}

Result<void> judge_row(const BatchWork& work, const Part& part, const LedgerLine* before,
                       Judged& row) {
  const RowHash hash(work.office.vault, work.action.id.text, work.system.id.text, part.step->table);
  row.ledger.key_hash = hash.of_key(row.line->key);
  const bool removes = part.step->what == Step::What::remove;
  row.ledger.copies = row.line->copies;
  if (row.now.copies == 0) {
    row.ledger.state = judge_gone(*part.step, before);
    if (before != nullptr) {
      row.ledger.before_hash = before->before_hash;
      row.ledger.after_hash = before->after_hash;
      row.ledger.spans = before->spans;
    }
    return {};
  }
  row.ledger.before_hash = state_hash(hash, row.now.values);
  const bool was_taken =
      before != nullptr && !before->before_hash.empty() && before->state != LedgerLine::State::left;
  if (was_taken) {
    row.ledger.state = judge_again(row.ledger.before_hash, *before);
    if (row.ledger.state != LedgerLine::State::intended) {
      row.ledger.before_hash = before->before_hash;
      row.ledger.after_hash = before->after_hash;
      row.ledger.spans = before->spans;
      return {};
    }
  } else if (!is_still_the_persons(work, part, row)) {
    row.ledger.state = LedgerLine::State::left;
    return {};
  }
  if (removes) return {};
  TRY(compute_after(work, part, row));
  row.ledger.after_hash = state_hash(hash, state_after(part, row));
  if (row.ledger.after_hash == row.ledger.before_hash)
    row.ledger.state = LedgerLine::State::unchanged;
  return {};
}

// Rows that get the same values in the same columns go in one statement.
std::map<std::string, std::vector<const Judged*>> by_values(const Part& part,
                                                            const std::vector<Judged>& rows) {
  std::map<std::string, std::vector<const Judged*>> groups;
  for (const std::size_t line : part.lines) {
    const Judged& row = rows[line];
    if (row.ledger.state != LedgerLine::State::intended) continue;
    std::string same = key_text(row.after);
    for (std::size_t i = 0; i < row.after.size(); ++i)
      same += stays_unread(part.step->changes[i], row.now, i) ? 'u' : 'w';
    groups[same].push_back(&row);
  }
  return groups;
}

sql::Statement changing(const Part& part, const Judged& row, sql::Engine engine) {
  sql::Statement statement("UPDATE ");
  statement.append(sql::table_name(*part.table, engine)).text(" SET ");
  bool first = true;
  for (std::size_t i = 0; i < part.changed.size(); ++i) {
    if (stays_unread(part.step->changes[i], row.now, i)) continue;
    if (!first) statement.text(", ");
    first = false;
    statement.name(part.changed[i]->name).text(" = ").value(row.after[i]);
  }
  return statement;
}

Result<void> change_rows(const BatchWork& work, const Part& part,
                         const std::vector<const Judged*>& group) {
  sql::Connection& connection = work.connector.connection();
  const bool removes = part.step->what == Step::What::remove;
  for (std::size_t at = 0; at < group.size(); at += keys_a_statement) {
    std::vector<sql::Row> keys;
    std::int64_t expected = 0;
    for (std::size_t i = at; i < std::min(at + keys_a_statement, group.size()); ++i) {
      keys.push_back(group[i]->line->key);
      expected += group[i]->now.copies;
    }
    sql::Statement statement;
    if (removes)
      statement.text("DELETE FROM ").append(sql::table_name(*part.table, connection.engine()));
    else
      statement = changing(part, *group.front(), connection.engine());
    statement.text(" WHERE ").append(rows_are(part.asked, keys, connection.engine()));
    TRY(connection.execute_exactly(statement, expected));
  }
  return {};
}

// True where a row is not what it was to become.
Result<bool> read_back(const BatchWork& work, const Part& part, std::vector<Judged>& rows) {
  std::vector<sql::Row> keys;
  for (const std::size_t line : part.lines)
    if (rows[line].ledger.state == LedgerLine::State::intended)
      keys.push_back(rows[line].line->key);
  if (keys.empty()) return false;
  RowsAsked asked = part.asked;
  asked.lock = false;
  const auto now = TRY(read_rows(work.connector.connection(), asked, keys));
  const RowHash hash(work.office.vault, work.action.id.text, work.system.id.text, part.step->table);
  bool differs = false;
  for (const std::size_t line : part.lines) {
    Judged& row = rows[line];
    if (row.ledger.state != LedgerLine::State::intended) continue;
    const auto found = now.find(key_text(row.line->key));
    if (part.step->what == Step::What::remove) {
      if (found != now.end())
        return fail(Errc::conflict, "actions.still_there", {{"table", part.step->table}});
      continue;
    }
    if (found == now.end()) continue;  // The key itself was part of a whole row that changed.
    const std::string after = state_hash(hash, found->second.values);
    differs = differs || after != row.ledger.after_hash;
    row.ledger.after_hash = after;
  }
  return differs;
}

}  // namespace

Result<std::vector<Judged>> judge(const BatchWork& work, const std::vector<LedgerLine>& before) {
  std::vector<Judged> rows(work.lines.size());
  for (const Part& part : TRY(parts_of(work))) {
    std::vector<sql::Row> keys;
    for (const std::size_t line : part.lines) keys.push_back(work.lines[line].key);
    const auto now = TRY(read_rows(work.connector.connection(), part.asked, keys));
    for (const std::size_t line : part.lines) {
      Judged& row = rows[line];
      row.line = &work.lines[line];
      row.ledger.line = static_cast<std::int64_t>(line);
      row.ledger.step = static_cast<std::int64_t>(work.lines[line].step);
      if (const auto found = now.find(key_text(row.line->key)); found != now.end())
        row.now = found->second;
      const LedgerLine* earlier = line < before.size() ? &before[line] : nullptr;
      TRY(judge_row(work, part, earlier, row));
    }
  }
  return rows;
}

Result<bool> carry_out(const BatchWork& work, std::vector<Judged>& rows) {
  const std::vector<Part> parts = TRY(parts_of(work));
  for (const Part& part : parts)
    for (const auto& [values, group] : by_values(part, rows)) TRY(change_rows(work, part, group));
  bool differs = false;
  for (const Part& part : parts) differs = TRY(read_back(work, part, rows)) || differs;
  return differs;
}

}  // namespace ombud::actions
