#include "jobs/retry.h"

#include <algorithm>

namespace ombud::jobs {

bool is_retried(const Kind& kind, const Error& error) {
  if (error.code == Errc::unavailable || error.code == Errc::exhausted) return true;
  return std::find(kind.also_retried.begin(), kind.also_retried.end(), error.key) !=
         kind.also_retried.end();
}

std::chrono::milliseconds wait_after(const Kind& kind, std::int64_t attempt, double chance) {
  must(attempt >= 1 && chance >= 0 && chance <= 1);
  std::chrono::milliseconds wait = kind.first_wait;
  for (std::int64_t i = 1; i < attempt && wait < kind.longest_wait; ++i) wait *= 2;
  wait = std::min(wait, kind.longest_wait);
  const auto taken = static_cast<std::int64_t>(static_cast<double>(wait.count()) / 2 * chance);
  return wait - std::chrono::milliseconds(taken);
}

}  // namespace ombud::jobs
