#pragma once
// Work that goes on after the command that asked for it: a durable queue in Ombud's own store.
//
//     enqueue (in the caller's transaction) → waiting → running → done · failed · refused ·
//     cancelled
//
// A job exists if and only if the transaction that enqueued it was committed. Any number of
// workers take jobs from it; each claim raises the job's fencing number, and a worker whose number
// is no longer the row's can write nothing about that job any more. A job is done with the rights
// that the account has at that moment, not with those that it had when it asked.
//
// A worker may die at any line, so a handler must be able to begin again where it was cut off.

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "accounts/accounts.h"
#include "accounts/visit.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/progress.h"
#include "base/result.h"
#include "store/store.h"

namespace ombud::jobs {

using JobId = Id<struct JobTag>;
using ScheduleId = Id<struct ScheduleTag>;

/// Names and values of a job's parameters and of what it answers. Ids, numbers and places, never
/// personal data: they are shown to everybody who may see the list of jobs.
using Facts = std::vector<std::pair<std::string, std::string>>;
/// The value of that name; empty where there is none.
const std::string& value_of(const Facts& facts, std::string_view name);

/// What a handler is given beside its parameters.
class Work {
 public:
  virtual ~Work() = default;
  virtual const std::string& job() const = 0;       // "J-0001"
  virtual std::int64_t fencing_number() const = 0;  // Larger for each claim of the same job.
  virtual std::int64_t attempt() const = 0;         // 1 for the first.

  /// May be told as often as wanted; it is written to the job's row at most once a second, by
  /// another thread, which also renews the lease. A handler that is silent for hours keeps its job.
  virtual Progress& progress() = 0;
  /// Between two steps: TRY(work.go_on()), and return the error. Errc::conflict "jobs.cancel_asked"
  /// {job}, "jobs.lease_lost" {job}; Errc::unavailable "jobs.stopping" {job}: this worker is being
  /// stopped, the job is handed back and goes on elsewhere. Touches no database.
  virtual Result<void> go_on() = 0;
  /// Asks the store, before an effect outside it that can't be taken back. "jobs.lease_lost".
  virtual Result<void> still_mine() = 0;
  /// In the transaction of an effect inside the store: it commits only while the job is this
  /// worker's, and no other can take the job before it has. "jobs.lease_lost".
  virtual Result<void> fence(store::Transaction& transaction) = 0;
};

/// A kind of job, declared by the room whose work it is and gathered in app/slices.cc.
struct Kind {
  std::string name;        // "actions.run": room and verb.
  std::string permission;  // To ask for it; asked of the account again each time it is begun.
  /// `office` acts for the account. What it answers is shown with the job.
  std::function<Result<Facts>(accounts::Office& office, const Facts& parameters, Work& work)> run;
  std::int64_t attempts = 5;                     // Begun so often at most.
  std::chrono::milliseconds first_wait{10'000};  // Before the second attempt; doubled each time.
  std::chrono::milliseconds longest_wait{3'600'000};
  /// A worker that gives no sign of life for so long has lost the job to whoever watched it.
  std::chrono::milliseconds lease{30'000};
  /// Of errors that would end the job, those that time mends: "actions.running_elsewhere".
  /// Errc::unavailable and Errc::exhausted are tried again whatever their key.
  std::vector<std::string> also_retried;
};

class Kinds {
 public:
  /// must() have no name twice.
  explicit Kinds(std::vector<Kind> all);
  /// Null where there is none.
  const Kind* find(std::string_view name) const;

  const std::vector<Kind>& all() const { return all_; }

 private:
  std::vector<Kind> all_;
};

enum class State : std::uint8_t { waiting, running, done, failed, refused, cancelled };
std::string_view word(State state);

inline bool is_live(State state) { return state == State::waiting || state == State::running; }

struct Wish {
  Facts parameters;
  /// Where set: while a job of this kind and key is waiting or running there is no second one.
  std::string once;
  /// Nothing: as soon as a worker is free, whatever becomes of the clock.
  std::optional<Instant> not_before;
  int priority = 5;  // 0 is taken first, 9 last.
  /// Whose data it is about. Nothing: not known, or everybody's; then it exists for whoever asked
  /// for it and for those whose roles are not limited to some controllers' data.
  std::optional<std::set<std::string>> controllers = std::nullopt;
};

struct Enqueued {
  std::string number;      // "J-0001"
  bool was_there = false;  // It is the live one with the same key; nothing was added.
};

/// In the caller's transaction of the organisation, for the account that acts, with an entry in the
/// log. Wakes nobody: workers look every second. Errc::forbidden "jobs.may_not_start" {kind,
/// permission}; Errc::invalid "jobs.bad_parameters" (a name twice, a value that is no UTF-8, more
/// than 4 KiB), "jobs.bad_priority".
Result<Enqueued> enqueue(accounts::Office& office, store::Transaction& transaction,
                         const Kind& kind, const Wish& wish);

struct Attempt {
  std::int64_t fencing_number = 0;
  std::string worker;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::string outcome;  // "done", "failed", "lost", "handed_back", …; empty while it runs.
  std::optional<Error> error;
};

struct Job {
  JobId id;
  std::string number;
  std::string kind;
  AccountId account;  // On whose behalf.
  Facts parameters;
  int priority = 5;
  State state = State::waiting;
  Instant made_at;
  std::optional<Instant> not_before;
  std::optional<Instant> started_at;  // Of the last attempt.
  std::optional<Instant> renewed_at;  // Its last sign of life, by the worker's clock.
  std::optional<Instant> ended_at;
  std::optional<Instant> due_at;  // Of a schedule's job: the instant that it is for.
  std::int64_t attempts = 0;
  std::int64_t attempts_most = 0;
  std::int64_t fencing_number = 0;
  std::string worker;
  std::string progress_what;  // Empty: nothing told yet.
  std::int64_t progress_done = 0;
  std::int64_t progress_all = 0;  // 0: not known.
  bool cancel_asked = false;      // Not the same as cancelled.
  std::optional<Error> error;     // Of the last attempt that failed.
  Facts summary;
  std::optional<std::set<std::string>> controllers;  // As in Wish.
};

/// Newest first, `limit` at most; of one state or of all. Here and below only those that exist for
/// who acts: accounts::may_see() of each of a job's controllers.
Result<std::vector<Job>> list(accounts::Office& office, std::optional<State> state,
                              std::size_t limit);

/// Which of them; empty: whatever it is.
struct Wanted {
  std::optional<State> state = std::nullopt;
  std::string kind = "";
  std::string before = "";  // "J-0042": only older ones.
};

Result<std::vector<Job>> list(accounts::Office& office, const Wanted& wanted, std::size_t limit);
/// Errc::not_found "jobs.unknown" {job}.
Result<Job> find(accounts::Office& office, const std::string& number);
/// Oldest first.
Result<std::vector<Attempt>> attempts(accounts::Office& office, const Job& job);

/// A waiting job is cancelled at once; of a running one it is asked, and its handler stops where it
/// next looks: the answer is the state that it has now. Asking again changes nothing.
/// Errc::not_found "jobs.unknown"; Errc::conflict "jobs.ended" {job, state}.
Result<State> cancel(accounts::Office& office, const std::string& number);
/// One that failed, was refused or cancelled waits again, with as many attempts as its kind has,
/// for the account that first asked for it; one that was put off is tried now. Errc::not_found
/// "jobs.unknown", "jobs.unknown_kind" {kind}; Errc::forbidden "jobs.may_not_start"; Errc::conflict
/// "jobs.not_ended" {job, state}, "jobs.is_done" {job}, "jobs.another_is_live" {job, other}.
Result<void> retry(accounts::Office& office, const Kinds& kinds, const std::string& number);

/// How long an ended job is kept where nobody says otherwise.
inline constexpr std::chrono::days kept_after_end{90};
/// Removes jobs that ended before; how many. Live ones stay however old they are.
Result<std::int64_t> expire(accounts::Office& office, Instant before);

std::vector<cli::Command> commands(accounts::Entrance& entrance, Kinds kinds);
/// `kinds`: what may be retried and scheduled.
std::vector<accounts::Route> routes(Kinds kinds = Kinds({}));
std::span<const store::Migration> migrations();

}  // namespace ombud::jobs
