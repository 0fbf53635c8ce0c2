// The half of the store that a run writes: batches and the fate of each row.

#include "actions/store.h"

namespace ombud::actions {

namespace {

using store::Transaction;

constexpr std::string_view line_states[] = {"intended", "done", "unchanged", "gone", "left"};

std::string_view word(LedgerLine::State state) {
  return line_states[static_cast<std::size_t>(state)];
}

LedgerLine::State line_state_of(std::string_view text) {
  const auto* at = std::find(std::begin(line_states), std::end(line_states), text);
  must(at != std::end(line_states));
  return static_cast<LedgerLine::State>(at - std::begin(line_states));
}

Result<void> write_lines_of(Transaction& transaction, const Action& action, std::int64_t batch,
                            const std::vector<LedgerLine>& lines) {
  TRY(transaction.execute(
      "DELETE FROM actions_ledger WHERE organisation_id = ? AND action_id = ? AND batch = ?",
      {transaction.organisation().text, action.id.text, batch}));
  for (const LedgerLine& line : lines)
    TRY(transaction.execute_exactly(
        1,
        "INSERT INTO actions_ledger (organisation_id, action_id, batch, line, step, key_hash, "
        "before_hash, after_hash, spans, copies, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {transaction.organisation().text, action.id.text, batch, line.line, line.step,
         line.key_hash, line.before_hash, line.after_hash, line.spans, line.copies,
         std::string(word(line.state))}));
  return {};
}

Result<void> set_batch(Transaction& transaction, const Action& action, std::int64_t number,
                       std::string_view state, const Batch& batch) {
  TRY(transaction.execute(
      "DELETE FROM actions_batch WHERE organisation_id = ? AND action_id = ? AND batch = ?",
      {transaction.organisation().text, action.id.text, number}));
  return transaction.execute_exactly(
      1,
      "INSERT INTO actions_batch (organisation_id, action_id, batch, state, changed, removed, "
      "unchanged) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, action.id.text, number, std::string(state), batch.changed,
       batch.removed, batch.unchanged});
}

}  // namespace

Result<std::optional<Batch>> batch(accounts::Office& office, const Action& action,
                                   std::int64_t number) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT state, changed, removed, unchanged FROM actions_batch "
                          "WHERE organisation_id = ? AND action_id = ? AND batch = ?",
                          {office.organisation.id.text, action.id.text, number}));
  if (!row) return std::optional<Batch>{};
  return std::optional<Batch>{Batch{
      store::text_in((*row)[0]) == "done" ? Batch::State::done : Batch::State::begun,
      store::integer_in((*row)[1]), store::integer_in((*row)[2]), store::integer_in((*row)[3])}};
}

Result<void> intend(accounts::Office& office, const Action& action, std::int64_t number,
                    const std::string& system, const std::vector<LedgerLine>& lines) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const bool repeated =
      TRY(transaction.one("SELECT state FROM actions_batch "
                          "WHERE organisation_id = ? AND action_id = ? AND batch = ?",
                          {office.organisation.id.text, action.id.text, number}))
          .has_value();
  TRY(write_lines_of(transaction, action, number, lines));
  if (repeated) return transaction.commit();
  TRY(set_batch(transaction, action, number, "begun", {}));
  evidence::Told entry = told(office, "actions.intent", UseKind::erase, action);
  entry.details = {{"system", system},
                   {"batch", std::to_string(number)},
                   {"rows", std::to_string(lines.size())}};
  entry.commitments.emplace_back("plan", action.plan_root);
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<void> amend(accounts::Office& office, const Action& action, std::int64_t number,
                   const std::vector<LedgerLine>& lines) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(write_lines_of(transaction, action, number, lines));
  return transaction.commit();
}

Result<void> conclude(accounts::Office& office, const Action& action, std::int64_t number,
                      const std::string& system, const Batch& outcome,
                      const std::vector<LedgerLine>& lines) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(write_lines_of(transaction, action, number, lines));
  TRY(set_batch(transaction, action, number, "done", outcome));
  evidence::Told entry = told(office, "actions.outcome", UseKind::erase, action);
  const auto left = std::count_if(lines.begin(), lines.end(), [](const LedgerLine& line) {
    return line.state == LedgerLine::State::left;
  });
  entry.details = {{"system", system},
                   {"batch", std::to_string(number)},
                   {"changed", std::to_string(outcome.changed)},
                   {"removed", std::to_string(outcome.removed)},
                   {"unchanged", std::to_string(outcome.unchanged)},
                   {"left", std::to_string(left)}};
  entry.commitments.emplace_back("plan", action.plan_root);
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<std::vector<LedgerLine>> ledger(accounts::Office& office, const Action& action,
                                       std::int64_t batch) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<LedgerLine> lines;
  TRY(transaction.each(
      "SELECT line, step, key_hash, before_hash, after_hash, spans, copies, state "
      "FROM actions_ledger "
      "WHERE organisation_id = ? AND action_id = ? AND batch = ? ORDER BY line",
      {office.organisation.id.text, action.id.text, batch},
      [&](const sql::Row& row) -> Result<void> {
        lines.push_back({store::integer_in(row[0]), store::integer_in(row[1]),
                         store::text_in(row[2]), store::text_in(row[3]), store::text_in(row[4]),
                         store::integer_in(row[5]), store::integer_in(row[6]),
                         line_state_of(store::text_in(row[7]))});
        return {};
      }));
  return lines;
}

Result<std::vector<std::pair<std::int64_t, std::int64_t>>> counted(accounts::Office& office,
                                                                   const Action& action,
                                                                   LedgerLine::State state) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::vector<sql::Row> rows = TRY(transaction.all(
      "SELECT step, CAST(SUM(copies) AS BIGINT) FROM actions_ledger "
      "WHERE organisation_id = ? AND action_id = ? AND state = ? GROUP BY step ORDER BY step",
      {office.organisation.id.text, action.id.text, std::string(word(state))}));
  std::vector<std::pair<std::int64_t, std::int64_t>> counts;
  for (const sql::Row& row : rows)
    counts.emplace_back(store::integer_in(row[0]), store::integer_in(row[1]));
  return counts;
}

}  // namespace ombud::actions
