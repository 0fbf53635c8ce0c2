#include "base/clock.h"

#include <gtest/gtest.h>

namespace ombud {

namespace {

using std::chrono::microseconds;

TEST(Instant, IsWrittenInUtcWithSixDecimals) {
  EXPECT_EQ(format_instant(Instant{}), "1970-01-01T00:00:00.000000Z");
  EXPECT_EQ(format_instant(Instant{microseconds(-1)}), "1969-12-31T23:59:59.999999Z");
  EXPECT_EQ(format_instant(Instant{microseconds(1'795'301'040'123'456)}),
            "2026-11-21T22:44:00.123456Z");
}

TEST(Instant, GoesThereAndBack) {
  for (const char* text : {"2026-11-21T22:44:00.123456Z", "2024-02-29T23:59:59.000001Z",
                           "1899-12-31T00:00:00.000000Z", "9999-12-31T23:59:59.999999Z"})
    EXPECT_EQ(format_instant(*parse_instant(text)), text);
}

TEST(Instant, DecimalsMayBeLeftOut) {
  EXPECT_EQ(format_instant(*parse_instant("2026-11-21T22:44:00Z")), "2026-11-21T22:44:00.000000Z");
  EXPECT_EQ(format_instant(*parse_instant("2026-11-21T22:44:00.5Z")),
            "2026-11-21T22:44:00.500000Z");
}

TEST(Instant, WhatIsNoTimeInUtcIsRefused) {
  for (const char* bad :
       {"", "Z", "2026-11-21", "2026-11-21T22:44:00", "2026-11-21 22:44:00Z",
        "2026-11-21T22:44:00+01:00", "2026-11-21T24:00:00Z", "2026-11-21T22:60:00Z",
        "2026-11-21T22:44:61Z", "2026-02-30T00:00:00Z", "2026-11-21T22:44:00.Z",
        "2026-11-21T22:44:00.1234567Z", "2026-11-21T22:44:00.12x4Z", "2026-11-21T22-44-00Z",
        "2026-11-21T22:44:0aZ", "2026-11-21T22:44:00Z ", "2026-11-21T+2:44:00Z",
        "2026-11-21T22:44:00,5Z"}) {
    const Result<Instant> at = parse_instant(bad);
    ASSERT_FALSE(at) << bad;
    EXPECT_EQ(at.error().code, Errc::invalid);
    EXPECT_EQ(at.error().key, "base.bad_instant");
  }
}

TEST(Day, GoesThereAndBack) {
  for (const char* text : {"2026-11-21", "2024-02-29", "0001-01-01", "1900-01-01", "9999-12-31"})
    EXPECT_EQ(format_day(*parse_day(text)), text);
}

TEST(Day, ADayThatDoesNotExistIsRefused) {
  for (const char* bad : {"", "2026", "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10",
                          "2026-01-00", "2026-01-32", "26-01-01", "2026/01/01", "2026-1-1",
                          "2026-01-01 ", "-026-01-01", "2026-01-0a", "2026-01-01T00:00:00Z"}) {
    const Result<Day> day = parse_day(bad);
    ASSERT_FALSE(day) << bad;
    EXPECT_EQ(day.error().code, Errc::invalid);
    EXPECT_EQ(day.error().key, "base.bad_day");
  }
}

TEST(Clock, AFixedOneMovesOnlyWhenMoved) {
  FixedClock clock(*parse_instant("2026-11-21T22:44:00Z"));
  EXPECT_EQ(clock.now(), clock.now());
  clock.move(std::chrono::hours(2));
  EXPECT_EQ(format_instant(clock.now()), "2026-11-22T00:44:00.000000Z");
}

TEST(Clock, TheMachinesDoesNotRunBackwardsHere) {
  const Instant first = machine_clock().now();
  EXPECT_LE(first, machine_clock().now());
  EXPECT_GT(first, *parse_instant("2024-01-01T00:00:00Z"));
}

}  // namespace

}  // namespace ombud
