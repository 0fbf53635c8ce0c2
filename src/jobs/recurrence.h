#pragma once
// When something is to be done again and again, by the clock on the wall of one place. Pure.
//
//     every 15 minutes · daily 02:30 · weekly monday 02:30 · monthly 31 02:30
//
// One occurrence a local day, week or month, whatever summer time does: a time that is skipped in
// spring is the instant at which it was skipped, of one that comes twice in autumn it is the first.
// A month without such a day has its last day. Minutes are counted from midnight UTC on 1 January
// 1970 and know no summer time.

#include <chrono>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/zones.h"

namespace ombud::jobs {

class Recurrence {
 public:
  /// Errc::invalid "jobs.bad_recurrence".
  static Result<Recurrence> parse(std::string_view text);
  /// As parse() reads it.
  std::string text() const;

  /// The first occurrence after `at`.
  Instant next(const Zone& zone, Instant at) const;
  /// The last occurrence at or before `at`.
  Instant last(const Zone& zone, Instant at) const;

  bool operator==(const Recurrence&) const = default;

 private:
  enum class Unit : std::uint8_t { minutes, day, week, month };

  /// The day of the occurrence in the same day, week or month as `day`.
  Day day_near(Day day) const;
  /// The same, `steps` days, weeks or months later.
  Day step(Day day, int steps) const;
  Instant on(const Zone& zone, Day day) const;

  Unit unit_ = Unit::day;
  int every_ = 0;                // Minutes.
  unsigned on_ = 0;              // Day of the month, 1 to 31; or of the week, 1 monday to 7.
  std::chrono::minutes time_{};  // Since midnight on the wall.
};

}  // namespace ombud::jobs
