#pragma once
// SIGTERM and SIGINT as a question that the worker asks between its steps, instead of an
// interruption.

#include <chrono>

namespace ombud::jobs {

/// From its making to its end the two signals of this process are kept for it. The first one asks
/// to stop; after it was noticed a second one ends the process at once, as if this were not here:
/// the job at hand is then taken over by another worker.
class Stop {
 public:
  Stop();
  ~Stop();
  Stop(const Stop&) = delete;
  Stop& operator=(const Stop&) = delete;

  /// Waits so long at most; true, at once, where stopping was asked.
  bool wait(std::chrono::milliseconds time);

  bool asked() const { return asked_; }

 private:
  int signals_ = -1;
  bool asked_ = false;
};

}  // namespace ombud::jobs
