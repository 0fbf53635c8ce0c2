#pragma once
// The whole record on paper for one's own use: the document that the authority's package holds,
// with drafts. ombud processing record; /api/processing/documents.

#include "processing/register.h"

namespace ombud::processing {

std::vector<accounts::Route> record_routes(const records::KindsOf& kinds);
std::vector<cli::Command> record_commands(accounts::Entrance& entrance,
                                          const records::KindsOf& kinds);

}  // namespace ombud::processing
