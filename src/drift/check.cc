#include "drift/check.h"

#include "base/calendar.h"
#include "drift/drift.h"
#include "jobs/schedule.h"
#include "jobs/step_progress.h"

namespace ombud::drift {

namespace {

using accounts::Office;

Result<jobs::Facts> run_check(Office& office, const records::Kinds& kinds, jobs::Work& work) {
  jobs::StepProgress progress(work);
  const Tally kept = TRY(check(office, kinds, progress));
  return jobs::Facts{{"open", std::to_string(kept.open)},
                     {"fresh", std::to_string(kept.fresh)},
                     {"reopened", std::to_string(kept.reopened)},
                     {"mended", std::to_string(kept.mended)},
                     {"accepted", std::to_string(kept.accepted)}};
}

// From the first check on, every night, as whoever made it. Who takes the entry away is not given
// it again.
Result<void> schedule_nightly(Office& office) {
  const jobs::EntryWish wish{.name = "drift-check",
                             .kind = "drift.check",
                             .parameters = {},
                             .recurrence = "daily 04:15",
                             .zone = ""};
  return jobs::have_entry(office, jobs::Kinds({check_kind()}), wish);
}

}  // namespace

Result<Zone> zone_of(const Office& office) {
  return Zone::find(zone_name(country_of(office.organisation.law).value_or(Country::se)));
}

Result<Day> today_of(const Office& office) {
  return TRY(zone_of(office)).day_of(office.clock.now());
}

Result<Read> read_all(Office& office, const records::Kinds& kinds) {
  Read read;
  read.paper = TRY(read_paper(office, kinds));
  read.systems = TRY(read_maps(office));
  std::vector<connectors::System> systems;
  for (const SystemData& data : read.systems) systems.push_back(data.system);
  read.links = TRY(links(office, read.paper, systems));
  read.rules = TRY(retention::in_words(office));
  return read;
}

Result<Tally> check(Office& office, const records::Kinds& kinds, Progress& progress) {
  if (accounts::is_limited(office.actor)) return fail(Errc::forbidden, "drift.limited");
  Read read = TRY(read_all(office, kinds));
  const Settings before = TRY(settings(office));
  const int years = static_cast<int>(before.years);
  const Zone zone = TRY(zone_of(office));
  std::uint64_t done = 0;
  for (SystemData& data : read.systems) {
    TRY(progress.go_on());
    progress.tell("systems", done++, read.systems.size());
    TRY(ask(office, questions(data, read.paper, read.links, read.rules, years), zone, data,
            progress));
  }
  TRY(progress.go_on());
  const Tally kept = TRY(keep(office, compare(read.paper, read.links, read.systems), read.systems,
                              TRY(today_of(office)), true));
  if (!before.checked_at) TRY(schedule_nightly(office));
  return kept;
}

Result<void> compare_anew(Office& office, const records::Kinds& kinds) {
  if (accounts::is_limited(office.actor)) return {};
  const Read read = TRY(read_all(office, kinds));
  TRY(keep(office, compare(read.paper, read.links, read.systems), read.systems,
           TRY(today_of(office)), false));
  return {};
}

jobs::Kind check_kind() {
  jobs::Kind kind;
  kind.name = "drift.check";
  kind.permission = "drift.check";
  kind.attempts = 3;
  return kind;
}

std::vector<jobs::Kind> job_kinds(records::KindsOf kinds) {
  jobs::Kind kind = check_kind();
  kind.run = [kinds = std::move(kinds)](Office& office, const jobs::Facts&,
                                        jobs::Work& work) -> Result<jobs::Facts> {
    return run_check(office, TRY(kinds(office)), work);
  };
  return {std::move(kind)};
}

}  // namespace ombud::drift
