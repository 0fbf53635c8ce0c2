#pragma once
// The room's paths; routes.cc has those of persons, alarm_routes.cc those of alarms and limits.

#include <vector>

#include "subjects/subjects.h"

namespace ombud::subjects {

std::vector<accounts::Route> alarm_routes();

}  // namespace ombud::subjects
