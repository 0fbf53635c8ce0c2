#pragma once
// Finds out who acts: the account bound to the operating system's user, or the one that --as names
// and whose password is given. Every refusal is in the log before it is answered.

#include "accounts/accounts.h"
#include "accounts/rows.h"

namespace ombud::accounts {

/// The name of the user that this process runs for; "uid 1234" where it has none.
std::string system_user();
/// Whether the operating system knows this user.
bool is_system_user(const std::string& name);

/// What sign-in works with; the same as an Office, before anybody acts.
struct Door {
  const Clock& clock;
  const Organisation& organisation;
  store::Database& store;
  vault::Vault& vault;
  evidence::Log& log;
};

/// How long to wait after so many failures in a row: a second, doubled each time, at most 15
/// minutes.
std::chrono::seconds wait_after(std::int64_t failures);

/// Before a guess is looked at: it counts as failed from here on, until rows::clear_delay(). `mark`
/// says what is guessed at, `name` is for the entry of a refusal. "accounts.wait" {seconds}.
Result<void> take_turn(Door& door, const std::string& mark, const std::string& name);

/// Errc::forbidden "accounts.who_are_you" {user}, "accounts.wrong_password"; Errc::unavailable
/// "accounts.wait" {seconds}; errors of cli::Call::secret.
Result<Actor> sign_in(Door& door, cli::Call& call);

/// By the account's name and its password, and no other way. "accounts.wrong_password",
/// "accounts.wait"; an unknown name takes as long and gets the same answers.
Result<Actor> sign_in_by_password(Door& door, const std::string& name, const Secret& password);

/// Errc::forbidden "accounts.not_permitted" {permission, roles} unless the actor may.
Result<void> check_permission(Door& door, const Actor& actor, Permission permission);

}  // namespace ombud::accounts
