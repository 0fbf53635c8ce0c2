#include "jobs/schedule_rows.h"

#include "jobs/rows.h"

namespace ombud::jobs::rows {

namespace {

using store::Transaction;

Result<Entry> entry_in(const sql::Row& row) {
  Entry entry;
  entry.id = ScheduleId{store::text_in(row[0])};
  entry.name = store::text_in(row[1]);
  entry.kind = store::text_in(row[2]);
  entry.account = AccountId{store::text_in(row[3])};
  entry.parameters = read(store::text_in(row[4]));
  entry.recurrence = TRY(Recurrence::parse(store::text_in(row[5])));
  entry.zone = store::text_in(row[6]);
  entry.next_due = TRY(store::instant_in(row[7]));
  if (!sql::is_null(row[8])) entry.last_due = TRY(store::instant_in(row[8]));
  if (!sql::is_null(row[9])) entry.last_job = number_of(store::integer_in(row[9]));
  entry.skipped = store::integer_in(row[10]);
  return entry;
}

Result<std::vector<Entry>> selected(Transaction& transaction, bool all, Instant now) {
  const sql::Value at = store::of_instant(now);
  const std::vector<sql::Row> found = TRY(transaction.all(
      "select id, name, kind, account_id, parameters, recurrence, zone, next_due, last_due, "
      "last_serial, skipped from jobs_schedule where organisation_id = ? "
      "and (next_due <= ? or last_due > ? or cast(? as bigint) = 1) order by name",
      {transaction.organisation().text, at, at, std::int64_t{all ? 1 : 0}}));
  std::vector<Entry> entries;
  for (const sql::Row& row : found) entries.push_back(TRY(entry_in(row)));
  return entries;
}

sql::Value or_null(const std::optional<Instant>& at) {
  if (!at) return sql::Null{};
  return store::of_instant(*at);
}

}  // namespace

Result<bool> add_entry(Transaction& transaction, const Entry& entry, Instant now) {
  return TRY(transaction.execute(
             "insert into jobs_schedule (id, organisation_id, name, kind, account_id, parameters, "
             "recurrence, zone, next_due, skipped, made_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, "
             "?) on conflict do nothing",
             {entry.id.text, transaction.organisation().text, entry.name, entry.kind,
              entry.account.text, written(entry.parameters), entry.recurrence.text(), entry.zone,
              store::of_instant(entry.next_due), store::of_instant(now)})) == 1;
}

Result<std::vector<Entry>> entries(Transaction& transaction) {
  return selected(transaction, true, Instant{});
}

Result<std::vector<Entry>> entries_to_look_at(Transaction& transaction, Instant now) {
  return selected(transaction, false, now);
}

Result<bool> remove_entry(Transaction& transaction, const std::string& name) {
  return TRY(transaction.execute("delete from jobs_schedule where organisation_id = ? and name = ?",
                                 {transaction.organisation().text, name})) == 1;
}

Result<bool> move_on(Transaction& transaction, const Entry& before, const Entry& after) {
  const std::int64_t serial = serial_of(after.last_job);
  return TRY(transaction.execute(
             "update jobs_schedule set next_due = ?, last_due = ?, last_serial = ?, skipped = ? "
             "where id = ? and next_due = ?",
             {store::of_instant(after.next_due), or_null(after.last_due),
              serial == 0 ? sql::Value(sql::Null{}) : sql::Value(serial), after.skipped,
              before.id.text, store::of_instant(before.next_due)})) == 1;
}

}  // namespace ombud::jobs::rows
