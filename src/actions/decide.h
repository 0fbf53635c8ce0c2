#pragma once
// Who may approve a plan.

#include "actions/store.h"

namespace ombud::actions {

/// Whatever its state. Errc::forbidden "actions.may_not_approve" {number, permission},
/// "actions.four_eyes" {number}: who planned an erasure does not approve it;
/// "actions.plan_changed"; Errc::internal "actions.plan_damaged".
Result<void> may_approve(accounts::Office& office, const Action& action);

/// Approves what was shown: an extract by the digest of its files, which the log takes up. Empty:
/// there is none yet. Errors of approve().
Result<void> approve_as_shown(accounts::Office& office, const Action& action,
                              const std::string& extract_digest);

}  // namespace ombud::actions
