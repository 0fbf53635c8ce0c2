#pragma once
// What the room's commands share.

#include <string>
#include <vector>

#include "cli/cli.h"
#include "records/rows.h"
#include "records/view.h"

namespace ombud::records {

/// Whoever gives the command, in the office, with the kind that KIND names.
struct Asked {
  accounts::Office& office;
  const Kind& kind;
};

/// Errors of entering, with the permission of the kind's room; of Kinds::find().
Result<Asked> asked(accounts::Entrance& entrance, cli::Call& call, const Kinds& kinds, Verb verb);
Result<Names> names_of(accounts::Office& office, const Kinds& kinds,
                       const std::vector<Record>& records);
/// Option KIND, and KIND NUMBER.
cli::Option kind_option();
cli::Option number_option();

std::vector<cli::Command> writing_commands(accounts::Entrance& entrance, KindsOf kinds);

}  // namespace ombud::records
