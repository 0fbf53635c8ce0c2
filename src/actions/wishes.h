#pragma once
// Plans that somebody asks for at a distance. Planning asks the sources, which takes its time: the
// wish is sealed here, a job makes the plan, and whoever asked finds the action's number here, or
// why there is none. What was asked holds reasons and instructions, so it is no part of the job,
// which everybody may see who sees jobs.

#include <optional>
#include <string>
#include <vector>

#include "actions/plan.h"
#include "jobs/jobs.h"

namespace ombud::actions {

struct Wished {
  std::string id;
  AccountId by;
  Instant made_at;
  std::string job;
  std::string number;            // Of the action; empty until there is one.
  std::optional<Error> refusal;  // Why there is none.
};

/// Seals the wish and enqueues its job, in one transaction. Errc::invalid "actions.no_reference";
/// errors of jobs::enqueue.
Result<Wished> ask_for_plan(accounts::Office& office, const Wish& wish);

/// Only whoever asked is answered. Errc::not_found "actions.unknown_wish".
Result<Wished> find_wish(accounts::Office& office, const std::string& id);
/// Those of who acts that wait or were refused, newest first.
Result<std::vector<Wished>> open_wishes(accounts::Office& office);
/// Whoever asked has read why it was refused. Errors of find_wish(); Errc::conflict
/// "actions.wish_at_hand" {job}: a worker may make the plan yet.
Result<void> forget_wish(accounts::Office& office, const std::string& id);

/// "actions.plan". A wish is answered once, however often its job is begun.
jobs::Kind plan_kind();

}  // namespace ombud::actions
