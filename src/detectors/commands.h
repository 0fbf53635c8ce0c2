#pragma once
// The parts of detectors::commands.

#include "base/clock.h"
#include "cli/cli.h"
#include "detectors/detectors.h"

namespace ombud::detectors {

/// --country, --today: what the writer of the values took for granted. Errc::invalid
/// "base.bad_day".
Result<Reading> reading_of(const cli::Call& call, const Clock& clock);
/// The same with --min-score and --kind. Errc::invalid "detectors.bad_score",
/// "detectors.unknown_kind" {kind}.
Result<Options> options_of(const cli::Call& call, const Clock& clock);
std::vector<cli::Option> reading_options();
std::vector<cli::Option> finding_options();

/// "PERSON" for names, else the kind's word in capitals.
std::string label_of(Kind kind);

cli::Command scan_command(const Clock& clock);

}  // namespace ombud::detectors
