#pragma once
// When rules are looked at, and what is left of earlier looks: plans that nobody has begun yet.

#include "actions/actions.h"
#include "base/zones.h"
#include "retention/findings.h"
#include "retention/store.h"

namespace ombud::retention {

/// The days are those of the country whose law the organisation follows. Errors of Zone::find().
Result<Zone> zone_of(const accounts::Office& office);

/// When its schedule next asks for the rule, after the newest of its looks; nothing where that is
/// an event. A day that has come already is one that nobody has looked on.
Result<std::optional<Day>> next_look_of(const accounts::Office& office, const Stored& stored,
                                        const std::vector<Look>& newest);

/// Whether the rule approves itself on that day.
bool stands(const Stored& stored, Day today);

/// Whether nobody has begun the look's plan: it is planned or approved.
Result<bool> is_open(accounts::Office& office, const Look& look);

/// Approves the look's plan by the standing decision where it was to be and is not: whoever looked
/// died between the two. False where there is nothing to approve.
Result<bool> approve_by_rule(accounts::Office& office, const Stored& stored, const Look& look,
                             Day today);

/// Of those that the rule takes leaves out whom a plan would leave out: who was taken before and is
/// as he was left, who has a hold. A rule that only asks for a review leaves out nobody. Errors of
/// actions::count_selection().
Result<void> leave_out(accounts::Office& office, const Desk& desk, const Stored& stored,
                       Findings& found, Progress& progress);

}  // namespace ombud::retention
