#pragma once
// The part of this room's paths that is about rights.

#include <vector>

#include "accounts/visit.h"

namespace ombud::accounts {

std::vector<Route> rights_routes();

/// Of an account's roles and limits, as GET /api/accounts tells it.
std::string version_of(const Account& account);

}  // namespace ombud::accounts
