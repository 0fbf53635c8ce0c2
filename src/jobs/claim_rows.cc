// What workers write: claims, signs of life, ends. Every statement names the fencing number.

#include "jobs/errors.h"
#include "jobs/rows.h"

namespace ombud::jobs::rows {

namespace {

using store::Transaction;

std::optional<bool> asked_in(const std::optional<sql::Row>& row) {
  if (!row) return std::nullopt;
  return !sql::is_null((*row)[0]);
}

// Of the row that a claim has just changed.
Result<std::optional<Begun>> begun(Transaction& transaction, const std::optional<sql::Row>& row,
                                   Instant now, const std::string& worker) {
  if (!row) return std::optional<Begun>();
  std::optional<Job> job = TRY(by_serial(transaction, store::integer_in((*row)[0])));
  must(job.has_value());
  TRY(transaction.execute_exactly(
      1, "insert into jobs_attempt (job_id, fence, worker, started_at) values (?, ?, ?, ?)",
      {job->id.text, job->fencing_number, worker, store::of_instant(now)}));
  Begun begun{*std::move(job), {}};
  begun.claim = {begun.job.id, begun.job.fencing_number};
  return std::optional(std::move(begun));
}

}  // namespace

Result<std::optional<std::int64_t>> due_priority(Transaction& transaction, Instant now) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "with one (priority) as (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) "
      "select one.priority from one where exists (select 1 from jobs_job "
      "where jobs_job.organisation_id = ? and jobs_job.state = 'waiting' "
      "and jobs_job.priority = one.priority and jobs_job.not_before <= ?) "
      "order by one.priority limit 1",
      {transaction.organisation().text, store::of_instant(now)}));
  if (!row) return std::optional<std::int64_t>();
  return std::optional(store::integer_in((*row)[0]));
}

Result<std::vector<Sign>> running(Transaction& transaction) {
  const std::vector<sql::Row> found = TRY(
      transaction.all("select id, fence, renewals, lease_ms from jobs_job "
                      "where organisation_id = ? and state = 'running' order by serial limit 1000",
                      {transaction.organisation().text}));
  std::vector<Sign> all;
  for (const sql::Row& row : found)
    all.push_back({{JobId{store::text_in(row[0])}, store::integer_in(row[1])},
                   store::integer_in(row[2]),
                   std::chrono::milliseconds(store::integer_in(row[3]))});
  return all;
}

Result<std::optional<Begun>> claim(Transaction& transaction, const Look& look,
                                   const std::string& worker) {
  const sql::Value at = store::of_instant(look.now);
  const std::vector<sql::Value> values{
      at, at, worker, transaction.organisation().text, look.priority, at};
  // SQLite's write lock is held since the transaction began; PostgreSQL passes over rows that
  // another worker is taking at this moment.
  const std::optional<sql::Row> row =
      look.engine == sql::Engine::sqlite
          ? TRY(transaction.one(
                "update jobs_job set state = 'running', fence = fence + 1, "
                "attempts = attempts + 1, renewals = 0, started_at = ?, renewed_at = ?, "
                "worker = ?, progress_what = null, progress_done = 0, progress_all = 0 "
                "where id = (select id from jobs_job where organisation_id = ? "
                "and state = 'waiting' and priority = ? and not_before <= ? "
                "order by not_before, serial limit 1) returning serial",
                values))
          : TRY(transaction.one(
                "update jobs_job set state = 'running', fence = fence + 1, "
                "attempts = attempts + 1, renewals = 0, started_at = ?, renewed_at = ?, "
                "worker = ?, progress_what = null, progress_done = 0, progress_all = 0 "
                "where id = (select id from jobs_job where organisation_id = ? "
                "and state = 'waiting' and priority = ? and not_before <= ? "
                "order by not_before, serial limit 1 for update skip locked) "
                "returning serial",
                values));
  return begun(transaction, row, look.now, worker);
}

Result<std::optional<Begun>> take_over(Transaction& transaction, const Sign& silent, Instant now,
                                       const std::string& worker) {
  const sql::Value at = store::of_instant(now);
  const std::optional<sql::Row> row = TRY(transaction.one(
      "update jobs_job set fence = fence + 1, attempts = attempts + 1, renewals = 0, "
      "started_at = ?, renewed_at = ?, worker = ?, progress_what = null, progress_done = 0, "
      "progress_all = 0 where id = ? and fence = ? and renewals = ? and state = 'running' "
      "returning serial",
      {at, at, worker, silent.claim.id.text, silent.claim.fence, silent.renewals}));
  if (!row) return std::optional<Begun>();
  TRY(transaction.execute_exactly(
      1, "update jobs_attempt set ended_at = ?, outcome = 'lost' where job_id = ? and fence = ?",
      {at, silent.claim.id.text, silent.claim.fence}));
  return begun(transaction, row, now, worker);
}

Result<std::optional<bool>> renew(Transaction& transaction, const Claim& claim, const Told& told,
                                  Instant now) {
  return asked_in(TRY(transaction.one(
      "update jobs_job set renewals = renewals + 1, renewed_at = ?, progress_what = ?, "
      "progress_done = ?, progress_all = ? where id = ? and fence = ? and state = 'running' "
      "returning cancel_asked_at",
      {store::of_instant(now), or_null(told.what), told.done, told.all, claim.id.text,
       claim.fence})));
}

Result<std::optional<bool>> look(Transaction& transaction, const Claim& claim) {
  return asked_in(TRY(transaction.one(
      "select cancel_asked_at from jobs_job where id = ? and fence = ? and state = 'running'",
      {claim.id.text, claim.fence})));
}

Result<bool> hold(Transaction& transaction, const Claim& claim) {
  return TRY(transaction.execute("update jobs_job set renewals = renewals + 1 "
                                 "where id = ? and fence = ? and state = 'running'",
                                 {claim.id.text, claim.fence})) == 1;
}

Result<std::optional<State>> end(Transaction& transaction, const Claim& claim, const End& end) {
  const std::string state(word(end.state));
  const sql::Value at = store::of_instant(end.now);
  const bool waits = end.state == State::waiting;
  const std::optional<sql::Row> row = TRY(transaction.one(
      "update jobs_job set "
      "state = case when ? = 'waiting' and cancel_asked_at is not null then 'cancelled' else ? "
      "end, "
      "ended_at = case when ? = 'waiting' and cancel_asked_at is null then null "
      "else cast(? as bigint) end, "
      "attempts = attempts - ?, not_before = case when ? = 'waiting' then cast(? as bigint) "
      "else not_before end, renewed_at = ?, progress_what = ?, progress_done = ?, "
      "progress_all = ?, error_code = ?, error_key = ?, error_params = ?, summary = ? "
      "where id = ? and fence = ? and state = 'running' returning state",
      {state, state, state, at, std::int64_t{end.counted ? 0 : 1}, state,
       store::of_instant(waits ? end.not_before : end.now), at, or_null(end.told.what),
       end.told.done, end.told.all, code_value(end.error), key_value(end.error),
       params_value(end.error),
       end.state == State::done ? sql::Value(written(end.summary)) : sql::Value(sql::Null{}),
       claim.id.text, claim.fence}));
  if (!row) return std::optional<State>();
  TRY(transaction.execute_exactly(
      1,
      "update jobs_attempt set ended_at = ?, outcome = ?, error_code = ?, error_key = ?, "
      "error_params = ? where job_id = ? and fence = ?",
      {at, end.outcome, code_value(end.error), key_value(end.error), params_value(end.error),
       claim.id.text, claim.fence}));
  return std::optional(state_of(store::text_in((*row)[0])));
}

}  // namespace ombud::jobs::rows
