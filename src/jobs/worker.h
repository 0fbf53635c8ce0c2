#pragma once
// One worker: takes a job, does it, writes how it ended, takes the next. A process may have one;
// any number of processes may stand at one store.
//
// Leases are measured by watching, not by the clock: who looks at a running job notes its sign of
// life (fencing number and renewals) and takes the job over when that has not changed for the
// lease's length on its own monotonic clock. No clock of the day, wrong or put right, ends a lease
// (docs/decisions/0013).

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "jobs/jobs.h"
#include "jobs/pulse.h"
#include "jobs/rows.h"

namespace ombud::jobs {

/// What happened, for the worker's own lines; no parameters, no persons.
struct Said {
  std::string event;  // "begun", "taken_over", "done", "put_off", "failed", "store_away", …
  std::string job;    // Empty where none is meant.
  std::string kind;
  std::int64_t attempt = 0;
  std::string error;  // Its key.
  std::int64_t milliseconds = 0;
};

/// What a worker has outside of the store.
struct Surroundings {
  /// Waits so long; true at once where the worker is to stop. Called by one thread at a time.
  std::function<bool(std::chrono::milliseconds)> wait;
  /// Time since somewhen that never goes back nor jumps.
  std::function<std::chrono::milliseconds()> ticks;
  std::function<void(const Said&)> say;
};

enum class Until : std::uint8_t {
  stopped,  // Goes on until it is asked to stop.
  once,     // One job, or none where none is due.
  idle,     // Until nothing is due and nothing runs elsewhere either.
};

/// How the jobs ended that this worker took.
struct Tally {
  std::int64_t done = 0;
  std::int64_t put_off = 0;  // Failed, to be tried again.
  std::int64_t failed = 0;
  std::int64_t refused = 0;
  std::int64_t cancelled = 0;
  std::int64_t handed_back = 0;
  std::int64_t lost = 0;      // Another worker had taken it over.
  std::int64_t enqueued = 0;  // By the schedule.
};

class Worker {
 public:
  /// `office`: of the account that may work ("jobs.work").
  Worker(accounts::Office& office, const Kinds& kinds, Surroundings surroundings);
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// The store's errors: at once those that time does not mend; where it is only away, Until::once
  /// and idle give up after some tries, Until::stopped waits for it.
  Result<Tally> work(Until until);

  /// One look: a job taken and ended, or false where there was none. The store's errors.
  Result<bool> step();

  const Tally& tally() const { return tally_; }

  const std::string& name() const { return name_; }  // "w-3f9a2c01", random.

 private:
  struct Seen {
    rows::Sign sign;
    std::chrono::milliseconds first{};
  };

  Result<std::optional<rows::Begun>> next();
  Result<std::optional<rows::Begun>> claim_due(std::int64_t priority);
  /// Those whose sign of life has not changed for their lease's length.
  std::vector<rows::Sign> silent(const std::vector<rows::Sign>& running);
  Result<void> perform(const rows::Begun& begun);
  Result<Facts> answer(const rows::Begun& begun, const Kind* kind);
  rows::End judged(const rows::Begun& begun, const Kind* kind, Result<Facts> answer) const;
  Result<void> write_end(const rows::Begun& begun, const rows::End& end);
  Result<std::optional<State>> try_end(const rows::Begun& begun, const rows::End& end);
  void count(const rows::Begun& begun, const rows::End& end, std::optional<State> state);
  void note(std::string event, const Job* job, std::string error = "");

  accounts::Office& office_;
  const Kinds& kinds_;
  Surroundings surroundings_;
  std::string name_;
  Pulse pulse_;
  std::map<std::string, Seen> seen_;  // By the job's id.
  bool others_run_ = false;           // At the last look.
  bool missed_ = false;               // The same: others were taking what was due.
  std::chrono::milliseconds begun_at_{};
  Tally tally_;
};

}  // namespace ombud::jobs
