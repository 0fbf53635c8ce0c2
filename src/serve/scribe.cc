#include "serve/scribe.h"

#include <algorithm>

namespace ombud::serve {

namespace {

constexpr std::chrono::seconds between_sequencings{1};
constexpr std::chrono::minutes between_housekeepings{10};
constexpr std::size_t most_together = 256;

}  // namespace

Scribe::Scribe(OpenLobby open, std::function<void(const Error&)> say,
               std::function<Result<void>(accounts::Lobby&)> housekeep)
    : open_(std::move(open)),
      say_(std::move(say)),
      housekeep_(std::move(housekeep)),
      thread_([this] { live(); }) {}

Scribe::~Scribe() { stop(); }

Result<void> Scribe::tell(std::vector<evidence::Told> entries, const accounts::SessionId& used) {
  Wish wish{std::move(entries), used};
  std::unique_lock lock(mutex_);
  if (leaving_) return fail(Errc::unavailable, "http.busy");
  waiting_.push_back(&wish);
  came_.notify_one();
  written_.wait(lock, [&] { return wish.done.has_value(); });
  return *std::move(wish.done);
}

void Scribe::notice() {
  const std::lock_guard lock(mutex_);
  unsequenced_ = true;
}

void Scribe::stop() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
  }
  came_.notify_one();
  if (thread_.joinable()) thread_.join();
}

Result<accounts::Lobby*> Scribe::lobby() {
  if (!lobby_) lobby_ = TRY(open_());
  return lobby_.get();
}

void Scribe::live() {
  using Time = std::chrono::steady_clock;
  Time::time_point sequenced = Time::now();
  Time::time_point kept = sequenced;
  std::unique_lock lock(mutex_);
  while (true) {
    came_.wait_for(lock, between_sequencings, [&] { return leaving_ || !waiting_.empty(); });
    std::vector<Wish*> wishes;
    while (!waiting_.empty() && wishes.size() < most_together) {
      wishes.push_back(waiting_.front());
      waiting_.pop_front();
    }
    if (!wishes.empty()) {
      lock.unlock();
      write(wishes);  // Whoever waits may be gone once the lock is free and its answer there.
      lock.lock();
      unsequenced_ = true;
      written_.notify_all();
    }
    const bool ends = leaving_ && waiting_.empty();
    const Time::time_point now = Time::now();
    if (unsequenced_ && (ends || now - sequenced >= between_sequencings)) {
      sequenced = now;
      unsequenced_ = false;
      lock.unlock();
      look_after();
      lock.lock();
    }
    if (ends) return;
    if (now - kept < between_housekeepings) continue;
    kept = now;
    lock.unlock();
    const auto keep = [&]() -> Result<void> {
      accounts::Lobby& here = *TRY(lobby());
      return housekeep_(here);
    };
    if (const Result<void> done = keep(); !done) say_(done.error());
    lock.lock();
  }
}

// Each answer is set at the end, in one go: the wishes are gone as soon as they have one.
void Scribe::write(std::vector<Wish*>& wishes) {
  std::vector<Result<void>> results;
  const auto together = [&]() -> Result<void> {
    accounts::Lobby& here = *TRY(lobby());
    return write_together(here, wishes);
  };
  const Result<void> all = together();
  for (Wish* wish : wishes) {
    if (all || wishes.size() == 1 || !lobby_) {
      results.push_back(all);
      continue;
    }
    // One of them can't be written; the others don't suffer for it.
    results.push_back(write_together(*lobby_, {wish}));
  }
  if (!all && all.error().key.starts_with("vault.")) lobby_.reset();  // Opened anew the next time.
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < wishes.size(); ++i) wishes[i]->done = std::move(results[i]);
}

Result<void> Scribe::write_together(accounts::Lobby& lobby, const std::vector<Wish*>& wishes) {
  store::Frame frame = TRY(lobby.store().frame(lobby.organisation().id, sql::Begin::write));
  {
    store::Transaction transaction = TRY(lobby.store().begin(lobby.organisation().id));
    for (const Wish* wish : wishes) {
      for (const evidence::Told& entry : wish->entries) TRY(lobby.log().append(transaction, entry));
      if (!wish->used.empty())
        TRY(accounts::touch_session(transaction, wish->used, lobby.clock().now()));
    }
    TRY(transaction.commit());
  }
  return frame.commit();
}

void Scribe::look_after() {
  const auto sequence = [&]() -> Result<void> {
    accounts::Lobby& here = *TRY(lobby());
    TRY(here.log().sequence());
    return {};
  };
  const Result<void> done = sequence();
  if (done) return;
  say_(done.error());
  notice();
}

}  // namespace ombud::serve
