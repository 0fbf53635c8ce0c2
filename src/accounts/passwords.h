#pragma once
// Which passwords are taken for a new account.

#include <string>

#include "base/result.h"
#include "base/secret.h"
#include "cli/cli.h"

namespace ombud::accounts {

/// Errc::invalid "accounts.password_short" {least}, "accounts.password_long" {most},
/// "accounts.password_common" (on the list of what is tried first, one sign over and over, a row of
/// the keyboard, or the account's or organisation's name).
Result<void> check_new_password(const Secret& password, const std::string& account,
                                const std::string& organisation);

/// Where a new password may come from instead of the terminal.
struct NewPassword {
  std::string_view option;
  std::string_view environment;
};

/// Asks twice. Errc::invalid "accounts.not_the_same"; errors of cli::Call::secret.
Result<Secret> ask_new_password(cli::Call& call, const std::string& name, NewPassword from);

}  // namespace ombud::accounts
