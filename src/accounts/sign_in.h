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

/// Whence somebody knocks; guesses are counted by it. What a stranger tried keeps nobody waiting
/// who comes from elsewhere, or by a browser that has been here before.
struct Arrival {
  std::string address = {};  // Of the browser; empty on the command line.
  std::string device = {};   // What new_device() gave this browser; empty where it is new.
};

/// The lane in which the guesses at this name are counted: the browser's own, where it was given
/// one for this name; else that of its address (of IPv6, the network's).
std::string lane_of(const vault::Vault& vault, const Arrival& arrival, const std::string& name);
bool is_known_browser(const vault::Vault& vault, const Arrival& arrival, const std::string& name);
/// For a browser by which this name was signed in to; says nothing to who reads it.
std::string new_device(const vault::Vault& vault, const std::string& name);

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
/// The caller writes the entry of a sign-in that has come to its end.
Result<Actor> sign_in_by_password(Door& door, const std::string& name, const Secret& password,
                                  const Arrival& arrival = {});

/// The same, the guess counted under `mark`: where the door that was knocked at is not that of the
/// organisation that lets in.
Result<Actor> sign_in_by_password(Door& door, const std::string& name, const Secret& password,
                                  const std::string& mark);
/// What a guess at this name from there counts under.
std::string mark_of(const vault::Vault& vault, const Arrival& arrival, const std::string& name);

/// Errc::forbidden "accounts.not_permitted" {permission, roles} unless the actor may.
Result<void> check_permission(Door& door, const Actor& actor, Permission permission);

}  // namespace ombud::accounts
