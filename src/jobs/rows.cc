#include "jobs/rows.h"

#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/json.h"
#include "jobs/errors.h"

namespace ombud::jobs::rows {

namespace {

using store::Transaction;

Result<std::optional<Instant>> optional_instant_in(const sql::Value& value) {
  if (sql::is_null(value)) return std::optional<Instant>();
  return std::optional(TRY(store::instant_in(value)));
}

sql::Value names_value(const std::optional<std::set<std::string>>& names) {
  if (!names) return sql::Null{};
  return json_text(nlohmann::ordered_json(*names));
}

std::optional<std::set<std::string>> names_in(const std::optional<std::string>& json) {
  if (!json) return std::nullopt;
  const auto array = nlohmann::ordered_json::parse(*json, nullptr, false);
  must(array.is_array());  // Only names_value() wrote it.
  return array.get<std::set<std::string>>();
}

Result<Job> job_in(const sql::Row& row) {
  Job job;
  job.id = JobId{store::text_in(row[0])};
  job.number = number_of(store::integer_in(row[1]));
  job.kind = store::text_in(row[2]);
  job.account = AccountId{store::text_in(row[3])};
  job.parameters = read(store::text_in(row[4]));
  job.priority = static_cast<int>(store::integer_in(row[5]));
  job.state = state_of(store::text_in(row[6]));
  job.made_at = TRY(store::instant_in(row[7]));
  const Instant not_before = TRY(store::instant_in(row[8]));
  if (not_before > Instant{}) job.not_before = not_before;
  job.started_at = TRY(optional_instant_in(row[9]));
  job.renewed_at = TRY(optional_instant_in(row[10]));
  job.ended_at = TRY(optional_instant_in(row[11]));
  job.due_at = TRY(optional_instant_in(row[12]));
  job.attempts = store::integer_in(row[13]);
  job.attempts_most = store::integer_in(row[14]);
  job.fencing_number = store::integer_in(row[15]);
  job.worker = store::optional_text_in(row[16]).value_or("");
  job.progress_what = store::optional_text_in(row[17]).value_or("");
  job.progress_done = store::integer_in(row[18]);
  job.progress_all = store::integer_in(row[19]);
  job.cancel_asked = !sql::is_null(row[20]);
  job.error = error_in(row[21], row[22], row[23]);
  job.summary = read(store::optional_text_in(row[24]).value_or("{}"));
  job.controllers = names_in(store::optional_text_in(row[25]));
  return job;
}

Result<std::vector<Job>> selected(Transaction& transaction, const Which& which,
                                  std::int64_t limit) {
  const std::string state = which.state ? std::string(word(*which.state)) : "";
  const std::vector<sql::Row> found = TRY(transaction.all(
      "select id, serial, kind, account_id, parameters, priority, state, made_at, not_before, "
      "started_at, renewed_at, ended_at, due_at, attempts, attempts_most, fence, worker, "
      "progress_what, progress_done, progress_all, cancel_asked_at, error_code, error_key, "
      "error_params, summary, controllers from jobs_job where organisation_id = ? and serial >= ? "
      "and serial <= ? and (state = ? or cast(? as varchar(20)) = '') and (kind = ? or "
      "cast(? as varchar(200)) = '') order by serial desc limit ?",
      {transaction.organisation().text, which.from, which.until, state, state, which.kind,
       which.kind, limit}));
  std::vector<Job> all;
  for (const sql::Row& row : found) all.push_back(TRY(job_in(row)));
  return all;
}

}  // namespace

sql::Value or_null(const std::string& text) {
  if (text.empty()) return sql::Null{};
  return text;
}

std::string written(const Facts& facts) {
  nlohmann::ordered_json object = nlohmann::ordered_json::object();
  for (const auto& [name, value] : facts) object[name] = value;
  return json_text(object);
}

Facts read(const std::string& json) {
  Facts facts;
  const auto object = nlohmann::ordered_json::parse(json, nullptr, false);
  must(object.is_object());  // Only written() wrote it.
  for (const auto& [name, value] : object.items()) {
    must(value.is_string());
    facts.emplace_back(name, value.get<std::string>());
  }
  return facts;
}

std::string number_of(std::int64_t serial) { return fmt::format("J-{:04}", serial); }

std::int64_t serial_of(std::string_view number) {
  if (!number.starts_with("J-")) return 0;
  number.remove_prefix(2);
  std::int64_t serial = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), serial);
  return error == std::errc() && end == number.data() + number.size() ? serial : 0;
}

Result<std::int64_t> next_serial(Transaction& transaction, const std::string& what) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "insert into jobs_counter (organisation_id, what, counted) values (?, ?, 1) "
      "on conflict (organisation_id, what) do update set counted = jobs_counter.counted + 1 "
      "returning counted",
      {transaction.organisation().text, what}));
  must(row.has_value());
  return store::integer_in((*row)[0]);
}

Result<bool> add(Transaction& transaction, const New& job) {
  const bool scheduled = !job.schedule.empty();
  const std::int64_t added = TRY(transaction.execute(
      "insert into jobs_job (id, organisation_id, serial, kind, account_id, parameters, once_key, "
      "schedule_id, due_at, priority, not_before, state, attempts, attempts_most, lease_ms, fence, "
      "renewals, progress_done, progress_all, made_at, controllers) values (?, ?, ?, ?, ?, ?, ?, "
      "?, ?, ?, ?, 'waiting', 0, ?, ?, 0, 0, 0, 0, ?, ?) on conflict do nothing",
      {job.id.text, transaction.organisation().text, job.serial, job.kind, job.account.text,
       written(job.parameters), or_null(job.once), or_null(job.schedule.text),
       scheduled ? store::of_instant(job.due_at) : sql::Value(sql::Null{}),
       static_cast<std::int64_t>(job.priority), store::of_instant(job.not_before),
       job.attempts_most, static_cast<std::int64_t>(job.lease.count()),
       store::of_instant(job.made_at), names_value(job.controllers)}));
  return added == 1;
}

Result<std::string> live(Transaction& transaction, const std::string& kind,
                         const std::string& once) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select serial from jobs_job where organisation_id = ? and kind = ? and once_key = ? "
      "and state in ('waiting', 'running')",
      {transaction.organisation().text, kind, once}));
  return row ? number_of(store::integer_in((*row)[0])) : std::string();
}

Result<std::vector<Job>> newest(Transaction& transaction, const Which& which, std::int64_t limit) {
  return selected(transaction, which, limit);
}

Result<std::optional<Job>> by_serial(Transaction& transaction, std::int64_t serial) {
  std::vector<Job> found = TRY(selected(transaction, {.from = serial, .until = serial}, 1));
  if (found.empty()) return std::optional<Job>();
  return std::optional(std::move(found.front()));
}

Result<std::vector<Attempt>> attempts(Transaction& transaction, const JobId& job) {
  const std::vector<sql::Row> found = TRY(transaction.all(
      "select fence, worker, started_at, ended_at, outcome, error_code, error_key, error_params "
      "from jobs_attempt where job_id = ? order by fence",
      {job.text}));
  std::vector<Attempt> all;
  for (const sql::Row& row : found) {
    Attempt attempt;
    attempt.fencing_number = store::integer_in(row[0]);
    attempt.worker = store::text_in(row[1]);
    attempt.started_at = TRY(store::instant_in(row[2]));
    attempt.ended_at = TRY(optional_instant_in(row[3]));
    attempt.outcome = store::optional_text_in(row[4]).value_or("");
    attempt.error = error_in(row[5], row[6], row[7]);
    all.push_back(std::move(attempt));
  }
  return all;
}

Result<std::optional<State>> cancel(Transaction& transaction, std::int64_t serial,
                                    const AccountId& by, Instant now) {
  // One statement: between two, a worker could take the job or put it back.
  const sql::Value at = store::of_instant(now);
  const std::optional<sql::Row> row = TRY(transaction.one(
      "update jobs_job set cancel_asked_at = coalesce(cancel_asked_at, ?), "
      "cancel_asked_by = coalesce(cancel_asked_by, ?), "
      "ended_at = case when state = 'waiting' then cast(? as bigint) end, "
      "state = case when state = 'waiting' then 'cancelled' else state end "
      "where organisation_id = ? and serial = ? and state in ('waiting', 'running') "
      "returning state",
      {at, by.text, at, transaction.organisation().text, serial}));
  if (!row) return std::optional<State>();
  return std::optional(state_of(store::text_in((*row)[0])));
}

Result<bool> revive(Transaction& transaction, std::int64_t serial, std::int64_t more_attempts) {
  const std::int64_t revived = TRY(transaction.execute(
      "update jobs_job set state = 'waiting', attempts_most = attempts + ?, not_before = 0, "
      "ended_at = null, cancel_asked_at = null, cancel_asked_by = null, error_code = null, "
      "error_key = null, error_params = null, summary = null where organisation_id = ? "
      "and serial = ? and state in ('failed', 'refused', 'cancelled')",
      {more_attempts, transaction.organisation().text, serial}));
  return revived == 1;
}

Result<bool> hurry(Transaction& transaction, std::int64_t serial) {
  return TRY(transaction.execute("update jobs_job set not_before = 0 where organisation_id = ? "
                                 "and serial = ? and state = 'waiting' and attempts > 0",
                                 {transaction.organisation().text, serial})) == 1;
}

Result<Later> later(Transaction& transaction, Instant now) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select count(*), coalesce(min(not_before), 0) from jobs_job where organisation_id = ? "
      "and state = 'waiting' and not_before > ?",
      {transaction.organisation().text, store::of_instant(now)}));
  must(row.has_value());
  return Later{store::integer_in((*row)[0]), TRY(store::instant_in((*row)[1]))};
}

Result<std::string> once_of(Transaction& transaction, std::int64_t serial) {
  const std::optional<sql::Row> row =
      TRY(transaction.one("select once_key from jobs_job where organisation_id = ? and serial = ?",
                          {transaction.organisation().text, serial}));
  return row ? store::optional_text_in((*row)[0]).value_or("") : std::string();
}

Result<std::int64_t> expire(Transaction& transaction, Instant before) {
  const sql::Value limit = store::of_instant(before);
  TRY(
      transaction.execute("delete from jobs_attempt where job_id in (select id from jobs_job "
                          "where organisation_id = ? and ended_at < ?)",
                          {transaction.organisation().text, limit}));
  return transaction.execute("delete from jobs_job where organisation_id = ? and ended_at < ?",
                             {transaction.organisation().text, limit});
}

}  // namespace ombud::jobs::rows
