#pragma once
// The parts of the command line of this room, and what they share.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "mail/mail.h"

namespace ombud::mail {

/// ombud mail list | retry | drop | test
std::vector<cli::Command> queue_commands(accounts::Entrance& entrance);
/// ombud mail incoming …
std::vector<cli::Command> incoming_commands(accounts::Entrance& entrance);

/// An account's name, or its id where this organisation does not know it.
Result<std::string> name_of(accounts::Office& office, const AccountId& account);

/// Sends a message to the account's address at once, past the queue, and says what the server said:
/// its code. Errc::not_found "mail.no_address" {name}; Errc::conflict "mail.not_set_up";
/// Errc::forbidden "mail.refused_now" {code}; Errc::unavailable "mail.no_answer"; errors of
/// hand_over().
Result<std::string> send_test(accounts::Office& office, const accounts::Account& account);

}  // namespace ombud::mail
