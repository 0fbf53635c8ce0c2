#pragma once
// The tables of jobs; with schedule_rows the only file of this room that talks to the database.
// Each function works in the caller's transaction; their errors are the store's. A worker's writes
// name the fencing number of its claim and change nothing where the row has another one.

#include <limits>

#include "jobs/jobs.h"

namespace ombud::jobs::rows {

/// JSON objects of texts.
std::string written(const Facts& facts);
Facts read(const std::string& json);

/// Null where the text is empty.
sql::Value or_null(const std::string& text);

std::string number_of(std::int64_t serial);  // "J-0001"
/// 0 where the text is no number of a job.
std::int64_t serial_of(std::string_view number);

/// The next number of jobs or of whatever `what` names.
Result<std::int64_t> next_serial(store::Transaction& transaction, const std::string& what);

struct New {
  JobId id;
  std::int64_t serial = 0;
  std::string kind;
  AccountId account;
  Facts parameters;
  std::string once;
  ScheduleId schedule;  // Empty: none.
  Instant due_at;       // Where there is a schedule.
  int priority = 5;
  Instant not_before;
  std::int64_t attempts_most = 1;
  std::chrono::milliseconds lease{};
  Instant made_at;
  std::optional<std::set<std::string>> controllers;
};

/// False where a live job has its key, or a job of its schedule the same instant.
Result<bool> add(store::Transaction& transaction, const New& job);
/// The number of the live job with that key; empty where there is none.
Result<std::string> live(store::Transaction& transaction, const std::string& kind,
                         const std::string& once);

/// Which jobs; empty: whatever it is.
struct Which {
  std::int64_t from = 0;
  std::int64_t until = std::numeric_limits<std::int64_t>::max();
  std::optional<State> state = std::nullopt;
  std::string kind = "";
};

/// Newest first.
Result<std::vector<Job>> newest(store::Transaction& transaction, const Which& which,
                                std::int64_t limit);
Result<std::optional<Job>> by_serial(store::Transaction& transaction, std::int64_t serial);
Result<std::vector<Attempt>> attempts(store::Transaction& transaction, const JobId& job);

/// The state that it has now; nothing where it had ended.
Result<std::optional<State>> cancel(store::Transaction& transaction, std::int64_t serial,
                                    const AccountId& by, Instant now);
/// False where it has not ended or is done. sql.constraint where another live one has its key.
Result<bool> revive(store::Transaction& transaction, std::int64_t serial,
                    std::int64_t more_attempts);
/// One that was put off no longer waits for its time; false where it is none.
Result<bool> hurry(store::Transaction& transaction, std::int64_t serial);

/// Jobs that wait for a later time, and the first such time.
struct Later {
  std::int64_t jobs = 0;
  Instant first;
};

Result<Later> later(store::Transaction& transaction, Instant now);

Result<std::int64_t> expire(store::Transaction& transaction, Instant before);
/// The key of a job, empty where it has none.
Result<std::string> once_of(store::Transaction& transaction, std::int64_t serial);

// What workers do.

/// A claim: who holds the job, by which number.
struct Claim {
  JobId id;
  std::int64_t fence = 0;
};

/// What watchers compare: while neither changes, the worker has given no sign of life.
struct Sign {
  Claim claim;
  std::int64_t renewals = 0;
  std::chrono::milliseconds lease{};

  bool operator==(const Sign& other) const {
    return claim.id == other.claim.id && claim.fence == other.claim.fence &&
           renewals == other.renewals;
  }
};

/// The first priority of which a job is due: ten looks into the index, however many jobs wait for a
/// later time.
Result<std::optional<std::int64_t>> due_priority(store::Transaction& transaction, Instant now);
Result<std::vector<Sign>> running(store::Transaction& transaction);

struct Begun {
  Job job;
  Claim claim;
};

/// Takes the first job of that priority that is due, passing over rows that others are taking.
struct Look {
  sql::Engine engine = sql::Engine::sqlite;
  std::int64_t priority = 0;
  Instant now;
};

Result<std::optional<Begun>> claim(store::Transaction& transaction, const Look& look,
                                   const std::string& worker);
/// Takes a silent job over from its worker; nothing where that has moved since.
Result<std::optional<Begun>> take_over(store::Transaction& transaction, const Sign& silent,
                                       Instant now, const std::string& worker);

struct Told {
  std::string what;
  std::int64_t done = 0;
  std::int64_t all = 0;
};

/// A sign of life with how far it is: whether cancelling is asked; nothing where the claim is lost.
Result<std::optional<bool>> renew(store::Transaction& transaction, const Claim& claim,
                                  const Told& told, Instant now);
/// Nothing where the claim is lost; otherwise whether cancelling is asked.
Result<std::optional<bool>> look(store::Transaction& transaction, const Claim& claim);
/// Locks the row until the transaction ends. False where the claim is lost.
Result<bool> hold(store::Transaction& transaction, const Claim& claim);

/// How an attempt ended and what becomes of the job.
struct End {
  State state = State::done;  // Or waiting, to be tried again.
  std::string outcome;
  std::optional<Error> error;
  Facts summary;
  Told told;
  Instant now;
  Instant not_before;   // Where it waits again; as it is here: as soon as a worker is free.
  bool counted = true;  // False: handed back, the attempt does not count.
};

/// The state that it got: cancelled instead of waiting where cancelling was asked meanwhile.
/// Nothing where the claim is lost.
Result<std::optional<State>> end(store::Transaction& transaction, const Claim& claim,
                                 const End& end);

}  // namespace ombud::jobs::rows
