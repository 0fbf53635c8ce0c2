#pragma once
// Several workers as processes of their own, begun one after the other, and the parent that looks
// after them: one that dies of a signal is replaced, one that a handler brought down takes no other
// with it. Nothing of the store or the vault may be open in the parent.

#include <sys/types.h>

#include <optional>
#include <vector>

#include "base/result.h"
#include "jobs/worker.h"

namespace ombud::jobs {

inline constexpr int most_workers = 64;

/// The jobs that a tally tells of.
std::int64_t jobs_in(const Tally& tally);

/// A child's place: how it tells its parent.
class Berth {
 public:
  explicit Berth(int to_parent) : to_parent_(to_parent) {}

  /// It was let in; the next may begin.
  void entered() const;
  void ended(const Tally& tally) const;

 private:
  int to_parent_;
};

class Crew {
 public:
  /// `replaces`: whether a worker that was killed is begun anew, which `say` is told.
  Crew(int workers, bool replaces, std::function<void(const std::string& event)> say)
      : workers_(workers), replaces_(replaces), say_(std::move(say)) {}

  /// In a child: its berth. In the parent: nothing, when all have ended. Errc::unavailable
  /// "jobs.no_process" where the system gives no more processes.
  Result<std::optional<Berth>> muster();

  const Tally& tally() const { return tally_; }

  /// Of the first worker that ended with another code than 0.
  int code() const { return code_; }

  bool stopped() const { return stopped_; }

 private:
  enum class Begun : std::uint8_t { child, parent };
  Result<Begun> begin();
  /// Until the youngest has entered or ended.
  void wait_for_entry();
  /// Waits for a child's word, a child's end or a signal.
  void look(int milliseconds);
  void hear();
  void reap();
  void stop(int signal);

  int workers_;
  bool replaces_;
  std::function<void(const std::string&)> say_;
  int signals_ = -1;
  int from_children_ = -1;
  int to_parent_ = -1;
  std::vector<pid_t> children_;
  int entering_ = 0;
  int missing_ = 0;  // Killed, and to be replaced.
  Tally tally_;
  int code_ = 0;
  bool stopped_ = false;
};

}  // namespace ombud::jobs
