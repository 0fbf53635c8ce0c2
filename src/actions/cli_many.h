#pragma once
// ombud actions plan-many: persons whom a condition chooses.

#include "accounts/accounts.h"
#include "actions/actions.h"

namespace ombud::actions {

/// What planning for one and for many ask alike.
extern const cli::Option reference_option;
extern const cli::Option instruction_option;
extern const cli::Option disposal_option;

/// Shows the plan after it was made; `run_show` of cli.cc.
using ShowPlan = std::function<Result<int>(cli::Call&, accounts::Office&, const std::string&)>;

cli::Command many_command(accounts::Entrance& entrance, ShowPlan show);

}  // namespace ombud::actions
