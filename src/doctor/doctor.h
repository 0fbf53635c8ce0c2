#pragma once
// Says what is wrong with an installation and how to mend it. Run by whoever owns the data folder;
// nobody signs in, because what is wrong may be the very store that accounts lie in. Looks only:
// nothing is changed, nothing of a person is read.
//
// Law: GDPR art. 32(1)(d) (regularly testing the measures).

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/progress.h"
#include "cli/cli.h"
#include "jobs/jobs.h"

namespace ombud::doctor {

enum class State : std::uint8_t { ok, warning, wrong };
std::string_view word(State state);

struct Finding {
  std::string check;  // "folder", "key", "store", "log", "backup", "disk", "systems", …
  State state = State::ok;
  Error sentence;    // What is so: key and parameters.
  std::string mend;  // The command that mends it; may be empty.
};

/// doctor.
std::vector<cli::Command> commands(accounts::Entrance& entrance);
/// "doctor.examine": the same by a worker, for the pages; `rooms`: what the schema should be.
std::vector<jobs::Kind> job_kinds(std::vector<std::span<const store::Migration>> rooms);
std::vector<accounts::Route> routes();
std::span<const store::Migration> migrations();

}  // namespace ombud::doctor
