// "retention.look": what a schedule has a worker do. Looks at every rule that is due; what a
// standing decision has approved is run, also where the worker before died between the two.
#include <algorithm>

#include "retention/asked.h"
#include "retention/desk.h"
#include "retention/look.h"
#include "retention/retention.h"
#include "retention/store.h"

namespace ombud::retention {

namespace {

using accounts::Office;

// The last plans of a rule among which one may wait to be run.
constexpr std::size_t plans_looked_at = 5;

struct Tally {
  std::int64_t rules = 0;
  std::int64_t planned = 0;
  std::int64_t ran = 0;
  std::optional<Error> fault;  // A rule that fails must not stop the others.

  // What time mends comes first: then the job is tried again.
  void add(const Error& found) {
    const auto mends = [](const Error& error) { return error.code == Errc::unavailable; };
    if (!fault || (mends(found) && !mends(*fault))) fault = found;
  }
};

Result<void> look_at(Office& office, const Due& due, jobs::Work& work, Tally& tally) {
  TRY(work.go_on());
  ++tally.rules;
  const Result<Planned> planned = plan(office, due.rule, {}, work.progress());
  if (!planned)
    tally.add(planned.error());
  else if (!planned->action.empty())
    ++tally.planned;
  return {};
}

// A system that did not answer may answer later; what else is missing wants a person.
Error partly(const std::string& action, const actions::Outcome& outcome) {
  const bool away =
      std::any_of(outcome.remarks.begin(), outcome.remarks.end(),
                  [](const Error& remark) { return remark.code == Errc::unavailable; });
  return {away ? Errc::unavailable : Errc::conflict,
          "retention.only_partly_done",
          {{"action", action}}};
}

// By a person or by the rule: it was approved, and the rule stands.
Result<void> run_approved(Office& office, const Stored& stored, jobs::Work& work, Tally& tally) {
  const Day today = TRY(zone_of(office)).day_of(office.clock.now());
  for (const Look& look : TRY(looks_with_action(office, stored, plans_looked_at))) {
    const Result<bool> approved = approve_by_rule(office, stored, look, today);
    if (!approved) tally.add(approved.error());
    const Result<actions::State> state = actions::state_of(office, look.action);
    const bool waits = state && (state.value() == actions::State::approved ||
                                 state.value() == actions::State::running ||
                                 state.value() == actions::State::partly_done);
    if (!waits) continue;
    TRY(work.go_on());
    const Result<actions::Outcome> outcome =
        actions::run(office, look.action, {"", Language::en}, work.progress());
    if (!outcome) {
      tally.add(outcome.error());
    } else if (outcome->state == actions::State::partly_done) {
      TRY(work.go_on());  // It ended early because it was to.
      tally.add(partly(look.action, *outcome));
    } else {
      ++tally.ran;
    }
  }
  return {};
}

Result<jobs::Facts> look(Office& office, const jobs::Facts& parameters, jobs::Work& work) {
  Tally tally;
  for (const Due& one : TRY(due(office, jobs::value_of(parameters, "event"))))
    TRY(look_at(office, one, work, tally));
  for (const Stored& stored : TRY(rules_seen(office)))
    if (stored.standing) TRY(run_approved(office, stored, work, tally));
  if (tally.fault) return fail(*tally.fault);
  return jobs::Facts{{"rules", std::to_string(tally.rules)},
                     {"planned", std::to_string(tally.planned)},
                     {"ran", std::to_string(tally.ran)}};
}

}  // namespace

std::vector<jobs::Kind> job_kinds() {
  jobs::Kind kind;
  kind.name = "retention.look";
  kind.permission = "retention.plan";
  kind.run = look;
  kind.also_retried = {"actions.running_elsewhere", "retention.looked_meanwhile"};
  return {kind, count_kind(), simulate_kind(), check_kind(), plan_kind()};
}

}  // namespace ombud::retention
