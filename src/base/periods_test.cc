// The dates of the law, each with its day computed by hand, and the arithmetic behind them against
// slow and obvious counting.

#include "base/periods.h"

#include <gtest/gtest.h>

#include "base/zones.h"

namespace ombud {

namespace {

using std::chrono::days;

Day day(const char* text) { return *parse_day(text); }

Instant instant(const char* text) { return *parse_instant(text); }

std::string end(const char* start, const char* period) {
  return format_day(end_of(day(start), *parse_period(period)));
}

std::string answer(Country country, const char* received, const char* period = "1 month") {
  return format_day(answer_by(country, day(received), *parse_period(period)));
}

TEST(Period, IsReadAndWritten) {
  for (const char* text :
       {"30 days", "1 day", "4 weeks", "1 month", "12 months", "7 years", "0 days"})
    EXPECT_EQ(format_period(*parse_period(text)), text);
  EXPECT_EQ(*parse_period("1 months"), (Period{1, PeriodUnit::months}));
}

TEST(Period, IsRefusedWhereNobodyCanMeanIt) {
  for (const char* text :
       {"", "12", "12months", "-1 days", "1.5 years", "12 moons", " 12 months", "12  months",
        "201 years", "99999999999 days", "twelve months", "12 m"}) {
    const Result<Period> period = parse_period(text);
    ASSERT_FALSE(period) << text;
    EXPECT_EQ(period.error().key, "base.bad_period");
  }
}

// A member's data, 12 months after the exit.
TEST(Months, EndOnTheMonthsLastDayWhereItIsShorter) {
  EXPECT_EQ(end("2024-02-29", "12 months"), "2025-02-28");
  EXPECT_EQ(end("2024-11-30", "3 months"), "2025-02-28");
  EXPECT_EQ(end("2024-08-31", "6 months"), "2025-02-28");
  EXPECT_EQ(end("2025-05-31", "1 month"), "2025-06-30");
  EXPECT_EQ(end("2024-02-29", "1 year"), "2025-02-28");
  EXPECT_EQ(end("2024-02-29", "4 years"), "2028-02-29");
}

// Silence after a renewal of consent was asked for; supplements to the Swedish authority.
TEST(DaysAndWeeks, DoNotCountTheDayOfTheEvent) {
  EXPECT_EQ(end("2025-01-31", "30 days"), "2025-03-02");
  EXPECT_EQ(end("2025-03-03", "4 weeks"), "2025-03-31");
  EXPECT_EQ(end("2025-03-03", "0 days"), "2025-03-03");
}

// GDPR art. 12(3): one month, three where it was prolonged, both from the day of receipt.
TEST(Answer, IsDueOneMonthAfterReceipt) {
  EXPECT_EQ(answer(Country::se, "2025-01-31"), "2025-02-28");
  EXPECT_EQ(answer(Country::se, "2025-03-15"), "2025-04-15");
  EXPECT_EQ(answer(Country::dk, "2025-03-05"), "2025-04-07");  // 5 April is a Saturday.
  EXPECT_EQ(answer(Country::se, "2025-01-31", "3 months"), "2025-04-30");
  EXPECT_EQ(answer(Country::se, "2025-03-15", "3 months"), "2025-06-16");  // From a Sunday.
}

TEST(Answer, MovesToTheNextWorkingDayOfTheControllersCountry) {
  struct Case {
    const char* received;
    const char* se;
    const char* dk;
    const char* no;
    const char* fi;
  };

  for (const Case& one : {
           Case{"2025-03-17", "2025-04-17", "2025-04-22", "2025-04-22", "2025-04-17"},
           Case{"2025-03-18", "2025-04-22", "2025-04-22", "2025-04-22", "2025-04-22"},
           Case{"2025-05-06", "2025-06-09", "2025-06-06", "2025-06-06", "2025-06-06"},
           Case{"2025-05-09", "2025-06-09", "2025-06-10", "2025-06-10", "2025-06-09"},
           Case{"2025-04-17", "2025-05-19", "2025-05-19", "2025-05-19", "2025-05-19"},
           Case{"2025-11-24", "2025-12-24", "2025-12-24", "2025-12-24", "2025-12-24"},
           Case{"2025-11-25", "2025-12-29", "2025-12-29", "2025-12-29", "2025-12-29"},
       }) {
    EXPECT_EQ(answer(Country::se, one.received), one.se) << one.received;
    EXPECT_EQ(answer(Country::dk, one.received), one.dk) << one.received;
    EXPECT_EQ(answer(Country::no, one.received), one.no) << one.received;
    EXPECT_EQ(answer(Country::fi, one.received), one.fi) << one.received;
  }
}

TEST(Answer, KnowsThatStoreBededagIsNoMore) {
  EXPECT_EQ(answer(Country::dk, "2023-04-05"), "2023-05-08");
  EXPECT_EQ(answer(Country::dk, "2024-03-26"), "2024-04-26");
}

// GDPR art. 33(1).
TEST(SeventyTwoHours, AreRealHoursThroughSummerTimeWeekendsAndEaster) {
  const Zone stockholm = *Zone::find("Europe/Stockholm");
  const auto due = [&](const char* aware) {
    return stockholm.show(hours_after(instant(aware), 72));
  };
  EXPECT_EQ(due("2025-03-29T11:00:00Z"), "2025-04-01 13:00 CEST");
  EXPECT_EQ(due("2025-10-25T10:00:00Z"), "2025-10-28 11:00 CET");
  EXPECT_EQ(due("2025-04-17T14:20:00Z"), "2025-04-20 16:20 CEST");
}

TEST(SeventyTwoHours, EndAtTheOuterLimitWhenTheHourOfTheEventIsNotCounted) {
  const Zone stockholm = *Zone::find("Europe/Stockholm");
  EXPECT_EQ(stockholm.show(hours_after_outer(instant("2025-03-29T11:00:00Z"), 72)),
            "2025-04-01 14:00 CEST");
  EXPECT_EQ(stockholm.show(hours_after_outer(instant("2025-04-17T14:20:00Z"), 72)),
            "2025-04-20 17:00 CEST");
}

// Yearly duties: adopted on a leap day, due on the last of February.
TEST(AccountingMaterial, IsKeptFromTheEndOfTheCalendarYearInSweden) {
  const auto kept_to = [](const char* fiscal_year_end) {
    return format_day(end_of(last_day_of_year(day(fiscal_year_end)), {7, PeriodUnit::years}));
  };
  EXPECT_EQ(kept_to("2025-12-31"), "2032-12-31");
  EXPECT_EQ(kept_to("2026-04-30"), "2033-12-31");
  // Bogføringsloven counts from the end of the financial year itself.
  EXPECT_EQ(end("2025-12-31", "5 years"), "2030-12-31");
}

// Month by month on a calendar that is nothing but a table of lengths.
Day counted_months(Day start, int months) {
  std::chrono::year_month_day date(start);
  int year = static_cast<int>(date.year());
  unsigned month = static_cast<unsigned>(date.month());
  for (int i = 0; i < months; ++i) {
    if (++month == 13) {
      month = 1;
      ++year;
    }
  }
  constexpr unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  const unsigned length = month == 2 && leap ? 29 : lengths[month - 1];
  const unsigned of_month = std::min(static_cast<unsigned>(date.day()), length);
  return Day{std::chrono::year(year) / static_cast<int>(month) / static_cast<int>(of_month)};
}

TEST(Months, AreWhatCountingThemOneByOneGives) {
  for (Day start = day("1999-01-01"); start < day("2009-01-01"); start += days(1))
    for (const int months : {0, 1, 2, 3, 6, 11, 12, 13, 24, 84, 120})
      ASSERT_EQ(add_months(start, months), counted_months(start, months))
          << format_day(start) << " + " << months;
}

// For each day of twelve years and each period: the last start that has ended, found by trying.
TEST(LastStart, IsTheLastOneWhosePeriodHasEnded) {
  for (const char* text :
       {"0 days", "1 day", "30 days", "4 weeks", "1 month", "2 months", "3 months", "6 months",
        "12 months", "13 months", "1 year", "4 years", "7 years"}) {
    const Period period = *parse_period(text);
    Day start = day("1996-01-01");
    for (Day today = day("2004-01-01"); today < day("2016-01-01"); today += days(1)) {
      while (end_of(start + days(1), period) < today) start += days(1);
      ASSERT_EQ(last_start_ended_before(today, period), start) << text << " " << format_day(today);
      ASSERT_EQ(last_start_ended_by(today - days(1), period), start);
      ASSERT_LT(end_of(start, period), today);
    }
  }
}

}  // namespace

}  // namespace ombud
