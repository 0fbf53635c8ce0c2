#pragma once
// The last look at the installation that somebody asked for in the pages. It verifies the whole log
// and asks every system, which takes its time, so a worker does it and what it found is kept.

#include <optional>
#include <string>
#include <vector>

#include "doctor/doctor.h"
#include "jobs/jobs.h"

namespace ombud::doctor {

using Rooms = std::vector<std::span<const store::Migration>>;

struct Examination {
  std::string job;
  Instant made_at;
  std::vector<Finding> findings;
};

/// Nothing where nobody has asked yet.
Result<std::optional<Examination>> last_examination(accounts::Office& office);
/// "doctor.examine".
jobs::Kind examine_kind(Rooms rooms);

}  // namespace ombud::doctor
