#include "serve/beside.h"

namespace ombud::serve {

namespace {

constexpr std::chrono::seconds before_again{10};

}  // namespace

Beside::Beside(OpenLobby open, accounts::Actor actor, const jobs::Kinds& kinds,
               std::function<void(const jobs::Said&)> say)
    : open_(std::move(open)), actor_(std::move(actor)), kinds_(kinds), say_(std::move(say)) {
  thread_ = std::thread([this] {
    // Whatever ended it, the house has no other worker: after a while it is tried again.
    do {
      const Result<void> worked = work();
      if (!worked) say_({.event = "failed", .error = worked.error().key});
    } while (!wait(before_again));
  });
}

Beside::~Beside() { stop(); }

void Beside::stop() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

bool Beside::wait(std::chrono::milliseconds time) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, time, [&] { return leaving_; });
}

Result<void> Beside::work() {
  const std::unique_ptr<accounts::Lobby> lobby = TRY(open_());
  jobs::Surroundings surroundings;
  surroundings.wait = [this](std::chrono::milliseconds time) { return wait(time); };
  surroundings.ticks = [] {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
  };
  surroundings.say = say_;
  jobs::Worker worker(lobby->office(actor_), kinds_, surroundings);
  TRY(worker.work(jobs::Until::stopped));
  return {};
}

}  // namespace ombud::serve
