#pragma once
// What the rest of this room needs of the registry.

#include "connectors/connectors.h"

namespace ombud::connectors {

/// An entry about a system: who did what with it, and its address.
evidence::Told administered(const accounts::Office& office, std::string event,
                            const System& system);

/// The errors that add() would have for the name. "connectors.bad_name", "connectors.name_taken".
Result<void> check_name_is_free(accounts::Office& office, const std::string& name);

/// Routes of dropped files.
std::vector<accounts::Route> drop_routes();

}  // namespace ombud::connectors
