// find, choose, person: from what people type to persons of the register.

#include <algorithm>
#include <mutex>
#include <set>

#include "base/side_by_side.h"
#include "base/text.h"
#include "sql/key_text.h"
#include "subjects/criteria.h"
#include "subjects/grouping.h"
#include "subjects/registry.h"
#include "subjects/search.h"
#include "subjects/show.h"
#include "subjects/watch.h"

namespace ombud::subjects {

namespace {

// Found by e-mail here, by national id there: what the first rows say of a person is searched for
// once more, and that is enough; further rounds only gather strangers who share an address.
constexpr int rounds = 2;

// Beyond that a hundred systems would be a hundred threads. They wait for databases, not for us.
constexpr unsigned systems_at_once = 16;

struct Open {
  std::unique_ptr<connectors::Connector> connector;
  datamap::Map map;
  bool failed = false;  // It went away, or refused, while it was searched.
};

// Told by several threads.
class SharedProgress final : public Progress {
 public:
  explicit SharedProgress(Progress& progress) : progress_(progress) {}

  void tell(std::string_view what, std::uint64_t done, std::uint64_t all) override {
    const std::lock_guard lock(mutex_);
    progress_.tell(what, done, all);
  }

 private:
  std::mutex mutex_;
  Progress& progress_;
};

using Opened = Result<std::unique_ptr<connectors::Connector>>;

// Without the office, which is one thread's: opened, and its catalogue read.
Opened open_and_read(const connectors::System& system, Secret password) {
  auto connector = TRY(connectors::open(system, std::move(password)));
  TRY(connector->catalogue());
  return connector;
}

// All systems at once: the slowest says how long it takes, not their sum.
Result<std::vector<Open>> open_systems(accounts::Office& office, Found& found) {
  const std::vector<connectors::System> systems = TRY(connectors::list(office));
  std::vector<Result<Secret>> passwords;
  std::vector<Opened> opened;
  for (const connectors::System& system : systems) {
    passwords.push_back(connectors::password_of(office, system));
    opened.push_back(fail(Errc::conflict, "subjects.manual", {{"system", system.name}}));
  }
  side_by_side(0, systems.size(), systems_at_once, [&](std::uint64_t i) {
    if (systems[i].address.kind == connectors::Kind::manual) return;
    opened[i] = passwords[i] ? open_and_read(systems[i], *std::move(passwords[i]))
                             : Opened(fail(passwords[i].error()));
  });
  std::vector<Open> open;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    const auto not_searched = [&](const Error& why) {
      found.not_searched.push_back({systems[i].name, why});
    };
    if (!opened[i]) {
      not_searched(opened[i].error());
      continue;
    }
    auto map = datamap::executable_as_read(office, **opened[i]);
    if (!map)
      not_searched(map.error());
    else
      open.push_back({*std::move(opened[i]), std::move(map->map)});
  }
  return open;
}

// One round through all systems that still answer, at once; what is found is in their order.
Result<std::vector<RowHit>> search_all(std::vector<Open>& systems, const Criteria& criteria,
                                       const detectors::Reading& reading, Found& found,
                                       Progress& progress) {
  struct Answer {
    Result<std::vector<RowHit>> hits = std::vector<RowHit>();
    std::vector<std::string> by_index_only;
  };

  std::vector<Answer> answers(systems.size());
  SharedProgress shared(progress);
  side_by_side(0, systems.size(), systems_at_once, [&](std::uint64_t i) {
    if (!systems[i].failed)
      answers[i].hits = search(*systems[i].connector, systems[i].map, criteria, reading,
                               answers[i].by_index_only, shared);
  });
  std::vector<RowHit> all;
  for (std::size_t i = 0; i < systems.size(); ++i) {
    Result<std::vector<RowHit>>& hits = answers[i].hits;
    if (!hits && hits.error().key.starts_with("subjects.")) return fail(hits.error());
    if (!hits) {
      systems[i].failed = true;
      found.not_searched.push_back({systems[i].connector->system().name, hits.error()});
      continue;
    }
    for (std::string& label : answers[i].by_index_only)
      if (std::find(found.by_index_only.begin(), found.by_index_only.end(), label) ==
          found.by_index_only.end())
        found.by_index_only.push_back(std::move(label));
    std::move(hits->begin(), hits->end(), std::back_inserter(all));
  }
  return all;
}

evidence::Told told_of(const accounts::Office& office, const std::vector<Criterion>& criteria,
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
  return told;
}

std::set<Trait> traits_of(const std::vector<Sought>& all) {
  std::set<Trait> traits;
  for (const Sought& sought : all) {
    if (auto trait = trait_of(sought)) traits.insert(*std::move(trait));
    if (sought.category == DataCategory::name) traits.insert(name_trait(sought.normal));
  }
  return traits;
}

// What those who were found have in common with people who work here.
Result<std::set<Trait>> traits_of(std::vector<Open>& systems, const std::vector<RowHit>& hits,
                                  bool with_addresses) {
  std::set<Trait> traits;
  for (const RowHit& hit : hits) {
    traits.merge(traits_of(hit.has));
    if (!hit.person || hit.name.empty()) continue;
    traits.insert(name_trait(hit.name));
    if (Trait surname = surname_trait(hit.name); !surname.second.empty())
      traits.insert(std::move(surname));
  }
  if (!with_addresses) return traits;
  for (Open& open : systems) {
    if (open.failed) continue;
    // What can't be read now was found all the same: the answer does not wait for it.
    if (auto addresses = addresses_of(*open.connector, open.map, hits))
      for (const auto& [street, postal_code] : *addresses)
        traits.insert(address_trait(street, postal_code));
  }
  return traits;
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

// Takes out what matched in systems that who acts may not see; whether the person exists for him.
Result<bool> leave_seen(accounts::Office& office, Person& person) {
  if (!accounts::is_limited(office.actor)) return true;
  std::set<std::string> seen;
  for (const connectors::System& system : TRY(connectors::list(office))) seen.insert(system.name);
  std::erase_if(person.matches, [&](const Match& match) { return !seen.contains(match.system); });
  return !person.matches.empty();
}

}  // namespace

Result<Found> find(accounts::Office& office, const std::vector<Criterion>& criteria,
                   const std::string& reference, Progress& progress) {
  if (trim(reference).empty()) return fail(Errc::invalid, "subjects.no_reference");
  const detectors::Reading reading = reading_of(office);
  Criteria next = TRY(read_criteria(criteria, reading));
  Watch watch =
      TRY(Watch::begin(office, told_of(office, criteria, reference), traits_of(next.values)));
  Found found;
  std::vector<Open> systems = TRY(open_systems(office, found));
  TRY(check_systems(next, systems));
  std::set<std::string> done;
  for (const Sought& sought : next.values) done.insert(sought.word() + sought.normal);
  std::vector<RowHit> hits;
  for (int round = 0; round < rounds && !next.is_empty(); ++round) {
    std::vector<RowHit> fresh = TRY(search_all(systems, next, reading, found, progress));
    next = next_criteria(fresh, done);
    std::move(fresh.begin(), fresh.end(), std::back_inserter(hits));
  }
  TRY(watch.meet(TRY(traits_of(systems, hits, watch.wants_addresses()))));
  for (const Group& one : group(std::move(hits)))
    found.persons.push_back(TRY(remember(office, one)));
  TRY(watch.end(found.persons));
  found.alarms = watch.alarms();
  for (const Open& open : systems)
    if (!open.failed) found.searched.push_back(open.connector->system().name);
  return found;
}

Result<Person> choose(accounts::Office& office, const std::string& handle,
                      const std::vector<std::string>& rows, const std::string& reference) {
  return choose(office, std::vector<std::string>{handle}, rows, reference);
}

Result<Person> choose(accounts::Office& office, const std::vector<std::string>& handles,
                      const std::vector<std::string>& rows, const std::string& reference) {
  if (trim(reference).empty()) return fail(Errc::invalid, "subjects.no_reference");
  std::vector<Person> asked;
  std::vector<Match> matches;
  std::string named;
  for (const std::string& handle : handles) {
    asked.push_back(TRY(by_handle(office, handle)));
    named += (named.empty() ? "" : ", ") + handle;
    const Person seen = TRY(person(office, handle));
    matches.insert(matches.end(), seen.matches.begin(), seen.matches.end());
  }
  std::vector<Match> chosen;
  for (const std::string& row : rows) {
    const auto at = std::find_if(matches.begin(), matches.end(), [&](const Match& match) {
      return write_key(match.system, match.table, match.key) == row ||
             row_number(office, match.system, match.table, match.key) == row;
    });
    if (at == matches.end())
      return fail(Errc::not_found, "subjects.no_match", {{"row", row}, {"person", named}});
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
  return settle(office, asked, chosen, std::move(told));
}

std::string row_number(const accounts::Office& office, const std::string& system,
                       const std::string& table, const sql::Row& key) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const std::string blind = office.vault.blind_index(vault::Purpose::subject_identifier, "row",
                                                     system + "|" + table + "|" + key_text(key));
  std::string number = "R-";
  for (std::size_t i = 0; i < 8; ++i) number += alphabet[static_cast<unsigned char>(blind[i]) & 31];
  return number;
}

Result<Person> person(accounts::Office& office, const std::string& handle) {
  Person found = TRY(by_handle(office, handle));
  if (TRY(leave_seen(office, found))) return found;
  accounts::note_hidden(office, "person " + handle);
  return fail(Errc::not_found, "subjects.unknown_person", {{"person", handle}});
}

Result<bool> is_seen(accounts::Office& office, const PersonId& id) {
  Person found = TRY(by_id(office, id));
  return leave_seen(office, found);
}

Result<Person> person(accounts::Office& office, const PersonId& id) { return by_id(office, id); }

}  // namespace ombud::subjects
