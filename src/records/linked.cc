// Links from their other end.

#include "records/rows.h"
#include "records/sight.h"

namespace ombud::records {

Result<std::vector<Linked>> linked(accounts::Office& office, const Kinds& kinds,
                                   const RecordId& id) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  TRY(seen(office, kinds, transaction, id));
  std::vector<Linked> found;
  sql::Statement select(
      "select distinct r.id, r.kind, r.number, r.title, r.state, l.field from records_value l "
      "join records_record r on r.organisation_id = l.organisation_id and r.id = l.record_id "
      "where l.organisation_id = ? and l.linked_id = ? and r.archived = ?",
      {transaction.organisation().text, id.text, false});
  // Whoever may not read them does not learn what of them there is.
  TRY(Sight::of(office, kinds, transaction, "read")).narrow(select);
  select.text(" order by r.kind, r.number, l.field");
  for (const sql::Row& row : TRY(transaction.all(select))) {
    const Kind& kind = *TRY(kinds.find(store::text_in(row[1])));
    found.push_back({RecordId{store::text_in(row[0])}, kind.name,
                     number_text(kind, store::integer_in(row[2])), store::text_in(row[3]),
                     store::text_in(row[4]), store::text_in(row[5])});
  }
  return found;
}

}  // namespace ombud::records
