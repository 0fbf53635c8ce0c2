#include "actions/store_treated.h"

#include <fmt/format.h>

#include <algorithm>

#include "actions/bytes.h"

namespace ombud::actions {

namespace {

using store::Transaction;

constexpr std::size_t marks_a_part = 65'536;  // 1 MiB.

std::string context_of(const std::string& treatment, std::int64_t part) {
  return fmt::format("marks|{}|{}", treatment, part);
}

}  // namespace

Result<std::vector<Folding>> to_be_folded(accounts::Office& office, const std::string& treatment) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Folding> all;
  for (const sql::Row& row : TRY(transaction.all(
           "SELECT action_id, number, state FROM actions_action WHERE organisation_id = ? "
           "AND treatment = ? AND state IN ('done', 'done_with_remainder', 'refused', 'closed') "
           "ORDER BY serial",
           {office.organisation.id.text, treatment})))
    all.push_back({store::text_in(row[0]), store::text_in(row[1]),
                   store::text_in(row[2]).starts_with("done")});
  return all;
}

Result<std::optional<std::string>> head_if_kept(accounts::Office& office, const Action& action) {
  {
    Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    if (!TRY(transaction.one(
            "SELECT 1 FROM actions_chunk WHERE organisation_id = ? AND action_id = ? AND chunk = 0",
            {office.organisation.id.text, action.id.text})))
      return std::optional<std::string>{};
  }
  return std::optional<std::string>{TRY(chunk(office, action, 0))};
}

Result<std::vector<Digest>> marks_of(accounts::Office& office, const std::string& treatment) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Digest> marks;
  TRY(transaction.each(
      "SELECT part, sealed FROM actions_mark WHERE organisation_id = ? AND treatment = ?",
      {office.organisation.id.text, treatment}, [&](const sql::Row& row) -> Result<void> {
        const Result<Secret> bytes = office.vault.open(
            vault::Purpose::ledger, context_of(treatment, store::integer_in(row[0])),
            store::blob_in(row[1]));
        if (!bytes) return fail(Errc::internal, "actions.ledger_damaged");
        Reader reader(bytes->reveal());
        while (!reader.at_end()) marks.push_back(reader.digest());
        if (!reader.ok()) return fail(Errc::internal, "actions.ledger_damaged");
        return {};
      }));
  return marks;
}

Result<void> replace_marks(accounts::Office& office, const std::string& treatment,
                           const std::vector<Digest>& marks,
                           const std::vector<std::string>& folded) {
  const std::string& organisation = office.organisation.id.text;
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute("DELETE FROM actions_mark WHERE organisation_id = ? AND treatment = ?",
                          {organisation, treatment}));
  std::int64_t part = 0;
  for (std::size_t at = 0; at < marks.size(); at += marks_a_part, ++part) {
    std::string bytes;
    const std::size_t end = std::min(at + marks_a_part, marks.size());
    for (std::size_t i = at; i < end; ++i) put_digest(bytes, marks[i]);
    TRY(transaction.execute_exactly(
        1,
        "INSERT INTO actions_mark (organisation_id, treatment, part, sealed, looked_at) "
        "VALUES (?, ?, ?, ?, ?)",
        {organisation, treatment, part,
         sql::Blob{office.vault.seal(vault::Purpose::ledger, context_of(treatment, part), bytes)},
         store::of_instant(office.clock.now())}));
  }
  for (const std::string& action : folded)
    TRY(transaction.execute_exactly(
        1, "UPDATE actions_action SET treatment = NULL WHERE organisation_id = ? AND action_id = ?",
        {organisation, action}));
  return transaction.commit();
}

Result<void> confirm_marks(accounts::Office& office, const std::string& treatment) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "UPDATE actions_mark SET looked_at = ? WHERE organisation_id = ? AND treatment = ?",
      {store::of_instant(office.clock.now()), office.organisation.id.text, treatment}));
  return transaction.commit();
}

Result<std::int64_t> expire_marks(accounts::Office& office, Instant before, bool only_count) {
  const std::vector<sql::Value> old{office.organisation.id.text, store::of_instant(before)};
  Transaction transaction = TRY(office.store.begin(
      office.organisation.id, only_count ? sql::Begin::read : sql::Begin::write));
  const auto count =
      TRY(transaction.one("SELECT count(DISTINCT treatment) FROM actions_mark "
                          "WHERE organisation_id = ? AND looked_at < ?",
                          old));
  const std::int64_t gone = store::integer_in(count.value().front());
  if (only_count || gone == 0) return gone;
  TRY(transaction.execute("DELETE FROM actions_mark WHERE organisation_id = ? AND looked_at < ?",
                          old));
  TRY(transaction.commit());
  return gone;
}

}  // namespace ombud::actions
