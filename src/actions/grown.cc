#include "actions/grown.h"

#include <map>
#include <set>

#include "actions/rows.h"
#include "base/progress.h"
#include "subjects/subjects.h"

namespace ombud::actions {

namespace {

using Keys = std::map<std::string, std::set<std::string>>;  // By table.

Keys keys_of(const Plan& plan, const std::vector<Line>& lines, const std::string& system) {
  Keys keys;
  for (const Line& line : lines) {
    const Step& step = plan.steps[line.step];
    if (step.system == system) keys[step.table].insert(key_text(line.key));
  }
  return keys;
}

// What is traced in the system now; nothing where it can't be traced as it was planned.
Result<std::optional<subjects::Traced>> traced_now(accounts::Office& office,
                                                   const PlannedSystem& system,
                                                   const subjects::Person& person) {
  std::optional<subjects::Traced> nothing;
  const connectors::System there = TRY(connectors::find(office, system.id));
  const Result<std::unique_ptr<connectors::Connector>> connector = connectors::open(office, there);
  if (!connector) return nothing;
  const Result<datamap::Executable> map = datamap::executable(office, **connector);
  if (!map || map->map.version != system.map_version) return nothing;
  sql::Transaction snapshot =
      TRY(sql::Transaction::begin((*connector)->connection(), sql::Begin::read));
  Silent nobody;  // Whoever looks on waits for the run's own rows.
  subjects::Traced traced = TRY(subjects::trace(**connector, map->map, person, nobody));
  TRY(snapshot.commit());
  for (subjects::Traced::TableRows& rows : traced.own)
    if (map->map.table(rows.table) == nullptr) rows.rows.clear();
  return std::optional(std::move(traced));
}

}  // namespace

Result<void> not_grown(accounts::Office& office, const Action& action, const Plan& plan) {
  if (!plan.person) return {};
  const Result<subjects::Person> person = subjects::person(office, *plan.person);
  // Whoever was forgotten meanwhile is known by the plan alone.
  if (!person && person.error().code == Errc::not_found) return {};
  TRY(person);
  const std::vector<Line> lines = TRY(all_lines(office, action));
  for (const PlannedSystem& system : plan.systems) {
    const std::optional<subjects::Traced> traced = TRY(traced_now(office, system, *person));
    if (!traced) continue;
    const Keys planned = keys_of(plan, lines, system.name);
    for (const subjects::Traced::TableRows& table : traced->own) {
      if (table.whole_row_is_key) continue;
      const auto known = planned.find(table.table);
      std::int64_t rows = 0;
      for (const auto& row : table.rows)
        if (known == planned.end() || !known->second.contains(key_text(row.key))) ++rows;
      if (rows > 0)
        return fail(Errc::conflict, "actions.grown_since",
                    {{"number", action.number},
                     {"system", system.name},
                     {"table", table.table},
                     {"rows", std::to_string(rows)}});
    }
  }
  return {};
}

}  // namespace ombud::actions
