#include "jobs/pulse.h"

#include <algorithm>

namespace ombud::jobs {

namespace {

constexpr std::chrono::milliseconds longest_beat{1000};
constexpr int beats_a_lease = 6;
constexpr int signs_a_lease = 3;

}  // namespace

Pulse::Pulse(store::Database& store, OrganisationId organisation, const Clock& clock)
    : store_(store), organisation_(std::move(organisation)), clock_(clock) {
  thread_ = std::thread([this] { live(); });
}

Pulse::~Pulse() {
  {
    const std::lock_guard lock(mutex_);
    leaving_ = true;
    claim_.reset();
  }
  changed_.notify_all();
  thread_.join();
}

void Pulse::begin(const rows::Claim& claim, std::chrono::milliseconds lease) {
  const std::lock_guard lock(mutex_);
  claim_ = claim;
  lease_ = lease;
  told_ = {};
  told_more_ = false;
  cancel_asked_ = false;
  lost_ = false;
  signed_at_ = Time::now();
  changed_.notify_all();
}

void Pulse::end() {
  const std::lock_guard lock(mutex_);
  claim_.reset();
  changed_.notify_all();
}

rows::Told Pulse::told() const {
  const std::lock_guard lock(mutex_);
  return told_;
}

void Pulse::tell(std::string_view what, std::uint64_t done, std::uint64_t all) {
  const std::lock_guard lock(mutex_);
  if (told_.what != what) told_.what = what;
  told_.done = static_cast<std::int64_t>(done);
  told_.all = static_cast<std::int64_t>(all);
  told_more_ = true;
}

bool Pulse::cancel_asked() const {
  const std::lock_guard lock(mutex_);
  return cancel_asked_;
}

bool Pulse::lost() const {
  const std::lock_guard lock(mutex_);
  return lost_;
}

bool Pulse::overdue() const {
  const std::lock_guard lock(mutex_);
  return Time::now() - signed_at_ > lease_;
}

void Pulse::found(bool held) {
  const std::lock_guard lock(mutex_);
  lost_ = !held;
  if (held) signed_at_ = Time::now();
}

void Pulse::live() {
  std::unique_lock lock(mutex_);
  while (!leaving_) {
    changed_.wait(lock, [&] { return leaving_ || claim_.has_value(); });
    if (claim_) beat(lock);
  }
}

void Pulse::beat(std::unique_lock<std::mutex>& lock) {
  const rows::Claim mine = *claim_;
  const std::chrono::milliseconds between = std::min(lease_ / beats_a_lease, longest_beat);
  const auto over = [&] { return !claim_ || claim_->id != mine.id || claim_->fence != mine.fence; };
  while (!lost_) {
    if (changed_.wait_for(lock, between, over)) return;
    const bool write = told_more_ || Time::now() - signed_at_ >= lease_ / signs_a_lease;
    const rows::Told told = told_;
    told_more_ = false;
    lock.unlock();
    const Time::time_point begun = Time::now();
    const Result<std::optional<bool>> answer = sign(mine, told, write);
    lock.lock();
    if (over()) return;
    if (!answer) {
      told_more_ = told_more_ || write;  // The store is busy or away: at the next beat.
      continue;
    }
    lost_ = !answer->has_value();
    cancel_asked_ = answer->value_or(false);
    if (write && !lost_) signed_at_ = begun;
  }
  changed_.wait(lock, over);
}

Result<std::optional<bool>> Pulse::sign(const rows::Claim& claim, const rows::Told& told,
                                        bool write) {
  if (!own_) own_.emplace(TRY(store_.again()));
  store::Transaction transaction =
      TRY(own_->begin(organisation_, write ? sql::Begin::write : sql::Begin::read));
  if (!write) return rows::look(transaction, claim);
  const std::optional<bool> asked = TRY(rows::renew(transaction, claim, told, clock_.now()));
  TRY(transaction.commit());
  return asked;
}

}  // namespace ombud::jobs
