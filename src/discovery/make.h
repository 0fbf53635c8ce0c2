#pragma once
// A system's map proposed from beginning to end: the log is told, rows are sampled, what people
// confirmed and answered stays, and the proposal is stored. One way for the command, for the job
// and for whoever comes later.

#include "discovery/changes.h"
#include "discovery/discovery.h"

namespace ombud::discovery {

inline constexpr std::int64_t most_sample_rows = 1'000'000;  // Beyond it a sample is no sample.

struct Wish {
  std::int64_t sample_rows = Options{}.sample_rows;  // 1 to most_sample_rows.
  bool anew = false;      // As if no map had been confirmed yet; answers are heeded all the same.
  std::string reference;  // Why, for the log; empty: the data map of the system.
};

struct Made {
  Proposal proposal;  // Its map is the stored one, where something was stored.
  bool stored = true;
  /// The confirmed version that was renewed; nothing where none is, or `anew`.
  std::optional<std::int64_t> renewed;
  std::vector<Consequence> consequences;  // Of what has changed since that version.
  std::int64_t answers = 0;               // Columns that people's answers since then have changed.
};

/// Errors of opening the system and of propose(); nothing is stored then.
Result<Made> make(accounts::Office& office, const connectors::System& system, const Wish& wish,
                  Progress& progress);

/// In how much of what was looked.
struct Totals {
  std::int64_t rows = 0, sampled = 0;
  std::size_t tables = 0, fields = 0, not_read = 0;
};

Totals totals_of(const Proposal& proposal);
/// In place of what was kept of the system before.
Result<void> keep_look(accounts::Office& office, const connectors::System& system,
                       const Proposal& proposal);

}  // namespace ombud::discovery
