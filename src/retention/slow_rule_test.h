#pragma once
// A rule drawn at random, and whether it takes a person, the slow way: its own calendar, periods
// counted forward from each day, three answers. It shares no code with the room but the words of
// the text that it makes.

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace ombud::retention::test {

enum class Truth { no, open, yes };

inline Truth of(bool truth) { return truth ? Truth::yes : Truth::no; }

inline Truth turned(Truth truth) { return truth == Truth::open ? truth : of(truth == Truth::no); }

/// A day as three numbers; compared in that order.
struct Date {
  int year = 1970, month = 1, day = 1;
  auto operator<=>(const Date&) const = default;
};

inline int days_in(int year, int month) {
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return lengths[month - 1];
}

inline Date next(Date date) {
  if (++date.day <= days_in(date.year, date.month)) return date;
  date.day = 1;
  if (++date.month <= 12) return date;
  return {date.year + 1, 1, 1};
}

inline Date after_days(Date date, int days) {
  for (; days > 0; --days) date = next(date);
  return date;
}

inline Date before_days(Date date, int days) {
  for (; days > 0; --days) {
    if (--date.day > 0) continue;
    if (--date.month == 0) date = {date.year - 1, 12, 1};
    date.day = days_in(date.year, date.month);
  }
  return date;
}

inline Date after_months(Date date, int months) {
  date.month += months;
  while (date.month > 12) {
    date.month -= 12;
    ++date.year;
  }
  date.day = std::min(date.day, days_in(date.year, date.month));
  return date;
}

inline std::string written(const Date& date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  return text;
}

using OptionalDate = std::optional<Date>;

struct Membership {
  int id = 0;
  OptionalDate start, end;
  std::optional<std::string> kind;
};

struct Person {
  int id = 0;
  OptionalDate left, joined, born;
  std::optional<int> balance;
  std::optional<std::string> status;
  std::vector<Membership> memberships;
};

enum class Start { left, latest_end, latest_full_end, earliest_start };
enum class Unit { days, weeks, months, years, calendar_years, financial_years };

struct SlowRule {
  Start start = Start::left;
  bool at_most = false;
  int count = 0;
  Unit unit = Unit::days;
  int lead = 0;
  int financial_month = 12;
  std::vector<int> exceptions;  // Numbers of those below.

  static constexpr const char* texts[] = {
      "balance > 0",
      "status in ('open', 'claimed')",
      "exists membership where start_date > person.left_on",
      "exists membership where end_date is null",
      "not status = 'lapsed'",
      "joined_on >= today - 30 days",
      "not exists membership where kind = 'full' and (start_date < person.joined_on or "
      "person.balance < -1)",
  };

  std::string yaml() const {
    const char* const starts[] = {"left_on", "latest membership.end_date",
                                  "latest membership.end_date where kind = 'full'",
                                  "earliest membership.start_date on person_id = id"};
    const char* const units[] = {"days", "weeks", "months", "years"};
    std::string keep = at_most ? "at most " : "at least ";
    if (unit == Unit::calendar_years)
      keep += "to the end of the " + std::to_string(count) +
              (count == 1   ? "st"
               : count == 2 ? "nd"
               : count == 3 ? "rd"
                            : "th") +
              " year after the calendar year in which the financial year ended";
    else if (unit == Unit::financial_years)
      keep += std::to_string(count) + " years after the financial year ended";
    else
      keep += std::to_string(count) + " " + units[static_cast<int>(unit)];
    std::string text = "drawn:\n  subject: liva.person\n  starts: " +
                       std::string(starts[static_cast<int>(start)]) + "\n  keep: " + keep +
                       "\n  then: erase\n  because: test\n  schedule: daily\n";
    if (at_most) text += "  lead: " + std::to_string(lead) + " days\n";
    if (financial_month != 12)
      text += "  financial_year_ends: " +
              written({2025, financial_month, days_in(2025, financial_month)}).substr(5) + "\n";
    if (!exceptions.empty()) text += "  unless:\n";
    for (const int number : exceptions)
      text += "    e" + std::to_string(number) + ": \"" + texts[number] + "\"\n";
    return text;
  }

  Date kept_through(const Date& from) const {
    if (unit == Unit::days) return after_days(from, count);
    if (unit == Unit::weeks) return after_days(from, 7 * count);
    if (unit == Unit::months) return after_months(from, count);
    if (unit == Unit::years) return after_months(from, 12 * count);
    Date ended = from;
    while (ended.month != financial_month || ended.day != days_in(ended.year, ended.month))
      ended = next(ended);
    if (unit == Unit::financial_years) return after_months(ended, 12 * count);
    return {ended.year + count, 12, 31};
  }

  bool is_over(const Date& from, const Date& today) const {
    if (!at_most) return kept_through(from) < today;
    return kept_through(from) <= after_days(today, lead) && from <= today;
  }

  bool takes(const Person& person, const Date& today) const {
    if (began(person, [&](const Date& date) { return is_over(date, today); }) != Truth::yes)
      return false;
    for (const int number : exceptions)
      if (holds(number, person, today) != Truth::no) return false;
    return contradicts(person) == Truth::no;
  }

 private:
  // Whether the period began on a day that is so; `is` must be true for an unbroken past.
  template <class Is>
  Truth began(const Person& person, Is is) const {
    if (start == Start::left) return person.left ? of(is(*person.left)) : Truth::open;
    Truth some = Truth::no;
    Truth later = Truth::no;
    for (const Membership& membership : person.memberships) {
      const OptionalDate& date = start == Start::earliest_start ? membership.start : membership.end;
      const Truth so = date ? of(is(*date)) : Truth::open;
      some = std::max(some, std::min(counts(membership), so));
      later = std::max(later, std::min(counts(membership), turned(so)));
    }
    return start == Start::earliest_start ? some : std::min(some, turned(later));
  }

  Truth counts(const Membership& membership) const {
    if (start != Start::latest_full_end) return Truth::yes;
    return membership.kind ? of(*membership.kind == "full") : Truth::open;
  }

  static Truth less(const OptionalDate& a, const OptionalDate& b) {
    return a && b ? of(*a < *b) : Truth::open;
  }

  static Truth holds(int number, const Person& person, const Date& today) {
    const auto status_is = [&](const char* word) {
      return person.status ? of(*person.status == word) : Truth::open;
    };
    Truth found = Truth::no;
    switch (number) {
      case 0:
        return person.balance ? of(*person.balance > 0) : Truth::open;
      case 1:
        return std::max(status_is("open"), status_is("claimed"));
      case 2:
        for (const Membership& membership : person.memberships)
          found = std::max(found, less(person.left, membership.start));
        return found;
      case 3:
        for (const Membership& membership : person.memberships)
          found = std::max(found, of(!membership.end));
        return found;
      case 4:
        return turned(status_is("lapsed"));
      case 5:
        return person.joined ? of(*person.joined >= before_days(today, 30)) : Truth::open;
      default: {
        const Truth poor = person.balance ? of(*person.balance < -1) : Truth::open;
        for (const Membership& membership : person.memberships) {
          const Truth full = membership.kind ? of(*membership.kind == "full") : Truth::open;
          found = std::max(found,
                           std::min(full, std::max(less(membership.start, person.joined), poor)));
        }
        return turned(found);
      }
    }
  }

  Truth contradicts(const Person& person) const {
    const auto by = [&](const Date& last) {
      return began(person, [&](const Date& date) { return date <= last; });
    };
    const Truth early = by({1900, 12, 31});
    const Truth zero = std::min(by({1970, 1, 1}), turned(by({1969, 12, 31})));
    Truth unborn = Truth::no;
    if (person.born && start == Start::left) unborn = less(person.left, person.born);
    if (person.born && start != Start::left)
      for (const Membership& membership : person.memberships)
        unborn = std::max(unborn, std::min(counts(membership),
                                           less(start == Start::earliest_start ? membership.start
                                                                               : membership.end,
                                                person.born)));
    return std::max({early, zero, unborn});
  }
};

/// Draws rules, persons and days: few different ones, so that ends and beginnings meet.
class Drawn {
 public:
  explicit Drawn(unsigned seed) : random_(seed) {}

  int number(int from, int to) { return std::uniform_int_distribution<int>(from, to)(random_); }

  bool one_in(int n) { return number(1, n) == 1; }

  Date date() {
    if (one_in(40)) return {1900, 1, 1};
    if (one_in(40)) return {1970, 1, 1};
    if (one_in(40)) return {9999, 12, 31};
    const Date at{number(2022, 2024), number(1, 12), number(1, 31)};
    return {at.year, at.month, std::min(at.day, days_in(at.year, at.month))};
  }

  OptionalDate maybe_date(int null_in) {
    return one_in(null_in) ? OptionalDate() : OptionalDate(date());
  }

  Person person(int id) {
    const char* const statuses[] = {"open", "claimed", "lapsed", "left"};
    Person person;
    person.id = id;
    person.left = maybe_date(6);
    person.joined = maybe_date(6);
    person.born = one_in(4) ? OptionalDate() : OptionalDate({one_in(8) ? 2023 : 1980, 6, 1});
    if (!one_in(6)) person.balance = number(-3, 2);
    if (!one_in(6)) person.status = statuses[number(0, 3)];
    for (int count = number(0, 3); count > 0; --count) {
      Membership membership{id * 10 + count, maybe_date(6), maybe_date(6), std::nullopt};
      if (!one_in(6)) membership.kind = one_in(2) ? "full" : "trial";
      person.memberships.push_back(membership);
    }
    return person;
  }

  SlowRule rule() {
    SlowRule rule;
    rule.start = static_cast<Start>(number(0, 3));
    rule.at_most = one_in(3);
    rule.unit = static_cast<Unit>(number(0, rule.at_most ? 3 : 5));
    const int most[] = {400, 60, 24, 3, 3, 3};
    rule.count =
        number(rule.unit >= Unit::calendar_years ? 1 : 0, most[static_cast<int>(rule.unit)]);
    const int shortest[] = {1, 7, 28, 365};
    if (rule.at_most)
      rule.lead = number(0, std::min(40, rule.count * shortest[static_cast<int>(rule.unit)]));
    if (rule.unit >= Unit::calendar_years) rule.financial_month = number(1, 12);
    for (int i = 0; i < static_cast<int>(std::size(SlowRule::texts)); ++i)
      if (one_in(5)) rule.exceptions.push_back(i);
    return rule;
  }

  /// Often a day on which somebody's period ends or the day before or after.
  Date today(const SlowRule& rule, const std::vector<Person>& persons) {
    if (!one_in(4)) {
      const Person& person =
          persons[static_cast<std::size_t>(number(0, static_cast<int>(persons.size()) - 1))];
      OptionalDate date = person.left;
      if (rule.start != Start::left && !person.memberships.empty())
        date = rule.start == Start::earliest_start ? person.memberships[0].start
                                                   : person.memberships[0].end;
      if (date && date->year > 2000 && date->year < 9000)
        return after_days(before_days(rule.kept_through(*date), rule.lead + 2), number(0, 4));
    }
    const Date at{number(2022, 2029), number(1, 12), number(1, 31)};
    return {at.year, at.month, std::min(at.day, days_in(at.year, at.month))};
  }

 private:
  std::mt19937 random_;
};

}  // namespace ombud::retention::test
