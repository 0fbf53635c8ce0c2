#pragma once
// ombud processing merge; /api/processing/merges.

#include <vector>

#include "records/records.h"

namespace ombud::processing {

std::vector<accounts::Route> merge_routes(const records::KindsOf& kinds);
std::vector<cli::Command> merge_commands(accounts::Entrance& entrance,
                                         const records::KindsOf& kinds);

}  // namespace ombud::processing
