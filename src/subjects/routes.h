#pragma once
// The room's paths; routes.cc has those of persons, alarm_routes.cc those of alarms and limits.

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "subjects/subjects.h"

namespace ombud::subjects {

/// As it goes out: bytes that are no UTF-8 are replaced.
std::string written(const nlohmann::ordered_json& object);

std::vector<accounts::Route> alarm_routes();

}  // namespace ombud::subjects
