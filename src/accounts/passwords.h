#pragma once
// Which passwords are taken for a new account.

#include <string>

#include "accounts/sessions.h"
#include "base/result.h"
#include "base/secret.h"
#include "cli/cli.h"

namespace ombud::accounts {

/// Errc::invalid "accounts.password_short" {least}, "accounts.password_long" {most},
/// "accounts.password_common" (two words at most of those that are tried first, of the account's or
/// the organisation's name, with a few digits and signs around; one sign or a few over and over; a
/// row of the keyboard).
Result<void> check_new_password(const Secret& password, const std::string& account,
                                const std::string& organisation);

/// One's own, by the one of before; all other sessions of the account end. What is wrong counts as
/// an attempt: "accounts.wrong_password", "accounts.wait" {seconds}; errors of
/// check_new_password().
Result<void> change_password(Office& office, const SessionId& session, const Secret& old,
                             const Secret& password);
/// Somebody's who has lost his; the account is told at its next sign-in, and its sessions end. Its
/// second factor stays. Errc::not_found "accounts.unknown" {name}; Errc::conflict "accounts.closed"
/// {name}, "accounts.member_elsewhere" {name}; errors of check_new_password().
Result<void> set_password(Office& office, const std::string& name, const Secret& password);

/// Where a new password may come from instead of the terminal.
struct NewPassword {
  std::string_view option;
  std::string_view environment;
};

/// Asks twice. Errc::invalid "accounts.not_the_same"; errors of cli::Call::secret.
Result<Secret> ask_new_password(cli::Call& call, const std::string& name, NewPassword from);

}  // namespace ombud::accounts
