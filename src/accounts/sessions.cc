#include "accounts/sessions.h"

#include <algorithm>

#include "accounts/rights.h"
#include "accounts/rows.h"
#include "base/text.h"
#include "vault/vault.h"

namespace ombud::accounts {

namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::chrono::minutes between_touches{1};
constexpr std::chrono::minutes half_a_session_ends{10};

std::string hash_of(const std::string& token) { return vault::sha256("session " + token); }

Result<Session> session_in(const sql::Row& row) {
  Session session{SessionId{store::text_in(row[0])}, TRY(store::instant_in(row[1])),
                  TRY(store::instant_in(row[2])), TRY(store::instant_in(row[3]))};
  if (!sql::is_null(row[4])) session.proved_at = TRY(store::instant_in(row[4]));
  const std::string waits = store::optional_text_in(row[5]).value_or("");
  for (const Waits one : {Waits::code, Waits::enrolment})
    if (word(one) == waits) session.waits_for = one;
  return session;
}

evidence::Told signed_out(const Office& office, const SessionId& session) {
  evidence::Told told;
  told.event = "accounts.session_ended";
  told.use = UseKind::sign_in;
  told.account = office.actor.account;
  told.reference = "sign-in";
  told.object = "session " + session.text;
  return told;
}

}  // namespace

std::string_view word(Waits waits) {
  switch (waits) {
    case Waits::nothing:
      return "";
    case Waits::code:
      return "code";
    case Waits::enrolment:
      return "enrolment";
  }
  std::abort();  // Every enumerator returns above.
}

evidence::Told signed_in(const Actor& actor, const std::string& way, bool whole) {
  evidence::Told told;
  told.event = whole ? "accounts.signed_in" : "accounts.half_signed_in";
  told.use = UseKind::sign_in;
  told.account = actor.account;
  told.reference = "sign-in";
  told.object = "sign-in";
  told.details = {{"way", way}};
  return told;
}

Result<std::int64_t> count_ended_sessions(store::Transaction& transaction, Instant now) {
  const std::optional<sql::Row> row = TRY(
      transaction.one("select count(*) from accounts_session where ends_at <= ? or used_at <= ?",
                      {store::of_instant(now), store::of_instant(now - unused_session_ends)}));
  return store::integer_in(row.value()[0]);
}

Result<std::int64_t> forget_ended_sessions(store::Transaction& transaction, Instant now) {
  return transaction.execute(
      "delete from accounts_session where ends_at <= ? or used_at <= ?",
      {store::of_instant(now), store::of_instant(now - unused_session_ends)});
}

Result<Started> start_session(Door& door, const Actor& actor, const Beginning& beginning) {
  const Instant now = door.clock.now();
  const bool whole = beginning.waits_for == Waits::nothing;
  Instant end = now + (whole ? session_ends : std::chrono::minutes(half_a_session_ends));
  if (beginning.after) end = std::min(end, beginning.after->ends_at);
  const Instant proved = beginning.after ? beginning.after->proved_at : now;
  Started started{{new_id<SessionId>(door.clock), now, now, end, proved, beginning.waits_for},
                  Secret(to_hex(vault::random_bytes(token_bytes)))};
  const sql::Value waits_for =
      whole ? sql::Value(sql::Null{}) : sql::Value(std::string(word(beginning.waits_for)));
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  TRY(forget_ended_sessions(transaction, now));
  TRY(transaction.execute_exactly(
      1,
      "insert into accounts_session (id, token_hash, account_id, organisation_id, made_at, "
      "used_at, ends_at, proved_at, waits_for) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      {started.session.id.text, sql::Blob{hash_of(started.token.reveal())}, actor.account.text,
       door.organisation.id.text, store::of_instant(now), store::of_instant(now),
       store::of_instant(end), store::of_instant(proved), waits_for}));
  TRY(rows::note_organisation(transaction, actor.account, door.organisation.id));
  if (!beginning.way.empty())
    TRY(door.log.append(transaction, signed_in(actor, beginning.way, whole)));
  TRY(note_use(transaction, door.organisation.id, actor.account, now));
  TRY(transaction.commit());
  return started;
}

Result<Started> renew_session(Door& door, const Actor& actor, const SessionId& session,
                              const std::string& way) {
  const Instant now = door.clock.now();
  Started started{{session, now, now, now + session_ends, now},
                  Secret(to_hex(vault::random_bytes(token_bytes)))};
  store::Transaction transaction = TRY(door.store.begin(door.organisation.id));
  const std::int64_t renewed = TRY(transaction.execute(
      "update accounts_session set token_hash = ?, used_at = ?, ends_at = ?, proved_at = ?, "
      "waits_for = null where id = ? and account_id = ? and organisation_id = ?",
      {sql::Blob{hash_of(started.token.reveal())}, store::of_instant(now),
       store::of_instant(started.session.ends_at), store::of_instant(now), session.text,
       actor.account.text, door.organisation.id.text}));
  if (renewed != 1) return fail(Errc::not_found, "accounts.no_such_session");
  if (!way.empty()) TRY(door.log.append(transaction, signed_in(actor, way, true)));
  TRY(transaction.commit());
  return started;
}

Result<void> end_other_sessions(store::Transaction& transaction, const OrganisationId& organisation,
                                const AccountId& account, const SessionId& kept) {
  const std::string but = kept.empty() ? "00000000-0000-0000-0000-000000000000" : kept.text;
  TRY(transaction.execute(
      "delete from accounts_session where organisation_id = ? and account_id = ? and id <> ?",
      {organisation.text, account.text, but}));
  return {};
}

Result<std::optional<Visitor>> visitor(store::Transaction& transaction,
                                       const OrganisationId& organisation, Instant now,
                                       const std::string& token) {
  if (token.size() != 2 * token_bytes) return std::optional<Visitor>();
  // Account and rights in the same look: the session's end is no later than either's.
  const std::vector<sql::Row> rows = TRY(transaction.all(
      "select s.id, s.made_at, s.used_at, s.ends_at, s.proved_at, s.waits_for, a.id, a.name "
      "from accounts_session s join accounts_account a on a.id = s.account_id "
      "where exists (select 1 from accounts_membership m "
      "where m.account_id = a.id and m.organisation_id = s.organisation_id and m.role <> 'left') "
      "and s.token_hash = ? and s.organisation_id = ? and s.ends_at > ? and s.used_at > ? "
      "and a.closed_at is null",
      {sql::Blob{hash_of(token)}, organisation.text, store::of_instant(now),
       store::of_instant(now - unused_session_ends)}));
  if (rows.empty()) return std::optional<Visitor>();
  Visitor found;
  found.session = TRY(session_in(rows.front()));
  found.touch = now - found.session.used_at >= between_touches;
  found.actor.account = AccountId{store::text_in(rows.front()[6])};
  found.actor.name = store::text_in(rows.front()[7]);
  found.actor.organisation = organisation;
  TRY(fill_rights(transaction, found.actor, now));
  return std::optional(std::move(found));
}

Result<void> touch_session(store::Transaction& transaction, const SessionId& session, Instant now) {
  // It may have ended in the meantime, and then there is nothing to note.
  TRY(transaction.execute("update accounts_session set used_at = ? where id = ? and used_at < ?",
                          {store::of_instant(now), session.text, store::of_instant(now)}));
  const std::optional<sql::Row> whose = TRY(transaction.one(
      "select account_id, organisation_id from accounts_session where id = ?", {session.text}));
  if (!whose) return {};
  return note_use(transaction, OrganisationId{store::text_in((*whose)[1])},
                  AccountId{store::text_in((*whose)[0])}, now);
}

Result<std::vector<Session>> sessions(Office& office) {
  const Instant now = office.clock.now();
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Session> all;
  for (const sql::Row& row :
       TRY(transaction.all("select id, made_at, used_at, ends_at, proved_at, waits_for from "
                           "accounts_session where account_id "
                           "= ? and "
                           "organisation_id = ? and ends_at > ? and used_at > ? and waits_for is "
                           "null order by used_at desc, id",
                           {office.actor.account.text, office.organisation.id.text,
                            store::of_instant(now), store::of_instant(now - unused_session_ends)})))
    all.push_back(TRY(session_in(row)));
  return all;
}

Result<void> end_session(Office& office, const SessionId& session) {
  if (!is_uuid(session.text)) return fail(Errc::not_found, "accounts.no_such_session");
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t ended = TRY(transaction.execute(
      "delete from accounts_session where id = ? and account_id = ? and organisation_id = ?",
      {session.text, office.actor.account.text, office.organisation.id.text}));
  if (ended != 1) return fail(Errc::not_found, "accounts.no_such_session");
  TRY(office.log.append(transaction, signed_out(office, session)));
  return transaction.commit();
}

std::string text_of(const SessionCookie& cookie) {
  return cookie.organisation.empty() ? cookie.token : cookie.token + "." + cookie.organisation.text;
}

SessionCookie session_cookie_in(const std::string& text) {
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return {text, {}};
  return {text.substr(0, point), OrganisationId{text.substr(point + 1)}};
}

std::string csrf_token(const std::string& session_token) {
  return to_hex(vault::sha256("against forged requests " + session_token));
}

}  // namespace ombud::accounts
