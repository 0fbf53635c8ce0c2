#pragma once
// Verifies an action on many persons by another path than the one that carried it out: each table
// of the touched system is read once. A row that was to go must not be there, a column that was to
// be emptied must be empty, and no text may hold a national id, an e-mail, a phone or an account
// number of any of them. They are known by 8 bytes of a keyed hash each; most texts are passed over
// by the last digits of the numbers in them. Names and user names are not looked for: too many
// people share them. That is said.

#include "actions/store.h"
#include "actions/verify.h"

namespace ombud::actions {

/// Memory: some 40 bytes a person. Errors of reading the source; "actions.recheck_ended" {number}.
Result<Verified> verify_many(accounts::Office& office, connectors::Connector& connector,
                             const Action& action, const Plan& plan, Progress& progress);

}  // namespace ombud::actions
