#pragma once
// The commands that nobody signs in for: whoever owns the data folder and its key file runs them,
// because there may be no store yet in which an account could stand.

#include <vector>

#include "accounts/accounts.h"
#include "cli/cli.h"

namespace ombud::backup {

/// restore, migrate.
std::vector<cli::Command> way_back_commands(accounts::Entrance& entrance);

}  // namespace ombud::backup
