#include "accounts/sign_in_rate.h"

#include <algorithm>
#include <cmath>

namespace ombud::accounts {

namespace {

constexpr std::size_t most_addresses = 4096;
constexpr double address_most = 30;
constexpr double address_each_second = 0.5;

}  // namespace

double Bucket::held_at(Instant now) const {
  const std::chrono::duration<double> passed = now - at_;
  // A clock that was set back gives nothing and takes nothing.
  if (at_ == Instant{} || passed.count() <= 0) return held_;
  return std::min(most_, held_ + passed.count() * each_second_);
}

std::chrono::seconds Bucket::take(Instant now) {
  held_ = held_at(now);
  at_ = now;
  if (held_ >= 1) {
    held_ -= 1;
    return std::chrono::seconds(0);
  }
  return std::chrono::seconds(static_cast<std::int64_t>(std::ceil((1 - held_) / each_second_)));
}

std::chrono::seconds SignInRate::take(const std::string& address, Instant now) {
  const std::lock_guard lock(mutex_);
  if (by_address_.size() >= most_addresses && !by_address_.contains(address)) {
    std::erase_if(by_address_, [&](const auto& one) { return one.second.is_full(now); });
    // So many addresses at once are an attack: the bound on all together holds it.
    if (by_address_.size() >= most_addresses) by_address_.clear();
  }
  Bucket& own = by_address_.try_emplace(address, address_most, address_each_second).first->second;
  // An address that has used up its own takes nothing of the others'.
  const std::chrono::seconds wait = own.take(now);
  return wait.count() > 0 ? wait : all_.take(now);
}

}  // namespace ombud::accounts
