#include "jobs/schedule.h"

#include <algorithm>

#include "base/calendar.h"
#include "jobs/queue.h"
#include "jobs/rows.h"
#include "jobs/schedule_rows.h"

namespace ombud::jobs {

namespace {

using accounts::Office;

constexpr std::size_t longest_name = 60;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= longest_name &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
         });
}

Result<const Kind*> kind_of(const Kinds& kinds, const std::string& name) {
  if (const Kind* kind = kinds.find(name)) return kind;
  std::string known;
  for (const Kind& kind : kinds.all()) known += (known.empty() ? "" : ", ") + kind.name;
  return fail(Errc::not_found, "jobs.no_such_kind", {{"kind", name}, {"kinds", known}});
}

// Whose data it is about is known when its job runs: so to others whose roles are limited it does
// not exist.
bool exists_for(const accounts::Actor& actor, const Entry& entry) {
  return entry.account == actor.account || !accounts::is_limited(actor);
}

// The entry moved on and its job, in one transaction: whether there was a job.
Result<bool> enqueue_one(Office& office, const Kind& kind, const Entry& entry, Instant now) {
  const Zone zone = TRY(Zone::find(entry.zone));
  Entry after = entry;
  after.next_due = entry.recurrence.next(zone, now);
  const bool due = entry.next_due <= now;
  if (!due && after.next_due == entry.next_due) return false;
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  Enqueued job;
  job.was_there = true;
  if (due) {
    const Instant at = entry.recurrence.last(zone, now);
    const Wish wish{.parameters = entry.parameters, .once = "schedule " + entry.id.text};
    job = TRY(enqueue_for(office, transaction, kind, wish, {entry.account, entry.id, at}));
    after.last_due = at;
    if (!job.was_there) after.last_job = job.number;
    if (job.was_there && !job.number.empty()) ++after.skipped;
  }
  // Another worker may have moved it meanwhile: then nothing of this has happened.
  if (!TRY(rows::move_on(transaction, entry, after))) return false;
  TRY(transaction.commit());
  return !job.was_there;
}

}  // namespace

Result<Entry> add_entry(Office& office, const Kinds& kinds, const EntryWish& wish) {
  if (!is_name(wish.name)) return fail(Errc::invalid, "jobs.bad_entry_name");
  const Kind* kind = TRY(kind_of(kinds, wish.kind));
  TRY(check_may_start(office, *kind));
  TRY(check_parameters(wish.parameters));
  Entry entry;
  entry.id = new_id<ScheduleId>(office.clock);
  entry.name = wish.name;
  entry.kind = kind->name;
  entry.account = office.actor.account;
  entry.parameters = wish.parameters;
  entry.recurrence = TRY(Recurrence::parse(wish.recurrence));
  entry.zone = wish.zone;
  if (entry.zone.empty()) {
    const std::optional<Country> country = country_of(office.organisation.law);
    must(country.has_value());
    entry.zone = std::string(zone_name(*country));
  }
  const Instant now = office.clock.now();
  entry.next_due = entry.recurrence.next(TRY(Zone::find(entry.zone)), now);
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  if (!TRY(rows::add_entry(transaction, entry, now)))
    return fail(Errc::conflict, "jobs.entry_exists", {{"name", wish.name}});
  evidence::Told added = told(office, "jobs.schedule_added", "schedule " + entry.name);
  added.details = {{"kind", entry.kind}, {"recurrence", entry.recurrence.text()}};
  TRY(office.log.append(transaction, added));
  TRY(transaction.commit());
  return entry;
}

Result<void> have_entry(Office& office, const Kinds& kinds, const EntryWish& wish) {
  const Result<Entry> added = add_entry(office, kinds, wish);
  if (!added && added.error().key != "jobs.entry_exists") return fail(added.error());
  return {};
}

Result<std::vector<Entry>> entries(Office& office) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  std::vector<Entry> all = TRY(rows::entries(transaction));
  std::erase_if(all, [&](const Entry& entry) { return !exists_for(office.actor, entry); });
  return all;
}

Result<void> remove_entry(Office& office, const std::string& name) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::vector<Entry> all = TRY(rows::entries(transaction));
  const auto known =
      std::find_if(all.begin(), all.end(), [&](const Entry& entry) { return entry.name == name; });
  const bool hidden = known != all.end() && !exists_for(office.actor, *known);
  if (hidden) accounts::note_hidden(office, "schedule " + name);
  if (hidden || !TRY(rows::remove_entry(transaction, name)))
    return fail(Errc::not_found, "jobs.no_such_entry", {{"name", name}});
  TRY(office.log.append(transaction, told(office, "jobs.schedule_removed", "schedule " + name)));
  return transaction.commit();
}

Result<std::int64_t> enqueue_due(Office& office, const Kinds& kinds) {
  const Instant now = office.clock.now();
  std::vector<Entry> all;
  {
    store::Transaction transaction =
        TRY(office.store.begin(office.organisation.id, sql::Begin::read));
    all = TRY(rows::entries_to_look_at(transaction, now));
  }
  std::int64_t enqueued = 0;
  for (const Entry& entry : all)
    if (const Kind* kind = kinds.find(entry.kind))
      enqueued += TRY(enqueue_one(office, *kind, entry, now)) ? 1 : 0;
  return enqueued;
}

}  // namespace ombud::jobs
