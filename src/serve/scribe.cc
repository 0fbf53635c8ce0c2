#include "serve/scribe.h"

#include <algorithm>
#include <future>

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

void Scribe::tell(std::vector<evidence::Told> entries, const accounts::SessionId& used, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (!leaving_) {
      waiting_.push_back({std::move(entries), used, std::move(done)});
      if (waiting_.size() == 1) came_.notify_one();
      return;
    }
  }
  done(fail(Errc::unavailable, "http.busy"));
}

Result<void> Scribe::tell(std::vector<evidence::Told> entries) {
  std::promise<Result<void>> written;
  tell(std::move(entries), {}, [&written](const Result<void>& done) { written.set_value(done); });
  return written.get_future().get();
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
    std::vector<Wish> wishes;
    while (!waiting_.empty() && wishes.size() < most_together) {
      wishes.push_back(std::move(waiting_.front()));
      waiting_.pop_front();
    }
    if (!wishes.empty()) {
      lock.unlock();
      write(wishes);
      lock.lock();
      unsequenced_ = true;
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

void Scribe::write(std::span<const Wish> wishes) {
  const auto together = [&]() -> Result<void> {
    accounts::Lobby& here = *TRY(lobby());
    return write_together(here, wishes);
  };
  const Result<void> all = together();
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    // One of them can't be written; the others don't suffer for it.
    const bool again = !all && wishes.size() > 1 && lobby_;
    wishes[i].done(again ? write_together(*lobby_, wishes.subspan(i, 1)) : all);
  }
  if (!all && all.error().key.starts_with("vault.")) lobby_.reset();  // Opened anew the next time.
}

Result<void> Scribe::write_together(accounts::Lobby& lobby, std::span<const Wish> wishes) {
  store::Frame frame = TRY(lobby.store().frame(lobby.organisation().id, sql::Begin::write));
  {
    store::Transaction transaction = TRY(lobby.store().begin(lobby.organisation().id));
    std::vector<const evidence::Told*> told;
    for (const Wish& wish : wishes)
      for (const evidence::Told& entry : wish.entries) told.push_back(&entry);
    TRY(lobby.log().append(transaction, told));
    for (const Wish& wish : wishes) {
      if (!wish.used.empty())
        TRY(accounts::touch_session(transaction, wish.used, lobby.clock().now()));
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
