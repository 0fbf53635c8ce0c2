// Periods that an organisation sets itself. The only file of the room that talks to our own
// database.

#include "base/text.h"
#include "housekeeping/housekeeping.h"

namespace ombud::housekeeping {

Result<std::chrono::days> ledger_kept(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select days from housekeeping_kept where organisation_id = ? and what = 'ledger'",
      {office.organisation.id.text}));
  if (!row) return ledger_days;
  return std::chrono::days(store::integer_in(row->front()));
}

Result<void> keep_ledger(accounts::Office& office, std::chrono::days period,
                         const std::string& reason) {
  if (trim(reason).empty()) return fail(Errc::invalid, "housekeeping.no_reason");
  if (period < least_ledger_days || period > most_ledger_days)
    return fail(Errc::invalid, "housekeeping.ledger_bounds",
                {{"least", std::to_string(least_ledger_days.count())},
                 {"most", std::to_string(most_ledger_days.count())}});
  const std::string before = std::to_string(TRY(ledger_kept(office)).count());
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute(
      "delete from housekeeping_kept where organisation_id = ? and what = 'ledger'",
      {office.organisation.id.text}));
  TRY(transaction.execute_exactly(
      1,
      "insert into housekeeping_kept (organisation_id, what, days, set_by, set_at) "
      "values (?, 'ledger', ?, ?, ?)",
      {office.organisation.id.text, std::int64_t{period.count()}, office.actor.account.text,
       store::of_instant(office.clock.now())}));
  evidence::Told told;
  told.event = "housekeeping.kept";
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = trim(reason);
  told.object = "ledger";
  told.details = {{"before", before}, {"days", std::to_string(period.count())}};
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

}  // namespace ombud::housekeeping
