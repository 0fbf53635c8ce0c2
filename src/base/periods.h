#pragma once
// Periods as the law counts them. Months and years are calendar months: the same day of a later
// month, or its last day where it has no such day (Regulation 1182/71 art. 3(2)(c)). The day of the
// event is not counted, so a period of 30 days from 31 January ends with 2 March.
//
// Two readings of one end. What is kept *at least* so long may go from the day after its end. What
// is kept *at most* so long must be gone by the end of that day. Neither ever moves for a weekend;
// only a day to *answer* somebody moves to the next working day.

#include <string>

#include "base/calendar.h"
#include "base/clock.h"

namespace ombud {

enum class PeriodUnit : std::uint8_t { days, weeks, months, years };

std::string_view word(PeriodUnit unit);

/// "12 months". A count of zero ends on the day that it starts.
struct Period {
  int count = 0;
  PeriodUnit unit = PeriodUnit::days;

  friend bool operator==(const Period&, const Period&) = default;
};

/// Longer is no period that anybody means, and would leave the calendar.
inline constexpr int longest_period_years = 200;

/// "30 days", "1 month"; English, singular or plural.
Result<Period> parse_period(std::string_view text);
std::string format_period(Period period);

/// The same day so many months later (earlier where negative), or the month's last day.
Day add_months(Day day, int months);
Day last_day_of_month(Day day);
/// 31 December of the day's year: where "the end of the calendar year" starts a period.
Day last_day_of_year(Day day);

/// The last day of a period that starts on `start`.
Day end_of(Day start, Period period);
/// The last day on which a period can have started that ended before `today`: everything that
/// started on it or earlier has ended, nothing that started later has. An index serves that
/// comparison, and no database has to know a month.
Day last_start_ended_before(Day today, Period period);
/// The same for periods that have ended on `day` at the latest.
Day last_start_ended_by(Day day, Period period);

/// The last day to answer somebody: the period's end, moved to a working day.
/// Law: GDPR art. 12(3); Regulation 1182/71 art. 3(4).
Day answer_by(Country country, Day received, Period period);

/// So many real hours after an event; weekends, holidays and summer time change nothing.
/// Law: GDPR art. 33(1).
Instant hours_after(Instant event, int hours);
/// The outer limit of the same: the hour in which the event falls is not counted (Regulation
/// 1182/71 art. 3(1)), so the period begins with the next full hour. Said beside the safer limit,
/// never instead of it. Full hours are the same in all zones of the Nordic countries.
Instant hours_after_outer(Instant event, int hours);

}  // namespace ombud
