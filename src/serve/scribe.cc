#include "serve/scribe.h"

#include <algorithm>
#include <future>
#include <utility>

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

void Scribe::tell(std::vector<evidence::Told> entries, const accounts::SessionId& used,
                  const OrganisationId& organisation, Done done) {
  {
    const std::lock_guard lock(mutex_);
    if (!leaving_) {
      waiting_.push_back({std::move(entries), used, organisation, std::move(done)});
      if (waiting_.size() == 1) came_.notify_one();
      return;
    }
  }
  done(fail(Errc::unavailable, "http.busy"));
}

Result<void> Scribe::tell(std::vector<evidence::Told> entries, const OrganisationId& organisation) {
  std::promise<Result<void>> written;
  tell(std::move(entries), {}, organisation,
       [&written](const Result<void>& done) { written.set_value(done); });
  return written.get_future().get();
}

void Scribe::notice(const OrganisationId& organisation) {
  const std::lock_guard lock(mutex_);
  unsequenced_.insert(organisation);
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
    const std::vector<Wish> wishes = taken();
    if (!wishes.empty()) {
      const OrganisationId organisation = wishes.front().organisation;
      lock.unlock();
      write(wishes);
      lock.lock();
      unsequenced_.insert(organisation);
    }
    const bool ends = leaving_ && waiting_.empty();
    const Time::time_point now = Time::now();
    const bool some = all_unsequenced_ || !unsequenced_.empty();
    if (some && (ends || now - sequenced >= between_sequencings)) {
      sequenced = now;
      const std::set<OrganisationId> whose = std::exchange(unsequenced_, {});
      const bool all = std::exchange(all_unsequenced_, false);
      lock.unlock();
      look_after(whose, all);
      lock.lock();
    }
    if (ends) return;
    if (now - kept < between_housekeepings) continue;
    kept = now;
    lock.unlock();
    const auto keep = [this](accounts::Lobby& there) { return housekeep_(there); };
    for (const OrganisationId& one : everybody())
      if (const Result<void> done = in(one, keep); !done) say_(done.error());
    lock.lock();
  }
}

// Those of one organisation; the others' turn comes at once after.
std::vector<Scribe::Wish> Scribe::taken() {
  std::vector<Wish> wishes;
  std::deque<Wish> left;
  for (Wish& wish : waiting_) {
    const bool same = wishes.empty() || wish.organisation == wishes.front().organisation;
    if (same && wishes.size() < most_together)
      wishes.push_back(std::move(wish));
    else
      left.push_back(std::move(wish));
  }
  waiting_ = std::move(left);
  return wishes;
}

Result<void> Scribe::in(const OrganisationId& organisation,
                        const std::function<Result<void>(accounts::Lobby&)>& work) {
  accounts::Lobby& first = *TRY(lobby());
  return work(*TRY(first.at(organisation)));
}

std::vector<OrganisationId> Scribe::everybody() {
  const Result<accounts::Lobby*> first = lobby();
  if (!first) return {{}};  // Whoever works there says why it can't be opened.
  Result<std::vector<OrganisationId>> all = (*first)->organisations();
  return all ? *std::move(all) : std::vector<OrganisationId>{{}};
}

void Scribe::write(std::span<const Wish> wishes) {
  const auto write_some = [&](std::span<const Wish> some) {
    return in(wishes.front().organisation,
              [&](accounts::Lobby& there) { return write_together(there, some); });
  };
  const Result<void> all = write_some(wishes);
  for (std::size_t i = 0; i < wishes.size(); ++i) {
    // One of them can't be written; the others don't suffer for it.
    // Where the store itself is away, none can be.
    const bool away = !all && all.error().key == "sql.unreachable";
    const bool again = !all && !away && wishes.size() > 1 && lobby_;
    wishes[i].done(again ? write_some(wishes.subspan(i, 1)) : all);
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

void Scribe::look_after(const std::set<OrganisationId>& whose, bool all) {
  std::set<OrganisationId> these = whose;
  if (all)
    for (const OrganisationId& one : everybody()) these.insert(one);
  for (const OrganisationId& one : these) {
    const Result<void> done = in(one, [](accounts::Lobby& there) -> Result<void> {
      TRY(there.log().sequence());
      return {};
    });
    if (done) continue;
    say_(done.error());
    notice(one);
  }
}

}  // namespace ombud::serve
