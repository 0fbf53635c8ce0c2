// find, choose, person: from what people type to persons of the register.

#include <algorithm>
#include <set>

#include "base/text.h"
#include "subjects/criteria.h"
#include "subjects/grouping.h"
#include "subjects/registry.h"
#include "subjects/search.h"

namespace ombud::subjects {

namespace {

// Found by e-mail here, by national id there: what the first rows say of a person is searched for
// once more, and that is enough; further rounds only gather strangers who share an address.
constexpr int rounds = 2;

struct Open {
  std::unique_ptr<connectors::Connector> connector;
  datamap::Map map;
  bool failed = false;  // It went away, or refused, while it was searched.
};

Result<std::vector<Open>> open_systems(accounts::Office& office, Found& found) {
  std::vector<Open> open;
  for (const connectors::System& system : TRY(connectors::list(office))) {
    const auto not_searched = [&](const Error& why) {
      found.not_searched.push_back(system.name + ": " + say(why));
    };
    if (system.address.kind == connectors::Kind::manual) {
      not_searched({Errc::conflict, "subjects.manual", {{"system", system.name}}});
      continue;
    }
    auto connector = connectors::open(office, system);
    if (!connector) {
      not_searched(connector.error());
      continue;
    }
    auto map = datamap::executable(office, **connector);
    if (!map) {
      not_searched(map.error());
      continue;
    }
    open.push_back({*std::move(connector), std::move(map->map)});
  }
  return open;
}

Result<void> tell(accounts::Office& office, const std::vector<Criterion>& criteria,
                  const std::string& reference) {
  std::string searched;
  for (const Criterion& criterion : criteria)
    searched += (searched.empty() ? "" : "; ") + criterion.kind + ": " + criterion.value.reveal();
  evidence::Told told;
  told.event = "subjects.searched";
  told.use = UseKind::search;
  told.account = office.actor.account;
  told.criterion = searched;
  told.reference = reference;
  told.object = "subjects";
  TRY(office.log.append_now(told));
  return {};
}

// Strong things of the rows found so far that have not been looked for yet.
Criteria next_criteria(const std::vector<RowHit>& hits, std::set<std::string>& done) {
  Criteria next;
  for (const RowHit& hit : hits) {
    if (!hit.strong) continue;
    for (const Sought& sought : hit.has)
      if (sought.strong && done.insert(sought.word() + sought.normal).second)
        next.values.push_back(sought);
  }
  return next;
}

Result<void> check_systems(const Criteria& criteria, const std::vector<Open>& systems) {
  for (const SoughtKey& key : criteria.keys)
    if (std::none_of(systems.begin(), systems.end(),
                     [&](const Open& open) { return open.connector->system().name == key.system; }))
      return fail(Errc::not_found, "subjects.system_not_searched", {{"system", key.system}});
  return {};
}

}  // namespace

Result<Found> find(accounts::Office& office, const std::vector<Criterion>& criteria,
                   const std::string& reference, Progress& progress) {
  if (trim(reference).empty()) return fail(Errc::invalid, "subjects.no_reference");
  const detectors::Reading reading = reading_of(office);
  Criteria next = TRY(read_criteria(criteria, reading));
  TRY(tell(office, criteria, reference));
  Found found;
  std::vector<Open> systems = TRY(open_systems(office, found));
  TRY(check_systems(next, systems));
  std::set<std::string> done;
  for (const Sought& sought : next.values) done.insert(sought.word() + sought.normal);
  std::vector<RowHit> hits;
  for (int round = 0; round < rounds && !(next.values.empty() && next.keys.empty()); ++round) {
    std::vector<RowHit> fresh;
    for (Open& open : systems) {
      if (open.failed) continue;
      auto some = search(*open.connector, open.map, next, reading, found.by_index_only, progress);
      if (!some && some.error().key.starts_with("subjects.")) return Failure{some.error()};
      open.failed = !some;
      if (!some)
        found.not_searched.push_back(open.connector->system().name + ": " + say(some.error()));
      else
        std::move(some->begin(), some->end(), std::back_inserter(fresh));
    }
    next = next_criteria(fresh, done);
    std::move(fresh.begin(), fresh.end(), std::back_inserter(hits));
  }
  for (const Group& one : group(std::move(hits)))
    found.persons.push_back(TRY(remember(office, one)));
  return found;
}

Result<Person> choose(accounts::Office& office, const std::string& handle,
                      const std::vector<std::string>& rows, const std::string& reference) {
  if (trim(reference).empty()) return fail(Errc::invalid, "subjects.no_reference");
  const Person person = TRY(by_handle(office, handle));
  std::vector<Match> chosen;
  for (const std::string& row : rows) {
    const auto at = std::find_if(
        person.matches.begin(), person.matches.end(),
        [&](const Match& match) { return write_key(match.system, match.table, match.key) == row; });
    if (at == person.matches.end())
      return fail(Errc::not_found, "subjects.no_match", {{"row", row}, {"person", handle}});
    chosen.push_back(*at);
  }
  if (chosen.empty()) return fail(Errc::invalid, "subjects.nothing_chosen");
  evidence::Told told;
  told.event = "subjects.chosen";
  told.use = UseKind::change;
  told.account = office.actor.account;
  told.reference = reference;
  told.object = "subjects";
  told.details.emplace_back("rows", std::to_string(chosen.size()));
  return settle(office, person, chosen, std::move(told));
}

Result<Person> person(accounts::Office& office, const std::string& handle) {
  return by_handle(office, handle);
}

Result<Person> person(accounts::Office& office, const PersonId& id) { return by_id(office, id); }

}  // namespace ombud::subjects
