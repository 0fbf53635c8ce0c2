#pragma once
// A worker of jobs on a thread beside the server.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include "accounts/accounts.h"
#include "jobs/worker.h"
#include "serve/scribe.h"

namespace ombud::serve {

class Beside {
 public:
  /// Works for `actor` until stop().
  Beside(OpenLobby open, accounts::Actor actor, const jobs::Kinds& kinds,
         std::function<void(const jobs::Said&)> say);
  ~Beside();
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  /// The job at hand is handed back at its next step, for another worker.
  void stop();

 private:
  Result<void> work();
  bool wait(std::chrono::milliseconds time);

  const OpenLobby open_;
  const accounts::Actor actor_;
  const jobs::Kinds& kinds_;
  const std::function<void(const jobs::Said&)> say_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool leaving_ = false;
  std::thread thread_;
};

}  // namespace ombud::serve
