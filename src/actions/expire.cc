// What ended actions no longer need: the sealed plan with the rows in it, identifiers whose day has
// passed, segments of the ledger older than any backup of the source. Number, state, log and
// receipt stay.

#include "actions/actions.h"
#include "actions/store.h"

namespace ombud::actions {

namespace {

using store::Transaction;

// Ended: nothing of the plan is carried out any more.
Result<std::int64_t> counted(Transaction& transaction, sql::Literal text,
                             std::vector<sql::Value> values) {
  const auto row = TRY(transaction.one(text, std::move(values)));
  return row ? store::integer_in(row->front()) : 0;
}

}  // namespace

Result<Expired> expire(accounts::Office& office, const Until& before, bool only_count) {
  const std::string& id = office.organisation.id.text;
  const std::string today = format_day(std::chrono::floor<std::chrono::days>(office.clock.now()));
  Transaction transaction = TRY(office.store.begin(
      office.organisation.id, only_count ? sql::Begin::read : sql::Begin::write));
  Expired gone;
  const std::vector<sql::Value> plans{id, store::of_instant(before.plans)};
  gone.plans =
      TRY(counted(transaction,
                  "SELECT count(DISTINCT c.action_id) FROM actions_chunk c JOIN actions_action a "
                  "ON a.organisation_id = c.organisation_id AND a.action_id = c.action_id "
                  "WHERE c.organisation_id = ? AND a.planned_at < ? "
                  "AND a.state IN ('done', 'done_with_remainder', 'refused', 'closed')",
                  plans));
  gone.rechecks = TRY(counted(
      transaction, "SELECT count(*) FROM actions_recheck WHERE organisation_id = ? AND ends_on < ?",
      {id, today}));
  const std::vector<sql::Value> ledgers{id, store::of_instant(before.ledger)};
  gone.ledger_segments =
      TRY(counted(transaction,
                  "SELECT count(*) FROM actions_segment l JOIN actions_action a "
                  "ON a.organisation_id = l.organisation_id AND a.action_id = l.action_id "
                  "WHERE l.organisation_id = ? AND a.planned_at < ? "
                  "AND a.state IN ('done', 'done_with_remainder', 'closed')",
                  ledgers));
  if (only_count) return gone;
  TRY(transaction.execute(
      "DELETE FROM actions_chunk WHERE organisation_id = ? AND action_id IN "
      "(SELECT action_id FROM actions_action WHERE organisation_id = ? AND planned_at < ? "
      "AND state IN ('done', 'done_with_remainder', 'refused', 'closed'))",
      {id, id, store::of_instant(before.plans)}));
  TRY(transaction.execute(
      "DELETE FROM actions_recheck_part WHERE organisation_id = ? AND action_id IN "
      "(SELECT action_id FROM actions_recheck WHERE organisation_id = ? AND ends_on < ?)",
      {id, id, today}));
  TRY(transaction.execute("DELETE FROM actions_recheck WHERE organisation_id = ? AND ends_on < ?",
                          {id, today}));
  TRY(transaction.execute(
      "DELETE FROM actions_segment WHERE organisation_id = ? AND action_id IN "
      "(SELECT action_id FROM actions_action WHERE organisation_id = ? AND planned_at < ? "
      "AND state IN ('done', 'done_with_remainder', 'closed'))",
      {id, id, store::of_instant(before.ledger)}));
  TRY(transaction.commit());
  return gone;
}

}  // namespace ombud::actions
