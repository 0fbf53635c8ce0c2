#pragma once
// Several organisations in one installation: what of them is this room's own.

#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/folder.h"

namespace ombud::accounts {

/// Errc::invalid "accounts.bad_organisation".
Result<void> check_organisation_name(const std::string& name);
/// ombud organisation add | list, ombud account join.
std::vector<cli::Command> organisation_commands(Entrance& entrance);

}  // namespace ombud::accounts
