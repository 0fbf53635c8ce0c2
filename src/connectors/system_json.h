#pragma once
// What a system's check says as JSON: of `ombud system test --json` and of the routes.

#include <nlohmann/json.hpp>

#include "connectors/connectors.h"

namespace ombud::connectors {

nlohmann::ordered_json system_json(const System& system, const Check& check, Language language);

}  // namespace ombud::connectors
