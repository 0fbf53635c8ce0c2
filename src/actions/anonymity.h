#pragma once
// Whether rows that stay after a run may be called anonymous, by a test that the receipt states:
// nothing that identifies and no free text or file is left in them, no other table of the system
// refers to them, and of all that remains in them at least `least_alike` rows are alike. Whatever
// fails is said, and then they are de-identified only. Law: GDPR recital 26.

#include "actions/receipt.h"

namespace ombud::actions {

inline constexpr std::int64_t least_alike = 5;

/// Looks at the persons' table as it is now. Either one "actions.anonymous" {table, rows, system,
/// least}, or each reason why not: "actions.not_anonymous_identifies" {table, column},
/// "actions.not_anonymous_text" {table, column}, "actions.not_anonymous_key" {table, other},
/// "actions.not_anonymous_few" {table, least}, "actions.not_anonymous_left" {table}. Errors of
/// reading the source and of our own store.
Result<std::vector<Error>> anonymity(accounts::Office& office, const Action& action,
                                     const Plan& plan, const Report& report);

}  // namespace ombud::actions
