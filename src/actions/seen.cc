// Whether an action exists for somebody whose roles are for one controller's data only: where every
// system that its plan names is that controller's, those that were not reached too. An action whose
// plan is no longer kept does not.

#include <algorithm>
#include <map>
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

Result<std::optional<std::set<std::string>>> controllers_of(accounts::Office& office,
                                                            const Action& action) {
  const Result<std::string> head = chunk(office, action, 0);
  if (!head) return std::optional<std::set<std::string>>();
  const Plan plan = TRY(read_head(*head));
  std::map<std::string, std::string> known;
  for (const connectors::System& system : TRY(connectors::list(office)))
    known.emplace(system.name, system.controller);
  std::set<std::string> controllers;
  for (const PlannedSystem& system : plan.systems) controllers.insert(system.controller);
  for (const NotReached& part : plan.not_reached) {
    const auto at = known.find(part.system);
    if (at == known.end()) return std::optional<std::set<std::string>>();
    controllers.insert(at->second);
  }
  return std::optional(std::move(controllers));
}

}  // namespace ombud::actions
