#pragma once
// A worker's pulse: the thread that renews the lease of the job at hand, writes how far it is and
// learns that cancelling is asked or the job is lost. It has connections of its own, so a handler
// that holds a transaction or waits for a source for an hour is no obstacle.

#include <condition_variable>
#include <mutex>
#include <thread>

#include "jobs/rows.h"

namespace ombud::jobs {

class Pulse {
 public:
  Pulse(store::Database& store, OrganisationId organisation, const Clock& clock);
  ~Pulse();
  Pulse(const Pulse&) = delete;
  Pulse& operator=(const Pulse&) = delete;

  void begin(const rows::Claim& claim, std::chrono::milliseconds lease);
  /// Nothing is written after the sign of life that may be under way.
  void end();
  rows::Told told() const;

  void tell(std::string_view what, std::uint64_t done, std::uint64_t all);
  bool cancel_asked() const;
  bool lost() const;
  /// No sign of life could be given for longer than the lease: somebody may have taken over.
  bool overdue() const;
  /// What was asked of the store by another thread: whether the job is still held.
  void found(bool held);

 private:
  using Time = std::chrono::steady_clock;
  void live();
  /// Signs of life while one job is held; `lock` is held on entry and return.
  void beat(std::unique_lock<std::mutex>& lock);
  Result<std::optional<bool>> sign(const rows::Claim& claim, const rows::Told& told, bool write);

  store::Database& store_;  // Only for connections of our own.
  std::optional<store::Database> own_;
  const OrganisationId organisation_;
  const Clock& clock_;

  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<rows::Claim> claim_;
  std::chrono::milliseconds lease_{};
  rows::Told told_;
  bool told_more_ = false;
  bool cancel_asked_ = false;
  bool lost_ = false;
  bool leaving_ = false;
  Time::time_point signed_at_;  // The last sign of life, or the claim.
  std::thread thread_;
};

}  // namespace ombud::jobs
