#include "accounts/second_factor.h"

#include "accounts/second_factor_codes.h"
#include "accounts/sign_in_notices.h"
#include "base/text.h"

namespace ombud::accounts {

namespace {

constexpr std::int64_t steps_around = 1;  // Half-minutes that a telephone's clock may be off.

std::string seal_context(const AccountId& account) { return "authenticator " + account.text; }

std::string recovery_hash(const vault::Vault& vault, const AccountId& account,
                          std::string_view plain) {
  return vault.blind_index(vault::Purpose::account, "recovery " + account.text, plain);
}

evidence::Told told_of(const AccountId& actor, std::string event, const AccountId& account) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = actor;
  told.reference = "sign-in";
  told.object = "account " + account.text;
  return told;
}

std::vector<sql::Value> key_of(const Office& office, const AccountId& account) {
  return {office.organisation.id.text, account.text};
}

// New codes in the place of all former ones.
Result<std::vector<Secret>> write_recovery_codes(store::Transaction& transaction, Office& office) {
  const AccountId& account = office.actor.account;
  TRY(transaction.execute(
      "delete from accounts_recovery_code where organisation_id = ? and account_id = ?",
      key_of(office, account)));
  std::vector<Secret> codes;
  for (std::size_t i = 0; i < recovery_codes; ++i) {
    codes.push_back(new_recovery_code());
    const std::string plain = plain_recovery_code(codes.back().reveal());
    TRY(transaction.execute_exactly(
        1,
        "insert into accounts_recovery_code (organisation_id, account_id, code_hash) values "
        "(?, ?, ?)",
        {office.organisation.id.text, account.text,
         sql::Blob{recovery_hash(office.vault, account, plain)}}));
  }
  return codes;
}

Result<bool> is_enrolled(store::Transaction& transaction, const OrganisationId& organisation,
                         const AccountId& account) {
  return TRY(transaction.one("select account_id from accounts_second_factor where "
                             "organisation_id = ? and account_id = ? and secret_sealed is not null",
                             {organisation.text, account.text}))
      .has_value();
}

Result<bool> is_demanded(store::Transaction& transaction, const OrganisationId& organisation) {
  return TRY(transaction.one("select organisation_id from accounts_sign_in_rule where "
                             "organisation_id = ? and second_factor_since is not null",
                             {organisation.text}))
      .has_value();
}

// The half-minute whose code it is; nothing where it is none's, or one that was used before.
std::optional<std::int64_t> step_meant(const Secret& secret, std::string_view code, Instant now,
                                       std::int64_t last_step) {
  std::optional<std::int64_t> meant;
  const std::int64_t here = step_of(now);
  for (std::int64_t step = here - steps_around; step <= here + steps_around; ++step)
    if (same_text(totp_code(secret, step), code) && step > last_step && !meant) meant = step;
  return meant;
}

Result<bool> take_app_code(store::Transaction& transaction, Door& door, const AccountId& account,
                           std::string_view code) {
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select secret_sealed, last_step from accounts_second_factor where organisation_id = ? and "
      "account_id = ? and secret_sealed is not null",
      {door.organisation.id.text, account.text}));
  if (!row) return false;
  const Secret secret = TRY(
      door.vault.open(vault::Purpose::account, seal_context(account), store::blob_in((*row)[0])));
  const std::optional<std::int64_t> step =
      step_meant(secret, code, door.clock.now(), store::integer_in((*row)[1]));
  if (!step) return false;
  // Of two who send the same code side by side only one changes the row.
  return TRY(transaction.execute("update accounts_second_factor set last_step = ? where "
                                 "organisation_id = ? and account_id = ? and last_step < ?",
                                 {*step, door.organisation.id.text, account.text, *step})) == 1;
}

Result<bool> take_recovery_code(store::Transaction& transaction, Door& door,
                                const AccountId& account, std::string_view typed) {
  const std::string hash = recovery_hash(door.vault, account, plain_recovery_code(typed));
  const std::int64_t taken = TRY(transaction.execute(
      "update accounts_recovery_code set used_at = ? where organisation_id = ? and account_id = ? "
      "and code_hash = ? and used_at is null",
      {store::of_instant(door.clock.now()), door.organisation.id.text, account.text,
       sql::Blob{hash}}));
  if (taken != 1) return false;
  TRY(door.log.append(transaction, told_of(account, "accounts.recovery_code_used", account)));
  return true;
}

Result<void> erase_factor(store::Transaction& transaction, Office& office,
                          const AccountId& account) {
  const std::int64_t gone = TRY(transaction.execute(
      "delete from accounts_second_factor where organisation_id = ? and account_id = ? and "
      "secret_sealed is not null",
      key_of(office, account)));
  if (gone != 1) return fail(Errc::conflict, "accounts.no_second_factor");
  TRY(transaction.execute(
      "delete from accounts_recovery_code where organisation_id = ? and account_id = ?",
      key_of(office, account)));
  return {};
}

}  // namespace

Result<SecondFactor> second_factor(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  SecondFactor factor;
  factor.demanded = TRY(is_demanded(transaction, office.organisation.id));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select confirmed_at from accounts_second_factor where organisation_id = ? and "
      "account_id = ? and secret_sealed is not null",
      key_of(office, office.actor.account)));
  if (!row) return factor;
  factor.since = TRY(store::instant_in((*row)[0]));
  const std::optional<sql::Row> left = TRY(transaction.one(
      "select count(*) from accounts_recovery_code where organisation_id = ? and account_id = ? "
      "and used_at is null",
      key_of(office, office.actor.account)));
  factor.codes_left = store::integer_in((*left)[0]);
  return factor;
}

Result<Enrolment> begin_enrolment(Office& office) {
  const AccountId& account = office.actor.account;
  const Secret secret(vault::random_bytes(totp_secret_bytes));
  const std::string sealed =
      office.vault.seal(vault::Purpose::account, seal_context(account), secret.reveal());
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_second_factor (organisation_id, account_id, pending_sealed, made_at, "
      "last_step) values (?, ?, ?, ?, 0) on conflict (organisation_id, account_id) do update set "
      "pending_sealed = excluded.pending_sealed, made_at = excluded.made_at",
      {office.organisation.id.text, account.text, sql::Blob{sealed},
       store::of_instant(office.clock.now())}));
  TRY(transaction.commit());
  return Enrolment{Secret(to_base32(secret.reveal())),
                   Secret(enrolment_address(secret, office.organisation.name, office.actor.name))};
}

Result<std::vector<Secret>> confirm_enrolment(Office& office, const SessionId& session,
                                              const Secret& code) {
  const AccountId& account = office.actor.account;
  Door door{office.clock, office.organisation, office.store, office.vault, office.log};
  const std::string mark =
      office.vault.blind_index(vault::Purpose::account, "enrolment", account.text);
  TRY(take_turn(door, mark, office.actor.name));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::optional<sql::Row> row = TRY(transaction.one(
      "select pending_sealed from accounts_second_factor where organisation_id = ? and "
      "account_id = ? and pending_sealed is not null",
      key_of(office, account)));
  if (!row) return fail(Errc::conflict, "accounts.no_enrolment");
  const std::string pending = store::blob_in((*row)[0]);
  const Secret secret =
      TRY(office.vault.open(vault::Purpose::account, seal_context(account), pending));
  const Instant now = office.clock.now();
  const std::optional<std::int64_t> step = step_meant(secret, plain_code(code), now, 0);
  if (!step) return fail(Errc::forbidden, "accounts.wrong_code");
  TRY(transaction.execute_exactly(
      1,
      "update accounts_second_factor set secret_sealed = pending_sealed, pending_sealed = null, "
      "confirmed_at = ?, last_step = ? where organisation_id = ? and account_id = ? and "
      "pending_sealed = ?",
      {store::of_instant(now), *step, office.organisation.id.text, account.text,
       sql::Blob{pending}}));
  TRY(rows::clear_delay(transaction, mark));
  std::vector<Secret> codes = TRY(write_recovery_codes(transaction, office));
  TRY(end_other_sessions(transaction, office.organisation.id, account, session));
  TRY(office.log.append(transaction, told_of(account, "accounts.second_factor_added", account)));
  TRY(transaction.commit());
  return codes;
}

Result<std::vector<Secret>> renew_recovery_codes(Office& office) {
  const AccountId& account = office.actor.account;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  if (!TRY(is_enrolled(transaction, office.organisation.id, account)))
    return fail(Errc::conflict, "accounts.no_second_factor");
  std::vector<Secret> codes = TRY(write_recovery_codes(transaction, office));
  TRY(office.log.append(transaction, told_of(account, "accounts.recovery_codes_made", account)));
  TRY(transaction.commit());
  return codes;
}

Result<void> drop_second_factor(Office& office, const SessionId& session) {
  const AccountId& account = office.actor.account;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  if (TRY(is_demanded(transaction, office.organisation.id)))
    return fail(Errc::conflict, "accounts.factor_demanded");
  TRY(erase_factor(transaction, office, account));
  TRY(end_other_sessions(transaction, office.organisation.id, account, session));
  TRY(office.log.append(transaction, told_of(account, "accounts.second_factor_removed", account)));
  return transaction.commit();
}

Result<void> reset_second_factor(Office& office, const std::string& name) {
  const Account account = TRY(find(office, name));
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(erase_factor(transaction, office, account.id));
  TRY(end_other_sessions(transaction, office.organisation.id, account.id, SessionId()));
  TRY(leave_notice(transaction, office.clock, account.id, "second_factor_reset"));
  TRY(office.log.append(transaction,
                        told_of(office.actor.account, "accounts.second_factor_reset", account.id)));
  return transaction.commit();
}

Result<void> demand_second_factor(Office& office, bool demanded) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const OrganisationId& organisation = office.organisation.id;
  // Whoever demands it shows that it can be done, and does not shut himself out.
  if (demanded && !TRY(is_enrolled(transaction, organisation, office.actor.account)))
    return fail(Errc::conflict, "accounts.factor_own_first");
  sql::Value since = sql::Null{};
  if (demanded) since = store::of_instant(office.clock.now());
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_sign_in_rule (organisation_id, second_factor_since) values (?, ?) "
      "on conflict (organisation_id) do update set second_factor_since = "
      "excluded.second_factor_since",
      {organisation.text, since}));
  if (demanded)
    TRY(transaction.execute(
        "delete from accounts_session where organisation_id = ? and account_id not in (select "
        "account_id from accounts_second_factor where organisation_id = ? and secret_sealed is "
        "not null)",
        {organisation.text, organisation.text}));
  evidence::Told told =
      told_of(office.actor.account,
              demanded ? "accounts.second_factor_demanded" : "accounts.second_factor_not_demanded",
              office.actor.account);
  told.object = "organisation " + organisation.text;
  TRY(office.log.append(transaction, told));
  return transaction.commit();
}

Result<Waits> waits_of(Door& door, const AccountId& account) {
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id, sql::Begin::read));
  if (TRY(is_enrolled(transaction, door.organisation.id, account))) return Waits::code;
  return TRY(is_demanded(transaction, door.organisation.id)) ? Waits::enrolment : Waits::nothing;
}

Result<void> take_code(Door& door, const Actor& actor, std::string_view lane, const Secret& code) {
  const std::string mark = door.vault.blind_index(vault::Purpose::account,
                                                  "code " + std::string(lane), actor.account.text);
  TRY(take_turn(door, mark, actor.name));
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  const std::string typed = plain_code(code);
  const bool right = is_totp_code(typed)
                         ? TRY(take_app_code(transaction, door, actor.account, typed))
                         : TRY(take_recovery_code(transaction, door, actor.account, typed));
  if (right) {
    TRY(rows::clear_delay(transaction, mark));
    return transaction.commit();
  }
  evidence::Told told = told_of(actor.account, "accounts.code_denied", actor.account);
  told.use = UseKind::denied;
  TRY(door.log.append(transaction, told));
  TRY(transaction.commit());
  return fail(Errc::forbidden, "accounts.wrong_code");
}

}  // namespace ombud::accounts
