// The days that rules come to: the dates of the law and of known policies, and every day of twelve
// years against a calendar that counts day by day.
#include "retention/rule.h"

#include <gmock/gmock.h>

#include "base/testing.h"

namespace ombud::retention {
namespace {

using std::chrono::days;

Day day(std::string_view text) { return parse_day(text).value(); }

Rule keeping(std::string_view keep, int lead_days = 0) {
  Rule rule;
  rule.keep = parse_keep(keep).value();
  rule.lead_days = lead_days;
  return rule;
}

// The first day on which a rule of "at least" takes what started then.
std::string erasable_from(const Rule& rule, std::string_view start) {
  Day today = day(start);
  while (last_start_due(rule, today) < day(start)) today += days(1);
  return format_day(today);
}

std::string kept(const Rule& rule, std::string_view start) {
  return format_day(kept_through(rule, day(start)));
}

TEST(RetentionDate, SilenceOfThirtyDaysAfterAConsentWasAskedForAnew) {  // T1
  const Rule rule = keeping("at least 30 days");
  EXPECT_EQ(kept(rule, "2025-01-31"), "2025-03-02");
  EXPECT_EQ(erasable_from(rule, "2025-01-31"), "2025-03-03");
}

TEST(RetentionDate, ANewConsentStartsThePeriodOfItsTerms) {  // T2
  const Rule rule = keeping("at least 24 months");
  EXPECT_EQ(kept(rule, "2023-05-24"), "2025-05-24");
  EXPECT_EQ(kept(rule, "2024-02-29"), "2026-02-28");
}

TEST(RetentionDate, AFormerMemberIsKeptTwelveMonths) {  // T9
  const Rule rule = keeping("at least 12 months");
  EXPECT_EQ(kept(rule, "2024-02-29"), "2025-02-28");
  EXPECT_EQ(erasable_from(rule, "2024-02-29"), "2025-03-01");
}

TEST(RetentionDate, AnUnpaidRecruitIsGoneAfterThreeMonths) {  // T10
  const Rule rule = keeping("at most 3 months", 7);
  EXPECT_EQ(kept(rule, "2024-11-30"), "2025-02-28");
  EXPECT_EQ(erasable_from(rule, "2024-11-30"), "2025-02-21");
}

TEST(RetentionDate, ALeaversMailboxIsGoneAfterAMonth) {  // T11
  const Rule rule = keeping("at most 1 month", 7);
  EXPECT_EQ(kept(rule, "2025-05-31"), "2025-06-30");
  EXPECT_EQ(erasable_from(rule, "2025-05-31"), "2025-06-23");
}

TEST(RetentionDate, EmploymentAndSevenYears) {  // T12
  const Rule rule = keeping("at least 7 years");
  EXPECT_EQ(kept(rule, "2020-02-29"), "2027-02-28");
  EXPECT_EQ(erasable_from(rule, "2018-06-30"), "2025-07-01");
}

TEST(RetentionDate, SwedishAccountingMaterialToTheSeventhYearsEnd) {  // T12 as law: BFL 7 kap. 2 §
  Rule rule = keeping(
      "at least to the end of the 7th year after the calendar year in which the financial year "
      "ended");
  EXPECT_EQ(kept(rule, "2025-12-31"), "2032-12-31");
  EXPECT_EQ(kept(rule, "2025-01-01"), "2032-12-31");
  EXPECT_EQ(erasable_from(rule, "2025-12-31"), "2033-01-01");
  rule.financial_year_ends = 4;
  EXPECT_EQ(kept(rule, "2026-04-30"), "2033-12-31");
  EXPECT_EQ(kept(rule, "2026-05-01"), "2034-12-31");
}

TEST(RetentionDate, DanishAccountingMaterialFiveYearsAfterTheFinancialYear) {  // Bogføringsloven 12
  Rule rule = keeping("at least 5 years after the financial year ended");
  EXPECT_EQ(kept(rule, "2025-12-31"), "2030-12-31");
  EXPECT_EQ(kept(rule, "2025-03-01"), "2030-12-31");
  EXPECT_EQ(erasable_from(rule, "2025-03-01"), "2031-01-01");
  rule.financial_year_ends = 6;
  EXPECT_EQ(kept(rule, "2025-03-01"), "2030-06-30");
  rule.financial_year_ends = 2;
  EXPECT_EQ(kept(rule, "2024-02-29"), "2029-02-28");
  EXPECT_EQ(kept(rule, "2023-01-10"), "2028-02-28");  // From 28 February 2023.
}

TEST(RetentionDate, AFormerEmployeeAtMostFiveYearsAndHisPayrollFive) {  // T13
  EXPECT_EQ(kept(keeping("at most 5 years", 7), "2020-02-29"), "2025-02-28");
  EXPECT_EQ(kept(keeping("at least 5 years after the financial year ended"), "2020-02-29"),
            "2025-12-31");
}

TEST(RetentionDate, AnApplicationAtOnceOrSixMonthsAfterConsent) {  // T14
  const Rule at_once = keeping("at most 0 days");
  EXPECT_EQ(kept(at_once, "2025-03-10"), "2025-03-10");
  EXPECT_EQ(erasable_from(at_once, "2025-03-10"), "2025-03-10");
  EXPECT_EQ(kept(keeping("at most 6 months", 7), "2024-08-31"), "2025-02-28");
}

TEST(RetentionDate, WhatHasNotBegunIsNotTaken) {
  const Rule rule = keeping("at most 3 days", 3);
  EXPECT_EQ(format_day(last_start_due(rule, day("2025-06-10"))), "2025-06-10");
  EXPECT_EQ(erasable_from(rule, "2025-06-10"), "2025-06-10");
}

// A month later by counting days, and the financial year's end by walking to it.
Day month_later(Day from) {
  const int wanted = static_cast<int>(format_day(from)[8] - '0') * 10 + (format_day(from)[9] - '0');
  Day at = from;
  const std::string month = format_day(from).substr(0, 7);
  while (format_day(at).substr(0, 7) == month) at += days(1);
  const std::string next = format_day(at).substr(0, 7);
  for (int number = 1; number < wanted; ++number) {
    if (format_day(at + days(1)).substr(0, 7) != next) break;
    at += days(1);
  }
  return at;
}

// The month after next of 31 January is 31 March, not 28 March: months are counted from the start.
Day slow_end(const Rule& rule, Day start) {
  Day at = start;
  const Period& period = rule.keep.period;
  const auto months_later = [](Day from, int months) {
    const std::string number = format_day(from).substr(8);
    Day first = from;
    while (format_day(first).substr(8) != "01") first -= days(1);
    for (int i = 0; i < months; ++i) first = month_later(first);
    Day on = first;
    while (format_day(on).substr(8) != number &&
           format_day(on + days(1)).substr(0, 7) == format_day(first).substr(0, 7))
      on += days(1);
    return on;
  };
  if (rule.keep.form == Keep::Form::period) {
    if (period.unit == PeriodUnit::days) return start + days(period.count);
    if (period.unit == PeriodUnit::weeks) return start + days(7 * period.count);
    return months_later(start, period.count * (period.unit == PeriodUnit::years ? 12 : 1));
  }
  const auto ends_a_year = [&](Day that) {
    const int month = (format_day(that)[5] - '0') * 10 + (format_day(that)[6] - '0');
    return month == rule.financial_year_ends &&
           format_day(that).substr(0, 7) != format_day(that + days(1)).substr(0, 7);
  };
  while (!ends_a_year(at)) at += days(1);
  if (rule.keep.form == Keep::Form::financial_years) return months_later(at, 12 * period.count);
  Day end = months_later(at, 12 * period.count);
  while (format_day(end).substr(5) != "12-31") end += days(1);
  return end;
}

TEST(RetentionDate, TheLastStartIsExactForEveryDayOfTwelveYears) {
  std::vector<Rule> rules;
  for (const char* const keep :
       {"at least 0 days", "at least 30 days", "at least 2 weeks", "at least 1 month",
        "at least 3 months", "at least 6 months", "at least 12 months", "at least 1 year",
        "at least 5 years after the financial year ended",
        "at least to the end of the 7th year after the calendar year in which the financial year "
        "ended"})
    rules.push_back(keeping(keep));
  for (const int month : {2, 4}) {
    for (std::size_t i = 8; i < 10; ++i) {
      rules.push_back(rules[i]);
      rules.back().financial_year_ends = month;
    }
  }
  for (const char* const keep : {"at most 0 days", "at most 1 month", "at most 3 months"}) {
    rules.push_back(keeping(keep));
    if (rules.back().keep.period.count > 0) rules.push_back(keeping(keep, 7));
  }
  const Day first = day("2016-01-01");
  const Day last = day("2027-12-31");
  for (const Rule& rule : rules) {
    // By walking, once: the end of every start that could matter. Ends never go back.
    std::vector<Day> ends;
    const Day begin = first - days(366 * 9);
    for (Day start = begin; start <= last; start += days(1)) {
      ends.push_back(kept_through(rule, start));
      if (start >= last - days(800)) {
        ASSERT_EQ(ends.back(), slow_end(rule, start));
      }
      ASSERT_LE(ends.size() > 1 ? ends[ends.size() - 2] : begin, ends.back());
    }
    std::size_t at = 0;  // The first start that is not due.
    for (Day today = first; today <= last; today += days(1)) {
      const auto is_due = [&](std::size_t i) {
        if (rule.keep.bound == Bound::at_least) return ends[i] < today;
        return ends[i] <= today + days(rule.lead_days) && begin + days(i) <= today;
      };
      while (at < ends.size() && is_due(at)) ++at;
      ASSERT_EQ(format_day(last_start_due(rule, today)),
                format_day(begin + days(static_cast<int>(at) - 1)))
          << format_keep(rule.keep) << " on " << format_day(today);
    }
  }
}

TEST(RetentionKeep, IsReadAsItIsWritten) {
  for (const char* const text :
       {"at least 12 months", "at most 1 day", "at most 0 days", "at least 2 weeks",
        "at least 7 years", "at least 1 year after the financial year ended",
        "at least to the end of the 1st year after the calendar year in which the financial year "
        "ended",
        "at least to the end of the 22nd year after the calendar year in which the financial year "
        "ended",
        "at most to the end of the 13th year after the calendar year in which the financial year "
        "ended"})
    EXPECT_EQ(format_keep(parse_keep(text).value()), text);
  for (const char* const text :
       {"", "12 months", "at least", "at least 12", "at least months", "at least -1 months",
        "at least 12 fortnights", "at least 300 years", "about 12 months",
        "at least 6 months after the financial year ended",
        "at least to the end of the 7st year after the calendar year in which the financial year "
        "ended",
        "at least to the end of the 0th year after the calendar year in which the financial year "
        "ended"}) {
    const Result<Keep> keep = parse_keep(text);
    ASSERT_FALSE(keep.has_value()) << text;
    EXPECT_EQ(keep.error().key, "retention.bad_keep");
  }
}

}  // namespace
}  // namespace ombud::retention
