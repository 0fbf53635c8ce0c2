#include "jobs/recurrence.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace ombud::jobs {

namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::months;

constexpr int most_minutes = 1440;
constexpr std::string_view weekdays[] = {"monday", "tuesday",  "wednesday", "thursday",
                                         "friday", "saturday", "sunday"};

Failure bad() { return fail(Errc::invalid, "jobs.bad_recurrence"); }

// Digits only; -1 otherwise.
int number_in(std::string_view text) {
  int number = 0;
  if (text.empty() || text.front() < '0' || text.front() > '9') return -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : -1;
}

Result<minutes> time_in(std::string_view text) {
  if (text.size() != 5 || text[2] != ':') return bad();
  const int hour = number_in(text.substr(0, 2));
  const int minute = number_in(text.substr(3));
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59) return bad();
  return minutes(hour * 60 + minute);
}

// Never in the next month: the last day where it has no such day.
Day day_in_month(std::chrono::year_month month, unsigned day) {
  const std::chrono::year_month_day_last last = month / std::chrono::last;
  return Day(month / std::min(std::chrono::day(day), last.day()));
}

std::chrono::year_month month_of(Day day) {
  const std::chrono::year_month_day date(day);
  return date.year() / date.month();
}

}  // namespace

Result<Recurrence> Recurrence::parse(std::string_view text) {
  const std::vector<std::string> words = split(fold(text), ' ');
  Recurrence found;
  if (words.size() == 3 && words[0] == "every" && words[2].starts_with("minute")) {
    found.unit_ = Unit::minutes;
    found.every_ = number_in(words[1]);
    const bool plain = words[2] == "minute" || words[2] == "minutes";
    if (!plain || found.every_ < 1 || found.every_ > most_minutes) return bad();
    return found;
  }
  if (words.size() == 2 && words[0] == "daily") {
    found.time_ = TRY(time_in(words[1]));
    return found;
  }
  if (words.size() == 3 && words[0] == "weekly") {
    const auto* const day = std::find(std::begin(weekdays), std::end(weekdays), words[1]);
    if (day == std::end(weekdays)) return bad();
    found.unit_ = Unit::week;
    found.on_ = static_cast<unsigned>(day - std::begin(weekdays)) + 1;
    found.time_ = TRY(time_in(words[2]));
    return found;
  }
  if (words.size() == 3 && words[0] == "monthly") {
    const int day = number_in(words[1]);
    if (day < 1 || day > 31) return bad();
    found.unit_ = Unit::month;
    found.on_ = static_cast<unsigned>(day);
    found.time_ = TRY(time_in(words[2]));
    return found;
  }
  return bad();
}

std::string Recurrence::text() const {
  const std::string time = fmt::format("{:02}:{:02}", time_.count() / 60, time_.count() % 60);
  switch (unit_) {
    case Unit::minutes:
      return fmt::format("every {} minutes", every_);
    case Unit::day:
      return "daily " + time;
    case Unit::week:
      return fmt::format("weekly {} {}", weekdays[on_ - 1], time);
    case Unit::month:
      break;
  }
  return fmt::format("monthly {} {}", on_, time);
}

Day Recurrence::day_near(Day day) const {
  if (unit_ == Unit::week) {
    const unsigned today = std::chrono::weekday(day).iso_encoding();
    return day + days(static_cast<int>(on_) - static_cast<int>(today));
  }
  return unit_ == Unit::month ? day_in_month(month_of(day), on_) : day;
}

Day Recurrence::step(Day day, int steps) const {
  if (unit_ == Unit::week) return day + days(7 * steps);
  if (unit_ == Unit::month) return day_in_month(month_of(day) + months(steps), on_);
  return day + days(steps);
}

Instant Recurrence::on(const Zone& zone, Day day) const { return zone.instant_of(day, time_); }

Instant Recurrence::next(const Zone& zone, Instant at) const {
  if (unit_ == Unit::minutes) {
    const minutes passed = std::chrono::floor<minutes>(at.time_since_epoch());
    const std::int64_t whole = passed.count() - (passed.count() % every_ + every_) % every_;
    return Instant(minutes(whole + every_));
  }
  // From an occurrence that is surely past: a day too many costs nothing.
  const Day from = day_near(zone.day_of(at));
  for (int steps = -1;; ++steps) {
    const Instant occurrence = on(zone, step(from, steps));
    if (occurrence > at) return occurrence;
  }
}

Instant Recurrence::last(const Zone& zone, Instant at) const {
  if (unit_ == Unit::minutes) return next(zone, at) - minutes(every_);
  const Day from = day_near(zone.day_of(at));
  for (int steps = 1;; --steps) {
    const Instant occurrence = on(zone, step(from, steps));
    if (occurrence <= at) return occurrence;
  }
}

}  // namespace ombud::jobs
