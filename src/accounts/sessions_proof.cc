// Proving again who somebody is, in a session that goes on: before what can't be undone, and before
// what takes data away. Guesses are counted here too, by account, apart from those at the door: who
// has a session and guesses keeps nobody else from signing in.

#include "accounts/second_factor.h"
#include "accounts/sign_in_routes.h"
#include "vault/vault.h"

namespace ombud::accounts {

namespace {

evidence::Told told_of(const Office& office, const SessionId& session, bool right) {
  evidence::Told told;
  told.event = right ? "accounts.proved" : "accounts.proof_denied";
  told.use = right ? UseKind::sign_in : UseKind::denied;
  told.account = office.actor.account;
  told.reference = "sign-in";
  told.object = "session " + session.text;
  return told;
}

Result<void> note_proof(Office& office, const SessionId& session, const std::string& mark = {}) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  if (!mark.empty()) TRY(rows::clear_delay(transaction, mark));
  const std::int64_t noted =
      TRY(transaction.execute("update accounts_session set proved_at = ? where id = ? and "
                              "account_id = ? and organisation_id = ?",
                              {store::of_instant(office.clock.now()), session.text,
                               office.actor.account.text, office.organisation.id.text}));
  if (noted != 1) return fail(Errc::not_found, "accounts.no_such_session");
  TRY(office.log.append(transaction, told_of(office, session, true)));
  return transaction.commit();
}

}  // namespace

std::string_view word(Proof proof) {
  switch (proof) {
    case Proof::password:
      return "password";
    case Proof::code:
      return "code";
  }
  std::abort();  // Every enumerator returns above.
}

bool is_proved(const Session& session, Instant now) {
  // Two servers' clocks differ a little; a clock that was set back must not make a proof last.
  constexpr std::chrono::minutes ahead{1};
  return session.proved_at + proof_lasts > now && session.proved_at <= now + ahead;
}

Result<Proof> proof_asked(Door& door, const Actor& actor) {
  return TRY(waits_of(door, actor.account)) == Waits::code ? Proof::code : Proof::password;
}

Result<void> prove_by_code(Office& office, const SessionId& session, const Secret& code) {
  Door door = door_of(office);
  const Result<void> taken = take_code(door, office.actor, "session", code);
  if (taken) return note_proof(office, session);
  if (taken.error().key == "accounts.wrong_code")
    TRY(office.log.append_now(told_of(office, session, false)));
  return fail(taken.error());
}

Result<void> prove_by_password(Office& office, const SessionId& session, const Secret& password) {
  Door door = door_of(office);
  if (TRY(proof_asked(door, office.actor)) != Proof::password)
    return fail(Errc::invalid, "accounts.code_asked");
  const std::string mark =
      office.vault.blind_index(vault::Purpose::account, "proof", office.actor.account.text);
  TRY(take_turn(door, mark, office.actor.name));
  std::optional<rows::Credential> credential;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    credential =
        TRY(rows::credential_by_name(transaction, office.actor.name, office.organisation.id));
  }
  if (vault::password_matches(credential ? credential->password_hash : "", password))
    return note_proof(office, session, mark);
  TRY(office.log.append_now(told_of(office, session, false)));
  return fail(Errc::forbidden, "accounts.wrong_password");
}

}  // namespace ombud::accounts
