#include "actions/store.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace ombud::actions {

namespace {

using store::Transaction;

State state_of(std::string_view text) {
  for (int i = 0; i <= static_cast<int>(State::closed); ++i)
    if (actions::word(static_cast<State>(i)) == text) return static_cast<State>(i);
  std::abort();  // The store holds only what actions::word wrote.
}

Day today(const accounts::Office& office) {
  return std::chrono::floor<std::chrono::days>(office.clock.now());
}

Result<Action> action_in(const accounts::Office& office, const sql::Row& row) {
  Action action;
  action.id.text = store::text_in(row[0]);
  action.number = store::text_in(row[1]);
  action.kind = store::text_in(row[2]) == word(Kind::access) ? Kind::access : Kind::erase;
  action.state = state_of(store::text_in(row[3]));
  if (sql::is_null(row[15]))
    action.person = PersonId{store::text_in(row[4])};
  else
    action.criterion =
        TRY(office.vault.open(vault::Purpose::plan, sealing_context(action.id, "criterion"),
                              store::blob_in(row[15])))
            .reveal();
  action.reference =
      TRY(office.vault.open(vault::Purpose::plan, sealing_context(action.id, "reference"),
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
    action.decision =
        TRY(office.vault.open(vault::Purpose::plan, sealing_context(action.id, "decision"),
                              store::blob_in(row[12])))
            .reveal();
  action.receipt_body = store::optional_text_in(row[13]).value_or("");
  action.receipt_entry.text = store::optional_text_in(row[14]).value_or("");
  return action;
}

// Of all actions, or of those with one of four states.
struct Selected {
  std::string number;  // Empty: any.
  std::string before;  // Older than this one; empty: from the newest on.
  bool open = false;   // Only those that wait for somebody.
  std::size_t limit = 1;
};

Result<std::vector<Action>> selected(accounts::Office& office, const Selected& wanted) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::string& organisation = office.organisation.id.text;
  const std::vector<sql::Row> rows = TRY(transaction.all(
      "SELECT action_id, number, kind, state, person_id, reference, planned_by, planned_at, "
      "plan_root, chunks, decided_by, decided_at, decision, receipt_body, receipt_entry, "
      "criterion "
      "FROM actions_action WHERE organisation_id = ? "
      "AND (number = ? OR CAST(? AS VARCHAR(40)) = '') "
      "AND (CAST(? AS VARCHAR(40)) = '' OR serial < (SELECT b.serial FROM actions_action b "
      "WHERE b.organisation_id = ? AND b.number = ?)) "
      "AND (? = 0 OR state IN ('planned', 'approved', 'running', 'partly_done')) "
      "ORDER BY serial DESC LIMIT ?",
      {organisation, wanted.number, wanted.number, wanted.before, organisation, wanted.before,
       static_cast<std::int64_t>(wanted.open ? 1 : 0), static_cast<std::int64_t>(wanted.limit)}));
  std::vector<Action> actions;
  for (const sql::Row& row : rows) actions.push_back(TRY(action_in(office, row)));
  return actions;
}

Result<std::vector<Action>> seen(accounts::Office& office, std::vector<Action> all) {
  std::vector<Action> some;
  for (Action& action : all)
    if (TRY(is_seen(office, action))) some.push_back(std::move(action));
  return some;
}

}  // namespace

std::string sealing_context(const ActionId& action, std::string_view what) {
  return fmt::format("{}|{}", action.text, what);
}

evidence::Told told(const accounts::Office& office, std::string event, UseKind use,
                    const Action& action) {
  evidence::Told entry;
  entry.event = std::move(event);
  entry.use = use;
  entry.account = office.actor.account;
  entry.person = action.person;
  if (!action.person) entry.criterion = action.criterion;
  entry.reference = action.reference;
  entry.object = action.number;
  return entry;
}

Result<Action> find_action(accounts::Office& office, std::string_view number) {
  std::vector<Action> found;
  if (!number.empty()) found = TRY(selected(office, {.number = std::string(number)}));
  if (!found.empty() && TRY(is_seen(office, found.front()))) return std::move(found.front());
  if (!found.empty()) accounts::note_hidden(office, "action " + found.front().number);
  return fail(Errc::not_found, "actions.unknown", {{"number", std::string(number)}});
}

Result<std::vector<Action>> all(accounts::Office& office, std::size_t limit) {
  return seen(office, TRY(selected(office, {.limit = limit})));
}

Result<std::vector<Action>> all_before(accounts::Office& office, const std::string& number,
                                       std::size_t limit) {
  return selected(office, {.before = number, .limit = limit});
}

Result<std::vector<Action>> all_open(accounts::Office& office, std::size_t limit) {
  return seen(office, TRY(selected(office, {.open = true, .limit = limit})));
}

Result<std::string> chunk(accounts::Office& office, const Action& action, std::int64_t chunk) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT sealed FROM actions_chunk "
                          "WHERE organisation_id = ? AND action_id = ? AND chunk = ?",
                          {office.organisation.id.text, action.id.text, chunk}));
  if (!row) return fail(Errc::internal, "actions.plan_damaged", {{"number", action.number}});
  Result<Secret> bytes = office.vault.open(
      vault::Purpose::plan, sealing_context(action.id, fmt::format("chunk {}", chunk)),
      store::blob_in(row->front()));
  if (!bytes) return fail(Errc::internal, "actions.plan_damaged", {{"number", action.number}});
  return bytes->reveal();
}

namespace {

// The whole plan is gone, as housekeeping takes it away; a part of it gone is damage.
Result<bool> is_expired(accounts::Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row = TRY(transaction.one(
      "SELECT count(*) FROM actions_chunk WHERE organisation_id = ? AND action_id = ?",
      {office.organisation.id.text, action.id.text}));
  const bool ended = action.state == State::done || action.state == State::done_with_remainder ||
                     action.state == State::refused || action.state == State::closed;
  return ended && row && store::integer_in(row->front()) == 0;
}

}  // namespace

Result<Plan> checked_plan(accounts::Office& office, const Action& action) {
  evidence::Frontier tree;
  std::string head;
  if (TRY(is_expired(office, action)))
    return fail(Errc::not_found, "actions.plan_expired", {{"number", action.number}});
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
        {std::string(word(move.to)), move.decided_by.value_or(office.actor.account).text,
         store::of_instant(office.clock.now()),
         sql::Blob{office.vault.seal(vault::Purpose::plan, sealing_context(action.id, "decision"),
                                     move.reason)},
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
  entry.commitments = move.commitments;
  entry.commitments.emplace_back("plan", action.plan_root);
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<std::vector<detectors::Identifier>> recheck_identifiers(accounts::Office& office,
                                                               const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row = TRY(
      transaction.one("SELECT sealed FROM actions_recheck "
                      "WHERE organisation_id = ? AND action_id = ? AND ends_on >= ?",
                      {office.organisation.id.text, action.id.text, format_day(today(office))}));
  if (!row) return fail(Errc::conflict, "actions.recheck_ended", {{"number", action.number}});
  const Secret list =
      TRY(office.vault.open(vault::Purpose::recheck, action.id.text, store::blob_in(row->front())));
  std::vector<detectors::Identifier> identifiers;
  for (const auto& item : nlohmann::json::parse(list.reveal()))
    identifiers.push_back({detectors::kind_of_word(item.at(0).get<std::string>()).value(),
                           item.at(1).get<std::string>()});
  return identifiers;
}

Result<std::optional<Day>> recheck_ends(accounts::Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row = TRY(transaction.one(
      "SELECT ends_on FROM actions_recheck WHERE organisation_id = ? AND action_id = ?",
      {office.organisation.id.text, action.id.text}));
  if (!row) return std::optional<Day>{};
  return std::optional<Day>{TRY(parse_day(store::text_in(row->front())))};
}

Result<void> forget_recheck(accounts::Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  for (const sql::Literal text :
       {sql::Literal("DELETE FROM actions_recheck WHERE organisation_id = ? AND action_id = ?"),
        sql::Literal(
            "DELETE FROM actions_recheck_part WHERE organisation_id = ? AND action_id = ?")})
    TRY(transaction.execute(text, {office.organisation.id.text, action.id.text}));
  return transaction.commit();
}

Result<void> forget_ended_rechecks(accounts::Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "DELETE FROM actions_recheck_part WHERE organisation_id = ? AND action_id IN "
      "(SELECT action_id FROM actions_recheck WHERE organisation_id = ? AND ends_on < ?)",
      {office.organisation.id.text, office.organisation.id.text, format_day(today(office))}));
  TRY(transaction.execute("DELETE FROM actions_recheck WHERE organisation_id = ? AND ends_on < ?",
                          {office.organisation.id.text, format_day(today(office))}));
  return transaction.commit();
}

Result<void> finish(accounts::Office& office, const Action& action, State state,
                    const std::string& body,
                    std::vector<std::pair<std::string, std::string>> commitments,
                    const std::string& reason) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  evidence::Told entry =
      told(office, "actions.receipt",
           action.kind == Kind::access ? UseKind::export_data : UseKind::erase, action);
  entry.details.emplace_back("state", word(state));
  if (!reason.empty()) entry.details.emplace_back("reason", reason);
  entry.commitments = std::move(commitments);
  const EntryId id = TRY(office.log.append(transaction, entry));
  TRY(transaction.execute_exactly(
      1,
      "UPDATE actions_action SET state = ?, receipt_body = ?, receipt_entry = ? "
      "WHERE organisation_id = ? AND action_id = ?",
      {std::string(word(state)), body, id.text, office.organisation.id.text, action.id.text}));
  return transaction.commit();
}

}  // namespace ombud::actions
