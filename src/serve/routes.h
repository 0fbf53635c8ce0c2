#pragma once
// What those ask who run the server: whether it is well, and what it counts.

#include <functional>
#include <string>
#include <vector>

#include "accounts/visit.h"

namespace ombud::serve {

/// `metrics`: the server's counters as text, when it runs.
std::vector<accounts::Route> own_routes(std::function<std::string()> metrics);

}  // namespace ombud::serve
