#include <iterator>
#include <map>

#include "accounts/sessions.h"
#include "actions/actions.h"
#include "app/app.h"
#include "backup/backup.h"
#include "conformance/conformance.h"
#include "connectors/connectors.h"
#include "datamap/datamap.h"
#include "detectors/detectors.h"
#include "discovery/discovery.h"
#include "doctor/doctor.h"
#include "drift/drift.h"
#include "evidence/commands.h"
#include "evidence/evidence.h"
#include "evidence/routes.h"
#include "guests/guests.h"
#include "holds/holds.h"
#include "housekeeping/housekeeping.h"
#include "jobs/jobs.h"
#include "keys/keys.h"
#include "mail/mail.h"
#include "packs/packs.h"
#include "parties/parties.h"
#include "processing/processing.h"
#include "records/records.h"
#include "retention/retention.h"
#include "serve/serve.h"
#include "subjects/subjects.h"
#include "web/web.h"

namespace ombud::app {

std::vector<std::span<const store::Migration>> migrations() {
  return {evidence::migrations(), accounts::migrations(),     jobs::migrations(),
          mail::migrations(),     serve::migrations(),        records::migrations(),
          guests::migrations(),   packs::migrations(),        connectors::migrations(),
          datamap::migrations(),  discovery::migrations(),    holds::migrations(),
          subjects::migrations(), actions::migrations(),      retention::migrations(),
          drift::migrations(),    housekeeping::migrations(), doctor::migrations()};
}

namespace {

const records::KindsOf& record_kinds();

// What the daily mail tells each of what is his own in the records.
mail::Source own_source(std::string key, std::string late_key,
                        std::function<Result<records::Waits>(accounts::Office&)> waits,
                        std::string page = "/records/mine") {
  return {.key = std::move(key),
          .permission = "records.own",
          .page = std::move(page),
          .count = {},
          .of_each = [waits = std::move(waits)](
                         accounts::Office& office) -> Result<std::vector<mail::OwnWaiting>> {
            std::vector<mail::OwnWaiting> all;
            for (const auto& [account, count, day] : TRY(waits(office)))
              all.push_back({account, count, Instant(day)});
            return all;
          },
          .late_key = std::move(late_key)};
}

// What the daily mail tells people that waits for them.
std::vector<mail::Source> waiting() {
  const auto plans = [](accounts::Office& office) -> Result<mail::Waiting> {
    const actions::Waiting found = TRY(actions::waiting_for_approval(office));
    return mail::Waiting{found.count, found.oldest};
  };
  const auto reviews = [](accounts::Office& office) -> Result<records::Waits> {
    return records::reviews_waiting(office, TRY(record_kinds()(office)));
  };
  const auto findings = [](accounts::Office& office) -> Result<records::Waits> {
    return drift::findings_waiting(office, TRY(record_kinds()(office)));
  };
  const auto statements = [](accounts::Office& office) -> Result<records::Waits> {
    return processing::statements_waiting(office, TRY(record_kinds()(office)));
  };
  return {{"mail.waits_approval", "actions.approve", "/actions", plans},
          mail::incoming_source(),
          own_source("mail.waits_mentions", "", records::mentions_waiting),
          own_source("mail.waits_tasks", "mail.late_tasks", records::tasks_waiting),
          own_source("mail.waits_reviews", "mail.late_reviews", reviews),
          own_source("mail.waits_findings", "", findings),
          own_source("mail.waits_statements", "mail.late_statements", statements),
          own_source("mail.waits_answers", "mail.late_answers", guests::answers_waiting, "/guests"),
          own_source("mail.waits_silent", "", guests::silent_waiting, "/guests")};
}

// What rooms above the records find wrong with those of whoever acts.
Result<std::vector<records::ToMend>> to_mend(accounts::Office& office, Language language) {
  const records::Kinds kinds = TRY(record_kinds()(office));
  std::vector<records::ToMend> all = TRY(drift::own_findings(office, kinds, language));
  for (records::ToMend& one : TRY(processing::own_statements(office, kinds, language)))
    all.push_back(std::move(one));
  return all;
}

// Every kind of job, of the rooms that have some.
jobs::Kinds job_kinds() {
  std::vector<jobs::Kind> all = actions::job_kinds();
  for (jobs::Kind& kind : discovery::job_kinds()) all.push_back(std::move(kind));
  for (jobs::Kind& kind : retention::job_kinds()) all.push_back(std::move(kind));
  for (jobs::Kind& kind : drift::job_kinds(record_kinds())) all.push_back(std::move(kind));
  for (jobs::Kind& kind : housekeeping::job_kinds()) all.push_back(std::move(kind));
  for (jobs::Kind& kind : guests::job_kinds()) all.push_back(std::move(kind));
  for (jobs::Kind& kind : doctor::job_kinds(migrations())) all.push_back(std::move(kind));
  for (jobs::Kind& kind : mail::job_kinds(waiting())) all.push_back(std::move(kind));
  return jobs::Kinds(std::move(all));
}

// Every kind of record, of the rooms that declare some. Read when one is first asked for.
const records::KindsOf& record_kinds() {
  static const records::KindsOf all([]() -> Result<records::Kinds> {
    std::vector<records::Declared> declared;
    for (const auto& kinds : {processing::kinds(), parties::kinds(), records::kinds()})
      declared.insert(declared.end(), kinds.begin(), kinds.end());
    records::Kinds kinds = TRY(records::Kinds::of(declared));
    processing::add_checks(kinds);
    parties::add_checks(kinds);
    return kinds;
  });
  return all;
}

// Every pack of ready content, read when one is first asked for.
Result<const std::vector<packs::Pack>*> all_packs() {
  static const Result<std::vector<packs::Pack>> all = []() -> Result<std::vector<packs::Pack>> {
    return packs::read_packs(packs::files(), TRY(record_kinds().declared()));
  }();
  if (!all) return fail(Error(all.error()));
  return &all.value();
}

// Whom a handle names, for a hold: nobody while it is not settled whose rows they are.
Result<PersonId> person_of(accounts::Office& office, const std::string& handle) {
  const subjects::Person person = TRY(subjects::person(office, handle));
  if (person.needs_choice)
    return fail(Errc::conflict, "subjects.settle_first", {{"person", handle}});
  return person.id;
}

// Whether an entry is about a record ("activity B-0012") that exists for who reads.
Result<bool> names_a_record(accounts::Office& office, const std::string& object) {
  const records::Kinds kinds = TRY(record_kinds()(office));
  const std::size_t space = object.find(' ');
  const auto kind = kinds.find(object.substr(0, space));
  if (!kind || space == std::string::npos || !office.actor.may((*kind)->room + ".read"))
    return false;
  const auto record = records::find(office, kinds, (*kind)->name, object.substr(space + 1));
  if (!record && record.error().code != Errc::not_found) return fail(record.error());
  return record.has_value();
}

// Whether the one thing that an entry names exists for who reads; false where it names none, or one
// of which no controller is known. Who reads has not asked for it by name.
Result<bool> names_what_is_seen(accounts::Office& office, const std::string& object) {
  const std::size_t noted = office.hidden.size();
  const auto exists = [&]() -> Result<bool> {
    const auto found = [](const auto& one) -> Result<bool> {
      if (!one && one.error().code != Errc::not_found) return fail(one.error());
      return one.has_value();
    };
    const auto after = [&](std::string_view word) { return object.substr(word.size()); };
    if (object.starts_with("A-")) return found(actions::state_of(office, object));
    if (object.starts_with("J-")) return found(jobs::find(office, object));
    if (object.starts_with("finding "))
      return drift::is_seen(office, TRY(record_kinds()(office)), after("finding "));
    // A connected one by its name; one of the record by its number, which the last line asks for.
    if (object.starts_with("system ") && TRY(found(connectors::find(office, after("system ")))))
      return true;
    if (object.starts_with("rule ")) {
      const std::string rule = after("rule ");
      return retention::is_seen(office, rule.substr(0, rule.find(' ')));
    }
    return names_a_record(office, object);
  };
  Result<bool> seen = exists();
  office.hidden.resize(noted);
  return seen;
}

// Of the log whoever is limited to some controllers' data reads what is about these, and what he
// did himself; not what he asked for in vain, which is not his to know of.
std::function<Result<bool>(const evidence::Entry&)> sees(accounts::Office& office) {
  if (!accounts::is_limited(office.actor)) return {};
  return [&office, known = std::map<std::string, bool>()](
             const evidence::Entry& entry) mutable -> Result<bool> {
    if (entry.event == "accounts.hidden") return false;
    if (entry.sealed && entry.sealed->account == office.actor.account) return true;
    const auto at = known.find(entry.object);
    if (at != known.end()) return at->second;
    return known[entry.object] = TRY(names_what_is_seen(office, entry.object));
  };
}

// Whoever reads the log: rooms above it know whom a handle means and what accounts are called.
evidence::Reader reader_of(accounts::Visit& visit) {
  accounts::Office& office = visit.office;
  return {visit.request,
          office.log,
          office.actor.account,
          visit.told,
          [&office](const std::string& handle) -> Result<PersonId> {
            return TRY(subjects::person(office, handle)).id;
          },
          [&office]() -> Result<evidence::AccountNames> { return accounts::names(office); },
          evidence::Reviews(office.store, office.log, office.clock, office.organisation.id),
          sees(office)};
}

}  // namespace

std::vector<accounts::Route> routes() {
  std::vector<accounts::Route> all;
  const auto add = [&](std::vector<accounts::Route> some) {
    all.insert(all.end(), std::make_move_iterator(some.begin()),
               std::make_move_iterator(some.end()));
  };
  // The log's own room stands below that of accounts: whoever reads is handed in.
  for (evidence::LogRoute& route : evidence::routes())
    all.push_back({std::move(route.declared), [run = std::move(route.run)](accounts::Visit& visit) {
                     evidence::Reader reader = reader_of(visit);
                     return run(reader);
                   }});
  add(accounts::routes());
  add(jobs::routes(job_kinds()));
  add(mail::routes());
  add(connectors::routes());
  add(datamap::routes());
  add(discovery::routes());
  add(subjects::routes());
  add(actions::routes());
  add(holds::routes(person_of, subjects::is_seen));
  add(retention::routes());
  add(records::routes("processing", record_kinds()));
  add(records::routes("parties", record_kinds()));
  add(records::own_routes(record_kinds(), to_mend));
  add(processing::routes(record_kinds()));
  add(guests::routes(record_kinds()));
  add(drift::routes(record_kinds()));
  add(packs::routes(record_kinds(), all_packs));
  add(doctor::routes());
  add(web::routes());
  return all;
}

std::vector<cli::Command> commands(accounts::Entrance& entrance) {
  std::vector<cli::Command> all;
  const auto add = [&](std::vector<cli::Command> some) {
    for (cli::Command& command : some) all.push_back(entrance.told(std::move(command)));
  };
  add(accounts::commands(entrance));
  add(jobs::commands(entrance, job_kinds()));
  add(mail::commands(entrance));
  add(serve::commands(entrance,
                      {routes, [](const http::Request& request) { return web::file(request); }},
                      job_kinds));
  add(connectors::commands(entrance));
  add(discovery::commands(entrance));
  add(datamap::commands(entrance));
  add(subjects::commands(entrance));
  add(holds::commands(entrance, subjects::is_seen));
  add(actions::commands(entrance));
  add(retention::commands(entrance));
  add(records::commands(entrance, record_kinds(), to_mend));
  add(parties::commands(entrance, record_kinds()));
  add(guests::commands(entrance, record_kinds()));
  add(processing::commands(entrance, record_kinds()));
  add(drift::commands(entrance, record_kinds()));
  add(packs::commands(entrance, record_kinds(), all_packs));
  add(detectors::commands(machine_clock()));
  add(backup::commands(entrance));
  add(keys::commands(entrance));
  add(housekeeping::commands(entrance));
  add(doctor::commands(entrance));
  add(conformance::commands());
  add(evidence::commands(
      [&](cli::Call& call, std::string_view permission) -> Result<evidence::Opened> {
        const accounts::Office& office = *TRY(entrance.enter(call, permission));
        return evidence::Opened{&office.log, office.actor.account};
      }));
  return all;
}

}  // namespace ombud::app
