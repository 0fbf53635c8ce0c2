#pragma once
// An action as a person reads it before deciding, and as JSON for programs: what goes, what changes
// and into what, what stays and why, what the databases do by themselves, what can't be reached.

#include <string>

#include "actions/plan.h"
#include "actions/store.h"
#include "cli/cli.h"

namespace ombud::actions {

void show(cli::Call& call, accounts::Office& office, const Action& action, const Plan& plan);
std::string show_json(accounts::Office& office, const Action& action, const Plan& plan);

/// Why something is done or stays: one of our sentences by its key, or what the data map says.
std::string reason_in_words(const std::string& because, Language language);

/// What a step does, in the reader's words: "first_name → empty, email → surrogate".
std::string changes_in_words(const Step& step, Language language);

}  // namespace ombud::actions
