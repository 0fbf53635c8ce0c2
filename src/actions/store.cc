#include "actions/store.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ombud::actions {

namespace {

using store::Transaction;

constexpr std::string_view line_states[] = {"intended", "done", "unchanged", "gone", "left"};
constexpr int recheck_days = 30;  // LAW.md L29: kept sealed until verified, at most this long.

std::string_view word(LedgerLine::State state) {
  return line_states[static_cast<std::size_t>(state)];
}

LedgerLine::State line_state_of(std::string_view text) {
  const auto* at = std::find(std::begin(line_states), std::end(line_states), text);
  must(at != std::end(line_states));
  return static_cast<LedgerLine::State>(at - std::begin(line_states));
}

State state_of(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(State::done_with_remainder); ++i)
    if (actions::word(static_cast<State>(i)) == text) return static_cast<State>(i);
  std::abort();  // The store holds only what actions::word wrote.
}

std::string context(const ActionId& action, std::string_view what) {
  return fmt::format("{}|{}", action.text, what);
}

evidence::Told told(const accounts::Office& office, std::string event, UseKind use,
                    const Action& action) {
  evidence::Told entry;
  entry.event = std::move(event);
  entry.use = use;
  entry.account = office.actor.account;
  entry.person = action.person;
  entry.reference = action.reference;
  entry.object = action.number;
  return entry;
}

Result<Action> action_in(const accounts::Office& office, const sql::Row& row) {
  Action action;
  action.id.text = store::text_in(row[0]);
  action.number = store::text_in(row[1]);
  action.kind = store::text_in(row[2]) == word(Kind::access) ? Kind::access : Kind::erase;
  action.state = state_of(store::text_in(row[3]));
  action.person.text = store::text_in(row[4]);
  action.reference = TRY(office.vault.open(vault::Purpose::plan, context(action.id, "reference"),
                                           store::blob_in(row[5])))
                         .reveal();
  action.planned_by.text = store::text_in(row[6]);
  action.planned_at = TRY(store::instant_in(row[7]));
  action.plan_root = store::text_in(row[8]);
  action.chunks = store::integer_in(row[9]);
  if (!sql::is_null(row[10])) {
    action.decided_by = AccountId{store::text_in(row[10])};
    action.decided_at = TRY(store::instant_in(row[11]));
  }
  if (!sql::is_null(row[12]))
    action.decision = TRY(office.vault.open(vault::Purpose::plan, context(action.id, "decision"),
                                            store::blob_in(row[12])))
                          .reveal();
  action.receipt_body = store::optional_text_in(row[13]).value_or("");
  action.receipt_entry.text = store::optional_text_in(row[14]).value_or("");
  return action;
}

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
         sql::Blob{office.vault.seal(vault::Purpose::plan, context(id, fmt::format("chunk {}", i)),
                                     chunks[i])}}));
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

Result<void> write_lines_of(Transaction& transaction, const Action& action, std::int64_t batch,
                            const std::vector<LedgerLine>& lines) {
  TRY(transaction.execute(
      "DELETE FROM actions_ledger WHERE organisation_id = ? AND action_id = ? AND batch = ?",
      {transaction.organisation().text, action.id.text, batch}));
  for (const LedgerLine& line : lines)
    TRY(transaction.execute_exactly(
        1,
        "INSERT INTO actions_ledger (organisation_id, action_id, batch, line, step, key_hash, "
        "before_hash, after_hash, spans, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        {transaction.organisation().text, action.id.text, batch, line.line, line.step,
         line.key_hash, line.before_hash, line.after_hash, line.spans,
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

constexpr std::string_view unknown_key = "actions.unknown";

}  // namespace

Result<Action> insert(accounts::Office& office, Plan plan,
                      const std::function<Result<std::vector<std::string>>(const Plan&)>& chunks,
                      const std::vector<detectors::Identifier>& identifiers) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t serial = TRY(next_serial(transaction));
  plan.id = new_id<ActionId>(office.clock);
  plan.number = fmt::format("A-{:04}", serial);
  const std::vector<std::string> bytes = TRY(chunks(plan));
  const std::string root = root_of(bytes);
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_action (organisation_id, action_id, serial, number, kind, state, "
      "person_id, reference, planned_by, planned_at, plan_root, chunks) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {transaction.organisation().text, plan.id.text, serial, plan.number,
       std::string(word(plan.kind)), std::string(word(State::planned)), plan.person.text,
       sql::Blob{
           office.vault.seal(vault::Purpose::plan, context(plan.id, "reference"), plan.reference)},
       plan.planned_by.text, store::of_instant(plan.planned_at), root,
       static_cast<std::int64_t>(bytes.size())}));
  TRY(insert_chunks(office, transaction, plan.id, bytes));
  TRY(insert_recheck(office, transaction, plan.id, identifiers));
  Action action{plan.id,
                plan.number,
                plan.kind,
                State::planned,
                plan.person,
                plan.reference,
                plan.planned_by,
                plan.planned_at,
                root,
                static_cast<std::int64_t>(bytes.size()),
                {},
                {},
                {},
                {},
                {}};
  evidence::Told entry = told(office, "actions.planned", UseKind::view, action);
  entry.details.emplace_back("kind", word(plan.kind));
  entry.commitments.emplace_back("plan", root);
  TRY(office.log.append(transaction, entry));
  TRY(transaction.commit());
  return action;
}

Result<Action> find_action(accounts::Office& office, std::string_view number) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row = TRY(transaction.one(
      "SELECT action_id, number, kind, state, person_id, reference, planned_by, planned_at, "
      "plan_root, chunks, decided_by, decided_at, decision, receipt_body, receipt_entry "
      "FROM actions_action WHERE organisation_id = ? AND number = ?",
      {office.organisation.id.text, std::string(number)}));
  if (!row)
    return fail(Errc::not_found, std::string(unknown_key), {{"number", std::string(number)}});
  return action_in(office, *row);
}

Result<std::vector<Action>> all(accounts::Office& office, std::size_t limit) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::vector<sql::Row> rows = TRY(transaction.all(
      "SELECT action_id, number, kind, state, person_id, reference, planned_by, planned_at, "
      "plan_root, chunks, decided_by, decided_at, decision, receipt_body, receipt_entry "
      "FROM actions_action WHERE organisation_id = ? ORDER BY serial DESC LIMIT ?",
      {office.organisation.id.text, static_cast<std::int64_t>(limit)}));
  std::vector<Action> actions;
  for (const sql::Row& row : rows) actions.push_back(TRY(action_in(office, row)));
  return actions;
}

Result<std::string> chunk(accounts::Office& office, const Action& action, std::int64_t chunk) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT sealed FROM actions_chunk "
                          "WHERE organisation_id = ? AND action_id = ? AND chunk = ?",
                          {office.organisation.id.text, action.id.text, chunk}));
  if (!row) return fail(Errc::internal, "actions.plan_damaged", {{"number", action.number}});
  Result<Secret> bytes =
      office.vault.open(vault::Purpose::plan, context(action.id, fmt::format("chunk {}", chunk)),
                        store::blob_in(row->front()));
  if (!bytes) return fail(Errc::internal, "actions.plan_damaged", {{"number", action.number}});
  return bytes->reveal();
}

Result<Plan> checked_plan(accounts::Office& office, const Action& action) {
  evidence::Frontier tree;
  std::string head;
  for (std::int64_t i = 0; i < action.chunks; ++i) {
    std::string bytes = TRY(chunk(office, action, i));
    tree.add(evidence::leaf_hash(bytes));
    if (i == 0) head = std::move(bytes);
  }
  if (to_hex(tree.root()) != action.plan_root)
    return fail(Errc::forbidden, "actions.plan_changed", {{"number", action.number}});
  return read_head(head);
}

Result<void> move(accounts::Office& office, const Action& action, const Move& move) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const bool decides = move.to == State::approved || move.to == State::refused;
  std::int64_t changed = 0;
  if (decides) {
    changed = TRY(transaction.execute(
        "UPDATE actions_action SET state = ?, decided_by = ?, decided_at = ?, decision = ? "
        "WHERE organisation_id = ? AND action_id = ? AND state = ?",
        {std::string(word(move.to)), office.actor.account.text,
         store::of_instant(office.clock.now()),
         sql::Blob{
             office.vault.seal(vault::Purpose::plan, context(action.id, "decision"), move.reason)},
         office.organisation.id.text, action.id.text, std::string(word(move.from))}));
  } else {
    changed =
        TRY(transaction.execute("UPDATE actions_action SET state = ? "
                                "WHERE organisation_id = ? AND action_id = ? AND state = ?",
                                {std::string(word(move.to)), office.organisation.id.text,
                                 action.id.text, std::string(word(move.from))}));
  }
  if (changed != 1)
    return fail(Errc::conflict, "actions.changed_meanwhile", {{"number", action.number}});
  evidence::Told entry = told(office, move.event, UseKind::change, action);
  if (!move.reason.empty()) entry.details.emplace_back("reason", move.reason);
  entry.commitments.emplace_back("plan", action.plan_root);
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<std::vector<detectors::Identifier>> recheck_identifiers(accounts::Office& office,
                                                               const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row = TRY(transaction.one(
      "SELECT sealed FROM actions_recheck WHERE organisation_id = ? AND action_id = ?",
      {office.organisation.id.text, action.id.text}));
  if (!row) return fail(Errc::conflict, "actions.recheck_ended", {{"number", action.number}});
  const Secret list =
      TRY(office.vault.open(vault::Purpose::recheck, action.id.text, store::blob_in(row->front())));
  std::vector<detectors::Identifier> identifiers;
  for (const auto& item : nlohmann::json::parse(list.reveal()))
    identifiers.push_back({detectors::kind_of_word(item.at(0).get<std::string>()).value(),
                           item.at(1).get<std::string>()});
  return identifiers;
}

Result<void> forget_recheck(accounts::Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute("DELETE FROM actions_recheck WHERE organisation_id = ? AND action_id = ?",
                          {office.organisation.id.text, action.id.text}));
  return transaction.commit();
}

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
  TRY(write_lines_of(transaction, action, number, lines));
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
      "SELECT line, step, key_hash, before_hash, after_hash, spans, state FROM actions_ledger "
      "WHERE organisation_id = ? AND action_id = ? AND batch = ? ORDER BY line",
      {office.organisation.id.text, action.id.text, batch},
      [&](const sql::Row& row) -> Result<void> {
        lines.push_back({store::integer_in(row[0]), store::integer_in(row[1]),
                         store::text_in(row[2]), store::text_in(row[3]), store::text_in(row[4]),
                         store::integer_in(row[5]), line_state_of(store::text_in(row[6]))});
        return {};
      }));
  return lines;
}

Result<std::vector<std::pair<std::int64_t, std::int64_t>>> counted(accounts::Office& office,
                                                                   const Action& action,
                                                                   LedgerLine::State state) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::vector<sql::Row> rows = TRY(transaction.all(
      "SELECT step, COUNT(*) FROM actions_ledger "
      "WHERE organisation_id = ? AND action_id = ? AND state = ? GROUP BY step ORDER BY step",
      {office.organisation.id.text, action.id.text, std::string(word(state))}));
  std::vector<std::pair<std::int64_t, std::int64_t>> counts;
  for (const sql::Row& row : rows)
    counts.emplace_back(store::integer_in(row[0]), store::integer_in(row[1]));
  return counts;
}

Result<void> finish(accounts::Office& office, const Action& action, State state,
                    const std::string& body, const std::string& body_hash) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  evidence::Told entry =
      told(office, "actions.receipt",
           action.kind == Kind::access ? UseKind::export_data : UseKind::erase, action);
  entry.details.emplace_back("state", word(state));
  entry.commitments = {{"plan", action.plan_root}, {"receipt", body_hash}};
  const EntryId id = TRY(office.log.append(transaction, entry));
  TRY(transaction.execute_exactly(
      1,
      "UPDATE actions_action SET state = ?, receipt_body = ?, receipt_entry = ? "
      "WHERE organisation_id = ? AND action_id = ?",
      {std::string(word(state)), body, id.text, office.organisation.id.text, action.id.text}));
  return transaction.commit();
}

}  // namespace ombud::actions
