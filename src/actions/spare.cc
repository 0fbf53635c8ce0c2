// Who was chosen when the plan was made may have come back, paid, or be in dispute by now: then
// nothing of his is touched, whichever rows of his are in the batch.

#include "actions/batch.h"

namespace ombud::actions {

namespace {

bool is_to_be_done(const Judged& row) {
  return row.ledger.state == LedgerLine::State::intended ||
         row.ledger.state == LedgerLine::State::unchanged;
}

void add_rows(const subjects::Traced& traced, bool shared_only, KeySets& spared) {
  for (const subjects::Traced::TableRows& rows : traced.own)
    for (const auto& row : rows.rows)
      if (!shared_only || row.shared) spared[rows.table].insert(sql::key_text(row.key));
}

// Rows that are also another chosen person's: he may be chosen no more.
Result<void> add_shared(const BatchWork& work, const std::vector<Judged>& rows,
                        const KeySets& spared, KeySets& shared) {
  std::vector<sql::Row> persons;
  bool asked = false;
  const auto here = spared.find(work.plan.many->table);
  const auto still_here = [&](const Line& line) {
    return here == spared.end() || !here->second.contains(sql::key_text(line.key));
  };
  for (const Judged& row : rows) {
    asked = asked || (row.line->also_anothers && is_to_be_done(row));
    if (row.line->chosen && still_here(*row.line)) persons.push_back(row.line->key);
  }
  for (const Line& line : work.still->kept)
    if (still_here(line)) persons.push_back(line.key);
  if (!asked) return {};
  const auto held = work.still->held.find(work.plan.many->table);
  Silent silent;
  const subjects::Traced traced =
      TRY(subjects::trace(work.connector, work.still->map,
                          {work.plan.many->table, persons, &work.still->meets,
                           held == work.still->held.end() ? nullptr : &held->second},
                          silent));
  add_rows(traced, true, shared);
  return {};
}

bool holds(const KeySets& sets, const std::string& table, const std::string& key) {
  const auto at = sets.find(table);
  return at != sets.end() && at->second.contains(key);
}

}  // namespace

Result<void> spare(const BatchWork& work, const std::vector<sql::Row>& dropped,
                   std::vector<Judged>& rows) {
  KeySets spared;
  if (!dropped.empty()) {
    Silent silent;
    add_rows(TRY(subjects::trace(work.connector, work.still->map,
                                 {work.plan.many->table, dropped, nullptr, nullptr}, silent)),
             false, spared);
  }
  KeySets shared;
  TRY(add_shared(work, rows, spared, shared));
  if (spared.empty() && shared.empty() && work.still->held.empty()) return {};
  for (Judged& row : rows) {
    if (!is_to_be_done(row)) continue;
    const std::string& table = work.plan.steps[row.line->step].table;
    const std::string key = sql::key_text(row.line->key);
    const bool of_others = row.line->also_anothers && holds(shared, table, key);
    if (holds(work.still->held, table, key))
      row.ledger.state = LedgerLine::State::held;
    else if (of_others || holds(spared, table, key))
      row.ledger.state = LedgerLine::State::spared;
    else
      continue;
    row.ledger.after_hash = {};
  }
  return {};
}

}  // namespace ombud::actions
