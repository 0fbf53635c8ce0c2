// Links from their other end.

#include "records/rows.h"

namespace ombud::records {

Result<std::vector<Linked>> linked(accounts::Office& office, const Kinds& kinds,
                                   const RecordId& id) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const Record target = TRY(record_of(kinds, transaction, id));
  TRY(allowed(office, kinds, target.kind, Verb::read));
  std::vector<Linked> found;
  TRY(transaction.each(
      "select distinct r.id, r.kind, r.number, r.title, r.state, l.field from records_value l "
      "join records_record r on r.organisation_id = l.organisation_id and r.id = l.record_id "
      "where l.organisation_id = ? and l.linked_id = ? and r.archived = ? "
      "order by r.kind, r.number, l.field",
      {transaction.organisation().text, id.text, false}, [&](const sql::Row& row) -> Result<void> {
        const Kind& kind = *TRY(kinds.find(store::text_in(row[1])));
        // Whoever may not read a kind does not learn what of it there is.
        if (!office.actor.may(kind.room + ".read")) return {};
        found.push_back({RecordId{store::text_in(row[0])}, kind.name,
                         number_text(kind, store::integer_in(row[2])), store::text_in(row[3]),
                         store::text_in(row[4]), store::text_in(row[5])});
        return {};
      }));
  return found;
}

}  // namespace ombud::records
