#pragma once
// How many may knock, whoever they are: so many at once and so many again in a second, from one
// address and from all together. A browser that has been here before does not count: what strangers
// try keeps nobody out who is known. Kept in memory: a server that begins again has forgotten it.

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/clock.h"

namespace ombud::accounts {

/// A bucket of tokens: one is taken each time, and they come back with time.
class Bucket {
 public:
  Bucket(double most, double each_second) : most_(most), each_second_(each_second), held_(most) {}

  /// Nothing where one was taken; else how long to wait for the next one.
  std::chrono::seconds take(Instant now);

  bool is_full(Instant now) const { return held_at(now) >= most_; }

 private:
  double held_at(Instant now) const;
  double most_;
  double each_second_;
  double held_;
  Instant at_ = {};
};

class SignInRate {
 public:
  /// The longer of both waits, a second or more; nothing where there is room. Of several threads.
  std::chrono::seconds take(const std::string& address, Instant now);

 private:
  std::mutex mutex_;
  Bucket all_{60, 2};
  std::map<std::string, Bucket> by_address_;
};

}  // namespace ombud::accounts
