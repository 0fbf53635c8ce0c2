#include "subjects/alarms.h"

#include <algorithm>

#include "base/id.h"
#include "base/text.h"

namespace ombud::subjects {

namespace {

using store::Transaction;

constexpr std::chrono::hours between_habits{24};

std::string context(const std::string& alarm, std::string_view what) {
  return "alarm|" + alarm + "|" + std::string(what);
}

sql::Value sealed(const accounts::Office& office, const std::string& alarm, std::string_view what,
                  const std::string& text) {
  return sql::Blob{office.vault.seal(vault::Purpose::account, context(alarm, what), text)};
}

Result<std::string> opened(const accounts::Office& office, const std::string& alarm,
                           std::string_view what, const sql::Value& value) {
  if (sql::is_null(value)) return std::string();
  const Secret text =
      TRY(office.vault.open(vault::Purpose::account, context(alarm, what), store::blob_in(value)));
  return text.reveal();
}

Result<std::optional<Instant>> instant(const sql::Value& value) {
  if (sql::is_null(value)) return std::optional<Instant>();
  return std::optional(TRY(store::instant_in(value)));
}

Result<Alarm> alarm_in(const accounts::Office& office, const sql::Row& row) {
  Alarm alarm;
  alarm.id = store::text_in(row[0]);
  alarm.kind = store::text_in(row[1]);
  alarm.account = {store::text_in(row[2])};
  alarm.entry = {store::text_in(row[3])};
  alarm.at = TRY(store::instant_in(row[4]));
  alarm.reference = TRY(opened(office, alarm.id, "reference", row[5]));
  alarm.explanation = TRY(opened(office, alarm.id, "explanation", row[6]));
  alarm.explained_at = TRY(instant(row[7]));
  alarm.verdict = store::optional_text_in(row[8]).value_or("");
  alarm.note = TRY(opened(office, alarm.id, "note", row[9]));
  alarm.reviewed_by = {store::optional_text_in(row[10]).value_or("")};
  alarm.reviewed_at = TRY(instant(row[11]));
  return alarm;
}

Result<Alarm> alarm(accounts::Office& office, Transaction& transaction, const std::string& id) {
  if (!is_uuid(id)) return fail(Errc::not_found, "subjects.no_alarm");
  const auto row = TRY(transaction.one(
      "select id, kind, account_id, entry_id, at, reference, explanation, explained_at, verdict, "
      "note, reviewed_by, reviewed_at from subjects_alarm where organisation_id = ? and id = ?",
      {office.organisation.id.text, id}));
  if (!row) return fail(Errc::not_found, "subjects.no_alarm");
  return alarm_in(office, *row);
}

evidence::Told telling(const accounts::Office& office, std::string event, const Alarm& alarm) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = alarm.reference;
  told.object = "alarm " + alarm.kind;
  told.details = {{"alarm", alarm.id}, {"search", alarm.entry.text}};
  return told;
}

bool is_habit(const std::string& kind) {
  return kind == "without_action" || kind == "out_of_hours";
}

}  // namespace

Result<std::optional<Raised>> raise(accounts::Office& office, Transaction& transaction,
                                    const std::string& kind, const EntryId& entry,
                                    const std::string& reference) {
  const Instant now = office.clock.now();
  if (is_habit(kind) &&
      TRY(transaction.one("select 1 from subjects_alarm where organisation_id = ? and "
                          "account_id = ? and kind = ? and at > ? limit 1",
                          {office.organisation.id.text, office.actor.account.text, kind,
                           store::of_instant(now - between_habits)})))
    return std::optional<Raised>();
  Alarm alarm;
  alarm.id = uuid_random();
  alarm.kind = kind;
  alarm.entry = entry;
  alarm.reference = reference;
  TRY(transaction.execute_exactly(
      1,
      "insert into subjects_alarm (organisation_id, id, kind, account_id, entry_id, at, reference) "
      "values (?, ?, ?, ?, ?, ?, ?)",
      {office.organisation.id.text, alarm.id, kind, office.actor.account.text, entry.text,
       store::of_instant(now), sealed(office, alarm.id, "reference", reference)}));
  TRY(office.log.append(transaction, telling(office, "subjects.alarm", alarm)));
  return std::optional(Raised{alarm.id, kind});
}

Result<std::vector<Alarm>> alarms(accounts::Office& office, Which which, std::size_t limit) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  const std::string& organisation = office.organisation.id.text;
  const auto most = static_cast<std::int64_t>(limit);
  std::vector<sql::Row> rows;
  if (which == Which::own_unexplained)
    rows = TRY(transaction.all(
        "select id, kind, account_id, entry_id, at, reference, explanation, explained_at, "
        "verdict, note, reviewed_by, reviewed_at from subjects_alarm where organisation_id = ? "
        "and account_id = ? and explained_at is null and reviewed_at is null "
        "order by at desc, id desc limit ?",
        {organisation, office.actor.account.text, most}));
  else
    rows = TRY(transaction.all(
        "select id, kind, account_id, entry_id, at, reference, explanation, explained_at, "
        "verdict, note, reviewed_by, reviewed_at from subjects_alarm where organisation_id = ? "
        "and (? = 1 or reviewed_at is null) order by at desc, id desc limit ?",
        {organisation, std::int64_t{which == Which::all ? 1 : 0}, most}));
  std::vector<Alarm> all;
  for (const sql::Row& row : rows) all.push_back(TRY(alarm_in(office, row)));
  return all;
}

Result<void> explain(accounts::Office& office, const std::string& id, const std::string& text) {
  if (trim(text).empty()) return fail(Errc::invalid, "subjects.no_explanation");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Alarm of = TRY(alarm(office, transaction, id));
  if (of.account != office.actor.account) return fail(Errc::not_found, "subjects.no_alarm");
  if (of.reviewed_at) return fail(Errc::conflict, "subjects.alarm_reviewed");
  TRY(transaction.execute_exactly(
      1,
      "update subjects_alarm set explanation = ?, explained_at = ? "
      "where organisation_id = ? and id = ? and reviewed_at is null",
      {sealed(office, id, "explanation", text), store::of_instant(office.clock.now()),
       office.organisation.id.text, id}));
  evidence::Told told = telling(office, "subjects.alarm_explained", of);
  told.details.emplace_back("explanation", text);
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<void> review(accounts::Office& office, const std::string& id, const std::string& verdict,
                    const std::string& note) {
  if (verdict != "in_order" && verdict != "to_follow_up")
    return fail(Errc::invalid, "subjects.bad_verdict");
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Alarm of = TRY(alarm(office, transaction, id));
  if (of.account == office.actor.account) return fail(Errc::forbidden, "subjects.own_alarm");
  if (of.reviewed_at) return fail(Errc::conflict, "subjects.alarm_reviewed");
  TRY(transaction.execute_exactly(
      1,
      "update subjects_alarm set verdict = ?, note = ?, reviewed_by = ?, reviewed_at = ? "
      "where organisation_id = ? and id = ? and reviewed_at is null",
      {verdict, sealed(office, id, "note", note), office.actor.account.text,
       store::of_instant(office.clock.now()), office.organisation.id.text, id}));
  evidence::Told told = telling(office, "subjects.alarm_reviewed", of);
  told.details.emplace_back("verdict", verdict);
  if (!note.empty()) told.details.emplace_back("note", note);
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<void> forget_alarms(accounts::Office& office, Transaction& transaction) {
  TRY(transaction.execute(
      "delete from subjects_alarm where organisation_id = ? and at < ?",
      {office.organisation.id.text, store::of_instant(office.clock.now() - alarms_kept)}));
  return {};
}

}  // namespace ombud::subjects
