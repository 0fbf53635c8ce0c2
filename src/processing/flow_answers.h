#pragma once
// The pictures of the data's journey over HTTP, on the command line and in documents.

#include <string>
#include <vector>

#include "documents/documents.h"
#include "processing/flow.h"

namespace ombud::processing {

/// A picture with its text as a document of its own.
documents::Document flow_document(const Flow& flow, const std::string& of_what,
                                  const accounts::Office& office, Language language);

std::vector<accounts::Route> flow_routes(const records::KindsOf& kinds);
std::vector<cli::Command> flow_commands(accounts::Entrance& entrance,
                                        const records::KindsOf& kinds);

}  // namespace ombud::processing
