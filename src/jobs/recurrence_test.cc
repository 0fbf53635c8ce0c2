// When is next? Held against a slow and obvious reader of the clock on the wall.

#include "jobs/recurrence.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace ombud::jobs {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using testing::ElementsAre;

Recurrence of(std::string_view text) { return Recurrence::parse(text).value(); }

Zone zone(std::string_view name) { return Zone::find(name).value(); }

Instant at(std::string_view text) { return parse_instant(text).value(); }

std::vector<std::string> next_ones(const Recurrence& recurrence, const Zone& in, Instant from,
                                   int count) {
  std::vector<std::string> all;
  for (int i = 0; i < count; ++i) {
    from = recurrence.next(in, from);
    all.push_back(in.show(from));
  }
  return all;
}

TEST(Recurrence, ComesBackFromItsText) {
  for (const char* text :
       {"every 1 minutes", "every 1440 minutes", "daily 00:00", "daily 23:59",
        "weekly monday 02:30", "weekly sunday 02:30", "monthly 1 00:00", "monthly 31 02:30"})
    EXPECT_EQ(of(text).text(), text);
  EXPECT_EQ(of(" Weekly  MONDAY 02:30 ").text(), "weekly monday 02:30");
  EXPECT_EQ(of("every 1 minute").text(), "every 1 minutes");
}

TEST(Recurrence, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "daily",
                           "daily 24:00",
                           "daily 02:60",
                           "daily 2:30",
                           "daily 02.30",
                           "daily 02:30 x",
                           "weekly 02:30",
                           "weekly måndag 02:30",
                           "monthly 0 02:30",
                           "monthly 32 02:30",
                           "monthly -1 02:30",
                           "monthly 1e1 02:30",
                           "every 0 minutes",
                           "every 1441 minutes",
                           "every 15 hours",
                           "every 15 minuteses",
                           "every minutes",
                           "hourly",
                           "daily +2:30"}) {
    const Result<Recurrence> refused = Recurrence::parse(text);
    ASSERT_FALSE(refused) << text;
    EXPECT_EQ(refused.error().code, Errc::invalid);
    EXPECT_EQ(refused.error().key, "jobs.bad_recurrence");
  }
}

TEST(Recurrence, ATimeThatSummerTimeSkipsIsDoneOnceWhenItIsSkipped) {
  EXPECT_THAT(
      next_ones(of("daily 02:30"), zone("Europe/Stockholm"), at("2026-03-28T00:00:00Z"), 3),
      ElementsAre("2026-03-28 02:30 CET", "2026-03-29 03:00 CEST", "2026-03-30 02:30 CEST"));
}

TEST(Recurrence, ATimeThatComesTwiceIsDoneTheFirstTime) {
  EXPECT_THAT(
      next_ones(of("daily 02:30"), zone("Europe/Stockholm"), at("2026-10-24T00:00:00Z"), 3),
      ElementsAre("2026-10-24 02:30 CEST", "2026-10-25 02:30 CEST", "2026-10-26 02:30 CET"));
}

TEST(Recurrence, AMonthWithoutTheDayHasItsLast) {
  EXPECT_THAT(next_ones(of("monthly 31 02:30"), zone("Europe/Oslo"), at("2024-01-31T12:00:00Z"), 4),
              ElementsAre("2024-02-29 02:30 CET", "2024-03-31 03:00 CEST", "2024-04-30 02:30 CEST",
                          "2024-05-31 02:30 CEST"));
}

TEST(Recurrence, AWeekIsAWeekOnTheWall) {
  EXPECT_THAT(next_ones(of("weekly sunday 02:30"), zone("Europe/Copenhagen"),
                        at("2026-03-22T12:00:00Z"), 2),
              ElementsAre("2026-03-29 03:00 CEST", "2026-04-05 02:30 CEST"));
}

TEST(Recurrence, MinutesKnowNoSummerTime) {
  const Zone stockholm = zone("Europe/Stockholm");
  EXPECT_EQ(of("every 15 minutes").next(stockholm, at("2026-03-29T00:59:59Z")),
            at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(of("every 15 minutes").next(stockholm, at("2026-03-29T01:00:00Z")),
            at("2026-03-29T01:15:00Z"));
  EXPECT_EQ(of("every 15 minutes").last(stockholm, at("2026-03-29T01:00:00Z")),
            at("2026-03-29T01:00:00Z"));
  EXPECT_EQ(of("every 7 minutes").next(stockholm, at("1969-12-31T23:50:00Z")),
            at("1969-12-31T23:53:00Z"));
}

// What the clock on the wall has shown at the latest, minute after minute, from a day's beginning
// in UTC.
class Wall {
 public:
  Wall(const Zone& in, Day from, int length_days) : from_(from) {
    for (int i = 0; i < length_days * 1440; ++i) {
      const LocalTime shown = in.local(from + minutes(i));
      const minutes now =
          shown.day.time_since_epoch() + std::chrono::floor<minutes>(shown.since_midnight);
      latest_.push_back(latest_.empty() ? now : std::max(now, latest_.back()));
    }
  }

  /// Each minute at which the wall first showed one of the wanted days' time, or passed it.
  std::vector<Instant> reached(const std::function<bool(Day)>& wanted, minutes time) const {
    std::vector<Instant> all;
    for (Day day = std::chrono::floor<days>(Instant(latest_.front()));; day += days(1)) {
      const minutes sought = day.time_since_epoch() + time;
      if (sought > latest_.back()) break;
      if (sought <= latest_.front() || !wanted(day)) continue;
      const auto first = std::lower_bound(latest_.begin(), latest_.end(), sought);
      all.push_back(from_ + minutes(first - latest_.begin()));
    }
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }

 private:
  Day from_;
  std::vector<minutes> latest_;
};

struct Drawn {
  std::string text;
  std::function<bool(Day)> wanted;
  minutes time;
};

Drawn drawn(std::mt19937& random) {
  const auto below = [&](unsigned most) { return static_cast<unsigned>(random() % most); };
  // Hours of the night more often: that is where clocks are changed.
  const minutes time((below(3) > 0 ? below(4) : below(24)) * 60 + (below(2) > 0 ? 30 : below(60)));
  std::string clock = "00:00";
  clock[0] = static_cast<char>('0' + time.count() / 600);
  clock[1] = static_cast<char>('0' + time.count() / 60 % 10);
  clock[3] = static_cast<char>('0' + time.count() % 60 / 10);
  clock[4] = static_cast<char>('0' + time.count() % 10);
  switch (below(3)) {
    case 0:
      return {"daily " + clock, [](Day) { return true; }, time};
    case 1: {
      static constexpr const char* names[] = {"monday", "tuesday",  "wednesday", "thursday",
                                              "friday", "saturday", "sunday"};
      const unsigned day = below(7);
      return {std::string("weekly ") + names[day] + " " + clock,
              [day](Day at) { return std::chrono::weekday(at).iso_encoding() == day + 1; }, time};
    }
    default: {
      const unsigned day = 1 + below(31);
      return {"monthly " + std::to_string(day) + " " + clock,
              [day](Day at) {
                const std::chrono::year_month_day date(at);
                const bool last = std::chrono::year_month_day(at + days(1)).month() != date.month();
                const unsigned today = static_cast<unsigned>(date.day());
                return today == day || (last && today < day);
              },
              time};
    }
  }
}

TEST(Recurrence, IsWhatAPatientReaderOfTheWallWouldDo) {
  std::mt19937 random(20261122);
  int compared = 0;
  // Summer time of an hour and of half an hour, at night and at midnight; a day that never was.
  for (const char* name : {"Europe/Stockholm", "Atlantic/Azores", "Australia/Lord_Howe",
                           "America/Havana", "America/St_Johns", "Pacific/Apia"}) {
    const Zone in = zone(name);
    for (int window = 0; window < 4; ++window) {
      const Day first = window == 0 ? parse_day("2011-12-05").value()
                                    : parse_day("1995-01-01").value() + days(random() % 10'000);
      const Wall wall(in, first, 75);
      for (int i = 0; i < 60; ++i) {
        const Drawn one = drawn(random);
        const Recurrence recurrence = of(one.text);
        const std::vector<Instant> reached = wall.reached(one.wanted, one.time);
        for (std::size_t k = 1; k < reached.size(); ++k) {
          const Instant between =
              reached[k - 1] + (reached[k] - reached[k - 1]) * (random() % 1000) / 1000;
          ASSERT_EQ(recurrence.next(in, between), reached[k])
              << one.text << " in " << name << " after " << format_instant(between);
          ASSERT_EQ(recurrence.last(in, between), reached[k - 1])
              << one.text << " in " << name << " at " << format_instant(between);
          ++compared;
        }
      }
    }
  }
  EXPECT_GT(compared, 20'000);
}

}  // namespace
}  // namespace ombud::jobs
