// Throwing away in time what the watch over searches keeps. A new search or alarm does it too; here
// it is done where nobody searches any more.

#include "subjects/alarms.h"
#include "subjects/subjects.h"
#include "subjects/watch.h"

namespace ombud::subjects {

namespace {

using accounts::Office;
using store::Transaction;

Result<std::int64_t> expire(Office& office, bool only_count, sql::Literal count, Instant before,
                            Result<void> (*forget)(Office&, Transaction&)) {
  Transaction transaction = TRY(office.store.begin(
      office.organisation.id, only_count ? sql::Begin::read : sql::Begin::write));
  const std::optional<sql::Row> row =
      TRY(transaction.one(count, {office.organisation.id.text, store::of_instant(before)}));
  const std::int64_t old = store::integer_in(row.value()[0]);
  if (only_count || old == 0) return old;
  TRY(forget(office, transaction));
  TRY(transaction.commit());
  return old;
}

}  // namespace

Result<void> forget_searches(Office& office, Transaction& transaction) {
  const sql::Value before = store::of_instant(office.clock.now() - searches_kept);
  TRY(
      transaction.execute("delete from subjects_found where organisation_id = ? and search_id in "
                          "(select id from subjects_search where organisation_id = ? and at < ?)",
                          {office.organisation.id.text, office.organisation.id.text, before}));
  TRY(transaction.execute("delete from subjects_search where organisation_id = ? and at < ?",
                          {office.organisation.id.text, before}));
  return {};
}

Result<std::int64_t> expire_searches(Office& office, bool only_count) {
  return expire(office, only_count,
                "select count(*) from subjects_search where organisation_id = ? and at < ?",
                office.clock.now() - searches_kept, forget_searches);
}

Result<std::int64_t> expire_alarms(Office& office, bool only_count) {
  return expire(office, only_count,
                "select count(*) from subjects_alarm where organisation_id = ? and at < ?",
                office.clock.now() - alarms_kept, forget_alarms);
}

}  // namespace ombud::subjects
