#pragma once
// The part of this room's commands that is about rights.

#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

std::vector<cli::Command> rights_commands(Entrance& entrance);
std::vector<cli::Command> review_commands(Entrance& entrance);

}  // namespace ombud::accounts
