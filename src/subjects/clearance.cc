#include "subjects/clearance.h"

#include <algorithm>

#include "base/text.h"
#include "vault/vault.h"

namespace ombud::subjects {

namespace {

using store::Transaction;

constexpr std::chrono::hours yes_lasts{24};
constexpr std::chrono::days asked_lasts{7};
constexpr std::chrono::days own_are_shown{31};
constexpr std::chrono::days kept{730};  // As long as the log can be read.

std::string context(const std::string& number, std::string_view what) {
  return "clearance|" + number + "|" + std::string(what);
}

sql::Value sealed(const accounts::Office& office, const std::string& number, std::string_view what,
                  const std::string& text) {
  return sql::Blob{office.vault.seal(vault::Purpose::account, context(number, what), text)};
}

Result<std::string> opened(const accounts::Office& office, const std::string& number,
                           std::string_view what, const sql::Value& value) {
  if (sql::is_null(value)) return std::string();
  const Secret text =
      TRY(office.vault.open(vault::Purpose::account, context(number, what), store::blob_in(value)));
  return text.reveal();
}

Result<std::optional<Instant>> instant(const sql::Value& value) {
  if (sql::is_null(value)) return std::optional<Instant>();
  return std::optional(TRY(store::instant_in(value)));
}

struct Row {
  Clearance clearance;
  std::vector<std::string> concerns;  // Account ids.
};

Result<Row> row_in(const accounts::Office& office, const sql::Row& row) {
  Row read;
  Clearance& one = read.clearance;
  one.number = store::text_in(row[0]);
  one.account = {store::text_in(row[1])};
  one.kind = store::text_in(row[2]);
  one.reference = TRY(opened(office, one.number, "reference", row[3]));
  one.asked_at = TRY(store::instant_in(row[4]));
  one.state = store::text_in(row[5]);
  one.decided_by = {store::optional_text_in(row[6]).value_or("")};
  one.decided_at = TRY(instant(row[7]));
  one.until = TRY(instant(row[8]));
  one.note = TRY(opened(office, one.number, "note", row[9]));
  read.concerns = split(TRY(opened(office, one.number, "concerns", row[10])), ',');
  const Instant now = office.clock.now();
  const bool unanswered = one.state == "asked" && one.asked_at + asked_lasts <= now;
  const bool unused = one.state == "given" && one.until && *one.until <= now;
  if (unanswered || unused) one.state = "expired";
  return read;
}

Result<std::vector<Row>> rows_since(accounts::Office& office, Transaction& transaction,
                                    Instant since) {
  std::vector<Row> all;
  for (const sql::Row& row : TRY(transaction.all(
           "select number, account_id, kind, reference, asked_at, state, decided_by, decided_at, "
           "until_at, note, concerns from subjects_clearance where organisation_id = ? and "
           "asked_at > ? order by asked_at, number",
           {office.organisation.id.text, store::of_instant(since)})))
    all.push_back(TRY(row_in(office, row)));
  return all;
}

bool concerns(const Row& row, const AccountId& account) {
  return std::find(row.concerns.begin(), row.concerns.end(), account.text) != row.concerns.end();
}

evidence::Told telling(const accounts::Office& office, std::string event, const std::string& number,
                       const std::string& reference) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = reference;
  told.object = "clearance " + number;
  return told;
}

std::string new_number() {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string number = "C-";
  for (const char byte : vault::random_bytes(6))
    number += alphabet[static_cast<unsigned char>(byte) & 31];
  return number;
}

Result<void> forget_old(accounts::Office& office, Transaction& transaction) {
  TRY(transaction.execute(
      "delete from subjects_clearance where organisation_id = ? and asked_at < ?",
      {office.organisation.id.text, store::of_instant(office.clock.now() - kept)}));
  return {};
}

}  // namespace

std::string clearance_digest(const accounts::Office& office, const evidence::Told& search) {
  return office.vault.blind_index(
      vault::Purpose::account, "clearance",
      office.actor.account.text + "\n" + search.criterion.value_or("") + "\n" + search.reference);
}

Result<bool> is_cleared(accounts::Office& office, Transaction& transaction,
                        const std::string& digest) {
  const auto row = TRY(transaction.one(
      "select 1 from subjects_clearance where organisation_id = ? and digest = ? "
      "and state = 'given' and until_at > ? limit 1",
      {office.organisation.id.text, sql::Blob{digest}, store::of_instant(office.clock.now())}));
  return row.has_value();
}

Result<bool> use_clearance(accounts::Office& office, Transaction& transaction,
                           const std::string& digest, const evidence::Told& search) {
  const sql::Value now = store::of_instant(office.clock.now());
  const auto row = TRY(transaction.one(
      "select number from subjects_clearance where organisation_id = ? and digest = ? "
      "and state = 'given' and until_at > ? order by until_at limit 1",
      {office.organisation.id.text, sql::Blob{digest}, now}));
  if (!row) return false;
  const std::string& number = store::text_in((*row)[0]);
  // Of two searches side by side one alone gets the answer.
  const std::int64_t used =
      TRY(transaction.execute("update subjects_clearance set state = 'used', used_at = ? where "
                              "organisation_id = ? and number = ? and state = 'given'",
                              {now, office.organisation.id.text, number}));
  if (used != 1) return false;
  TRY(office.log.append(transaction,
                        telling(office, "subjects.clearance_used", number, search.reference)));
  return true;
}

Result<std::string> ask_clearance(accounts::Office& office, Transaction& transaction,
                                  const std::string& digest, const Met& met,
                                  const evidence::Told& search, const EntryId& entry) {
  TRY(forget_old(office, transaction));
  const Instant now = office.clock.now();
  const auto asked = TRY(transaction.one(
      "select number from subjects_clearance where organisation_id = ? and digest = ? "
      "and state = 'asked' and asked_at > ? limit 1",
      {office.organisation.id.text, sql::Blob{digest}, store::of_instant(now - asked_lasts)}));
  if (asked) return store::text_in((*asked)[0]);
  const std::string number = new_number();
  std::string whom;
  for (const AccountId& account : met.staff) whom += (whom.empty() ? "" : ",") + account.text;
  const std::string kind = met.kinds.contains("self") ? "self" : "colleague";
  TRY(transaction.execute_exactly(
      1,
      "insert into subjects_clearance (organisation_id, number, account_id, digest, kind, "
      "reference, concerns, entry_id, asked_at, state) values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'asked')",
      {office.organisation.id.text, number, office.actor.account.text, sql::Blob{digest}, kind,
       sealed(office, number, "reference", search.reference),
       sealed(office, number, "concerns", whom), entry.text, store::of_instant(now)}));
  evidence::Told told = telling(office, "subjects.clearance_asked", number, search.reference);
  told.details = {{"kind", kind}, {"search", entry.text}};
  TRY(office.log.append(transaction, told));
  return number;
}

Result<std::vector<Clearance>> clearances_waiting(accounts::Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Clearance> all;
  for (Row& row : TRY(rows_since(office, transaction, office.clock.now() - asked_lasts)))
    if (row.clearance.state == "asked" && row.clearance.account != office.actor.account &&
        !concerns(row, office.actor.account))
      all.push_back(std::move(row.clearance));
  return all;
}

Result<std::vector<Clearance>> own_clearances(accounts::Office& office) {
  Transaction transaction = TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Clearance> all;
  for (Row& row : TRY(rows_since(office, transaction, office.clock.now() - own_are_shown)))
    if (row.clearance.account == office.actor.account) all.push_back(std::move(row.clearance));
  std::reverse(all.begin(), all.end());
  return all;
}

Result<void> decide_clearance(accounts::Office& office, const std::string& number, bool yes,
                              const std::string& note) {
  const std::string said = trim(note);
  if (!yes && said.empty()) return fail(Errc::invalid, "subjects.no_note");
  const Instant now = office.clock.now();
  Transaction transaction = TRY(office.store.begin(office.organisation.id));
  std::optional<Row> found;
  for (Row& row : TRY(rows_since(office, transaction, now - kept)))
    if (row.clearance.number == number) found = std::move(row);
  if (found && found->clearance.account == office.actor.account)
    return fail(Errc::forbidden, "subjects.own_clearance");
  if (!found || concerns(*found, office.actor.account))
    return fail(Errc::not_found, "subjects.no_clearance", {{"clearance", number}});
  if (found->clearance.state != "asked")
    return fail(Errc::conflict, "subjects.clearance_decided", {{"clearance", number}});
  const sql::Value until = yes ? store::of_instant(now + yes_lasts) : sql::Value(sql::Null{});
  TRY(transaction.execute_exactly(
      1,
      "update subjects_clearance set state = ?, decided_by = ?, decided_at = ?, until_at = ?, "
      "note = ? where organisation_id = ? and number = ? and state = 'asked'",
      {std::string(yes ? "given" : "refused"), office.actor.account.text, store::of_instant(now),
       until, sealed(office, number, "note", said), office.organisation.id.text, number}));
  evidence::Told told =
      telling(office, yes ? "subjects.clearance_given" : "subjects.clearance_refused", number,
              found->clearance.reference);
  told.details = {{"asked_by", found->clearance.account.text}};
  if (!said.empty()) told.details.emplace_back("note", said);
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

}  // namespace ombud::subjects
