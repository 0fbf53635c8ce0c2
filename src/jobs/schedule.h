#pragma once
// What is to be done again and again: named entries, each with a kind of job, its parameters, a
// recurrence and a zone. Workers look at it where they look for jobs; the worker that moves an
// entry on enqueues its job in the same transaction, so that of several none does it twice.
//
// What fell into a time when no worker ran is made up for once, not once for each time missed.
// While an entry's job is still waiting or running, its next time is passed over and counted.

#include "jobs/jobs.h"
#include "jobs/recurrence.h"

namespace ombud::jobs {

struct Entry {
  ScheduleId id;
  std::string name;
  std::string kind;
  AccountId account;  // On whose behalf: who added it.
  Facts parameters;
  Recurrence recurrence;
  std::string zone;
  Instant next_due;
  std::optional<Instant> last_due;
  std::string last_job;      // "J-0001"; empty before the first.
  std::int64_t skipped = 0;  // Times that came while the job before was still live.
};

struct EntryWish {
  std::string name;  // 1 to 60 of a-z, 0-9, - and _.
  std::string kind;
  Facts parameters;
  std::string recurrence;
  std::string zone;  // Empty: that of the organisation's country.
};

/// Errc::invalid "jobs.bad_recurrence", "jobs.bad_entry_name", "jobs.bad_parameters",
/// "base.no_such_zone" {zone}; Errc::not_found "jobs.no_such_kind" {kind, kinds}; Errc::forbidden
/// "jobs.may_not_start" {kind, permission}; Errc::conflict "jobs.entry_exists" {name};
/// Errc::unavailable "base.no_zones".
Result<Entry> add_entry(accounts::Office& office, const Kinds& kinds, const EntryWish& wish);
/// The same; nothing where there is one of that name, whatever it says.
Result<void> have_entry(accounts::Office& office, const Kinds& kinds, const EntryWish& wish);
/// By name; to whoever is limited to some controllers' data only those that he added.
Result<std::vector<Entry>> entries(accounts::Office& office);
/// Its jobs stay. Errc::not_found "jobs.no_such_entry" {name}.
Result<void> remove_entry(accounts::Office& office, const std::string& name);

/// What a worker does at each look: enqueues what is due; how many jobs that were. Entries of kinds
/// that this program does not know are left to a newer one.
Result<std::int64_t> enqueue_due(accounts::Office& office, const Kinds& kinds);

}  // namespace ombud::jobs
