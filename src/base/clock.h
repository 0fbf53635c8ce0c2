#pragma once
// Time. Instants are UTC with microseconds; days are civil days. Whoever needs "now" takes a Clock,
// so that a test can say what time it is.

#include <chrono>
#include <string>
#include <string_view>

#include "base/result.h"

namespace ombud {

using Instant = std::chrono::sys_time<std::chrono::microseconds>;
using Day = std::chrono::sys_days;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;
};

/// The machine's clock.
const Clock& machine_clock();

/// Stands still until it is moved; for tests.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}

  Instant now() const override { return at_; }

  void move(std::chrono::microseconds by) { at_ += by; }

 private:
  Instant at_;
};

/// "2026-11-21T22:44:00.123456Z": always six decimals, so that equal length orders by time.
std::string format_instant(Instant at);
/// Errc::invalid "base.bad_instant" unless RFC 3339 in UTC ("Z"), with or without decimals.
Result<Instant> parse_instant(std::string_view text);

/// "2026-11-21".
std::string format_day(Day day);
/// Errc::invalid "base.bad_day" unless a day that exists, written YYYY-MM-DD.
Result<Day> parse_day(std::string_view text);

}  // namespace ombud
