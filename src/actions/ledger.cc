// The half of the store that a run writes: batches and the fate of each row, one sealed segment a
// batch.

#include <fmt/format.h>

#include <algorithm>

#include "actions/bytes.h"
#include "actions/store.h"
#include "base/text.h"
#include "evidence/merkle.h"

namespace ombud::actions {

namespace {

using store::Transaction;

constexpr char format = 1;  // First byte of every ledger.

std::string write_ledger(const std::vector<LedgerLine>& lines) {
  std::string bytes(1, format);
  bytes.reserve(lines.size() * 56 + 1);
  for (const LedgerLine& line : lines) {
    const bool before = !line.before_hash.empty();
    const bool after = !line.after_hash.empty();
    put_number(bytes,
               static_cast<std::uint64_t>(line.state) << 2 | (before ? 2 : 0) | (after ? 1 : 0));
    put_number(bytes, line.step);
    put_number(bytes, line.spans);
    put_number(bytes, static_cast<std::uint64_t>(line.copies));
    put_digest(bytes, line.key_hash);
    if (before) put_digest(bytes, line.before_hash);
    if (after) put_digest(bytes, line.after_hash);
  }
  return bytes;
}

Result<std::vector<LedgerLine>> read_ledger(std::string_view bytes) {
  const Failure damaged = fail(Errc::internal, "actions.ledger_damaged");
  if (bytes.empty() || bytes.front() != format) return damaged;
  Reader reader(bytes.substr(1));
  std::vector<LedgerLine> lines;
  while (!reader.at_end()) {
    LedgerLine line;
    const std::uint64_t head = reader.number();
    if (head >> 2 >= line_states) return damaged;
    line.state = static_cast<LedgerLine::State>(head >> 2);
    line.step = static_cast<std::uint32_t>(reader.number());
    line.spans = static_cast<std::uint32_t>(reader.number());
    line.copies = static_cast<std::int64_t>(reader.number());
    line.key_hash = reader.digest();
    if ((head & 2) != 0) line.before_hash = reader.digest();
    if ((head & 1) != 0) line.after_hash = reader.digest();
    if (!reader.ok()) return damaged;
    lines.push_back(line);
  }
  return lines;
}

std::string segment_context(const Action& action, std::int64_t batch) {
  return sealing_context(action.id, fmt::format("ledger {}", batch));
}

Result<void> write_lines_of(accounts::Office& office, Transaction& transaction,
                            const Action& action, std::int64_t batch,
                            const std::vector<LedgerLine>& lines) {
  const sql::Blob sealed{office.vault.seal(vault::Purpose::ledger, segment_context(action, batch),
                                           write_ledger(lines))};
  TRY(transaction.execute(
      "DELETE FROM actions_segment WHERE organisation_id = ? AND action_id = ? AND batch = ?",
      {transaction.organisation().text, action.id.text, batch}));
  return transaction.execute_exactly(
      1,
      "INSERT INTO actions_segment (organisation_id, action_id, batch, sealed) "
      "VALUES (?, ?, ?, ?)",
      {transaction.organisation().text, action.id.text, batch, sealed});
}

Result<std::string> opened(accounts::Office& office, const Action& action, std::int64_t batch,
                           const sql::Value& sealed) {
  const Result<Secret> bytes = office.vault.open(
      vault::Purpose::ledger, segment_context(action, batch), store::blob_in(sealed));
  if (!bytes) return fail(Errc::internal, "actions.ledger_damaged");
  return bytes->reveal();
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
  TRY(write_lines_of(office, transaction, action, number, lines));
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
  TRY(write_lines_of(office, transaction, action, number, lines));
  return transaction.commit();
}

Result<void> conclude(accounts::Office& office, const Action& action, std::int64_t number,
                      const std::string& system, const Batch& outcome,
                      const std::vector<LedgerLine>& lines) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(write_lines_of(office, transaction, action, number, lines));
  TRY(set_batch(transaction, action, number, "done", outcome));
  evidence::Told entry = told(office, "actions.outcome", UseKind::erase, action);
  const auto count = [&](LedgerLine::State state) {
    return std::to_string(std::count_if(
        lines.begin(), lines.end(), [&](const LedgerLine& line) { return line.state == state; }));
  };
  entry.details = {{"system", system},
                   {"batch", std::to_string(number)},
                   {"changed", std::to_string(outcome.changed)},
                   {"removed", std::to_string(outcome.removed)},
                   {"unchanged", std::to_string(outcome.unchanged)},
                   {"left", count(LedgerLine::State::left)},
                   {"spared", count(LedgerLine::State::spared)},
                   {"held", count(LedgerLine::State::held)}};
  entry.commitments.emplace_back("plan", action.plan_root);
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<std::vector<LedgerLine>> ledger(accounts::Office& office, const Action& action,
                                       std::int64_t batch) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT sealed FROM actions_segment "
                          "WHERE organisation_id = ? AND action_id = ? AND batch = ?",
                          {office.organisation.id.text, action.id.text, batch}));
  if (!row) return std::vector<LedgerLine>{};
  return read_ledger(TRY(opened(office, action, batch, row->front())));
}

Result<LedgerSum> sum_ledgers(accounts::Office& office, const Action& action, std::size_t steps) {
  LedgerSum sum;
  sum.steps.resize(steps);
  evidence::Frontier tree;
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  TRY(transaction.each(
      "SELECT batch, sealed FROM actions_segment "
      "WHERE organisation_id = ? AND action_id = ? ORDER BY batch",
      {office.organisation.id.text, action.id.text}, [&](const sql::Row& row) -> Result<void> {
        const std::string bytes = TRY(opened(office, action, store::integer_in(row[0]), row[1]));
        tree.add(evidence::leaf_hash(bytes));
        for (const LedgerLine& line : TRY(read_ledger(bytes))) {
          if (line.step >= steps) return fail(Errc::internal, "actions.ledger_damaged");
          sum.steps[line.step][static_cast<std::size_t>(line.state)] += line.copies;
        }
        return {};
      }));
  sum.root = to_hex(tree.root());
  return sum;
}

}  // namespace ombud::actions
