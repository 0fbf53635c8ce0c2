#pragma once
// ombud actions plan-many: persons whom a condition chooses.

#include "accounts/accounts.h"
#include "actions/actions.h"

namespace ombud::actions {

/// Of `--instruction` and `--disposal`: "WHO; DAY; DOCUMENT". Errc::invalid "actions.three_parts"
/// {option}.
Result<std::optional<Instruction>> instruction_of(const cli::Call& call);
Result<std::optional<Disposal>> disposal_of(const cli::Call& call);

/// Shows the plan after it was made; `run_show` of cli.cc.
using ShowPlan = std::function<Result<int>(cli::Call&, accounts::Office&, const std::string&)>;

cli::Command many_command(accounts::Entrance& entrance, ShowPlan show);

}  // namespace ombud::actions
