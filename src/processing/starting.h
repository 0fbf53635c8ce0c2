#pragma once
// Taking all drafts into use that lack nothing, as one change, and saying of the others why not.
// ombud processing start; /api/processing/starts.

#include <vector>

#include "processing/register.h"

namespace ombud::processing {

/// A draft with what keeps it from being in use.
struct Startable {
  records::Record activity;
  std::vector<records::Fault> why_not;
};

/// What Art. 30 asks for and is missing, and what the law asks beyond that.
std::vector<Startable> startable(const records::Kind& kind, const Register& all);

struct Started {
  records::Moved moved;
  std::vector<Startable> left;
};

/// Errors of read_register and records::move_many.
Result<Started> start_all(accounts::Office& office, const records::Kinds& kinds, const Scope& scope,
                          const std::string& reason);

std::vector<accounts::Route> start_routes(const records::KindsOf& kinds);
std::vector<cli::Command> start_commands(accounts::Entrance& entrance,
                                         const records::KindsOf& kinds);

}  // namespace ombud::processing
