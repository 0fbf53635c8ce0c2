#pragma once
// A worker of jobs on a thread beside the server, for each organisation of the installation in
// turn.

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
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
  /// A worker for each organisation, by its id.
  using Workers = std::map<OrganisationId, std::unique_ptr<jobs::Worker>>;

  Result<void> work();
  void engage(accounts::Lobby& first, const OrganisationId& organisation, Workers& workers);
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
