#include "base/calendar.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ombud {

namespace {

using testing::Contains;
using testing::Field;
using testing::Not;

Day day(const char* text) { return *parse_day(text); }

auto on(const char* text) { return Field(&Holiday::day, day(text)); }

std::vector<Holiday> in(Country country, int year) {
  return holidays(country, std::chrono::year(year));
}

TEST(Holidays, FollowEasterThroughItsEarliestAndLatest) {
  EXPECT_THAT(in(Country::no, 2008), Contains(on("2008-03-23")));
  EXPECT_THAT(in(Country::no, 2038), Contains(on("2038-04-25")));
  EXPECT_THAT(in(Country::no, 2025), Contains(on("2025-04-17")));
}

TEST(Holidays, HaveNoStoreBededagFrom2024) {
  EXPECT_THAT(in(Country::dk, 2023), Contains(on("2023-05-05")));
  EXPECT_THAT(in(Country::dk, 2024), Not(Contains(on("2024-04-26"))));
}

TEST(Holidays, GaveUpWhitMondayForTheNationalDayInSweden2005) {
  EXPECT_THAT(in(Country::se, 2004), Contains(on("2004-05-31")));
  EXPECT_THAT(in(Country::se, 2004), Not(Contains(on("2004-06-06"))));
  EXPECT_THAT(in(Country::se, 2005), Not(Contains(on("2005-05-16"))));
  EXPECT_THAT(in(Country::se, 2005), Contains(on("2005-06-06")));
}

TEST(WorkingDay, IsAnEveAndTheDanishConstitutionDay) {
  EXPECT_TRUE(working_day(Country::se, day("2025-06-20")));  // Midsummer's eve.
  EXPECT_TRUE(working_day(Country::dk, day("2025-12-24")));
  EXPECT_TRUE(working_day(Country::fi, day("2025-12-31")));
  EXPECT_TRUE(working_day(Country::dk, day("2025-06-05")));
}

TEST(WorkingDay, IsNoWeekendAndNoHoliday) {
  EXPECT_FALSE(working_day(Country::fi, day("2025-11-22")));
  EXPECT_FALSE(working_day(Country::fi, day("2025-11-23")));
  EXPECT_FALSE(working_day(Country::fi, day("2024-12-06")));
  EXPECT_TRUE(working_day(Country::se, day("2024-12-06")));
}

TEST(Country, HasAWordAndAZone) {
  for (const Country country : {Country::se, Country::dk, Country::no, Country::fi})
    EXPECT_EQ(country_of(word(country)), country);
  EXPECT_EQ(country_of("de"), std::nullopt);
  EXPECT_EQ(zone_name(Country::fi), "Europe/Helsinki");
}

}  // namespace

}  // namespace ombud
