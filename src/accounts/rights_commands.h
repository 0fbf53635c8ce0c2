#pragma once
// The part of this room's commands that is about rights.

#include <set>
#include <string>
#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

/// --controller and --unit, and the lines (whose.h) that were given with them.
cli::Option controller_option();
cli::Option unit_option();
std::set<std::string> limits_in(const cli::Call& call);

std::vector<cli::Command> rights_commands(Entrance& entrance);
std::vector<cli::Command> review_commands(Entrance& entrance);

}  // namespace ombud::accounts
