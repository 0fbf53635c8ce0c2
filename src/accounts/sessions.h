#pragma once
// Who is signed in over HTTP. A session is a random token in a cookie; the store has its hash only,
// so whoever reads the store can't act as anybody. It ends when it was not used for half an hour,
// twelve hours after it began, when its account is closed, or when somebody ends it.

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "accounts/sign_in.h"
#include "accounts/visit.h"
#include "base/secret.h"

namespace ombud::accounts {

inline constexpr std::chrono::minutes unused_session_ends{30};
inline constexpr std::chrono::hours session_ends{12};

struct Session {
  SessionId id;
  Instant made_at;
  Instant used_at;  // To the minute: not every request is a write.
  Instant ends_at;
  Instant proved_at = {};  // When who uses it last proved who he is.
  Waits waits_for = Waits::nothing;
};

/// How somebody proves again that it is he: by what he has beside the password, where he has it.
enum class Proof : std::uint8_t { password, code };
std::string_view word(Proof proof);

/// For so long after a proof nothing asks for another. A session that somebody left open, or that
/// was stolen, approves, runs, reveals and takes away nothing after it.
inline constexpr std::chrono::minutes proof_lasts{10};
bool is_proved(const Session& session, Instant now);

struct Started {
  Session session;
  Secret token;  // 256 random bits, written for a cookie.
};

/// What the browser keeps: the token, and in which organisation it is one, so that nothing has to
/// be asked before it is known whose keys and log to open. The second part is a hint and no more: a
/// token opens nothing elsewhere.
struct SessionCookie {
  std::string token;
  OrganisationId organisation;  // Empty: the first.
};

std::string text_of(const SessionCookie& cookie);
SessionCookie session_cookie_in(const std::string& text);

/// How a session begins.
struct Beginning {
  Waits waits_for = Waits::nothing;  // Half a session lasts ten minutes and opens next to nothing.
  std::string way = {};              // "password": said in the entry; without one there is none.
  /// The session of the same person that it goes on from: it ends no later, and proves no more.
  std::optional<Session> after = {};
};

/// The entry of a sign-in, whole or half, by which way.
evidence::Told signed_in(const Actor& actor, const std::string& way, bool whole);

/// For an actor who has just proved who he is. Sessions that have ended are forgotten.
Result<Started> start_session(Door& door, const Actor& actor, const Beginning& beginning = {});
/// The session with a new token, whole and proved: after the code, and after anything by which the
/// account is signed in to has changed. Errc::not_found "accounts.no_such_session".
Result<Started> renew_session(Door& door, const Actor& actor, const SessionId& session,
                              const std::string& way = {});
/// All of the account but one; all of them where `kept` is empty.
Result<void> end_other_sessions(store::Transaction& transaction, const OrganisationId& organisation,
                                const AccountId& account, const SessionId& kept);

struct Moved {
  Actor actor;  // As he is there.
  Started started;
};

/// From where somebody is into another organisation, in which he is a member too: a session begins
/// there, whole or waiting for what that organisation asks for, and the former one ends. An entry
/// in both logs. Errc::not_found "accounts.unknown_organisation" {name}, noted as hidden, whether
/// there is none or he is no member; Errc::conflict "accounts.already_there" {name}.
Result<Moved> change_organisation(Visit& visit, const OrganisationId& organisation);
/// Where a name that signs in is to be let in: where it was last, else the first one, else by name.
/// An unknown name: the first one.
Result<OrganisationId> organisation_for(Office& first, const std::string& name);

struct Visitor {
  Actor actor;  // With the roles that he has now.
  Session session;
  bool touch = false;  // It is time to note that the session is used.
};

/// Whose token it is, in the caller's transaction; nothing where it is nobody's (any more).
Result<std::optional<Visitor>> visitor(store::Transaction& transaction,
                                       const OrganisationId& organisation, Instant now,
                                       const std::string& token);
/// What the actor would be asked for.
Result<Proof> proof_asked(Door& door, const Actor& actor);
/// Proves again who uses the session, with an entry in the log. What is wrong counts as an attempt,
/// of this account from a session: "accounts.wrong_password", "accounts.wait" {seconds}.
Result<void> prove_by_password(Office& office, const SessionId& session, const Secret& password);
/// The same by a code of the second factor: "accounts.wrong_code", "accounts.wait" {seconds}.
Result<void> prove_by_code(Office& office, const SessionId& session, const Secret& code);

/// Notes that it was used.
Result<void> touch_session(store::Transaction& transaction, const SessionId& session, Instant now);

/// How many of whoever's sessions have ended and are still in the store.
Result<std::int64_t> count_ended_sessions(store::Transaction& transaction, Instant now);
/// Removes them; how many.
Result<std::int64_t> forget_ended_sessions(store::Transaction& transaction, Instant now);

/// Live ones of the account that acts, the last used first.
Result<std::vector<Session>> sessions(Office& office);
/// With an entry in the log. Errc::not_found "accounts.no_such_session": it has ended, or is
/// somebody else's.
Result<void> end_session(Office& office, const SessionId& session);

/// What must come with a request that changes something, beside the cookie that the browser sends
/// by itself.
std::string csrf_token(const std::string& session_token);

/// The account's pages over HTTP; of them those by which somebody comes in and stays in.
std::vector<Route> routes();
std::vector<Route> sign_in_routes();
std::vector<Route> second_factor_routes();
std::vector<Route> organisation_routes();

}  // namespace ombud::accounts
