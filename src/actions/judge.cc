// What is to become of each row of a batch, decided when it is locked.

#include <fmt/format.h>

#include <algorithm>

#include "actions/batch.h"

namespace ombud::actions {

namespace {

// The position of a column in what is asked for; added where it is not there yet.
std::size_t position_of(Part& part, const sql::Column* column) {
  auto& columns = part.asked.columns;
  const auto at = std::find(columns.begin(), columns.end(), column);
  if (at != columns.end()) return static_cast<std::size_t>(at - columns.begin());
  columns.push_back(column);
  return columns.size() - 1;
}

Result<Part> part_of(const BatchWork& work, const Step& step) {
  Part part;
  part.step = &step;
  part.table = work.catalogue.find(step.table);
  if (part.table == nullptr)
    return fail(Errc::conflict, "actions.table_gone", {{"table", step.table}});
  std::vector<std::string> columns;
  for (const Change& change : step.changes) columns.push_back(change.column);
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
    part.hashed.push_back(position_of(part, part.table->column(column)));
  const auto belongs = part.hashed.begin() + static_cast<std::ptrdiff_t>(step.changes.size());
  part.belongs.assign(belongs, belongs + static_cast<std::ptrdiff_t>(step.belongs_by.size()));
  for (std::size_t i = 0; i < step.changes.size(); ++i)
    part.changed.push_back(part.asked.columns[i]);
  part.ledger_hash = std::make_unique<RowHash>(work.office.vault, work.action.id.text,
                                               work.system.id.text, step.table);
  part.plan_hash =
      std::make_unique<RowHash>(work.office.vault, "plan", work.system.id.text, step.table);
  return part;
}

std::string row_name(const BatchWork& work, const Part& part, const sql::Row& key) {
  return fmt::format("surrogate|{}|{}|{}|{}", work.action.id.text, work.system.id.text,
                     part.step->table, key_text(key));
}

Result<void> compute_after(const BatchWork& work, const Part& part, Judged& row) {
  std::string name;  // Made once, and only where a surrogate is derived from it.
  row.after.reserve(part.changed.size());
  for (std::size_t i = 0; i < part.changed.size(); ++i) {
    const Change& change = part.step->changes[i];
    if (stays_unread(change, row.now, i)) {
      row.after.push_back(row.now.values[i]);
      continue;
    }
    if (change.how == datamap::Erase::surrogate && name.empty())
      name = row_name(work, part, row.line->key);
    row.after.push_back(
        TRY(erased(change, *part.changed[i], row.now.values[i], name, work.erasing)));
    if (change.how == datamap::Erase::scrub && row.after.back() != row.now.values[i])
      ++row.ledger.spans;
  }
  return {};
}

// What of the row the ledger's hashes are about: removed rows whole, changed ones their changed
// columns and what makes them the person's. A column that is both holds its new value afterwards.
Digest state_before(const Part& part, const Judged& row) {
  std::vector<const sql::Value*> values;
  values.reserve(part.hashed.size());
  for (const std::size_t at : part.hashed) values.push_back(&row.now.values[at]);
  return part.ledger_hash->of_values(values);
}

Digest state_after(const Part& part, const Judged& row) {
  std::vector<const sql::Value*> values;
  values.reserve(part.hashed.size());
  for (const std::size_t at : part.hashed)
    values.push_back(at < row.after.size() ? &row.after[at] : &row.now.values[at]);
  return part.ledger_hash->of_values(values);
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

LedgerLine::State judge_again(const Digest& now, const LedgerLine& before) {
  if (now == before.before_hash) return LedgerLine::State::intended;
  if (!before.after_hash.empty() && now == before.after_hash) return LedgerLine::State::done;
  return LedgerLine::State::left;
}

// The belongs_by values as they were when the row was planned.
bool is_still_the_persons(const Part& part, const Judged& row) {
  std::vector<const sql::Value*> values;
  values.reserve(part.belongs.size());
  for (const std::size_t at : part.belongs) values.push_back(&row.now.values[at]);
  return part.plan_hash->of_values(values) == row.line->belongs &&
         row.now.copies == row.line->copies;
}

void as_before(const LedgerLine& before, LedgerLine& ledger) {
  ledger.before_hash = before.before_hash;
  ledger.after_hash = before.after_hash;
  ledger.spans = before.spans;
}

bool was_taken(const LedgerLine* before) {
  return before != nullptr && !before->before_hash.empty() &&
         (before->state == LedgerLine::State::intended ||
          before->state == LedgerLine::State::done ||
          before->state == LedgerLine::State::unchanged);
}

Result<void> judge_row(const BatchWork& work, const Part& part, const LedgerLine* before,
                       Judged& row) {
  row.ledger.key_hash = part.ledger_hash->of_key(row.line->key);
  row.ledger.copies = row.line->copies;
  if (row.now.copies == 0) {
    row.ledger.state = judge_gone(*part.step, before);
    if (before != nullptr) as_before(*before, row.ledger);
    return {};
  }
  row.ledger.before_hash = state_before(part, row);
  if (was_taken(before)) {
    row.ledger.state = judge_again(row.ledger.before_hash, *before);
    if (row.ledger.state != LedgerLine::State::intended) {
      as_before(*before, row.ledger);
      return {};
    }
  } else if (!is_still_the_persons(part, row)) {
    row.ledger.state = LedgerLine::State::left;
    return {};
  }
  if (part.step->what == Step::What::remove) return {};
  TRY(compute_after(work, part, row));
  row.ledger.after_hash = state_after(part, row);
  if (row.ledger.after_hash == row.ledger.before_hash)
    row.ledger.state = LedgerLine::State::unchanged;
  return {};
}

// Each row as it comes, so that the server and we work at the same time, and no more than one row's
// values are held; then those that did not come.
Result<void> judge_part(const BatchWork& work, const Part& part,
                        const std::vector<LedgerLine>& before, std::vector<Judged>& rows) {
  std::vector<sql::Row> keys;
  keys.reserve(part.lines.size());
  for (const std::size_t line : part.lines) keys.push_back(work.lines[line].key);
  const auto judge_line = [&](std::size_t line, RowNow& now) -> Result<void> {
    Judged& row = rows[line];
    row.line = &work.lines[line];
    row.ledger.step = static_cast<std::uint32_t>(work.lines[line].step);
    std::swap(row.now, now);
    TRY(judge_row(work, part, line < before.size() ? &before[line] : nullptr, row));
    now.values = std::move(row.now.values);
    row.now.values.clear();
    row.now.key.clear();
    return {};
  };
  if (part.asked.whole_row_is_key) {
    RowsNow found = TRY(read_rows(work.connector.connection(), part.asked, keys));
    for (std::size_t i = 0; i < keys.size(); ++i)
      if (const auto at = found.find(key_text(keys[i])); at != found.end())
        TRY(judge_line(part.lines[i], at->second));
  } else {
    TRY(each_row(work.connector.connection(), part.asked, keys,
                 [&](std::size_t i, RowNow& now) { return judge_line(part.lines[i], now); }));
  }
  for (const std::size_t line : part.lines) {
    RowNow gone;
    if (rows[line].line == nullptr) TRY(judge_line(line, gone));
  }
  return {};
}

// What an earlier try has done is done, whatever the row meets now.
bool is_dropped(const Judged& row) {
  if (!row.line->chosen || row.now.copies == 0) return false;
  if (row.ledger.state == LedgerLine::State::left) return true;
  return row.ledger.state != LedgerLine::State::done && !row.now.meets;
}

// Chosen rows of which nothing changes are locked and asked all the same.
Result<void> ask_kept(const BatchWork& work, std::vector<sql::Row>& dropped) {
  if (work.still->kept.empty()) return {};
  const Step& step = work.plan.steps[work.still->kept.front().step];
  Part part = TRY(part_of(work, step));
  part.asked.columns.clear();
  part.asked.meets = &work.still->meets;
  std::vector<sql::Row> keys;
  for (const Line& line : work.still->kept) keys.push_back(line.key);
  for (auto& [text, row] : TRY(read_rows(work.connector.connection(), part.asked, keys)))
    if (!row.meets) dropped.push_back(row.key);
  return {};
}

}  // namespace

bool stays_unread(const Change& change, const RowNow& now, std::size_t column) {
  return change.how == datamap::Erase::scrub && now.is_too_large(column);
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

Result<std::vector<Judged>> judge(const BatchWork& work, std::vector<Part>& parts,
                                  const std::vector<LedgerLine>& before) {
  std::vector<Judged> rows(work.lines.size());
  std::vector<sql::Row> dropped;
  if (work.still != nullptr) TRY(ask_kept(work, dropped));
  const bool undisturbed = is_undisturbed(work, parts);
  for (Part& part : parts) {
    part.asked.with_place = undisturbed;
    const bool chosen = std::any_of(part.lines.begin(), part.lines.end(),
                                    [&](std::size_t line) { return work.lines[line].chosen; });
    part.asked.meets = chosen && work.still != nullptr ? &work.still->meets : nullptr;
    TRY(judge_part(work, part, before, rows));
    if (work.still == nullptr) continue;
    for (const std::size_t line : part.lines)
      if (is_dropped(rows[line])) dropped.push_back(rows[line].line->key);
  }
  if (work.still != nullptr) TRY(spare(work, dropped, rows));
  return rows;
}

}  // namespace ombud::actions
