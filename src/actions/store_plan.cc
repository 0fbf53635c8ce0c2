// The part of the store that writes a plan: at once, or chunk by chunk.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "actions/store.h"
#include "base/text.h"
#include "evidence/merkle.h"

namespace ombud::actions {

namespace {

using store::Transaction;

constexpr int recheck_days = 30;  // LAW.md L29: kept sealed until verified, at most this long.

// In the transaction that writes it, so that two plans at once get two numbers or one fails.
Result<std::int64_t> next_serial(Transaction& transaction) {
  const auto row = TRY(transaction.one(
      "SELECT COALESCE(MAX(serial), 0) + 1 FROM actions_action WHERE organisation_id = ?",
      {transaction.organisation().text}));
  return store::integer_in(row->front());
}

Result<void> insert_chunks(accounts::Office& office, Transaction& transaction, const ActionId& id,
                           const std::vector<std::string>& chunks) {
  for (std::size_t i = 0; i < chunks.size(); ++i)
    TRY(transaction.execute_exactly(
        1,
        "INSERT INTO actions_chunk (organisation_id, action_id, chunk, sealed) "
        "VALUES (?, ?, ?, ?)",
        {transaction.organisation().text, id.text, static_cast<std::int64_t>(i),
         sql::Blob{office.vault.seal(
             vault::Purpose::plan, sealing_context(id, fmt::format("chunk {}", i)), chunks[i])}}));
  return {};
}

Result<void> insert_recheck(accounts::Office& office, Transaction& transaction, const ActionId& id,
                            const std::vector<detectors::Identifier>& identifiers) {
  nlohmann::json list = nlohmann::json::array();
  for (const detectors::Identifier& identifier : identifiers)
    list.push_back({detectors::word(identifier.kind), identifier.value});
  const Day ends_on =
      std::chrono::floor<std::chrono::days>(office.clock.now()) + std::chrono::days(recheck_days);
  return transaction.execute_exactly(
      1,
      "INSERT INTO actions_recheck (organisation_id, action_id, sealed, ends_on) "
      "VALUES (?, ?, ?, ?)",
      {transaction.organisation().text, id.text,
       sql::Blob{office.vault.seal(vault::Purpose::recheck, id.text, list.dump())},
       format_day(ends_on)});
}

struct NewAction {
  std::int64_t serial = 0;
  State state = State::planned;
  std::string root;
  std::int64_t chunks = 0;
  std::string criterion;
  std::string treatment;
};

Result<Action> insert_action(accounts::Office& office, Transaction& transaction, const Plan& plan,
                             const NewAction& made) {
  const auto sealed = [&](std::string_view what, const std::string& text) {
    return sql::Blob{office.vault.seal(vault::Purpose::plan, sealing_context(plan.id, what), text)};
  };
  const PersonId nobody{"00000000-0000-0000-0000-000000000000"};
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_action (organisation_id, action_id, serial, number, kind, state, "
      "person_id, reference, planned_by, planned_at, plan_root, chunks, criterion, treatment) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, plan.id.text, made.serial, plan.number,
       std::string(word(plan.kind)), std::string(word(made.state)),
       plan.person.value_or(nobody).text, sealed("reference", plan.reference), plan.planned_by.text,
       store::of_instant(plan.planned_at), made.root, made.chunks,
       plan.person ? sql::Value{sql::Null{}} : sealed("criterion", made.criterion),
       made.treatment.empty() ? sql::Value{sql::Null{}} : sql::Value{made.treatment}}));
  Action action;
  action.id = plan.id;
  action.number = plan.number;
  action.kind = plan.kind;
  action.state = made.state;
  action.person = plan.person;
  action.criterion = made.criterion;
  action.reference = plan.reference;
  action.planned_by = plan.planned_by;
  action.planned_at = plan.planned_at;
  action.plan_root = made.root;
  action.chunks = made.chunks;
  return action;
}

Result<void> delete_unfinished(Transaction& transaction, const std::string& action) {
  for (const sql::Literal text :
       {sql::Literal(
            "DELETE FROM actions_recheck_part WHERE organisation_id = ? AND action_id = ?"),
        sql::Literal("DELETE FROM actions_chunk WHERE organisation_id = ? AND action_id = ?"),
        sql::Literal("DELETE FROM actions_action WHERE organisation_id = ? AND action_id = ? "
                     "AND state = 'planning'")})
    TRY(transaction.execute(text, {transaction.organisation().text, action}));
  return {};
}

}  // namespace

Result<Action> insert(accounts::Office& office, Plan plan,
                      const std::function<Result<std::vector<std::string>>(const Plan&)>& chunks,
                      const std::vector<detectors::Identifier>& identifiers,
                      const PlannedBeside& beside) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t serial = TRY(next_serial(transaction));
  plan.id = new_id<ActionId>(office.clock);
  plan.number = fmt::format("A-{:04}", serial);
  const std::vector<std::string> bytes = TRY(chunks(plan));
  const std::string root = root_of(bytes);
  const Action action = TRY(insert_action(
      office, transaction, plan,
      {serial, State::planned, root, static_cast<std::int64_t>(bytes.size()), "", ""}));
  TRY(insert_chunks(office, transaction, plan.id, bytes));
  if (plan.kind == Kind::erase) TRY(insert_recheck(office, transaction, plan.id, identifiers));
  evidence::Told entry = told(office, "actions.planned", UseKind::view, action);
  entry.details.emplace_back("kind", word(plan.kind));
  entry.commitments.emplace_back("plan", root);
  TRY(office.log.append(transaction, entry));
  if (beside) TRY(beside(transaction, action.number));
  TRY(transaction.commit());
  return action;
}

Result<Action> begin_many(accounts::Office& office, const Plan& plan, const ManyBegun& begun) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t serial = TRY(next_serial(transaction));
  Plan numbered = plan;
  numbered.id = new_id<ActionId>(office.clock);
  numbered.number = fmt::format("A-{:04}", serial);
  Action action =
      TRY(insert_action(office, transaction, numbered,
                        {serial, State::planning, "", 0, begun.criterion, begun.treatment}));
  TRY(transaction.commit());
  return action;
}

Result<std::string> add_chunk(accounts::Office& office, const Action& action,
                              const ManyChunk& chunk) {
  const std::string name = fmt::format("chunk {}", chunk.number);
  const sql::Blob lines{
      office.vault.seal(vault::Purpose::plan, sealing_context(action.id, name), chunk.lines)};
  const sql::Blob recheck{
      office.vault.seal(vault::Purpose::recheck, sealing_context(action.id, name), chunk.recheck)};
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  if (!TRY(transaction.one("SELECT 1 FROM actions_action "
                           "WHERE organisation_id = ? AND action_id = ? AND state = 'planning'",
                           {transaction.organisation().text, action.id.text})))
    return fail(Errc::conflict, "actions.changed_meanwhile", {{"number", action.number}});
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_chunk (organisation_id, action_id, chunk, sealed) VALUES (?, ?, ?, ?)",
      {transaction.organisation().text, action.id.text, chunk.number, lines}));
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_recheck_part (organisation_id, action_id, chunk, sealed) "
      "VALUES (?, ?, ?, ?)",
      {transaction.organisation().text, action.id.text, chunk.number, recheck}));
  TRY(transaction.commit());
  return evidence::leaf_hash(chunk.lines);
}

Result<void> finish_many(accounts::Office& office, const Action& action, const Plan& plan,
                         const ManyMade& made) {
  const std::string head = write_head(plan);
  evidence::Frontier tree;
  tree.add(evidence::leaf_hash(head));
  for (const std::string& leaf : made.leaves) tree.add(leaf);
  Action planned = action;
  planned.plan_root = to_hex(tree.root());
  planned.chunks = static_cast<std::int64_t>(made.leaves.size()) + 1;
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(insert_chunks(office, transaction, action.id, {head}));
  TRY(insert_recheck(office, transaction, action.id, {}));
  const std::int64_t changed = TRY(transaction.execute(
      "UPDATE actions_action SET state = 'planned', plan_root = ?, chunks = ? "
      "WHERE organisation_id = ? AND action_id = ? AND state = 'planning'",
      {planned.plan_root, planned.chunks, transaction.organisation().text, action.id.text}));
  if (changed != 1)
    return fail(Errc::conflict, "actions.changed_meanwhile", {{"number", action.number}});
  evidence::Told entry = told(office, "actions.planned", UseKind::search, planned);
  entry.details = {{"kind", std::string(word(plan.kind))},
                   {"rule", plan.many->rule},
                   {"persons", std::to_string(plan.many->persons)},
                   {"held", std::to_string(plan.many->held)}};
  entry.commitments.emplace_back("plan", planned.plan_root);
  TRY(office.log.append(transaction, entry));
  if (made.beside)
    TRY(made.beside(transaction,
                    {action.number, plan.many->persons, plan.many->held, plan.many->already}));
  return transaction.commit();
}

Result<void> forget_unfinished(accounts::Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(delete_unfinished(transaction, action.id.text));
  return transaction.commit();
}

Result<void> forget_unfinished_of_yesterday(accounts::Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<sql::Row> rows =
      TRY(transaction.all("SELECT action_id FROM actions_action "
                          "WHERE organisation_id = ? AND state = 'planning' AND planned_at < ?",
                          {transaction.organisation().text,
                           store::of_instant(office.clock.now() - std::chrono::hours(24))}));
  for (const sql::Row& row : rows) TRY(delete_unfinished(transaction, store::text_in(row.front())));
  return transaction.commit();
}

Result<std::string> recheck_part(accounts::Office& office, const Action& action,
                                 std::int64_t chunk) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT sealed FROM actions_recheck_part "
                          "WHERE organisation_id = ? AND action_id = ? AND chunk = ?",
                          {office.organisation.id.text, action.id.text, chunk}));
  if (!row) return fail(Errc::conflict, "actions.recheck_ended", {{"number", action.number}});
  return TRY(office.vault.open(vault::Purpose::recheck,
                               sealing_context(action.id, fmt::format("chunk {}", chunk)),
                               store::blob_in(row->front())))
      .reveal();
}

Result<std::vector<Line>> all_lines(accounts::Office& office, const Action& action) {
  std::vector<Line> lines;
  for (std::int64_t i = 1; i < action.chunks; ++i)
    for (Line& line : TRY(read_lines(TRY(chunk(office, action, i)))))
      lines.push_back(std::move(line));
  return lines;
}

}  // namespace ombud::actions
