#pragma once
// Commands about the ways of signing in.

#include <vector>

#include "accounts/accounts.h"

namespace ombud::accounts {

std::vector<cli::Command> sign_in_commands(Entrance& entrance);

}  // namespace ombud::accounts
