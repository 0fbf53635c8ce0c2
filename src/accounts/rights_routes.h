#pragma once
// The part of this room's paths that is about rights.

#include <vector>

#include "accounts/visit.h"

namespace ombud::accounts {

std::vector<Route> rights_routes();

}  // namespace ombud::accounts
