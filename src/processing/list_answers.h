#pragma once
// The lists over HTTP and on the command line.

#include <vector>

#include "processing/lists.h"

namespace ombud::processing {

std::vector<accounts::Route> list_routes(const records::KindsOf& kinds);
std::vector<cli::Command> list_commands(accounts::Entrance& entrance,
                                        const records::KindsOf& kinds);

}  // namespace ombud::processing
