#pragma once
// The parts of the room's paths.

#include <vector>

#include "accounts/visit.h"

namespace ombud::retention {

/// The list, one rule, writing, removing, letting it stand.
std::vector<accounts::Route> routes_of_rules();
/// What asks a source: jobs and their results, and why a person's data is still here.
std::vector<accounts::Route> routes_of_data();

}  // namespace ombud::retention
