#include "serve/beside.h"

#include <sodium.h>

#include <algorithm>
#include <optional>

namespace ombud::serve {

namespace {

constexpr std::chrono::seconds before_again{10};
constexpr std::chrono::seconds between_lists{10};
constexpr std::chrono::milliseconds shortest_look{750};
constexpr std::chrono::milliseconds longest_away{30'000};

std::chrono::milliseconds milliseconds_now() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now().time_since_epoch());
}

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

// One job after another, the organisations in turn. What one of them suffers from is said, and the
// others' work goes on.
Result<void> Beside::work() {
  const std::unique_ptr<accounts::Lobby> lobby = TRY(open_());
  Workers workers;
  std::chrono::milliseconds looked{};
  std::chrono::milliseconds away = shortest_look;
  while (!wait(std::chrono::milliseconds(0))) {
    if (workers.empty() || milliseconds_now() - looked >= between_lists) {
      looked = milliseconds_now();
      for (const OrganisationId& one : TRY(lobby->organisations()))
        if (!workers.contains(one)) engage(*lobby, one, workers);
    }
    bool did = false;
    std::optional<Error> failed;
    for (const auto& [organisation, worker] : workers) {
      const Result<bool> stepped = worker->step();
      did = did || (stepped && *stepped);
      if (stepped) continue;
      failed = stepped.error();
      say_({.event = "store_away", .error = failed->key});
    }
    // What time does not mend, opening anew may.
    if (failed && failed->code != Errc::unavailable && failed->key != "sql.serialization")
      return fail(*std::move(failed));
    away = failed ? std::min(away * 2, longest_away) : shortest_look;
    // So that servers that were started together don't all look at once.
    if (!did && wait(away + std::chrono::milliseconds(randombytes_uniform(500)))) break;
  }
  return {};
}

void Beside::engage(accounts::Lobby& first, const OrganisationId& organisation, Workers& workers) {
  Result<accounts::Lobby*> there = first.at(organisation);
  if (!there) {
    say_({.event = "failed", .error = there.error().key});
    return;
  }
  jobs::Surroundings surroundings;
  surroundings.wait = [this](std::chrono::milliseconds time) { return wait(time); };
  surroundings.ticks = milliseconds_now;
  surroundings.say = say_;
  accounts::Actor actor = actor_;
  actor.organisation = (*there)->organisation().id;
  accounts::Office& office = (*there)->office(std::move(actor));
  workers[organisation] = std::make_unique<jobs::Worker>(office, kinds_, std::move(surroundings));
}

}  // namespace ombud::serve
