#pragma once
// The parts of the command line of this room, and what they share.

#include <memory>

#include "base/zones.h"
#include "jobs/jobs.h"

namespace ombud::jobs {

using SharedKinds = std::shared_ptr<const Kinds>;

cli::Command work_command(accounts::Entrance& entrance, const SharedKinds& kinds);
std::vector<cli::Command> schedule_commands(accounts::Entrance& entrance, const SharedKinds& kinds);

/// The schedule over HTTP.
std::vector<accounts::Route> schedule_routes(const SharedKinds& kinds);

/// The zone of the organisation's country.
Result<Zone> zone_of(const accounts::Office& office);
/// An account's name, or its id where this organisation does not know it.
Result<std::string> name_of(accounts::Office& office, const AccountId& account);
/// "name=value" of every value of the option. Errc::invalid "jobs.bad_parameters".
Result<Facts> facts_of(const cli::Call& call, std::string_view option);

}  // namespace ombud::jobs
