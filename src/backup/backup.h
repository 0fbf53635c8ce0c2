#pragma once
// Copies of Ombud's own store, and the way back: ombud backup, restore, migrate. A backup is one
// sealed file, the same for SQLite and PostgreSQL, so that a store can also change engines by it.
// The keys of persons and months are not in it: they have a short backup of their own, so that a
// destroyed key does not live on.
//
// Law: GDPR art. 32(1)(c) (restoring in good time), art. 17 and 5(1)(e) (what was erased stays so).

#include <optional>
#include <vector>

#include "accounts/accounts.h"
#include "cli/cli.h"

namespace ombud::backup {

/// When the last backup was made, of the store and of the keys, as the log has it.
struct LastMade {
  std::optional<Instant> of_store;
  std::optional<Instant> of_keys;
};

/// Errors of evidence::Log::list.
Result<LastMade> last_made(accounts::Office& office);

/// backup, backup check, backup keys, restore, migrate.
std::vector<cli::Command> commands(accounts::Entrance& entrance);

}  // namespace ombud::backup
