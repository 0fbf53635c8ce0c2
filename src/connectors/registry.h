#pragma once
// What the rest of this room needs of the registry.

#include "connectors/connectors.h"

namespace ombud::connectors {

/// An entry about a system: who did what with it, and its address.
evidence::Told administered(const accounts::Office& office, std::string event,
                            const System& system);

}  // namespace ombud::connectors
