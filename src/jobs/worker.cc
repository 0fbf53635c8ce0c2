#include "jobs/worker.h"

#include <sodium.h>

#include <algorithm>

#include "base/id.h"
#include "jobs/errors.h"
#include "jobs/queue.h"
#include "jobs/retry.h"
#include "jobs/schedule.h"

namespace ombud::jobs {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds between_looks{1000};
constexpr milliseconds after_a_miss{20};
constexpr milliseconds longest_away{30'000};
constexpr int tries = 5;

/// What the handler sees of its job.
class AtHand final : public Work, private Progress {
 public:
  AtHand(const rows::Begun& begun, accounts::Office& office, Pulse& pulse,
         const Surroundings& surroundings)
      : begun_(begun), office_(office), pulse_(pulse), surroundings_(surroundings) {}

  const std::string& job() const override { return begun_.job.number; }

  std::int64_t fencing_number() const override { return begun_.claim.fence; }

  std::int64_t attempt() const override { return begun_.job.attempts; }

  Progress& progress() override { return *this; }

  Result<void> go_on() override {
    // A process that was stopped and woken asks before it goes on.
    if (pulse_.overdue()) TRY(still_mine());
    if (pulse_.lost()) return lost();
    if (pulse_.cancel_asked()) return fail(Errc::conflict, "jobs.cancel_asked", {{"job", job()}});
    if (surroundings_.wait(milliseconds(0)))
      return fail(Errc::unavailable, "jobs.stopping", {{"job", job()}});
    return {};
  }

  Result<void> still_mine() override {
    store::Transaction transaction =
        TRY(office_.store.begin(office_.organisation.id, sql::Begin::read));
    const bool held = TRY(rows::look(transaction, begun_.claim)).has_value();
    pulse_.found(held);
    if (!held) return lost();
    return {};
  }

  Result<void> fence(store::Transaction& transaction) override {
    if (TRY(rows::hold(transaction, begun_.claim))) return {};
    pulse_.found(false);
    return lost();
  }

 private:
  void tell(std::string_view what, std::uint64_t done, std::uint64_t all) override {
    pulse_.tell(what, done, all);
  }

  Failure lost() const { return fail(Errc::conflict, "jobs.lease_lost", {{"job", job()}}); }

  const rows::Begun& begun_;
  accounts::Office& office_;
  Pulse& pulse_;
  const Surroundings& surroundings_;
};

double chance() { return static_cast<double>(randombytes_uniform(1001)) / 1000; }

bool is_away(const Error& error) {
  return error.code == Errc::unavailable || error.key == "sql.serialization";
}

}  // namespace

Worker::Worker(accounts::Office& office, const Kinds& kinds, Surroundings surroundings)
    : office_(office),
      kinds_(kinds),
      surroundings_(std::move(surroundings)),
      name_("w-" + uuid_random().substr(0, 8)),
      pulse_(office.store, office.organisation.id, office.clock) {}

Worker::~Worker() = default;

Result<Tally> Worker::work(Until until) {
  milliseconds away{between_looks};
  int failures = 0;
  while (!surroundings_.wait(milliseconds(0))) {
    const Result<bool> did = step();
    if (!did) {
      const bool waits = is_away(did.error()) && (until == Until::stopped || ++failures < tries);
      note("store_away", nullptr, did.error().key);
      if (!waits) return fail(did.error());
      if (surroundings_.wait(away)) break;
      away = std::min(away * 2, longest_away);
      continue;
    }
    failures = 0;
    away = between_looks;
    if (until == Until::once) break;
    if (*did || (missed_ && !surroundings_.wait(after_a_miss))) continue;
    if (until == Until::idle && !others_run_) break;
    // So that workers that were started together don't all look at once.
    if (surroundings_.wait(between_looks * 3 / 4 +
                           milliseconds(randombytes_uniform(between_looks.count() / 2))))
      break;
  }
  return tally_;
}

Result<bool> Worker::step() {
  tally_.enqueued += TRY(enqueue_due(office_, kinds_));
  const std::optional<rows::Begun> begun = TRY(next());
  if (!begun) return false;
  TRY(perform(*begun));
  return true;
}

Result<std::optional<rows::Begun>> Worker::next() {
  std::vector<rows::Sign> running;
  std::optional<std::int64_t> due;
  {
    // Nothing to do is learnt without the write lock.
    store::Transaction transaction =
        TRY(office_.store.begin(office_.organisation.id, sql::Begin::read));
    running = TRY(rows::running(transaction));
    due = TRY(rows::due_priority(transaction, office_.clock.now()));
  }
  others_run_ = !running.empty();
  missed_ = false;
  for (const rows::Sign& sign : silent(running)) {
    store::Transaction transaction = TRY(office_.store.begin(office_.organisation.id));
    std::optional<rows::Begun> begun =
        TRY(rows::take_over(transaction, sign, office_.clock.now(), name_));
    if (!begun) continue;  // It has moved at the last moment.
    TRY(transaction.commit());
    begun_at_ = surroundings_.ticks();
    note("taken_over", &begun->job);
    return begun;
  }
  if (!due) return std::optional<rows::Begun>();
  std::optional<rows::Begun> begun = TRY(claim_due(*due));
  missed_ = !begun.has_value();
  return begun;
}

Result<std::optional<rows::Begun>> Worker::claim_due(std::int64_t priority) {
  store::Transaction transaction = TRY(office_.store.begin(office_.organisation.id));
  std::optional<rows::Begun> begun =
      TRY(rows::claim(transaction, {office_.store.engine(), priority, office_.clock.now()}, name_));
  if (!begun) return begun;
  TRY(transaction.commit());
  begun_at_ = surroundings_.ticks();
  note("begun", &begun->job);
  return begun;
}

std::vector<rows::Sign> Worker::silent(const std::vector<rows::Sign>& running) {
  const milliseconds now = surroundings_.ticks();
  std::map<std::string, Seen> seen;
  std::vector<rows::Sign> all;
  for (const rows::Sign& sign : running) {
    const auto before = seen_.find(sign.claim.id.text);
    const bool same = before != seen_.end() && before->second.sign == sign;
    const milliseconds first = same ? before->second.first : now;
    seen[sign.claim.id.text] = {sign, first};
    if (now - first >= sign.lease) all.push_back(sign);
  }
  seen_ = std::move(seen);
  return all;
}

Result<void> Worker::perform(const rows::Begun& begun) {
  const Kind* kind = kinds_.find(begun.job.kind);
  pulse_.begin(begun.claim, kind == nullptr ? Kind{}.lease : kind->lease);
  rows::End end = judged(begun, kind, answer(begun, kind));
  end.told = pulse_.told();
  Result<void> written = write_end(begun, end);
  pulse_.end();
  return written;
}

Result<Facts> Worker::answer(const rows::Begun& begun, const Kind* kind) {
  const Job& job = begun.job;
  if (job.cancel_asked) return fail(Errc::conflict, "jobs.cancel_asked", {{"job", job.number}});
  if (job.attempts > job.attempts_most)
    return fail(Errc::internal, "jobs.workers_died",
                {{"job", job.number}, {"attempts", std::to_string(job.attempts_most)}});
  if (kind == nullptr) return fail(Errc::unavailable, "jobs.unknown_kind", {{"kind", job.kind}});
  accounts::Actor actor = TRY(accounts::acting_for(office_, job.account, kind->permission));
  accounts::Office office{office_.folder, office_.organisation, std::move(actor), office_.clock,
                          office_.store,  office_.vault,        office_.log};
  AtHand at_hand(begun, office, pulse_, surroundings_);
  try {
    return kind->run(office, job.parameters, at_hand);
  } catch (...) {
    return fail(Errc::internal, "jobs.broke", {{"job", job.number}});
  }
}

rows::End Worker::judged(const rows::Begun& begun, const Kind* kind, Result<Facts> answer) const {
  rows::End end;
  end.now = office_.clock.now();
  end.outcome = "done";
  if (answer) {
    end.summary = *std::move(answer);
    return end;
  }
  end.error = std::move(answer).error();
  const std::string& key = end.error->key;
  static const Kind unknown{};
  const Kind& of = kind == nullptr ? unknown : *kind;
  if (key == "jobs.stopping") {
    end.state = State::waiting;
    end.outcome = "handed_back";
    end.counted = false;
    end.error.reset();
  } else if (key == "jobs.cancel_asked") {
    end.state = State::cancelled;
    end.outcome = "cancelled";
    end.error.reset();
  } else if (key == "accounts.no_longer" || key == "accounts.not_permitted" ||
             key == "accounts.grant_ended") {
    end.state = State::refused;
    end.outcome = "refused";
  } else if ((key == "jobs.lease_lost" || is_retried(of, *end.error)) &&
             begun.job.attempts < begun.job.attempts_most) {
    end.state = State::waiting;
    end.outcome = "put_off";
    end.not_before = end.now + wait_after(of, begun.job.attempts, chance());
  } else {
    end.state = State::failed;
    end.outcome = "failed";
  }
  return end;
}

Result<void> Worker::write_end(const rows::Begun& begun, const rows::End& end) {
  // The work is done, or has failed: that is written even where the store is away for a moment. The
  // pulse goes on meanwhile.
  for (int i = 1;; ++i) {
    const Result<std::optional<State>> state = try_end(begun, end);
    if (state) {
      count(begun, end, *state);
      return {};
    }
    note("end_not_written", &begun.job, state.error().key);
    if (!is_away(state.error()) || i == tries) return fail(state.error());
    surroundings_.wait(between_looks * i);
  }
}

namespace {

// Whole words, so that the pages' words for them can be held against the code.
std::string event_of(State state, const rows::End& end) {
  switch (state) {
    case State::done:
      return "jobs.done";
    case State::failed:
      return "jobs.failed";
    case State::refused:
      return "jobs.refused";
    case State::cancelled:
      return "jobs.cancelled";
    default:
      return end.outcome == "handed_back" ? "jobs.handed_back" : "jobs.put_off";
  }
}

}  // namespace

Result<std::optional<State>> Worker::try_end(const rows::Begun& begun, const rows::End& end) {
  store::Transaction transaction = TRY(office_.store.begin(office_.organisation.id));
  const std::optional<State> state = TRY(rows::end(transaction, begun.claim, end));
  if (!state) return state;
  evidence::Told entry = told(office_, event_of(*state, end), begun.job.number);
  entry.account = begun.job.account;
  entry.details = {{"kind", begun.job.kind},
                   {"attempt", std::to_string(begun.job.attempts)},
                   {"worker", name_},
                   {"worked_for", office_.actor.account.text}};
  TRY(office_.log.append(transaction, entry));
  TRY(transaction.commit());
  return state;
}

void Worker::count(const rows::Begun& begun, const rows::End& end, std::optional<State> state) {
  const std::string error = end.error ? end.error->key : "";
  if (!state) {
    ++tally_.lost;
    note("lost", &begun.job, error);
    return;
  }
  switch (*state) {
    case State::waiting:
      ++(end.counted ? tally_.put_off : tally_.handed_back);
      break;
    case State::done:
      ++tally_.done;
      break;
    case State::failed:
      ++tally_.failed;
      break;
    case State::refused:
      ++tally_.refused;
      break;
    case State::cancelled:
      ++tally_.cancelled;
      break;
    case State::running:
      must(false);
  }
  note(*state == State::waiting ? end.outcome : std::string(word(*state)), &begun.job, error);
}

void Worker::note(std::string event, const Job* job, std::string error) {
  Said said{.event = std::move(event), .error = std::move(error)};
  if (job != nullptr) {
    said.job = job->number;
    said.kind = job->kind;
    said.attempt = job->attempts;
    said.milliseconds = (surroundings_.ticks() - begun_at_).count();
  }
  surroundings_.say(said);
}

}  // namespace ombud::jobs
