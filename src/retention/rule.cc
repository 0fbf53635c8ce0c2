// The words of a rule and its days.
#include "retention/rule.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/words.h"

namespace ombud::retention {

namespace {

using std::chrono::days;
using std::chrono::year;
using std::chrono::year_month_day;
using std::chrono::year_month_day_last;

constexpr Word<Then> thens[] = {
    {Then::erase, "erase"},
    {Then::anonymise, "anonymise"},
    {Then::de_identify, "de-identify"},
    {Then::review, "review"},
};

constexpr std::string_view nth_begin = "to the end of the ";
constexpr std::string_view nth_end =
    " year after the calendar year in which the financial year ended";
constexpr std::string_view financial_end = " after the financial year ended";

// "7th"; no law keeps anything to the end of more than 99 years.
std::optional<int> ordinal_in(std::string_view text) {
  int number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number < 1 || number > 99) return std::nullopt;
  const int last = number % 100 / 10 == 1 ? 0 : number % 10;
  const std::string_view wanted = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  if (std::string_view(stopped, static_cast<std::size_t>(end - stopped)) != wanted)
    return std::nullopt;
  return number;
}

std::string ordinal(int number) {
  const int last = number % 100 / 10 == 1 ? 0 : number % 10;
  return fmt::format("{}{}", number, last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

Day financial_year_end_in(const Rule& rule, year in) {
  return Day{
      year_month_day_last{in / std::chrono::month(static_cast<unsigned>(rule.financial_year_ends)) /
                          std::chrono::last}};
}

// The end of the financial year that the day lies in.
Day financial_year_end(const Rule& rule, Day day) {
  const year in = year_month_day(day).year();
  const Day end = financial_year_end_in(rule, in);
  return day <= end ? end : financial_year_end_in(rule, in + std::chrono::years(1));
}

// The last start whose period has ended on `day` at the latest.
Day last_start_ended(const Rule& rule, Day day) {
  if (rule.keep.form == Keep::Form::period) return last_start_ended_by(day, rule.keep.period);
  // Everything of one financial year ends together, so the start is the end of such a year: the
  // latest one that does it.
  const year last = year_month_day(day).year() - std::chrono::years(rule.keep.period.count);
  Day start = financial_year_end_in(rule, last + std::chrono::years(1));
  while (kept_through(rule, start) > day)
    start = financial_year_end_in(rule, year_month_day(start).year() - std::chrono::years(1));
  return start;
}

}  // namespace

std::string_view word(Then then) { return word_in(thens, then); }

std::optional<Then> then_of(std::string_view word) { return value_in(thens, word); }

Result<Keep> parse_keep(std::string_view text) {
  const Failure bad = fail(Errc::invalid, "retention.bad_keep", {{"keep", std::string(text)}});
  Keep keep;
  std::string_view rest = text;
  if (rest.starts_with("at most "))
    keep.bound = Bound::at_most;
  else if (!rest.starts_with("at least "))
    return bad;
  rest.remove_prefix(keep.bound == Bound::at_most ? 8 : 9);
  if (rest.starts_with(nth_begin) && rest.ends_with(nth_end)) {
    rest.remove_prefix(nth_begin.size());
    rest.remove_suffix(nth_end.size());
    const std::optional<int> count = ordinal_in(rest);
    if (!count) return bad;
    keep.form = Keep::Form::calendar_years;
    keep.period = {*count, PeriodUnit::years};
    return keep;
  }
  if (rest.ends_with(financial_end)) {
    rest.remove_suffix(financial_end.size());
    keep.form = Keep::Form::financial_years;
  }
  const Result<Period> period = parse_period(rest);
  if (!period) return bad;
  keep.period = period.value();
  if (keep.form == Keep::Form::financial_years && keep.period.unit != PeriodUnit::years) return bad;
  return keep;
}

std::string format_keep(const Keep& keep) {
  const std::string_view bound = keep.bound == Bound::at_most ? "at most" : "at least";
  if (keep.form == Keep::Form::calendar_years)
    return fmt::format("{} {}{}{}", bound, nth_begin, ordinal(keep.period.count), nth_end);
  return fmt::format("{} {}{}", bound, format_period(keep.period),
                     keep.form == Keep::Form::financial_years ? financial_end : "");
}

Result<Schedule> parse_schedule(std::string_view text) {
  if (text == "daily") return Schedule{Schedule::Every::day, ""};
  if (text == "weekly") return Schedule{Schedule::Every::week, ""};
  if (text == "monthly") return Schedule{Schedule::Every::month, ""};
  constexpr std::string_view on = "on event ";
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_";
  if (text.starts_with(on) && text.size() > on.size() && text.size() <= on.size() + 60) {
    const std::string_view event = text.substr(on.size());
    if (event.find_first_not_of(letters) == std::string_view::npos)
      return Schedule{Schedule::Every::event, std::string(event)};
  }
  return fail(Errc::invalid, "retention.bad_schedule", {{"schedule", std::string(text)}});
}

std::string format_schedule(const Schedule& schedule) {
  switch (schedule.every) {
    case Schedule::Every::day:
      return "daily";
    case Schedule::Every::week:
      return "weekly";
    case Schedule::Every::month:
      return "monthly";
    case Schedule::Every::event:
      return "on event " + schedule.event;
  }
  std::abort();
}

Day kept_through(const Rule& rule, Day start) {
  if (rule.keep.form == Keep::Form::period) return end_of(start, rule.keep.period);
  const Day ended = financial_year_end(rule, start);
  if (rule.keep.form == Keep::Form::financial_years) return end_of(ended, rule.keep.period);
  return last_day_of_year(end_of(last_day_of_year(ended), rule.keep.period));
}

Day last_start_due(const Rule& rule, Day today) {
  if (rule.keep.bound == Bound::at_least) return last_start_ended(rule, today - days(1));
  return std::min(last_start_ended(rule, today + days(rule.lead_days)), today);
}

}  // namespace ombud::retention
