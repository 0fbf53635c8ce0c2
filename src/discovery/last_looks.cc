// In how much of a system the last proposal looked: kept, because what was not found means no more
// than that.

#include "discovery/make.h"

namespace ombud::discovery {

Result<void> keep_look(accounts::Office& office, const connectors::System& system,
                       const Proposal& proposal) {
  const Totals totals = totals_of(proposal);
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::string& organisation = transaction.organisation().text;
  TRY(transaction.execute("delete from discovery_look where organisation_id = ? and system_id = ?",
                          {organisation, system.id.text}));
  TRY(transaction.execute(
      "insert into discovery_look (organisation_id, system_id, at, row_count, sampled, "
      "table_count, not_read) values (?, ?, ?, ?, ?, ?, ?)",
      {organisation, system.id.text, store::of_instant(office.clock.now()), totals.rows,
       totals.sampled, static_cast<std::int64_t>(totals.tables),
       static_cast<std::int64_t>(totals.not_read)}));
  return transaction.commit();
}

Result<std::vector<LastLook>> last_looks(accounts::Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<LastLook> all;
  TRY(transaction.each(
      "select system_id, at, row_count, sampled, table_count, not_read "
      "from discovery_look where organisation_id = ? order by system_id",
      {transaction.organisation().text}, [&](const sql::Row& row) -> Result<void> {
        all.push_back({SystemId{store::text_in(row[0])}, TRY(store::instant_in(row[1])),
                       store::integer_in(row[2]), store::integer_in(row[3]),
                       store::integer_in(row[4]), store::integer_in(row[5])});
        return {};
      }));
  return all;
}

}  // namespace ombud::discovery
