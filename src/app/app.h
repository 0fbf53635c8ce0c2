#pragma once
// The list of what the program is made of: one line a room in slices.cc.

#include <span>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "cli/cli.h"
#include "store/migration.h"

namespace ombud::app {

/// In the order of rooms.txt.
std::vector<std::span<const store::Migration>> migrations();
std::vector<cli::Command> commands(accounts::Entrance& entrance);
/// What `ombud serve` serves, but its own pages.
std::vector<accounts::Route> routes();

}  // namespace ombud::app
