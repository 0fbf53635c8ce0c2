// Whether an action exists for somebody whose roles are for one controller's data only: where every
// system that its plan names is that controller's, those that were not reached too. An action whose
// plan is no longer kept does not.

#include <algorithm>
#include <set>

#include "actions/store.h"

namespace ombud::actions {

Result<bool> is_seen(accounts::Office& office, const Action& action) {
  if (office.actor.only.empty()) return true;
  const Result<std::string> head = chunk(office, action, 0);
  if (!head) return false;
  const Plan plan = TRY(read_head(*head));
  std::set<std::string> systems;  // That exist for him; none is asked for by name.
  for (const connectors::System& system : TRY(connectors::list(office)))
    systems.insert(system.name);
  return std::all_of(plan.systems.begin(), plan.systems.end(),
                     [&](const PlannedSystem& system) {
                       return accounts::may_see(office.actor, system.controller);
                     }) &&
         std::all_of(plan.not_reached.begin(), plan.not_reached.end(),
                     [&](const NotReached& part) { return systems.contains(part.system); });
}

}  // namespace ombud::actions
