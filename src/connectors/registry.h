#pragma once
// What the rest of this room needs of the registry.

#include <set>

#include "connectors/connectors.h"

namespace ombud::connectors {

/// An entry about a system: who did what with it, and its address.
evidence::Told administered(const accounts::Office& office, std::string event,
                            const System& system);

/// The errors that add() would have for the name and the controller.
Result<void> check_is_new(accounts::Office& office, const System& system);
/// Folders of all the organisation's systems, also of those that the actor is not to see.
Result<std::set<std::string>> csv_folders(accounts::Office& office);

/// Routes of dropped files.
std::vector<accounts::Route> drop_routes();

}  // namespace ombud::connectors
