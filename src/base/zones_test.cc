#include "base/zones.h"

#include <gtest/gtest.h>

namespace ombud {

namespace {

using std::chrono::hours;
using std::chrono::minutes;

Day day(const char* text) { return *parse_day(text); }

TEST(Zone, IsFoundByItsNameOrSaidToBeUnknown) {
  EXPECT_EQ(Zone::find("Europe/Oslo")->name(), "Europe/Oslo");
  for (const char* name : {"Europe/Atlantis", ""}) {
    const Result<Zone> unknown = Zone::find(name);
    ASSERT_FALSE(unknown) << name;
    EXPECT_EQ(unknown.error().key, "base.no_such_zone");
  }
}

TEST(Zone, KnowsWhichDayItIsThere) {
  const Instant late = *parse_instant("2025-12-31T22:30:00Z");
  EXPECT_EQ(Zone::find("Europe/Stockholm")->day_of(late), day("2025-12-31"));
  EXPECT_EQ(Zone::find("Europe/Helsinki")->day_of(late), day("2026-01-01"));
}

TEST(Zone, BeginsADayInWinterAndSummer) {
  const Zone copenhagen = *Zone::find("Europe/Copenhagen");
  EXPECT_EQ(format_instant(copenhagen.start_of(day("2025-01-15"))), "2025-01-14T23:00:00.000000Z");
  EXPECT_EQ(format_instant(copenhagen.start_of(day("2025-07-15"))), "2025-07-14T22:00:00.000000Z");
}

TEST(Zone, TakesTheInstantOfTheSkipForATimeThatIsSkipped) {
  const Zone stockholm = *Zone::find("Europe/Stockholm");
  EXPECT_EQ(format_instant(stockholm.instant_of(day("2025-03-30"), hours(2) + minutes(30))),
            "2025-03-30T01:00:00.000000Z");
}

TEST(Zone, TakesTheFirstOfATimeThatComesTwice) {
  const Zone stockholm = *Zone::find("Europe/Stockholm");
  EXPECT_EQ(format_instant(stockholm.instant_of(day("2025-10-26"), hours(2) + minutes(30))),
            "2025-10-26T00:30:00.000000Z");
}

TEST(Zone, GoesThereAndBackThroughAYear) {
  const Zone helsinki = *Zone::find("Europe/Helsinki");
  int days_of_another_length = 0;
  for (Day at = day("2025-01-01"); at < day("2026-01-01"); at += std::chrono::days(1)) {
    const Instant start = helsinki.start_of(at);
    EXPECT_EQ(helsinki.day_of(start), at);
    EXPECT_EQ(helsinki.day_of(start - std::chrono::microseconds(1)), at - std::chrono::days(1));
    if (helsinki.start_of(at + std::chrono::days(1)) - start != hours(24)) ++days_of_another_length;
  }
  EXPECT_EQ(days_of_another_length, 2);
}

}  // namespace

}  // namespace ombud
