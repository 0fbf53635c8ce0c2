// A new password for an account that has one, by its owner or by an administrator. Neither takes
// the second factor away; other sessions end.

#include "accounts/passwords.h"
#include "accounts/sign_in_notices.h"

namespace ombud::accounts {

namespace {

evidence::Told told_of(const Office& office, std::string event, const AccountId& account) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "sign-in";
  told.object = "account " + account.text;
  return told;
}

Result<void> write_password(store::Transaction& transaction, const AccountId& account,
                            const std::string& hash) {
  return transaction.execute_exactly(
      1, "update accounts_credential set password_hash = ? where account_id = ?",
      {hash, account.text});
}

}  // namespace

Result<void> change_password(Office& office, const SessionId& session, const Secret& old,
                             const Secret& password) {
  const Actor& actor = office.actor;
  Door door{office.clock, office.organisation, office.store, office.vault, office.log};
  const std::string mark =
      office.vault.blind_index(vault::Purpose::account, "proof", actor.account.text);
  TRY(take_turn(door, mark, actor.name));
  std::optional<rows::Credential> credential;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    credential = TRY(rows::credential_by_name(transaction, actor.name, office.organisation.id));
  }
  if (!vault::password_matches(credential ? credential->password_hash : "", old)) {
    evidence::Told told = told_of(office, "accounts.proof_denied", actor.account);
    told.use = UseKind::denied;
    TRY(office.log.append_now(told));
    return fail(Errc::forbidden, "accounts.wrong_password");
  }
  const Result<void> checked = check_new_password(password, actor.name, office.organisation.name);
  const std::string hash = checked ? vault::hash_password(password) : "";
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(rows::clear_delay(transaction, mark));
  if (!checked) {
    TRY(transaction.commit());
    return checked;
  }
  TRY(write_password(transaction, actor.account, hash));
  // In every organisation: the password is the account's, wherever it is a member.
  TRY(transaction.execute("delete from accounts_session where account_id = ? and id <> ?",
                          {actor.account.text, session.text}));
  TRY(office.log.append(transaction, told_of(office, "accounts.password_changed", actor.account)));
  return transaction.commit();
}

Result<void> set_password(Office& office, const std::string& name, const Secret& password) {
  const Account account = TRY(find(office, name));
  if (account.closed) return fail(Errc::conflict, "accounts.closed", {{"name", account.name}});
  TRY(check_new_password(password, account.name, office.organisation.name));
  const std::string hash = vault::hash_password(password);
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  // Who administers one organisation gets into no other by somebody who works in both.
  if (TRY(rows::is_member_elsewhere(transaction, account.id, office.organisation.id)))
    return fail(Errc::conflict, "accounts.member_elsewhere", {{"name", account.name}});
  TRY(write_password(transaction, account.id, hash));
  TRY(transaction.execute("delete from accounts_session where account_id = ?", {account.id.text}));
  TRY(leave_notice(transaction, office.clock, account.id, "password_set"));
  TRY(office.log.append(transaction, told_of(office, "accounts.password_set", account.id)));
  return transaction.commit();
}

}  // namespace ombud::accounts
