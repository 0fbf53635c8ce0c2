#pragma once
// What came in, over HTTP, for who sorts it.

#include <vector>

#include "accounts/visit.h"

namespace ombud::mail {

std::vector<accounts::Route> incoming_routes();

}  // namespace ombud::mail
