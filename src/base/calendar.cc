// Holidays are a table of rules a country: a fixed date, days from Easter Sunday, or a weekday from
// a date on; each with the years in which it holds.

#include "base/calendar.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>

namespace ombud {

namespace {

using std::chrono::April;
using std::chrono::days;
using std::chrono::December;
using std::chrono::January;
using std::chrono::June;
using std::chrono::March;
using std::chrono::May;
using std::chrono::month_day;
using std::chrono::October;
using std::chrono::Saturday;
using std::chrono::Sunday;
using std::chrono::weekday;
using std::chrono::year;

constexpr int forever = std::numeric_limits<int>::max();

struct Rule {
  enum class Kind : std::uint8_t { fixed, easter, saturday_from };
  Kind kind = Kind::fixed;
  month_day date{};  // Of fixed and saturday_from.
  int after = 0;     // Days after Easter Sunday, of easter.
  std::string_view name;
  int from = 0;
  int to = forever;
};

constexpr Rule fixed(month_day date, std::string_view name, int from = 0, int to = forever) {
  return {Rule::Kind::fixed, date, 0, name, from, to};
}

constexpr Rule easter(int after, std::string_view name, int from = 0, int to = forever) {
  return {Rule::Kind::easter, {}, after, name, from, to};
}

// The Saturday of the seven days that begin with `date`.
constexpr Rule saturday_from(month_day date, std::string_view name) {
  return {Rule::Kind::saturday_from, date, 0, name, 0, forever};
}

constexpr auto swedish = std::to_array<Rule>({
    fixed(January / 1, "nyårsdagen"),
    fixed(January / 6, "trettondedag jul"),
    easter(-2, "långfredagen"),
    easter(0, "påskdagen"),
    easter(1, "annandag påsk"),
    fixed(May / 1, "första maj"),
    easter(39, "Kristi himmelsfärdsdag"),
    easter(49, "pingstdagen"),
    easter(50, "annandag pingst", 0, 2004),
    fixed(June / 6, "nationaldagen", 2005),
    saturday_from(June / 20, "midsommardagen"),
    saturday_from(October / 31, "alla helgons dag"),
    fixed(December / 25, "juldagen"),
    fixed(December / 26, "annandag jul"),
});

constexpr auto danish = std::to_array<Rule>({
    fixed(January / 1, "nytårsdag"),
    easter(-3, "skærtorsdag"),
    easter(-2, "langfredag"),
    easter(0, "påskedag"),
    easter(1, "anden påskedag"),
    easter(26, "store bededag", 0, 2023),
    easter(39, "Kristi himmelfartsdag"),
    easter(49, "pinsedag"),
    easter(50, "anden pinsedag"),
    fixed(December / 25, "juledag"),
    fixed(December / 26, "anden juledag"),
});

constexpr auto norwegian = std::to_array<Rule>({
    fixed(January / 1, "første nyttårsdag"),
    easter(-3, "skjærtorsdag"),
    easter(-2, "langfredag"),
    easter(0, "første påskedag"),
    easter(1, "andre påskedag"),
    fixed(May / 1, "arbeidernes dag"),
    fixed(May / 17, "grunnlovsdagen"),
    easter(39, "Kristi himmelfartsdag"),
    easter(49, "første pinsedag"),
    easter(50, "andre pinsedag"),
    fixed(December / 25, "første juledag"),
    fixed(December / 26, "andre juledag"),
});

constexpr auto finnish = std::to_array<Rule>({
    fixed(January / 1, "uudenvuodenpäivä"),
    fixed(January / 6, "loppiainen"),
    easter(-2, "pitkäperjantai"),
    easter(0, "pääsiäispäivä"),
    easter(1, "toinen pääsiäispäivä"),
    fixed(May / 1, "vappu"),
    easter(39, "helatorstai"),
    easter(49, "helluntaipäivä"),
    saturday_from(June / 20, "juhannuspäivä"),
    saturday_from(October / 31, "pyhäinpäivä"),
    fixed(December / 6, "itsenäisyyspäivä"),
    fixed(December / 25, "joulupäivä"),
    fixed(December / 26, "tapaninpäivä"),
});

std::span<const Rule> rules_of(Country country) {
  switch (country) {
    case Country::se:
      return swedish;
    case Country::dk:
      return danish;
    case Country::no:
      return norwegian;
    case Country::fi:
      return finnish;
  }
  must(false);
  return {};
}

// The Gregorian Easter Sunday, by the computation of Meeus, Jones and Butcher.
Day easter_sunday(year in) {
  const int y = static_cast<int>(in);
  const int a = y % 19;
  const int b = y / 100;
  const int c = y % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int month_and_day = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return Day{in / (month_and_day / 31) / (month_and_day % 31 + 1)};
}

Day day_of(const Rule& rule, year in, Day easter_day) {
  switch (rule.kind) {
    case Rule::Kind::fixed:
      return Day{in / rule.date.month() / rule.date.day()};
    case Rule::Kind::easter:
      return easter_day + days(rule.after);
    case Rule::Kind::saturday_from: {
      const Day first{in / rule.date.month() / rule.date.day()};
      return first + (Saturday - weekday(first));
    }
  }
  must(false);
  return {};
}

bool holds_in(const Rule& rule, year in) {
  return static_cast<int>(in) >= rule.from && static_cast<int>(in) <= rule.to;
}

}  // namespace

std::string_view word(Country country) {
  constexpr std::string_view words[] = {"se", "dk", "no", "fi"};
  return words[static_cast<std::size_t>(country)];
}

std::optional<Country> country_of(std::string_view text) {
  for (const Country country : {Country::se, Country::dk, Country::no, Country::fi})
    if (word(country) == text) return country;
  return std::nullopt;
}

std::string_view zone_name(Country country) {
  constexpr std::string_view names[] = {"Europe/Stockholm", "Europe/Copenhagen", "Europe/Oslo",
                                        "Europe/Helsinki"};
  return names[static_cast<std::size_t>(country)];
}

std::vector<Holiday> holidays(Country country, year in) {
  const Day easter_day = easter_sunday(in);
  std::vector<Holiday> found;
  for (const Rule& rule : rules_of(country))
    if (holds_in(rule, in)) found.push_back({day_of(rule, in, easter_day), rule.name});
  std::stable_sort(found.begin(), found.end(),
                   [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  return found;
}

bool working_day(Country country, Day day) {
  const weekday on(day);
  if (on == Saturday || on == Sunday) return false;
  const year in = std::chrono::year_month_day(day).year();
  const Day easter_day = easter_sunday(in);
  const std::span<const Rule> rules = rules_of(country);
  return std::none_of(rules.begin(), rules.end(), [&](const Rule& rule) {
    return holds_in(rule, in) && day_of(rule, in, easter_day) == day;
  });
}

Day moved_to_working_day(Country country, Day day) {
  while (!working_day(country, day)) day += days(1);
  return day;
}

}  // namespace ombud
