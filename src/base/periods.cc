#include "base/periods.h"

#include <fmt/format.h>

#include <charconv>

#include "base/text.h"

namespace ombud {

namespace {

using std::chrono::days;
using std::chrono::last;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

constexpr std::string_view unit_words[] = {"days", "weeks", "months", "years"};

int days_in(Period period) {
  return period.unit == PeriodUnit::weeks ? period.count * 7 : period.count;
}

bool counts_months(Period period) {
  return period.unit == PeriodUnit::months || period.unit == PeriodUnit::years;
}

int months_in(Period period) {
  return period.unit == PeriodUnit::years ? period.count * 12 : period.count;
}

// Whether it stays within the longest period, whatever its unit.
bool within_reach(Period period) {
  constexpr int most[] = {366, 53, 12, 1};
  return period.count <= most[static_cast<std::size_t>(period.unit)] * longest_period_years;
}

}  // namespace

std::string_view word(PeriodUnit unit) { return unit_words[static_cast<std::size_t>(unit)]; }

Result<Period> parse_period(std::string_view text) {
  const Failure bad = fail(Errc::invalid, "base.bad_period", {{"period", std::string(text)}});
  const std::size_t blank = text.find(' ');
  if (blank == std::string_view::npos) return bad;
  Period period;
  const char* const end = text.data() + blank;
  const auto [stopped, error] = std::from_chars(text.data(), end, period.count);
  if (error != std::errc{} || stopped != end || period.count < 0) return bad;
  const std::string_view unit = text.substr(blank + 1);
  for (std::size_t i = 0; i < std::size(unit_words); ++i) {
    const std::string_view plural = unit_words[i];
    if (unit != plural && unit != plural.substr(0, plural.size() - 1)) continue;
    period.unit = static_cast<PeriodUnit>(i);
    if (!within_reach(period)) return bad;
    return period;
  }
  return bad;
}

std::string format_period(Period period) {
  std::string_view unit = word(period.unit);
  if (period.count == 1) unit.remove_suffix(1);
  return fmt::format("{} {}", period.count, unit);
}

Day last_day_of_month(Day day) {
  const year_month_day date(day);
  return Day{year_month_day_last{date.year() / date.month() / last}};
}

Day last_day_of_year(Day day) {
  return Day{year_month_day(day).year() / std::chrono::December / 31};
}

Day add_months(Day day, int months) {
  const year_month_day moved = year_month_day(day) + std::chrono::months(months);
  return moved.ok() ? Day{moved} : Day{moved.year() / moved.month() / last};
}

Day end_of(Day start, Period period) {
  return counts_months(period) ? add_months(start, months_in(period))
                               : start + days(days_in(period));
}

Day last_start_ended_by(Day day, Period period) {
  if (!counts_months(period)) return day - days(days_in(period));
  // Several days of a long month end on the last day of a short one: the last of them counts.
  const Day start = add_months(day, -months_in(period));
  return day == last_day_of_month(day) ? last_day_of_month(start) : start;
}

Day last_start_ended_before(Day today, Period period) {
  return last_start_ended_by(today - days(1), period);
}

Day answer_by(Country country, Day received, Period period) {
  return moved_to_working_day(country, end_of(received, period));
}

Instant hours_after(Instant event, int hours) { return event + std::chrono::hours(hours); }

Instant hours_after_outer(Instant event, int hours) {
  const auto hour = std::chrono::floor<std::chrono::hours>(event);
  return Instant{hour} + std::chrono::hours(1 + hours);
}

}  // namespace ombud
