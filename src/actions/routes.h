#pragma once
// The parts of what this room serves; routes() in actions.h gathers them.

#include <vector>

#include "actions/actions.h"

namespace ombud::actions {

std::vector<accounts::Route> plan_routes();      // Asking for a plan; lists.
std::vector<accounts::Route> decision_routes();  // One action; approving, refusing, advice, stops.
std::vector<accounts::Route> run_routes();       // Running, watching, closing, the receipt.
std::vector<accounts::Route> shown_routes();     // Extracts and samples: persons' data.

}  // namespace ombud::actions
