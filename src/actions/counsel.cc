#include "actions/counsel.h"

#include <array>

#include "actions/decide.h"
#include "base/text.h"

namespace ombud::actions {

namespace {

using accounts::Office;
using store::Transaction;

constexpr std::array<std::string_view, 3> stances{"no_objection", "wants_change", "objects"};

sql::Blob sealed(const Office& office, const Action& action, std::string_view what,
                 const std::string& text) {
  return {office.vault.seal(vault::Purpose::plan, sealing_context(action.id, what), text)};
}

Result<std::string> opened(const Office& office, const Action& action, std::string_view what,
                           const sql::Value& value) {
  return TRY(office.vault.open(vault::Purpose::plan, sealing_context(action.id, what),
                               store::blob_in(value)))
      .reveal();
}

}  // namespace

std::string_view word(Stance stance) { return stances[static_cast<std::size_t>(stance)]; }

Result<Stance> stance_of(std::string_view word) {
  for (std::size_t i = 0; i < stances.size(); ++i)
    if (stances[i] == word) return static_cast<Stance>(i);
  return fail(Errc::invalid, "actions.unknown_stance", {{"stance", std::string(word)}});
}

Result<std::vector<Opinion>> opinions(Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Opinion> all;
  for (const sql::Row& row :
       TRY(transaction.all("SELECT account_id, given_at, stance, opinion FROM actions_opinion "
                           "WHERE organisation_id = ? AND action_id = ? "
                           "ORDER BY given_at, opinion_id",
                           {office.organisation.id.text, action.id.text})))
    all.push_back({AccountId{store::text_in(row[0])}, TRY(store::instant_in(row[1])),
                   TRY(stance_of(store::text_in(row[2]))),
                   TRY(opened(office, action, "opinion", row[3]))});
  return all;
}

Result<void> advise(Office& office, const Action& action, Stance stance, const std::string& text) {
  if (trim(text).empty()) return fail(Errc::invalid, "actions.no_opinion");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_opinion (organisation_id, action_id, opinion_id, account_id, given_at, "
      "stance, opinion) VALUES (?, ?, ?, ?, ?, ?, ?)",
      {office.organisation.id.text, action.id.text, uuid_random(), office.actor.account.text,
       store::of_instant(office.clock.now()), std::string(word(stance)),
       sealed(office, action, "opinion", text)}));
  evidence::Told entry = told(office, "actions.advised", UseKind::change, action);
  entry.details = {{"stance", std::string(word(stance))}, {"opinion", text}};
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<std::optional<Stop>> standing_stop(Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const auto row =
      TRY(transaction.one("SELECT account_id, stopped_at, reason FROM actions_stop "
                          "WHERE organisation_id = ? AND action_id = ?",
                          {office.organisation.id.text, action.id.text}));
  if (!row) return std::optional<Stop>();
  return std::optional(Stop{AccountId{store::text_in((*row)[0])}, TRY(store::instant_in((*row)[1])),
                            TRY(opened(office, action, "stop", (*row)[2]))});
}

Result<void> not_stopped(Office& office, const Action& action) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  if (TRY(transaction.one("SELECT 1 FROM actions_stop WHERE organisation_id = ? AND action_id = ?",
                          {office.organisation.id.text, action.id.text})))
    return fail(Errc::conflict, "actions.stopped", {{"number", action.number}});
  return {};
}

Result<void> stop(Office& office, const Action& action, const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "actions.no_reason");
  if (action.state != State::running && action.state != State::partly_done)
    return fail(Errc::conflict, "actions.not_running",
                {{"number", action.number}, {"state", std::string(word(action.state))}});
  TRY(not_stopped(office, action));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "INSERT INTO actions_stop (organisation_id, action_id, account_id, stopped_at, reason) "
      "VALUES (?, ?, ?, ?, ?)",
      {office.organisation.id.text, action.id.text, office.actor.account.text,
       store::of_instant(office.clock.now()), sealed(office, action, "stop", reason)}));
  evidence::Told entry = told(office, "actions.stopped", UseKind::change, action);
  entry.details.emplace_back("reason", reason);
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

Result<void> let_go_on(Office& office, const Action& action, const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "actions.no_reason");
  TRY(may_approve(office, action));
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  if (TRY(transaction.execute(
          "DELETE FROM actions_stop WHERE organisation_id = ? AND action_id = ?",
          {office.organisation.id.text, action.id.text})) != 1)
    return fail(Errc::conflict, "actions.not_stopped", {{"number", action.number}});
  evidence::Told entry = told(office, "actions.let_go_on", UseKind::change, action);
  entry.details.emplace_back("reason", reason);
  TRY(office.log.append(transaction, entry));
  return transaction.commit();
}

}  // namespace ombud::actions
