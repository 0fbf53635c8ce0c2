// Enqueue, look, cancel, retry, expire.

#include "jobs/queue.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "jobs/jobs.h"
#include "jobs/rows.h"

namespace ombud::jobs {

namespace {

using accounts::Office;

constexpr std::size_t longest_parameters_bytes = 4096;
constexpr int tries = 3;

// Jobs read at a time for somebody for whom not all of them exist.
constexpr std::size_t looked_at = 200;

bool exists_for(const accounts::Actor& actor, const Job& job) {
  if (!accounts::is_limited(actor)) return true;
  if (!job.controllers) return job.account == actor.account;
  return std::all_of(job.controllers->begin(), job.controllers->end(),
                     [&](const std::string& one) { return accounts::may_see(actor, one); });
}

Result<Job> found_in(Office& office, store::Transaction& transaction, const std::string& number) {
  const std::int64_t serial = rows::serial_of(number);
  std::optional<Job> job;
  if (serial > 0) job = TRY(rows::by_serial(transaction, serial));
  if (job && exists_for(office.actor, *job)) return *std::move(job);
  if (job) accounts::note_hidden(office, "job " + number);
  return fail(Errc::not_found, "jobs.unknown", {{"job", number}});
}

}  // namespace

const std::string& value_of(const Facts& facts, std::string_view name) {
  static const std::string none;
  const auto at = std::find_if(facts.begin(), facts.end(),
                               [&](const auto& fact) { return fact.first == name; });
  return at == facts.end() ? none : at->second;
}

Kinds::Kinds(std::vector<Kind> all) : all_(std::move(all)) {
  std::set<std::string> names;
  for (const Kind& kind : all_) must(names.insert(kind.name).second);
}

const Kind* Kinds::find(std::string_view name) const {
  for (const Kind& kind : all_)
    if (kind.name == name) return &kind;
  return nullptr;
}

evidence::Told told(const Office& office, std::string event, std::string object) {
  evidence::Told told;
  told.event = std::move(event);
  told.use = UseKind::administer;
  told.account = office.actor.account;
  told.reference = "jobs";
  told.object = std::move(object);
  return told;
}

Result<void> check_parameters(const Facts& parameters) {
  std::set<std::string> names;
  bool good = rows::written(parameters).size() <= longest_parameters_bytes;
  for (const auto& [name, value] : parameters)
    good = good && !name.empty() && names.insert(name).second && is_utf8(name) && is_utf8(value);
  if (!good) return fail(Errc::invalid, "jobs.bad_parameters");
  return {};
}

Result<void> check_may_start(const Office& office, const Kind& kind) {
  if (office.actor.may(kind.permission)) return {};
  return fail(Errc::forbidden, "jobs.may_not_start",
              {{"kind", kind.name}, {"permission", kind.permission}});
}

Result<Enqueued> enqueue(Office& office, store::Transaction& transaction, const Kind& kind,
                         const Wish& wish) {
  TRY(check_may_start(office, kind));
  return enqueue_for(office, transaction, kind, wish, {office.actor.account, {}, {}});
}

Result<Enqueued> enqueue_for(Office& office, store::Transaction& transaction, const Kind& kind,
                             const Wish& wish, const Behalf& behalf) {
  must(transaction.organisation() == office.organisation.id);
  TRY(check_parameters(wish.parameters));
  if (wish.priority < 0 || wish.priority > 9) return fail(Errc::invalid, "jobs.bad_priority");
  rows::New job;
  job.id = new_id<JobId>(office.clock);
  job.kind = kind.name;
  job.account = behalf.account;
  job.parameters = wish.parameters;
  job.once = wish.once;
  job.schedule = behalf.schedule;
  job.due_at = behalf.due_at;
  job.priority = wish.priority;
  job.made_at = office.clock.now();
  job.not_before = wish.not_before.value_or(Instant{});
  job.attempts_most = kind.attempts;
  job.lease = kind.lease;
  job.controllers = wish.controllers;
  // The live one with the same key may end between two of these lines.
  for (int i = 0; i < tries; ++i) {
    if (!wish.once.empty()) {
      const std::string live = TRY(rows::live(transaction, kind.name, wish.once));
      if (!live.empty()) return Enqueued{live, true};
    }
    if (job.serial == 0) job.serial = TRY(rows::next_serial(transaction, "job"));
    if (TRY(rows::add(transaction, job))) {
      evidence::Told entry = told(office, "jobs.enqueued", rows::number_of(job.serial));
      entry.account = behalf.account;
      entry.details = {{"kind", kind.name}};
      TRY(office.log.append(transaction, entry));
      return Enqueued{rows::number_of(job.serial), false};
    }
    if (wish.once.empty()) break;
  }
  return Enqueued{"", true};
}

Result<std::vector<Job>> list(Office& office, std::optional<State> state, std::size_t limit) {
  return list(office, Wanted{.state = state}, limit);
}

Result<std::vector<Job>> list(Office& office, const Wanted& wanted, std::size_t limit) {
  rows::Which which{.state = wanted.state, .kind = wanted.kind};
  if (!wanted.before.empty()) which.until = rows::serial_of(wanted.before) - 1;
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  if (!accounts::is_limited(office.actor))
    return rows::newest(transaction, which, static_cast<std::int64_t>(limit));
  std::vector<Job> all;
  while (all.size() < limit) {
    std::vector<Job> some = TRY(rows::newest(transaction, which, looked_at));
    for (Job& job : some) {
      which.until = rows::serial_of(job.number) - 1;
      if (all.size() < limit && exists_for(office.actor, job)) all.push_back(std::move(job));
    }
    if (some.size() < looked_at) break;
  }
  return all;
}

Result<Job> find(Office& office, const std::string& number) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return found_in(office, transaction, number);
}

Result<std::vector<Attempt>> attempts(Office& office, const Job& job) {
  store::Transaction transaction =
      TRY(office.store.begin(office.organisation.id, sql::Begin::read));
  return rows::attempts(transaction, job.id);
}

Result<State> cancel(Office& office, const std::string& number) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  TRY(found_in(office, transaction, number));
  const std::optional<State> now = TRY(
      rows::cancel(transaction, rows::serial_of(number), office.actor.account, office.clock.now()));
  if (!now) {
    const Job job = TRY(found_in(office, transaction, number));
    return fail(Errc::conflict, "jobs.ended",
                {{"job", number}, {"state", std::string(word(job.state))}});
  }
  const bool at_once = *now == State::cancelled;
  TRY(office.log.append(transaction,
                        told(office, at_once ? "jobs.cancelled" : "jobs.cancel_asked", number)));
  TRY(transaction.commit());
  return *now;
}

Result<void> retry(Office& office, const Kinds& kinds, const std::string& number) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const Job job = TRY(found_in(office, transaction, number));
  const Kind* kind = kinds.find(job.kind);
  if (kind == nullptr) return fail(Errc::not_found, "jobs.unknown_kind", {{"kind", job.kind}});
  TRY(check_may_start(office, *kind));
  if (job.state == State::done) return fail(Errc::conflict, "jobs.is_done", {{"job", number}});
  const std::int64_t serial = rows::serial_of(number);
  if (is_live(job.state)) {
    if (!TRY(rows::hurry(transaction, serial)))
      return fail(Errc::conflict, "jobs.not_ended", {{"job", number}});
    TRY(office.log.append(transaction, told(office, "jobs.retried", number)));
    return transaction.commit();
  }
  const std::string once = TRY(rows::once_of(transaction, serial));
  if (!once.empty()) {
    const std::string other = TRY(rows::live(transaction, job.kind, once));
    if (!other.empty())
      return fail(Errc::conflict, "jobs.another_is_live", {{"job", number}, {"other", other}});
  }
  if (!TRY(rows::revive(transaction, serial, kind->attempts)))
    return fail(Errc::conflict, "jobs.not_ended", {{"job", number}});
  TRY(office.log.append(transaction, told(office, "jobs.retried", number)));
  return transaction.commit();
}

Result<std::int64_t> expire(Office& office, Instant before) {
  store::Transaction transaction = TRY(office.store.begin(office.organisation.id));
  const std::int64_t removed = TRY(rows::expire(transaction, before));
  if (removed == 0) return removed;
  evidence::Told entry = told(office, "jobs.expired", "jobs");
  entry.details = {{"jobs", std::to_string(removed)}, {"ended_before", format_instant(before)}};
  TRY(office.log.append(transaction, entry));
  TRY(transaction.commit());
  return removed;
}

}  // namespace ombud::jobs
